import type { Token } from './lex.ts'
import type { SourceFile } from './tree.ts'

export type Span = Readonly<{ name: string; line: number; lines: number }>

const CONTROL = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'with',
  'return',
  'await',
  'typeof',
  'super',
])
const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Every function with a body in braces: declared, arrow or method, with its length in lines. */
export function functionsOf(file: SourceFile): Span[] {
  const pairs = matching(file.code)
  const spans = file.code
    .map((token, at) => spanAt(file, pairs, token, at))
    .filter((span) => span !== undefined)
  return file.isTest ? spans.filter((span) => span.name !== 'describe') : spans
}

function spanAt(
  file: SourceFile,
  pairs: ReadonlyMap<number, number>,
  token: Token,
  at: number,
): Span | undefined {
  const { code } = file
  const found = bodyAt(code, pairs, token, at)
  if (!found) return undefined
  const end = code[pairs.get(found.body) ?? found.body]
  const line = token.line
  return { name: found.name, line, lines: (end?.line ?? line) - line + 1 }
}

function bodyAt(code: readonly Token[], pairs: ReadonlyMap<number, number>, token: Token, at: number) {
  if (token.kind === 'punct' && token.text === '=>') {
    return code[at + 1]?.text === '{' ? { body: at + 1, name: arrowName(code, pairs, at) } : undefined
  }
  if (token.kind !== 'word' || CONTROL.has(token.text) || code[at - 1]?.text === 'function') return undefined
  const isDeclared = token.text === 'function'
  const open = isDeclared ? nextOpen(code, at + 1) : code[at + 1]?.text === '(' ? at + 1 : -1
  const close = pairs.get(open)
  if (close === undefined) return undefined
  const body = afterType(code, pairs, close + 1)
  if (body === undefined) return undefined
  const named = isDeclared ? code.slice(at + 1, open).find((t) => t.kind === 'word') : token
  return { body, name: named?.text ?? 'function' }
}

/** The `(` of a declaration, past its name and type parameters. */
function nextOpen(code: readonly Token[], from: number): number {
  for (let at = from; at < Math.min(code.length, from + 60); at++) if (code[at]?.text === '(') return at
  return -1
}

/** The `{` of the body, past a return type whose own braces do not count. */
function afterType(
  code: readonly Token[],
  pairs: ReadonlyMap<number, number>,
  from: number,
): number | undefined {
  if (code[from]?.text === '{') return from
  if (code[from]?.text !== ':') return undefined
  let mayBeType = true
  for (let at = from + 1; at < Math.min(code.length, from + 80); at++) {
    const { text = '', kind } = code[at] ?? {}
    if (text === '{' && !mayBeType) return at
    if ([';', '=', '}', ')', ']', '?'].includes(text) && kind === 'punct') return undefined
    mayBeType = [':', '|', '&', '<', ',', '=>', 'is', 'extends'].includes(text)
    if (OPENING[text] && kind === 'punct') at = pairs.get(at) ?? at
  }
  return undefined
}

/** What an arrow is called: the const, property or call it is given to. */
function arrowName(code: readonly Token[], pairs: ReadonlyMap<number, number>, at: number): string {
  const opens = new Map([...pairs].map(([open, close]) => [close, open]))
  for (let back = at - 1; back >= 0; back--) {
    // Brackets closed before the arrow (its parameters, its return type) are stepped over.
    const open = opens.get(back)
    if (open !== undefined) {
      back = open
      continue
    }
    const before = code[back - 1]
    const mark = code[back]?.text ?? ''
    if (mark === '=') return declared(code, back)
    if (mark === ':' && before?.kind === 'word') return before.text
    if (mark === '(') return before?.kind === 'word' ? before.text : 'arrow'
    if (mark === ';' || mark === '{' || mark === '=>') return 'arrow'
  }
  return 'arrow'
}

/** The name a declaration gives, past its own type. */
function declared(code: readonly Token[], equals: number): string {
  for (let back = equals - 1; back >= Math.max(0, equals - 40); back--) {
    if (/^(?:const|let|var)$/.test(code[back]?.text ?? '')) return code[back + 1]?.text ?? 'arrow'
    if (code[back]?.text === '=') break
  }
  return code[equals - 1]?.text ?? 'arrow'
}

function matching(code: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>()
  const open: { at: number; close: string }[] = []
  code.forEach((token, at) => {
    if (token.kind !== 'punct') return
    const close = OPENING[token.text]
    if (close) open.push({ at, close })
    else if (open.at(-1)?.close === token.text) pairs.set(open.pop()?.at ?? 0, at)
  })
  return pairs
}
