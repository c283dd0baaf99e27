import { BUSY, benchShop } from './bench-insight-shop.ts'

/** A part of the histories, packed as `insight.history_part` keeps it. */
export type PackedPart = Readonly<{
  firstId: string
  people: number
  days: number
  purchases: number
  packed: Buffer
  asOf: number
}>

/** People of a part, as the program packs them. */
const PEOPLE = 50_000
const [ID, HEAD, DAY] = [16, 20, 16]

type Wish = Readonly<{ members: number; stories: number; seed: number }>

/**
 * Made-up members, one part after the other, in the order of their ids; a part is right until the next is asked for.
 * Who comes behind the last of the stories has the story of a member before: making one up takes longer than anything
 * that is measured.
 */
export function* packedShop({ members, stories, seed }: Wish): Generator<PackedPart> {
  const told = new Map<number, PackedPart>()
  for (let from = 0; from < members; from += PEOPLE) {
    const people = Math.min(PEOPLE, members - from)
    const story = from % stories
    const before = told.get(story)
    const part = before?.people === people ? before : packedPart(people, seed, story)
    told.set(story, part)
    named(part.packed, from)
    yield { ...part, firstId: idOf(from) }
  }
}

function packedPart(people: number, seed: number, story: number): PackedPart {
  const { columns, lists, asOf } = benchShop(people, seed, { from: story, story: BUSY })
  const days = lists.days.length
  const packed = Buffer.alloc(people * HEAD + days * DAY)
  let purchases = 0
  for (let m = 0, at = 0; m < people; m += 1) {
    const [first = 0, end = 0] = [lists.starts[m], lists.starts[m + 1]]
    const size = (end - first) * DAY
    packed.writeInt32BE(size, at + ID)
    purchases += dealt(packed, at + HEAD, {
      days: lists.days.subarray(first, end),
      spend: columns.spendMinor[m] ?? 0,
    })
    at += HEAD + size
  }
  return { firstId: idOf(story), people, days, purchases, packed, asOf }
}

/** Ids by place, from this one on. */
function named(packed: Buffer, from: number): void {
  for (let at = 0, place = from + 1; at < packed.length; at += HEAD + packed.readInt32BE(at + ID), place += 1)
    packed.writeUInt32BE(place, at)
}

type Bought = Readonly<{ days: Int32Array; spend: number }>

/** Every so many days somebody buys twice on one. */
const TWICE = 3

/** What was spent is dealt out over the days, the odd fen on the first; says how many purchases they are. */
function dealt(packed: Buffer, from: number, { days, spend }: Bought): number {
  const each = Math.floor(spend / days.length)
  let purchases = 0
  days.forEach((day, i) => {
    const at = from + i * DAY
    packed.writeInt32BE(day, at)
    const bought = i % TWICE === 0 ? 2 : 1
    purchases += bought
    packed.writeInt32BE(bought, at + 4)
    packed.writeBigInt64BE(BigInt(i === 0 ? spend - each * (days.length - 1) : each), at + 8)
  })
  return purchases
}

/** The first part begins with the lowest id there is. */
const idOf = (from: number): string => {
  const place = from === 0 ? 0 : from + 1
  return `${place.toString(16).padStart(8, '0')}-0000-0000-0000-000000000000`
}
