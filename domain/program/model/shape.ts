import { mustBe, type Finding, type Path } from './finding.ts'
import { programDocument } from './document.ts'

/** What this file reads of a schema of zod: how it is built, not what it checks. */
type Built = Readonly<{
  def: Readonly<{
    type: string
    innerType?: Built
    element?: Built
    shape?: Readonly<Record<string, Built>>
    in?: Built
  }>
}>

const DOCUMENT = programDocument as unknown as Built // zod's own type knows each key; keys are known at run time only.

/** No program is nested deeper; what is would exhaust the stack of whoever reads it. */
export const MOST_LEVELS = 40

/** Keys that the document does not have: a slip of the pen must not promise something silently (C04). */
export const unknownKeys = (raw: unknown, most: number): Finding[] =>
  within(DOCUMENT, raw, [])
    .slice(0, most)
    .map(({ path, key, known }) => {
      const meant = nearest(key, known)
      return mustBe('unknown_key', path, { key, ...(meant === null ? {} : { meant }) })
    })

type Strange = Readonly<{ path: Path; key: string; known: readonly string[] }>

/** A schema without what stands around it: defaults, nulls, transformations. */
function bare(schema: Built): Built {
  const inner = schema.def.innerType ?? schema.def.in
  return inner ? bare(inner) : schema
}

function within(schema: Built, value: unknown, path: Path): Strange[] {
  const { element, shape } = bare(schema).def
  if (element && Array.isArray(value)) return value.flatMap((one, at) => within(element, one, [...path, at]))
  if (!shape || typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const known = Object.keys(shape)
  return Object.entries(value).flatMap(([key, held]) => {
    const of = Object.hasOwn(shape, key) ? shape[key] : undefined
    return of ? within(of, held, [...path, key]) : [{ path: [...path, key], key, known }]
  })
}

/** The known key that somebody most likely meant, by its letters; null when none comes close. */
function nearest(key: string, known: readonly string[]): string | null {
  if (key.length > 60) return null
  const sorted = known
    .map((one) => ({ one, apart: distance(key.toLowerCase(), one.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart)
  const [best] = sorted
  return best && best.apart <= Math.max(1, Math.floor(key.length / 3)) ? best.one : null
}

/** Levenshtein's distance: letters put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Where something is nested too deeply to be a program; found without recursion. */
export function tooDeep(raw: unknown): Finding | null {
  const open: { value: unknown; path: Path }[] = [{ value: raw, path: [] }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= MOST_LEVELS) return mustBe('too_deep', path.slice(0, 3), { most: MOST_LEVELS })
    const parts: (readonly [string | number, unknown])[] = Array.isArray(value)
      ? value.map((one, at) => [at, one])
      : Object.entries(value)
    for (const [key, part] of parts) open.push({ value: part, path: [...path, key] })
  }
  return null
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>((held, key) => {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, key)) return undefined
    return (held as Readonly<Record<string | number, unknown>>)[key]
  }, raw)
}
