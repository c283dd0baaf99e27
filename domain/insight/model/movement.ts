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
  const counts = new Map<number, number>()
  const add = (from: number, to: number) => {
    if (from > 0 || to > 0) counts.set(from * 256 + to, (counts.get(from * 256 + to) ?? 0) + 1)
  }
  const seen = new Uint8Array(before.length)
  for (let at = 0; at < now.length; at += 1) {
    const place = placeBefore[at] as number
    if (place >= 0) seen[place] = 1
    add(codeAt(before, place), now[at] as number)
  }
  for (let at = 0; at < before.length; at += 1) if (seen[at] === 0) add(before[at] as number, 0)
  return [...counts]
    .map(([way, members]) => ({ from: way >> 8, to: way & 255, members }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
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
  const counts = new Map<number, number>()
  for (let at = 0; at < now.length; at += 1) {
    const to = now[at] as number
    const from = codeAt(earlier, placeEarlier[at] as number)
    if (to === 0 || to === from || codeAt(before, placeBefore[at] as number) !== to) continue
    counts.set(from * 256 + to, (counts.get(from * 256 + to) ?? 0) + 1)
  }
  return [...counts]
    .map(([way, members]) => ({ from: way >> 8, to: way & 255, members }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
}

/** The state of who has it at both of the last snapshots; 0 for everybody else. */
export function steady(before: Codes, now: Codes, placeBefore: Places): Codes {
  return now.map((code, at) => (codeAt(before, placeBefore[at] as number) === code ? code : 0))
}

/** Steps of the ladder as states: 1, 2 … and the last one for so many or more. */
export const stepCodes = (purchaseDays: Int32Array, most: number): Codes =>
  Uint8Array.from(purchaseDays, (days) => Math.min(days, most))
