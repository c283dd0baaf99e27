import type { Told, Wish } from '#base/endpoint'
import { changedSince, placeNow, type LoggedEvent, type Place } from '#db/events'
import type { Work } from '#db/work'
import { catalogueAfter, catalogueOf, type Catalogue } from '#domain/goods/index'
import { concernedBy, rollAfter, rollOf } from '#domain/member/index'
import { today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { turningBetween } from '#domain/standing/index'
import { holdersBehind } from '#domain/wallet/index'
import { FEED_ROWS, type deviceMembers, type deviceProducts } from './contract/feed.ts'
import { cursorText, readCursor, type Cursor } from './feed-cursor.ts'
import { memberRows, type MemberRow } from './feed-members.ts'
import { headKeys } from './keys.ts'
import { limitsOf } from './limits-of.ts'
import type { Till } from './till.ts'
import { callingTill } from './tills.ts'

type ProductRow = Told<typeof deviceProducts>['rows'][number]
type Part<Row> = Readonly<{ rows: readonly Row[]; gone: readonly string[] }>
export type Page<Row> = { rows: Row[]; gone: string[]; cursor: string; more: boolean }

/** What a feed tells, and how it learns what changed. */
type Feed<Row> = Readonly<{
  stamp: string
  /** Rooms whose happenings may change a row. */
  rooms: readonly string[]
  /** Everything by id behind one; `lastId` is null at the end. */
  pass: (afterId: string | null) => Promise<Part<Row> & Readonly<{ lastId: string | null }>>
  changed: (events: readonly LoggedEvent[], turned: readonly string[]) => Promise<Part<Row>>
  /** Whose row is another by the day alone. */
  turned: (cursor: Cursor) => Promise<readonly string[]>
}>

/** The catalogue, then what changed of it (C91). */
export async function products(
  work: Work,
  { after }: Wish<typeof deviceProducts>,
): Promise<Page<ProductRow>> {
  await callingTill(work)
  return pageOf(work, after, productFeed(work))
}

/** The members, then who changed (C91). The key of the mobile numbers comes along, never a number itself. */
export async function members(work: Work, { after }: Wish<typeof deviceMembers>) {
  const till = await callingTill(work)
  const page = await pageOf(work, after, await memberFeed(work, till, null))
  return { ...page, salt: (await headKeys(work)).mobileSalt }
}

/** Every page of both feeds from the beginning: for a stick. Of one branch only, the next question begins anew. */
export async function everyPage(
  work: Work,
  till: Till,
  of: Readonly<{ what: 'products' | 'members'; branchId: string | null }>,
): Promise<Page<ProductRow | MemberRow>[]> {
  const feed: Feed<ProductRow | MemberRow> =
    of.what === 'products' ? productFeed(work) : await memberFeed(work, till, of.branchId)
  const pages: Page<ProductRow | MemberRow>[] = []
  for (let more = true, after = ''; more;) {
    const page = await pageOf(work, after, feed)
    pages.push(of.branchId === null ? page : { ...page, cursor: '' })
    more = page.more
    after = page.cursor
  }
  return pages
}

async function pageOf<Row>(work: Work, after: string, feed: Feed<Row>): Promise<Page<Row>> {
  // Before anything is read: whatever was not there to be read comes behind this place.
  const upTo = await placeNow(work.tx)
  const day = await today(work)
  const known = readCursor(after)
  // Rows of other rules are told again; so is everything to a till whose place is of another database's counting.
  const isBehind = known !== null && BigInt(known.place.horizon) <= BigInt(upTo.horizon)
  const anew: Cursor = { place: upTo, at: '', day, stamp: feed.stamp }
  const cursor = isBehind && known.stamp === feed.stamp ? known : anew
  if (cursor.at !== null) return passed(feed, cursor)
  const turned = cursor.day < day ? await feed.turned(cursor) : []
  // When most of them turn on one day, going through everybody is the shorter way.
  if (turned.length > FEED_ROWS) return passed(feed, anew)
  const asked = { after: cursor.place, upTo, rooms: feed.rooms, most: FEED_ROWS }
  const events = await changedSince(work.tx, asked)
  const more = events.length === FEED_ROWS
  const { rows, gone } = await feed.changed(events, turned)
  const next = { ...cursor, day, place: more ? placeOf(events, upTo) : upTo }
  return { rows: [...rows], gone: [...gone], cursor: cursorText(next), more }
}

const placeOf = (events: readonly LoggedEvent[], upTo: Place): Place => {
  const last = events.at(-1)
  return last === undefined ? upTo : { horizon: last.horizon, seq: last.seq }
}

async function passed<Row>(feed: Feed<Row>, cursor: Cursor): Promise<Page<Row>> {
  const { rows, gone, lastId } = await feed.pass(cursor.at === '' ? null : cursor.at)
  const next = cursorText({ ...cursor, at: lastId })
  return { rows: [...rows], gone: [...gone], cursor: next, more: lastId !== null }
}

function productFeed(work: Work): Feed<ProductRow> {
  const shown = ({ living, gone }: Catalogue) => ({ rows: living.map(productRow), gone })
  return {
    stamp: '',
    rooms: ['goods'],
    pass: async (afterId) => {
      const { lastId, ...catalogue } = await catalogueAfter(work, { afterId, most: FEED_ROWS })
      return { ...shown(catalogue), lastId }
    },
    changed: async (events) =>
      shown(
        await catalogueOf(
          work,
          events.flatMap((one) => one.subjectId ?? []),
        ),
      ),
    turned: async () => [],
  }
}

const productRow = ({
  code,
  name,
  category,
  barcode,
  priceMinor,
  costMinor,
}: Catalogue['living'][number]) => ({
  code,
  name,
  category,
  priceMinor,
  costMinor,
  barcodes: barcode === null ? [] : [barcode],
})

/** What rows of members say: one more when they say more, so that every till is told all of them anew. */
const SHAPE = 2

/** A program of other rules, and a store that opts in or out of limits, change every row at once. */
async function memberFeed(work: Work, till: Till, branchId: string | null): Promise<Feed<MemberRow>> {
  const program = await liveProgram(work)
  const limited = (await limitsOf(work, till)) !== null
  const rules = { till, limited, document: program.document }
  return {
    stamp: `${SHAPE}:${program.version}${limited ? '+' : '-'}`,
    rooms: ['member', 'standing', 'wallet', 'sale', 'joining', 'reward'],
    pass: async (afterId) => {
      const { living, gone, lastId } = await rollAfter(work, { afterId, branchId, most: FEED_ROWS })
      return { rows: await memberRows(work, rules, living), gone, lastId }
    },
    changed: async (events, turned) => {
      const ids = await concernedBy(work, [...(await subjectsOf(work, events)), ...turned])
      const { living, gone } = await rollOf(work, ids)
      return { rows: await memberRows(work, rules, living), gone }
    },
    turned: async ({ day }) =>
      program.document.joining === null
        ? []
        : turningBetween(work, { after: day, to: await today(work), most: FEED_ROWS + 1 }),
  }
}

/** Where the bodies of happenings name members. */
const NAMED_BY = ['memberId', 'toMemberId', 'ownerId', 'keepId', 'goneId'] as const
/** Happenings whose words name what was made void, and nobody. */
const NAMELESS = new Set(['wallet.coupon_voided', 'wallet.opening_voided'])

/** Ids of members among what these happenings were about; others are among them too, and are passed over later. */
async function subjectsOf(work: Work, events: readonly LoggedEvent[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const { subjectId, body } of events)
    for (const id of [subjectId, ...NAMED_BY.map((key) => body[key])]) if (typeof id === 'string') ids.add(id)
  const voided = events.flatMap((one) => (NAMELESS.has(one.kind) ? (one.subjectId ?? []) : []))
  for (const id of await holdersBehind(work, voided)) ids.add(id)
  return [...ids]
}
