import { must } from '#base/must'
import { smallestAtRanks } from './rank.ts'

export type PageOrder = Readonly<{
  /** By place in the view. */
  key: Int32Array | Float64Array
  descending: boolean
  /** Rows of the list, from and up to but not including. */
  from: number
  to: number
}>

/**
 * A page of a long list in the order of a key, equal ones by their place, so that pages never overlap. Only what lies
 * on the page is sorted: of a million places the twenty that are shown. `found` ascends.
 */
export function placesOfPage(found: Int32Array, { key, descending, from, to }: PageOrder): Int32Array {
  must(from >= 0 && to >= from, 'I6: a page has a first and a last row')
  const [start, end] = [Math.min(from, found.length), Math.min(to, found.length)]
  if (start === end) return new Int32Array(0)
  const way = descending ? -1 : 1
  // Whole numbers stay whole: a narrow range of them is counted.
  const keys = key instanceof Int32Array ? new Int32Array(found.length) : new Float64Array(found.length)
  for (let i = 0; i < found.length; i += 1) keys[i] = way * (key[found[i] as number] as number)
  const [first = 0, last = 0] = smallestAtRanks(keys, [start + 1, end])
  const below = { first: 0, last: 0 }
  const near: number[] = []
  for (let i = 0; i < keys.length; i += 1) {
    const v = keys[i] as number
    if (v < first) below.first += 1
    if (v < last) below.last += 1
  }
  // Of those who share the key of the first or last row only so many places are taken as are on the page.
  let [equalFirst, equalLast] = [0, 0]
  for (let i = 0; i < keys.length; i += 1) {
    const v = keys[i] as number
    if (v < first || v > last) continue
    let row = -1
    if (v === first) row = below.first + equalFirst++
    else if (v === last) row = below.last + equalLast++
    if (row < 0 || (row >= start && row < end)) near.push(i)
  }
  near.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b)
  return Int32Array.from(near, (i) => found[i] as number)
}
