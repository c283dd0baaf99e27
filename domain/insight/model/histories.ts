import { must } from '#base/must'
import type { Days, MemberColumns, PurchaseDays } from './purchase-days.ts'
import { wider } from './wider.ts'

/**
 * Members in the order of their ids, sixteen bytes each: as text the ids of eighteen million members would take more
 * room than all their figures.
 */
export type MemberIds = Readonly<{
  length: number
  at(place: number): string
  /** −1 for somebody who is not among them. */
  placeOf(id: string): number
  bytes: Uint8Array
}>

/** What people bought in a window, as columns; people without a purchase in it are absent. */
export type Histories = Readonly<{
  ids: Uint8Array
  columns: MemberColumns
  lists: PurchaseDays
}>

/** Bytes of an id. */
export const ID = 16
const HEAD = ID + 4
const DAY = 16

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const DASHES = new Set([4, 6, 8, 10])

function textOf(ids: Uint8Array, place: number): string {
  let text = ''
  for (let i = 0; i < ID; i += 1) text += (DASHES.has(i) ? '-' : '') + (HEX[ids[place * ID + i] ?? 0] ?? '')
  return text
}

/** The bytes of an id. */
export function bytesOf(id: string): Uint8Array {
  const plain = id.replaceAll('-', '')
  return Uint8Array.from({ length: ID }, (_, i) => Number.parseInt(plain.slice(i * 2, i * 2 + 2), 16))
}

/** Below zero where the id at one place comes before that at another, zero where they are the same. */
export function compareIds(left: Uint8Array, leftAt: number, right: Uint8Array, rightAt: number): number {
  for (let i = 0; i < ID; i += 1) {
    const less = (left[leftAt + i] as number) - (right[rightAt + i] as number)
    if (less !== 0) return less
  }
  return 0
}

