import type { Raw } from './raw.ts'

/** Codes that were made here and that nobody has chosen: a word, a hyphen, a number. */
const MADE = /^[a-z]+-\d+$/

/** A word of the list for codes: `coupons` makes `coupon-1`. */
const wordOf = (list: string): string =>
  list.replace(/([A-Z])/g, (big) => big.toLowerCase()).replace(/s$/, '')

const codesIn = (items: readonly unknown[]): ReadonlySet<unknown> =>
  new Set(items.map((one) => (one as Raw | null)?.['code']))

/** The first code of the list's word that nobody has. */
export function freeCode(list: string, items: readonly unknown[]): string {
  const taken = codesIn(items)
  const word = wordOf(list)
  let n = items.length + 1
  while (taken.has(`${word}-${n}`)) n += 1
  return `${word}-${n}`
}

/** A code out of a name in Latin letters; nothing where the name has too few of them. */
function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
}

type Coded = Readonly<{ code: unknown; name: string; items: readonly unknown[]; document: Raw }>

/**
 * The code of an item after its name was typed: made out of the name as long as nobody has chosen it, and never once
 * another place of the document means it.
 */
export function codeAfter({ code, name, items, document }: Coded): unknown {
  const made = slug(name)
  if (made.replace(/[^a-z]/g, '').length < 2) return code
  if (typeof code === 'string' && code !== '' && !MADE.test(code)) return code
  if (codesIn(items).has(made)) return code
  const meant = typeof code === 'string' ? JSON.stringify(document).split(JSON.stringify(code)).length - 1 : 0
  return meant > 1 ? code : made
}

/** Both names after one of them was typed: the other follows as long as it is empty or says the same. */
export function namesAfter(item: Raw, own: 'nameZh' | 'nameEn', typed: string): Raw {
  const other = own === 'nameZh' ? 'nameEn' : 'nameZh'
  const follows = !item[other] || item[other] === item[own]
  return { ...item, [own]: typed, ...(follows ? { [other]: typed } : {}) }
}
