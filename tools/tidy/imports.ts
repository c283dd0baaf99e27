import { posix } from 'node:path'
import type { Token } from './lex.ts'

export type Import = Readonly<{
  specifier: string
  /** Path from the root for our own files (extension as written), otherwise empty. */
  path: string
  /** The npm package or `node:` module, otherwise empty. */
  package: string
  /** The words between `import` and `from`. */
  names: readonly string[]
  line: number
}>

/** Every way a file reaches another: import, export … from, import(), require(). */
export function importsOf(file: string, code: readonly Token[]): Import[] {
  const found: Import[] = []
  code.forEach((token, at) => {
    if (token.kind !== 'word' || code[at - 1]?.text === '.') return
    const source = sourceOf(token.text, code, at)
    if (!source) return
    const names = code
      .slice(at + 1, source.at)
      .filter((t) => t.kind === 'word')
      .map((t) => t.text)
    found.push({ specifier: source.text, line: token.line, names, ...resolve(file, source.text) })
  })
  return found
}

function sourceOf(
  word: string,
  code: readonly Token[],
  at: number,
): { text: string; at: number } | undefined {
  const next = code[at + 1]
  if (word === 'import' && next?.kind === 'string') return { text: next.text, at: at + 1 }
  if ((word === 'import' || word === 'require') && next?.text === '(') {
    const inside = code[at + 2]
    return inside?.kind === 'string' ? { text: inside.text, at: at + 2 } : undefined
  }
  const clause = next?.kind === 'word' || next?.text === '{' || next?.text === '*'
  if (word === 'import' && clause) return fromClause(code, at + 1)
  const star = next?.text === 'type' ? code[at + 2] : next
  if (word === 'export' && (star?.text === '{' || star?.text === '*')) return fromClause(code, at + 1)
  return undefined
}

/** The string after `from`; a clause holds only words, commas, stars and one pair of braces. */
function fromClause(code: readonly Token[], start: number): { text: string; at: number } | undefined {
  for (let at = start; at < code.length; at++) {
    const token = code[at]
    const next = code[at + 1]
    if (token?.text === 'from' && next?.kind === 'string') return { text: next.text, at: at + 1 }
    if (
      token?.kind !== 'word' &&
      token?.kind !== 'string' &&
      !['{', '}', ',', '*'].includes(token?.text ?? '')
    )
      return undefined
    if (token?.text === '}' && next?.text !== 'from') return undefined
  }
  return undefined
}

function resolve(file: string, specifier: string): { path: string; package: string } {
  if (specifier.startsWith('#')) return { path: specifier.slice(1), package: '' }
  if (specifier.startsWith('.')) return { path: posix.join(posix.dirname(file), specifier), package: '' }
  if (specifier.startsWith('node:')) return { path: '', package: specifier }
  const parts = specifier.split('/')
  return { path: '', package: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') }
}
