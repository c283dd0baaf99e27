import { ROOMS } from '#base/rooms'
import type { Finding, SourceFile, Tree } from '../tree.ts'

const ORDER: readonly string[] = ROOMS
const LAW = /^[\s\-*|#>]*\**[A-Z]{1,3}\d+\b/m
const SOURCE = /\.tsx?$/

/** What a room looks like from outside: its place, its README with laws, its two levels, its one-line routes. */
export function rooms(tree: Tree): Finding[] {
  const inDomain = tree.paths.filter((path) => path.startsWith('domain/'))
  const folders = [
    ...new Set(inDomain.filter((p) => p.split('/').length > 2).map((p) => p.split('/')[1] ?? '')),
  ]
  const loose = inDomain.filter((path) => path.split('/').length === 2 && SOURCE.test(path))
  return [
    ...loose.map((path) =>
      finding('rooms', path, 'belongs to no room; move it into the room whose noun it is'),
    ),
    ...folders.flatMap((room) => structure(tree, room)),
    ...tree.sources.filter((f) => f.area === 'domain' && f.inside === 'routes.ts').flatMap(routes),
  ]
}

const finding = (rule: string, path: string, message: string, line = 1): Finding => ({
  rule,
  path,
  line,
  message,
})

function structure(tree: Tree, room: string): Finding[] {
  const folder = `domain/${room}`
  if (!ORDER.includes(room)) {
    return [
      finding(
        'rooms',
        folder,
        'no such room in base/rooms.ts; a new room needs a decision and a place in the order',
      ),
    ]
  }
  return [...readme(tree, folder), ...levels(tree, folder)]
}

function readme(tree: Tree, folder: string): Finding[] {
  const text = tree.texts.find((file) => file.path === `${folder}/README.md`)?.text
  if (text === undefined) {
    return [
      finding('readme', folder, 'write README.md: nouns, what it owns, numbered laws, questions it refuses'),
    ]
  }
  return LAW.test(text)
    ? []
    : [finding('readme', `${folder}/README.md`, 'number the laws, one a line: W1 …, W2 …')]
}

/** A second level is model/ or store/, and there is no third. */
function levels(tree: Tree, folder: string): Finding[] {
  const files = tree.paths.filter((path) => path.startsWith(`${folder}/`) && SOURCE.test(path))
  const deep = files.filter((path) => {
    const [, , second = '', ...rest] = path.split('/')
    return rest.length > 1 || (rest.length === 1 && !BELOW.includes(second))
  })
  const places = [...new Set(deep.map((path) => path.split('/').slice(0, -1).join('/')))]
  return places.map((path) =>
    finding('levels', path, 'a room has model/, contract/ and store/ below it and nothing deeper'),
  )
}

/** What a room may grow into folders (decision 0014). */
const BELOW = ['model', 'contract', 'store']

const ENTRIES = ['on', 'onMany']

/** A routes file is a list of `on(endpoint, command)`, or `onMany` for a command that takes many wishes at once. */
function routes(file: SourceFile): Finding[] {
  const { code } = file
  const start = code.findIndex((token, at) => token.text === '=' && code[at + 1]?.text === '[')
  if (start < 0) return [finding('routes', file.path, 'export one array of on(endpoint, command)')]
  const found: Finding[] = []
  let depth = 0
  for (let at = start + 1; at < code.length; at++) {
    const token = code[at]
    const before = code[at - 1]?.text
    const isEntry = depth === 1 && (before === '[' || before === ',') && token?.text !== ']'
    if (isEntry && !(ENTRIES.includes(token?.text ?? '') && code[at + 1]?.text === '(')) {
      found.push(finding('routes', file.path, 'each entry is on(endpoint, command), or onMany', token?.line))
    }
    if (token?.text === '=>' || token?.text === 'function') {
      found.push(
        finding(
          'routes',
          file.path,
          'no code between contract and command; move it into the command',
          token.line,
        ),
      )
    }
    if (/^[([{]$/.test(token?.text ?? '') && token?.kind === 'punct') depth++
    if (/^[)\]}]$/.test(token?.text ?? '') && token?.kind === 'punct') depth--
  }
  return found
}
