import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf, type Import } from './imports.ts'
import { lex, type Token } from './lex.ts'

export type Finding = Readonly<{ rule: string; path: string; line: number; message: string }>

export type TextFile = Readonly<{ path: string; text: string }>
export type SourceFile = TextFile &
  Readonly<{
    tokens: readonly Token[]
    /** The tokens without comments. */
    code: readonly Token[]
    imports: readonly Import[]
    /** The root folder: base, db, domain, server, ui, apps, test, tools; empty for files at the root. */
    area: string
    /** The room in `domain`, the application in `apps`, otherwise empty. */
    room: string
    /** The path below the room, or below the area. */
    inside: string
    /** A test, or something only tests use. */
    isTest: boolean
  }>

export type Tree = Readonly<{
  root: string
  /** Everything tracked or about to be, as paths from the root. */
  paths: readonly string[]
  texts: readonly TextFile[]
  sources: readonly SourceFile[]
}>

/** Written by tools: their lines and sizes are not anybody's style. */
export const GENERATED = new Set(['db/schema.sql', 'db/schema.ts', 'package-lock.json'])

const SOURCE = /\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs)$/
const TEXT =
  /\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs|sql|json|md|css|html|yml|yaml|sh|txt|toml)$|(?:^|\/)[^./]+$|(?:^|\/)\.[a-z.]+$/
const SKIPPED = new Set(['node_modules', 'dist', '.git', 'coverage', '.cache'])
/** A text larger than this is data, not something people wrote. */
const TEXT_BYTES_MOST = 2_000_000

export function readTree(root: string): Tree {
  const kept = listed(root).filter((path) => !path.split('/').some((part) => SKIPPED.has(part)))
  // Git still lists what was deleted a moment ago.
  const paths = kept.filter((path) => existsSync(join(root, path)))
  const texts = paths.flatMap((path) => textOf(root, path))
  return { root, paths, texts, sources: texts.filter((t) => SOURCE.test(t.path)).map(source) }
}

/** What git knows or would add; a plain walk where there is no git. */
function listed(root: string): string[] {
  if (!statSync(join(root, '.git'), { throwIfNoEntry: false })) return walk(root, '')
  const arguments_ = ['ls-files', '-co', '--exclude-standard', '-z']
  return execFileSync('git', arguments_, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
    .split('\0')
    .filter(Boolean)
}

/** All files below a folder, as paths from the root. */
export function walk(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  return entries.flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const path = folder ? `${folder}/${entry.name}` : entry.name
    return entry.isDirectory() ? walk(root, path) : [path]
  })
}

function textOf(root: string, path: string): TextFile[] {
  if (!TEXT.test(path)) return []
  const file = statSync(join(root, path), { throwIfNoEntry: false })
  if (!file?.isFile() || file.size > TEXT_BYTES_MOST) return []
  return [{ path, text: readFileSync(join(root, path), 'utf8') }]
}

function source(file: TextFile): SourceFile {
  const tokens = lex(file.text, /\.[jt]sx$/.test(file.path))
  const code = tokens.filter((token) => token.kind !== 'comment')
  const [first = '', second = '', ...rest] = file.path.split('/')
  const area = file.path.includes('/') ? first : ''
  const hasRoom = (area === 'domain' || area === 'apps') && rest.length > 0
  return {
    ...file,
    tokens,
    code,
    imports: importsOf(file.path, code),
    area,
    room: hasRoom ? second : '',
    inside: hasRoom ? rest.join('/') : [second, ...rest].join('/'),
    isTest: area === 'test' || /\.test\.tsx?$/.test(file.path),
  }
}
