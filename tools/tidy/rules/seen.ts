import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOMS } from '#base/rooms'
import { walk, type Finding, type Tree } from '../tree.ts'

const TYPED = /\.tsx?$/
const finding = (path: string, message: string): Finding => ({ rule: 'seen', path, line: 1, message })

/**
 * The check that fails when it sees nothing: what tidy read is compared with what the compiler would read from disk,
 * so neither a renamed folder nor an ignored file leaves both without a word.
 */
export function seen(tree: Tree): Finding[] {
  const read = new Set(tree.sources.map((file) => file.path).filter((path) => TYPED.test(path)))
  if (read.size === 0)
    return [finding('.', 'tidy read no TypeScript file at all; is this the root of the house?')]
  const onDisk = walk(tree.root, '').filter((path) => TYPED.test(path))
  const patterns = includes(tree)
  const covered = onDisk.filter((path) => patterns.some((pattern) => pattern.test.test(path)))
  return [
    ...emptyFolders(tree, patterns, onDisk),
    ...emptyRooms(tree, read),
    ...covered
      .filter((path) => !read.has(path))
      .map((p) => finding(p, 'the compiler reads it, git and tidy do not')),
    ...uncovered(read, new Set(covered)),
    ...counts(read, covered),
  ]
}

type Pattern = Readonly<{ config: string; text: string; folder: string; test: RegExp }>

/** The include patterns of every tsconfig at the root. */
function includes(tree: Tree): Pattern[] {
  const configs = tree.paths.filter((path) => /^tsconfig[\w.]*\.json$/.test(path))
  return configs.flatMap((config) => {
    const { include = [] } = JSON.parse(readFileSync(join(tree.root, config), 'utf8')) as {
      include?: string[]
    }
    return include.map((text) => ({ config, text, folder: text.split('/')[0] ?? '', test: asRegExp(text) }))
  })
}

function asRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const body = escaped.replace(/\*\*\/|\*/g, (mark) => (mark === '*' ? '[^/]*' : '(?:[^/]+/)*'))
  return new RegExp(`^${body}$`)
}

/** A folder that a tsconfig names but where none of its patterns finds a file: renamed, or not yet needed. */
function emptyFolders(tree: Tree, patterns: readonly Pattern[], onDisk: readonly string[]): Finding[] {
  if (patterns.length === 0) return [finding('.', 'no tsconfig includes anything')]
  const folders = [...new Set(patterns.map((pattern) => pattern.folder))]
  return folders.flatMap((folder) => {
    const inFolder = patterns.filter((pattern) => pattern.folder === folder)
    if (inFolder.some((pattern) => onDisk.some((path) => pattern.test.test(path)))) return []
    const how = existsSync(join(tree.root, folder)) ? 'holds nothing the compiler reads' : 'does not exist'
    return [finding(folder, `${inFolder[0]?.config} includes it, but it ${how}; was it renamed?`)]
  })
}

/** A room's folder without code: the room moved and left its name behind. */
function emptyRooms(tree: Tree, read: ReadonlySet<string>): Finding[] {
  const present = ROOMS.filter((room) => existsSync(join(tree.root, 'domain', room)))
  const empty = present.filter((room) => ![...read].some((path) => path.startsWith(`domain/${room}/`)))
  return empty.map((room) => finding(`domain/${room}`, 'the room is there but tidy read no code in it'))
}

/** Code that no compiler reads; configuration of tools at a root folder is read by its tool. */
function uncovered(read: ReadonlySet<string>, covered: ReadonlySet<string>): Finding[] {
  const stray = [...read].filter((path) => !covered.has(path) && !/^[\w.-]+\.config\.ts$/.test(path))
  return stray.map((path) => finding(path, 'no tsconfig includes it, so nothing checks its types'))
}

/** Counts by folder and room: the plain sum that would show a rule above to be blind. */
function counts(read: ReadonlySet<string>, covered: readonly string[]): Finding[] {
  const ours = countByFolder(read)
  return [...countByFolder(covered)].flatMap(([folder, compiled]) => {
    const count = ours.get(folder) ?? 0
    if (count >= compiled) return []
    return [finding(folder, `tidy read ${count} files where the compiler reads ${compiled}`)]
  })
}

function countByFolder(paths: Iterable<string>): Map<string, number> {
  const counted = new Map<string, number>()
  for (const path of paths) {
    const folder = path
      .split('/')
      .slice(0, path.startsWith('domain/') ? 2 : 1)
      .join('/')
    counted.set(folder, (counted.get(folder) ?? 0) + 1)
  }
  return counted
}
