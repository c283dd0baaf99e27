import { FIRSTS, LETTERS } from '../text/pinyin-letters.ts'

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin')
const firsts = [...FIRSTS]
const known = new Map<string, string>()

/**
 * Initials of the pinyin of a name, as a cashier types them: the browser's own collation knows the order of characters
 * by pinyin, so no dictionary is carried. Letters and digits stand for themselves, the rest is left out. A character
 * read in two ways has the initial of its usual reading.
 */
export const initialsOf = (name: string): string =>
  [...name.normalize('NFKC').toLowerCase()].map(initialOf).join('')

function initialOf(sign: string): string {
  if (/[a-z0-9]/.test(sign)) return sign
  if (!/\p{Script=Han}/u.test(sign)) return ''
  const before = known.get(sign)
  if (before !== undefined) return before
  const initial = searched(sign)
  known.set(sign, initial)
  return initial
}

function searched(sign: string): string {
  let low = 0
  let high = firsts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (collator.compare(firsts[middle] ?? '', sign) <= 0) low = middle + 1
    else high = middle
  }
  return LETTERS[low - 1] ?? ''
}
