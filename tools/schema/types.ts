import { readCatalog, type Catalog, type Column } from './catalog.ts'

/** The rows of every table as TypeScript, as `db/connect` hands them over; text of `db/schema.ts`. */
export async function schemaTypes(url: string): Promise<string> {
  return typesOf(await readCatalog(url))
}

function typesOf(catalog: Catalog): string {
  const tables = catalog.tables.map((table) => {
    const columns = catalog.columns.filter((column) => column.table === table.name)
    return `  '${bare(table.name)}': {\n${columns.map(columnLine).join('\n')}\n  }`
  })
  const text = `export interface Tables {\n${tables.join('\n')}\n}\n`
  return [
    '// The rows of every table, as the migrations make them. Written by `npm run schema`; do not edit.',
    ...imports(text),
    '',
    '/** Keyed by schema and table; a column that the database fills may be left out of an insert. */',
    text,
  ].join('\n')
}

function imports(text: string): string[] {
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(text)
  const line = (names: readonly string[], from: string) => {
    const used = names.filter(uses)
    return used.length ? [`import type { ${used.join(', ')} } from '${from}'`] : []
  }
  return [
    ...line(['Generated', 'GeneratedAlways'], 'kysely'),
    ...line(['BusinessDay', 'Instant'], '#base/instant'),
  ]
}

function columnLine(column: Column): string {
  const value = valueType(column.type)
  const type = column.required || value === 'unknown' ? value : `${value} | null`
  const isAlways = column.identity === 'a' || column.generated !== ''
  const isFilled = column.identity === 'd' || column.fallback !== null
  const shown = isAlways ? `GeneratedAlways<${type}>` : isFilled ? `Generated<${type}>` : type
  return `    ${bare(column.name)}: ${shown}`
}

/** Without the quotes that SQL needs around a reserved word. */
const bare = (name: string): string => name.replaceAll('"', '')

const VALUES: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^(?:bigint|integer|smallint|oid|real|double precision)$/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^date$/, 'BusinessDay'],
  [/^timestamp(?:\(\d\))? with time zone$/, 'Instant'],
  [/^jsonb?$/, 'unknown'],
  [/^bytea$/, 'Uint8Array'],
]

/** What `db/connect` reads a column as; everything else, numeric included, stays text. */
function valueType(type: string): string {
  const plain = type.replace(/ collate .*$/, '')
  if (plain.endsWith('[]')) return `${valueType(plain.slice(0, -2))}[]`
  return VALUES.find(([pattern]) => pattern.test(plain))?.[1] ?? 'string'
}
