import type { Token } from '../lex.ts'
import type { Finding, SourceFile, Tree } from '../tree.ts'

type Look = (
  file: SourceFile,
  at: number,
  token: Token,
) => readonly [rule: string, message: string] | undefined

/** Words the house does without, each with what to do instead. */
export function words(tree: Tree): Finding[] {
  return tree.sources.flatMap((file) => [
    ...inCode(file),
    ...inComments(file),
    ...barrels(file),
    ...marks(file),
  ])
}

const text = (file: SourceFile, at: number): string => file.code[at]?.text ?? ''

const LOOKS: Readonly<Record<string, Look>> = {
  any: (file, at) => {
    const isMember = text(file, at - 1) === '.' || ['(', ':', '?', '='].includes(text(file, at + 1))
    const typed = [':', '<', ',', '|', '&', 'as', '=>', '=', 'extends', 'satisfies', '('].includes(
      text(file, at - 1),
    )
    const isType = typed && !(isMember && text(file, at + 1) !== '=' && text(file, at - 1) !== 'extends')
    return isType ? ['any', 'any: say what it is, or `unknown` and narrow it'] : undefined
  },
  enum: (file, at) =>
    text(file, at - 1) !== '.' && file.code[at + 1]?.kind === 'word' && text(file, at + 2) === '{'
      ? ['enum', 'enum: a union of literals, or an array `as const`, survives type stripping and JSON']
      : undefined,
  default: (file, at) =>
    ['export', 'as'].includes(text(file, at - 1)) &&
    !/\.config\.[mc]?[tj]s$|\.d\.ts$/.test(file.path) &&
    isExport(file, at)
      ? ['default', 'export default: export by name, so that a thing has one name everywhere']
      : undefined,
  class: (file, at) =>
    text(file, at - 1) !== '.' && file.code[at + 1]?.kind === 'word' && file.path !== 'base/refusal.ts'
      ? ['class', 'class: plain data and functions; the only class is Refusal']
      : undefined,
  console: (file, at) =>
    file.area === 'domain' && text(file, at + 1) === '.'
      ? ['console', 'console: a room does not print']
      : undefined,
  vi: (file, at) =>
    ['mock', 'doMock'].includes(text(file, at + 2)) && /^[#.]/.test(text(file, at + 4))
      ? ['mock', 'vi.mock of our own code: build a world (test/world) and use the real thing']
      : undefined,
}

function inCode(file: SourceFile): Finding[] {
  return file.code.flatMap((token, at) => {
    if (token.kind !== 'word' || !Object.hasOwn(LOOKS, token.text)) return []
    const verdict = LOOKS[token.text]?.(file, at, token)
    return verdict ? [{ rule: verdict[0], path: file.path, line: token.line, message: verdict[1] }] : []
  })
}

function isExport(file: SourceFile, at: number): boolean {
  if (text(file, at - 1) === 'export') return true
  for (let back = at; back >= 0 && text(file, back) !== '}'; back--) {
    if (text(file, back) === '{') return text(file, back - 1) === 'export'
  }
  return false
}

const SUPPRESSION =
  /@ts-(?:ignore|expect-error|nocheck)|(?:es|ox)lint-disable|prettier-ignore|(?:istanbul|v8|c8) ignore/
const LEFTOVER = /\b(?:FIXME|XXX)\b/

function inComments(file: SourceFile): Finding[] {
  const comments = file.tokens.filter((token) => token.kind === 'comment')
  return comments.flatMap((token) => {
    const found: Finding[] = []
    const at = { path: file.path, line: token.line }
    const suppression = SUPPRESSION.exec(token.text)
    if (suppression)
      found.push({ rule: 'suppress', ...at, message: `${suppression[0]}: mend the code instead` })
    if (LEFTOVER.test(token.text))
      found.push({ rule: 'leftover', ...at, message: 'finish it, or file it and say so' })
    return found
  })
}

const DECLARES = new Set(['const', 'let', 'var', 'function', 'interface', 'async', 'await', 'declare'])

/** Only a room's index.ts gathers what others may call; elsewhere one imports a thing from where it lives. */
function barrels(file: SourceFile): Finding[] {
  if (file.area === 'domain' && file.inside === 'index.ts') return []
  const passes = file.code.findIndex(
    (token, at) => token.text === 'export' && /^[{*]$/.test(text(file, at + 1)),
  )
  if (passes < 0 || !file.imports.length) return []
  const isStar = text(file, passes + 1) === '*'
  if (
    !isStar &&
    file.code.some((t, at) => DECLARES.has(t.text) || (t.text === 'type' && text(file, at + 2) === '='))
  )
    return []
  const message = 'a barrel: import each thing from the file it lives in; only a room has a door (index.ts)'
  return [{ rule: 'barrel', path: file.path, line: file.code[passes]?.line ?? 1, message }]
}

const MARKS = new Set(['only', 'skip', 'todo', 'skipIf', 'runIf', 'fails'])
const RUNNERS = new Set(['it', 'test', 'describe', 'suite', 'bench', 'each', 'concurrent', 'sequential'])
const SHORT_MARKS = new Set(['fit', 'xit', 'xtest', 'fdescribe', 'xdescribe'])

function marks(file: SourceFile): Finding[] {
  if (!/\.test\.tsx?$/.test(file.path)) return []
  return file.code.flatMap((token, at) => {
    if (token.kind !== 'word') return []
    const isMark = MARKS.has(token.text) && text(file, at - 1) === '.' && RUNNERS.has(text(file, at - 2))
    const isContext = token.text === 'skip' && text(file, at - 1) === '.' && text(file, at + 1) === '('
    const isShort = SHORT_MARKS.has(token.text) && text(file, at + 1) === '('
    if (!isMark && !isContext && !isShort) return []
    const message = `${token.text}: a test runs, or is deleted`
    return [{ rule: 'marks', path: file.path, line: token.line, message }]
  })
}
