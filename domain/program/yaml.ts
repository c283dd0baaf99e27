import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { mustBe, type Finding, type Path } from './model/finding.ts'
import { MOST_LEVELS } from './model/shape.ts'

/** A program is some hundred lines; what is larger than this is something else. */
export const MOST_BYTES = 1_000_000

/** A line and a column of a text, from 1, as editors count them. */
export type Place = Readonly<{ line: number; column: number }>

/** A YAML text as plain data, with the place in the text of every path; or what keeps it from being that. */
export type ReadYaml = Readonly<{
  raw: unknown
  findings: readonly (Finding & Readonly<{ place: Place }>)[]
  placeOf: (path: Path) => Place
}>

/** Whoever has so much to mend begins with the first. */
const MOST_FAULTS = 20

const BEGINNING: Place = { line: 1, column: 1 }

/**
 * Reads YAML that anybody may have written: plain data only, every key once, no references and no tags of its own, no
 * deeper than a program is. JSON is YAML. Never throws; every finding has its path and its place.
 */
export function readYaml(text: string): ReadYaml {
  const refused = (finding: Finding): ReadYaml => ({
    raw: null,
    findings: [{ ...finding, place: BEGINNING }],
    placeOf: () => BEGINNING,
  })
  if (text.length > MOST_BYTES || new TextEncoder().encode(text).length > MOST_BYTES)
    return refused(mustBe('file_too_large', [], { most: MOST_BYTES }))
  // The library builds its tree by recursion: a million brackets would exhaust the stack, and slowly.
  if (nestsTooDeep(text)) return refused(mustBe('too_deep', [], { most: MOST_LEVELS }))
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    stringKeys: true,
    // The library compares each key with each other; `twice` looks them up.
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const placed = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const findings = [...faults(document), ...nodesAtFault(document)].map(({ finding, offset }) => ({
    ...finding,
    place: placed(offset),
  }))
  const placeOf = (path: Path): Place => placed(offsetOf(document, path))
  return { raw: findings.length > 0 ? null : document.toJS({ maxAliasCount: 0 }), findings, placeOf }
}

/** Deeper than a program by its brackets or by its indents, or by its dashes and keys on one line. */
function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (const line of text.split('\n')) {
    if (/^(?:[-?:][ \t]+){40}/.test(line.trimStart())) return true
    for (const [sign] of line.matchAll(/[[{}\]]/g)) {
      depth = sign === '[' || sign === '{' ? depth + 1 : Math.max(0, depth - 1)
      if (depth > MOST_LEVELS) return true
    }
  }
  return indentsTooDeep(text)
}

/** So many lines, each further in than the one it belongs to. */
function indentsTooDeep(text: string): boolean {
  const open: number[] = []
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/)
    if (indent < 0 || line[indent] === '#') continue
    while ((open.at(-1) ?? -1) >= indent) open.pop()
    open.push(indent)
    if (open.length > MOST_LEVELS) return true
  }
  return false
}

type Fault = Readonly<{ finding: Finding; offset: number }>

/** What the reader complains of; a warning is of a tag that it does not know, and is no less a fault. */
function faults(document: Document.Parsed): Fault[] {
  return [...document.errors, ...document.warnings]
    .slice(0, MOST_FAULTS)
    .map(({ code, message, pos: [offset] }) => {
      const path = pathAt(document, offset)
      if (code === 'TAG_RESOLVE_FAILED') return { finding: mustBe('tag_not_allowed', path), offset }
      return { finding: mustBe('not_yaml', path, { detail: message.slice(0, 200) }), offset }
    })
}

/**
 * References are refused, not resolved: a page of them can stand for more than any memory holds. A key that is written
 * twice is refused, because nobody can tell which of them was meant.
 */
function nodesAtFault(document: Document.Parsed): Fault[] {
  const found: Fault[] = []
  const fault = (code: 'alias_not_allowed' | 'key_twice', offset: number) => {
    found.push({ finding: mustBe(code, pathAt(document, offset)), offset })
    return found.length < MOST_FAULTS ? undefined : visit.BREAK
  }
  visit(document, {
    Alias: (_, node) => fault('alias_not_allowed', node.range?.[0] ?? 0),
    Map(_, node) {
      const seen = new Set<string>()
      for (const { key } of node.items) {
        const name = keyOf(key)
        if (seen.has(name)) return fault('key_twice', startOf(key) ?? 0)
        seen.add(name)
      }
      return undefined
    },
  })
  return found
}

const startOf = (node: unknown): number | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

/** Where a path stands: its key, or what of it is there. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const key of path) {
    if (isSeq(node)) node = node.items[Number(key)]
    else if (isMap(node)) {
      const pair = node.items.find((one) => keyOf(one.key) === String(key))
      offset = startOf(pair?.key) ?? offset
      node = pair?.value
      continue
    } else return offset
    offset = startOf(node) ?? offset
  }
  return offset
}

/** The path of what stands at an offset, as far in as it goes. */
function pathAt(document: Document.Parsed, offset: number): Path {
  const path: (string | number)[] = []
  let node: unknown = document.contents
  while (isMap(node) || isSeq(node)) {
    const items: readonly unknown[] = node.items
    const parts = items.map((item, at) =>
      isMap(node) && typeof item === 'object' && item !== null && 'key' in item
        ? {
            key: keyOf(item.key) as string | number,
            from: startOf(item.key),
            next: 'value' in item ? item.value : null,
          }
        : { key: at as string | number, from: startOf(item), next: item },
    )
    const inside = parts.findLast(({ from }) => from !== undefined && from <= offset)
    if (!inside) return path
    path.push(inside.key)
    node = inside.next
  }
  return path
}