/** The first place whose id is not below the one at `at` of `wanted`. */
function placeFrom(ids: Uint8Array, wanted: Uint8Array, at: number): number {
  let low = 0
  let high = ids.length / ID
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIds(ids, middle * ID, wanted, at) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** A number that the id at a place alone decides, scattered whatever ids have in common (the end of murmur3). */
export function drawnAt(ids: Uint8Array, place: number): number {
  let h = 0
  for (let i = place * ID + 8; i < (place + 1) * ID; i += 1) h = (Math.imul(h, 31) + (ids[i] as number)) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Reads ids out of their bytes when asked. */
export const memberIds = (ids: Uint8Array): MemberIds => ({
  length: ids.length / ID,
  bytes: ids,
  at: (place) => textOf(ids, place),
  placeOf: (id) => {
    const wanted = bytesOf(id)
    const place = placeFrom(ids, wanted, 0)
    return place < ids.length / ID && compareIds(ids, place * ID, wanted, 0) === 0 ? place : -1
  },
})

/** Bytes of a run before its days. */
export const RUN_HEAD = HEAD

/** Bytes that the run at a place takes, its head included. */
export const runSizeAt = (runs: Uint8Array, at: number): number => {
  const size = at + ID
  const high = ((runs[size] as number) << 24) | ((runs[size + 1] as number) << 16)
  return HEAD + (high | ((runs[size + 2] as number) << 8) | (runs[size + 3] as number))
}

/** How many people and days some runs are of: what to make room for. */
export function roomOf(runs: readonly Uint8Array[]): Readonly<{ members: number; days: number }> {
  let [members, bytes] = [0, 0]
  for (const part of runs) {
    for (let at = 0; at < part.length; at += runSizeAt(part, at)) members += 1
    bytes += part.length
  }
  return { members, days: (bytes - members * HEAD) / DAY }
}

/** The last id of a packed run, as it was packed; null of an empty one. */
export function lastIdOf(packed: Uint8Array): string | null {
  const view = viewOf(packed)
  let last = -1
  for (let at = 0; at < packed.length; at += HEAD + view.getInt32(at + ID)) last = at
  return last < 0 ? null : textOf(packed.subarray(last, last + ID), 0)
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Columns that grow; made with room for what is expected, so that usually nothing is copied. */
export type Gathering = {
  members: number
  listed: number
  ids: Uint8Array
  purchaseDays: Int32Array
  purchases: Int32Array
  firstDay: Int32Array
  lastDay: Int32Array
  spendMinor: Float64Array
  starts: Int32Array
  days: Int32Array
}

export const gathering = ({ members, days }: Readonly<{ members: number; days: number }>): Gathering => ({
  members: 0,
  listed: 0,
  ids: new Uint8Array(members * ID),
  purchaseDays: new Int32Array(members),
  purchases: new Int32Array(members),
  firstDay: new Int32Array(members),
  lastDay: new Int32Array(members),
  spendMinor: new Float64Array(members),
  starts: new Int32Array(members + 1),
  days: new Int32Array(days),
})

const PER_MEMBER = ['purchaseDays', 'purchases', 'firstDay', 'lastDay'] as const

/** Makes room. */
function reserve(g: Gathering, members: number, days: number): void {
  if (g.members + members > g.purchaseDays.length) {
    const room = Math.ceil((g.members + members) * 1.1) + 16
    g.ids = wider(g.ids, room * ID)
    for (const key of PER_MEMBER) g[key] = wider(g[key], room)
    g.spendMinor = wider(g.spendMinor, room)
    g.starts = wider(g.starts, room + 1)
  }
  if (g.listed + days > g.days.length) g.days = wider(g.days, Math.ceil((g.listed + days) * 1.1) + 64)
}

/**
 * Takes packed runs in: of every member the days within the window; whoever bought nothing in it is left out. Money is
 * a safe integer, which a double holds exactly. Room for everything is made before, so that the loop only reads and
 * writes; most of its time is memory that is touched for the first time.
 */
export function takeIn(g: Gathering, packed: Uint8Array, { from, to }: Days): void {
  const room = roomOf([packed])
  reserve(g, room.members, room.days)
  const [view, ids] = [viewOf(packed), viewOf(g.ids)]
  const { days, purchaseDays, purchases, firstDay, lastDay, spendMinor, starts } = g
  let [m, listed, safe] = [g.members, g.listed, true]
  for (let at = 0; at < packed.length;) {
    const end = at + HEAD + view.getInt32(at + ID)
    const start = listed
    let [times, high, low] = [0, 0, 0]
    for (let d = at + HEAD; d < end; d += DAY) {
      const day = view.getInt32(d)
      if (day < from || day > to) continue
      const bought = view.getInt32(d + 4)
      times += bought
      // Both halves of the sums by themselves: that is one product for each member instead of one for each day.
      high += view.getInt32(d + 8)
      low += view.getUint32(d + 12)
      if (bought <= 0) continue
      days[listed] = day
      listed += 1
    }
    if (listed > start) {
      // Four words, and no view made of them: a small one for each of a million members is most of the work.
      for (let i = 0; i < ID; i += 4) ids.setInt32(m * ID + i, view.getInt32(at + i))
      purchaseDays[m] = listed - start
      purchases[m] = times
      firstDay[m] = days[start] as number
      lastDay[m] = days[listed - 1] as number
      const spend = high * 2 ** 32 + low
      safe &&= Number.isSafeInteger(spend)
      spendMinor[m] = spend
      starts[m] = start
      m += 1
      starts[m] = listed
    }
    at = end
  }
  must(safe, 'D1: what a member spent is a safe integer of minor units')
  g.members = m
  g.listed = listed
}

/** What was gathered, without copying it. */
export function gathered(g: Gathering): Histories {
  const { members } = g
  return {
    ids: g.ids.subarray(0, members * ID),
    columns: {
      members,
      purchaseDays: g.purchaseDays.subarray(0, members),
      purchases: g.purchases.subarray(0, members),
      firstDay: g.firstDay.subarray(0, members),
      lastDay: g.lastDay.subarray(0, members),
      spendMinor: g.spendMinor.subarray(0, members),
    },
    lists: { starts: g.starts.subarray(0, members + 1), days: g.days.subarray(0, g.listed) },
  }
}

/** The same people with what is now true of some of them; a run of nobody's days takes its member out. */
export function patched(before: Histories, packed: Uint8Array, within: Days): Histories {
  const { members } = before.columns
  const g = gathering({ members: members + 64, days: before.lists.days.length + 1024 })
  const view = viewOf(packed)
  let from = 0
  for (let at = 0; at < packed.length;) {
    const size = view.getInt32(at + ID)
    const place = placeFrom(before.ids, packed, at)
    copied(g, before, { from, to: place })
    takeIn(g, packed.subarray(at, at + HEAD + size), within)
    const same = place < members && compareIds(before.ids, place * ID, packed, at) === 0
    from = same ? place + 1 : place
    at += HEAD + size
  }
  copied(g, before, { from, to: members })
  return gathered(g)
}

/** The same histories of those only who have a 1 at their place. */
export function narrowed(all: Histories, who: Uint8Array): Histories {
  const { members } = all.columns
  let [kept, days] = [0, 0]
  for (let m = 0; m < members; m += 1)
    if (who[m] === 1) {
      kept += 1
      days += all.columns.purchaseDays[m] as number
    }
  const g = gathering({ members: kept, days })
  for (let from = 0; from < members;) {
    // People in a row are copied in one go.
    let to = from
    while (to < members && who[to] === 1) to += 1
    copied(g, all, { from, to })
    from = to + 1
  }
  return gathered(g)
}

function copied(g: Gathering, before: Histories, { from, to }: Days): void {
  if (to <= from) return
  const { columns, lists, ids } = before
  const first = lists.starts[from] as number
  const last = lists.starts[to] as number
  reserve(g, to - from, last - first)
  g.ids.set(ids.subarray(from * ID, to * ID), g.members * ID)
  for (const key of PER_MEMBER) g[key].set(columns[key].subarray(from, to), g.members)
  g.spendMinor.set(columns.spendMinor.subarray(from, to), g.members)
  g.days.set(lists.days.subarray(first, last), g.listed)
  const moved = g.listed - first
  for (let m = from; m <= to; m += 1) g.starts[g.members + m - from] = (lists.starts[m] as number) + moved
  g.members += to - from
  g.listed += last - first
}

/** Bytes that histories take in memory. */
export const bytesTaken = ({ ids, columns, lists }: Histories): number =>
  ids.byteLength + columns.members * (4 * 4 + 8 + 4) + lists.days.byteLength
