import { ID, type MemberIds } from './histories.ts'

/** For each of `now` its place among `before`, −1 where it has none: one walk over both, as both are in order. */
export function placesAmong(before: MemberIds, now: MemberIds): Int32Array {
  const places = new Int32Array(now.length)
  const [left, right] = [wordsOf(before), wordsOf(now)]
  for (let at = 0, place = 0; place < places.length; place += 1) {
    let way = -1
    while (at < before.length) {
      way = wordsBetween(left, at * ID, right, place * ID)
      if (way >= 0) break
      at += 1
    }
    places[place] = at < before.length && way === 0 ? at : -1
  }
  return places
}

const wordsOf = ({ bytes }: MemberIds): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Below zero where the id on the left comes first, zero where both are the same: four bytes at a time. */
function wordsBetween(left: DataView, leftAt: number, right: DataView, rightAt: number): number {
  for (let i = 0; i < ID; i += 4) {
    const less = left.getUint32(leftAt + i) - right.getUint32(rightAt + i)
    if (less !== 0) return less
  }
  return 0
}
