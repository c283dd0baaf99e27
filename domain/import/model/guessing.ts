import { fieldsOf, type Field, type Kind } from './fields.ts'
import { dayOf, momentOf, type DateFormat } from './reading.ts'

export type Mapping = Record<string, string | null>

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./()（）:：]/g, '')

/**
 * Which column is which field, by name: exact names and aliases first, then names that contain one; a column
 * serves once.
 */
export function guessMapping(fields: readonly Field[], columns: readonly string[]): Mapping {
  const free = new Set(columns)
  const mapping: Mapping = Object.fromEntries(fields.map((field) => [field.key, null]))
  const names = (field: Field) => [field.key, field.zh, field.en, ...field.aliases].map(plain)
  const fits = [
    (column: string, wanted: string[]) => wanted.includes(column),
    (column: string, wanted: string[]) => wanted.some((name) => name.length >= 2 && column.includes(name)),
  ]
  for (const fit of fits) {
    for (const field of fields) {
      if (mapping[field.key] !== null) continue
      const found = [...free].find((column) => fit(plain(column), names(field)))
      if (found === undefined) continue
      mapping[field.key] = found
      free.delete(found)
    }
  }
  return mapping
}

/** The kind whose fields the columns name best; sales win a tie, because they are what shops bring most. */
export function guessKind(columns: readonly string[]): Kind {
  const score = (kind: Kind): number => {
    const found = Object.entries(guessMapping(fieldsOf(kind), columns)).filter(
      ([, column]) => column !== null,
    )
    const telling = found.some(([key]) =>
      ['soldAt', 'amount', 'points', 'principal', 'birthOn', 'mobile', 'price'].includes(key),
    )
    // Words like 名称 or 结束日期 stand in many files; only one that names a coupon or a campaign is of this kind.
    const past = found.some(([key]) => key === 'coupon' || key === 'campaign')
    if (kind === 'pastCoupons') return past ? found.length + 1 : 0
    return found.length + (telling ? 1 : 0)
  }
  const kinds: Kind[] = ['sales', 'members', 'products', 'balances', 'pastCoupons']
  return kinds.reduce((best, kind) => (score(kind) > score(best) ? kind : best), 'sales')
}

const FORMATS: readonly DateFormat[] = ['ymd', 'dmony', 'dmy', 'mdy']

/** The first order of day and month that reads every sample; undecided is day first, as most of the world writes. */
export function guessDateFormat(samples: readonly string[]): DateFormat {
  const said = samples.filter((text) => text !== '')
  const reads = (format: DateFormat) =>
    said.every((text) => dayOf(text, format) !== 'not_a_day' || momentOf(text, format) !== 'not_a_time')
  return FORMATS.find(reads) ?? 'ymd'
}
