import { programDocument } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'

/** A program being written: the document's own shape, while any of it may be missing or half typed. */
export type Raw = Readonly<Record<string, unknown>>
export type Path = readonly (string | number)[]

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a path; undefined where nothing does. */
export function get(from: unknown, path: Path): unknown {
  return path.reduce<unknown>((held, key) => {
    if (Array.isArray(held)) return held[Number(key)]
    return isRaw(held) ? held[key] : undefined
  }, from)
}

/** The same with another value at a path; nothing that was handed out before changes. */
export function put<Of>(into: Of, path: Path, value: unknown): Of {
  const [key, ...rest] = path
  if (key === undefined) return value as Of // The path ends here, so the value takes the place of the whole.
  if (Array.isArray(into)) {
    const list: unknown[] = [...into]
    list[Number(key)] = put(list[Number(key)], rest, value)
    return list as Of
  }
  const held: Raw = isRaw(into) ? into : {}
  return { ...held, [key]: put(held[key], rest, value) } as Of
}

/** What this file reads of a schema of zod: how it is built, not what it checks. */
type Built = Readonly<{
  def: Readonly<{
    type: string
    innerType?: Built
    defaultValue?: unknown
    element?: Built
    shape?: Readonly<Record<string, Built>>
    in?: Built
    entries?: Readonly<Record<string, string>>
  }>
}>

const DOCUMENT = programDocument as unknown as Built // zod's own type knows each key; paths are known at run time only.

/** A schema without what stands around it: defaults, nulls, transformations. */
function bare(schema: Built): Built {
  const inner = schema.def.innerType ?? schema.def.in
  return inner ? bare(inner) : schema
}

function schemaAt(path: Path): Built | undefined {
  return path.reduce<Built | undefined>((schema, key) => {
    const def = schema && bare(schema).def
    return def?.type === 'array' ? def.element : def?.shape?.[key]
  }, DOCUMENT)
}

/** The values that may be chosen at a path, in the order of the document's schema. */
export function choicesAt(path: Path): readonly string[] {
  const schema = schemaAt(path)
  const found = schema && bare(schema).def
  const entries = found?.type === 'array' ? found.element && bare(found.element).def.entries : found?.entries
  return Object.values(entries ?? {})
}

/** Writes out every default of a schema; what is missing or null without one stays so, to be filled in. */
function withDefaults(schema: Built, value: unknown): unknown {
  const { type, innerType, defaultValue, element, shape } = schema.def
  if (type === 'default' || type === 'prefault')
    return innerType ? withDefaults(innerType, value === undefined ? defaultValue : value) : value
  if (value === undefined || value === null) return value
  if (innerType) return withDefaults(innerType, value)
  if (element && Array.isArray(value)) return value.map((one) => withDefaults(element, one))
  if (!shape || !isRaw(value)) return value
  const filled = Object.entries(shape).map(([key, of]) => [key, withDefaults(of, value[key])] as const)
  return { ...value, ...Object.fromEntries(filled.filter(([, held]) => held !== undefined)) }
}

/** A document as forms take it: every default written out. */
export const writtenOut = (document: Raw): Raw => withDefaults(DOCUMENT, document) as Raw // An object stays one.

/** What a new item at a path begins with: its defaults, and what is given. */
export function freshAt(path: Path, given: Raw = {}): unknown {
  const schema = schemaAt(path)
  return schema ? withDefaults(bare(schema), given) : given
}

/** As far as it can be read: a part that is not complete counts as it is in `otherwise`. */
export function readable(raw: Raw, otherwise: ProgramDocument): ProgramDocument {
  const keys = Object.keys(programDocument.shape) as (keyof ProgramDocument)[] // Object.keys forgets the names.
  const parts = keys.map((key) => {
    const read = programDocument.shape[key].safeParse(raw[key])
    return [key, read.success ? read.data : otherwise[key]] as const
  })
  return { ...otherwise, ...Object.fromEntries(parts) }
}

/** Whether two values are the same data. Key order does not count. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, at) => same(value, other[at]))
  if (isRaw(one) && isRaw(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)])
    return [...keys].every((key) => same(one[key], other[key]))
  }
  return one === other
}
