/**
 * A tokenizer that knows just enough of TypeScript and JSX: strings, templates, comments and regular expressions are
 * never mistaken for code, nor code for them. It does not parse; the rules look at short runs of tokens.
 */
export type Token = Readonly<{
  kind: 'word' | 'number' | 'string' | 'template' | 'regex' | 'punct' | 'comment' | 'jsxText'
  /** Strings without quotes; templates with each substitution shown as `${}`; the tokens inside follow. */
  text: string
  line: number
  endLine: number
  /** The JSX attribute this string is the value of. */
  attribute?: string
}>

type Scan = {
  readonly text: string
  readonly jsx: boolean
  at: number
  line: number
  tokens: Token[]
  last: Token | undefined
}

const BEFORE_EXPRESSION = new Set(
  'return typeof case in of do else new delete void throw await yield instanceof default export'.split(' '),
)
const ENDS_VALUE = new Set([')', ']', '}', '++', '--', '</>'])
const PAIRS = ['...', '=>', '?.', '++', '--']
const WORD = /[\p{L}_$#][\p{L}\p{N}_$]*/uy
const NUMBER = /\d[\w.]*/y
const TAG = /<(?:>|[A-Za-z_$][\w.$:-]*)/y
const TYPE_PARAMETER = /<[A-Za-z_$][\w$]*\s*(?:,|extends\s|=\s)/y
const ARROW_TYPE = /<([A-Za-z_$][\w$]*)>\s*\(/y

export function lex(text: string, jsx: boolean): Token[] {
  const s: Scan = { text, jsx, at: 0, line: 1, tokens: [], last: undefined }
  if (text.startsWith('#!')) moveTo(s, endOf(s, '\n'))
  code(s)
  return s.tokens
}

/** Reads code to the end, or up to the `}` that closes a substitution or a JSX expression. */
function code(s: Scan, closing = false): void {
  let depth = 0
  while (s.at < s.text.length) {
    const c = s.text[s.at] ?? ''
    if (closing && depth === 0 && c === '}') return
    if (c === '\n' || c === ' ' || c === '\t' || c === '\r') moveTo(s, s.at + 1)
    else if (c === '`') template(s)
    else if (c === '"' || c === "'") quoted(s)
    else if (c === '/' && slash(s)) continue
    else if (c === '<' && startsElement(s)) element(s)
    else {
      if (c === '{') depth++
      if (c === '}') depth--
      plain(s)
    }
  }
}

/** A word, a number or punctuation. */
function plain(s: Scan): void {
  const word = match(s, WORD)
  if (word) return push(s, 'word', word[0], s.at + word[0].length)
  const number = match(s, NUMBER)
  if (number) return push(s, 'number', number[0], s.at + number[0].length)
  const pair = PAIRS.find((p) => s.text.startsWith(p, s.at))
  const mark = pair ?? s.text[s.at] ?? ''
  push(s, 'punct', mark, s.at + mark.length)
}

/** A comment or a regular expression; false when the slash divides. */
function slash(s: Scan): boolean {
  if (s.text.startsWith('//', s.at)) push(s, 'comment', s.text.slice(s.at, endOf(s, '\n')), endOf(s, '\n'))
  else if (s.text.startsWith('/*', s.at)) {
    const end = endOf(s, '*/') + 2
    push(s, 'comment', s.text.slice(s.at, end), end)
  } else if (expectsValue(s.last)) regex(s)
  else return false
  return true
}

function regex(s: Scan): void {
  let end = s.at + 1
  for (let inClass = false; end < s.text.length; end++) {
    const c = s.text[end]
    if (c === '\\') end++
    else if (c === '[') inClass = true
    else if (c === ']') inClass = false
    else if (c === '\n' || (c === '/' && !inClass)) break
  }
  end++
  while (/[a-z]/.test(s.text[end] ?? '')) end++
  push(s, 'regex', s.text.slice(s.at, end), end)
}

/** A JSX attribute has no escapes and may span lines; a string ends at its line at the latest. */
function quoted(s: Scan, attribute?: string): void {
  const quote = s.text[s.at] ?? ''
  const start = s.at + 1
  const end = attribute ? s.text.indexOf(quote, start) : endOfString(s.text, start, quote)
  const last = end < 0 ? s.text.length : end
  push(s, 'string', s.text.slice(start, last), last + 1, attribute)
}

function endOfString(text: string, start: number, quote: string): number {
  let end = start
  while (end < text.length && text[end] !== quote && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1
  return end
}

function template(s: Scan): void {
  const slot = s.tokens.length
  const line = s.line
  push(s, 'template', '', s.at + 1)
  let text = ''
  while (s.at < s.text.length && s.text[s.at] !== '`') {
    if (s.text.startsWith('${', s.at)) {
      text += '${}'
      s.last = undefined
      moveTo(s, s.at + 2)
      code(s, true)
      moveTo(s, s.at + 1)
    } else {
      const step = s.text[s.at] === '\\' ? 2 : 1
      text += s.text.slice(s.at, s.at + step)
      moveTo(s, s.at + step)
    }
  }
  moveTo(s, s.at + 1)
  s.last = { kind: 'template', text, line, endLine: s.line }
  s.tokens[slot] = s.last
}

/** In a .tsx file `<` starts an element where a value is expected, unless it opens type parameters. */
function startsElement(s: Scan): boolean {
  if (!s.jsx || !expectsValue(s.last) || !match(s, TAG) || match(s, TYPE_PARAMETER)) return false
  const arrow = match(s, ARROW_TYPE)
  return !arrow || s.text.includes(`</${arrow[1]}`, s.at)
}

function element(s: Scan): void {
  moveTo(s, s.at + (match(s, TAG)?.[0] === '<>' ? 1 : (match(s, TAG)?.[0].length ?? 1)))
  if (attributes(s)) children(s)
  s.last = { kind: 'punct', text: '</>', line: s.line, endLine: s.line }
  s.tokens.push(s.last)
}

/** Reads a tag up to its end; true when children follow. */
function attributes(s: Scan): boolean {
  let name = ''
  while (s.at < s.text.length) {
    const c = s.text[s.at] ?? ''
    if (s.text.startsWith('/>', s.at)) return (moveTo(s, s.at + 2), false)
    if (c === '>') return (moveTo(s, s.at + 1), true)
    const word = match(s, /[A-Za-z_$][\w:$-]*/y)
    if (word) {
      name = word[0]
      moveTo(s, s.at + name.length)
    } else if (c === '"' || c === "'") quoted(s, name)
    else if (c === '{') braces(s)
    else if (c === '<') typeArguments(s)
    else if (c !== '/' || !comment(s)) moveTo(s, s.at + 1)
  }
  return false
}

function children(s: Scan): void {
  while (s.at < s.text.length) {
    if (s.text.startsWith('</', s.at)) return moveTo(s, endOf(s, '>') + 1)
    if (s.text[s.at] === '{') braces(s)
    else if (s.text[s.at] === '<') element(s)
    else {
      let end = s.at
      while (end < s.text.length && s.text[end] !== '<' && s.text[end] !== '{') end++
      const text = s.text.slice(s.at, end)
      if (text.trim()) push(s, 'jsxText', text, end)
      else moveTo(s, end)
    }
  }
}

function braces(s: Scan): void {
  s.last = undefined
  moveTo(s, s.at + 1)
  code(s, true)
  moveTo(s, s.at + 1)
}

function typeArguments(s: Scan): void {
  let depth = 0
  do {
    if (s.text[s.at] === '<') depth++
    if (s.text[s.at] === '>') depth--
    moveTo(s, s.at + 1)
  } while (depth > 0 && s.at < s.text.length)
}

function comment(s: Scan): boolean {
  const isComment = s.text.startsWith('//', s.at) || s.text.startsWith('/*', s.at)
  return isComment && slash(s)
}

function expectsValue(last: Token | undefined): boolean {
  if (!last) return true
  if (last.kind === 'word') return BEFORE_EXPRESSION.has(last.text)
  return last.kind === 'punct' && !ENDS_VALUE.has(last.text)
}

function match(s: Scan, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = s.at
  return pattern.exec(s.text)
}

function endOf(s: Scan, mark: string): number {
  const end = s.text.indexOf(mark, s.at)
  return end < 0 ? s.text.length : end
}

function push(s: Scan, kind: Token['kind'], text: string, end: number, attribute?: string): void {
  const line = s.line
  moveTo(s, end)
  const token: Token = { kind, text, line, endLine: s.line, ...(attribute ? { attribute } : {}) }
  s.tokens.push(token)
  if (kind !== 'comment') s.last = token
}

function moveTo(s: Scan, end: number): void {
  for (let at = s.at; at < end; at++) if (s.text.charCodeAt(at) === 10) s.line++
  s.at = end
}
