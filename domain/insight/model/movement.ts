import { must } from '#base/must'

/** How many snapshots a change has to be seen in before anything is set off by it: a line once crossed is noise. */
export const HOLD_SNAPSHOTS = 2

/** Where somebody of `ids` stands among `before`, place by place; −1 for who was not there. Both are in order. */
export type Places = Int32Array

/** A state for each place of a snapshot: 1 … so many; 0, and who is not there, is nowhere. */
export type Codes = Uint8Array

export type Flow = Readonly<{ from: number; to: number; members: number }>

const codeAt = (codes: Codes, place: number): number => (place < 0 ? 0 : (codes[place] as number))

/**
 * Who was where at one snapshot and is where at the next: each way once, with how many went it. Everybody of either
 * snapshot is counted exactly once; 0 is nowhere, which is whoever did not buy in that snapshot's window.
 */
export function flows(before: Codes, now: Codes, placeBefore: Places): Flow[] {
  must(now.length === placeBefore.length, 'I6: each of now has a place before')
  const counts = new Int32Array(WAYS)
  const seen = new Uint8Array(before.length)
  for (let at = 0; at < now.length; at += 1) {
    const place = placeBefore[at] as number
    if (place >= 0) seen[place] = 1
    const way = (codeAt(before, place) << 8) | (now[at] as number)
    counts[way] = (counts[way] as number) + 1
  }
  for (let at = 0; at < before.length; at += 1) {
    if (seen[at] !== 0) continue
    const way = (before[at] as number) << 8
    counts[way] = (counts[way] as number) + 1
  }
  // From nowhere to nowhere is no way.
  counts[0] = 0
  return flowsOf(counts)
}

/** From a code of eight bits to another. */
const WAYS = 1 << 16

/** The ways that anybody went, by where from and then by where to. */
function flowsOf(counts: Int32Array): Flow[] {
  const found: Flow[] = []
  counts.forEach((members, way) => {
    if (members > 0) found.push({ from: way >> 8, to: way & 255, members })
  })
  return found
}

type Three = Readonly<{
  earlier: Codes
  before: Codes
  now: Codes
  /** Places of those of now among those of before, and among those of earlier. */
  placeBefore: Places
  placeEarlier: Places
}>

/**
 * Changes that have held: in another state at both of the last two snapshots than at the one before them. Who moved at
 * the last snapshot alone is not among them, and neither is who moved and came back (insight.md, lifecycle and
 * quadrants: no flicker).
 */
export function heldChanges({ earlier, before, now, placeBefore, placeEarlier }: Three): Flow[] {
  must(now.length === placeEarlier.length, 'I6: each of now has a place earlier')
  const counts = new Int32Array(WAYS)
  for (let at = 0; at < now.length; at += 1) {
    const to = now[at] as number
    const from = codeAt(earlier, placeEarlier[at] as number)
    if (to === 0 || to === from || codeAt(before, placeBefore[at] as number) !== to) continue
    const way = (from << 8) | to
    counts[way] = (counts[way] as number) + 1
  }
  return flowsOf(counts)
}

/** The state of who has it at both of the last snapshots; 0 for everybody else. */
export function steady(before: Codes, now: Codes, placeBefore: Places): Codes {
  return now.map((code, at) => (codeAt(before, placeBefore[at] as number) === code ? code : 0))
}

/** Steps of the ladder as states: 1, 2 … and the last one for so many or more. */
export function stepCodes(purchaseDays: Int32Array, most: number): Codes {
  const codes = new Uint8Array(purchaseDays.length)
  for (let at = 0; at < codes.length; at += 1) codes[at] = Math.min(purchaseDays[at] as number, most)
  return codes
}
