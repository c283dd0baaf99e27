import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Taken } from '../model/slots.ts'
import type { BookingState } from '../model/state.ts'

export type BookingRow = Readonly<{
  id: string
  fingerprint: string
  offerId: string
  termsId: string
  memberId: string
  startsAt: Instant
  endsAt: Instant
  day: BusinessDay
  places: number
  heldUntil: Instant | null
  byMember: boolean
  at: Instant
  byName: string
  state: BookingState
  saleId: string | null
  /** Of the terms by which it was booked. */
  cancelHours: number
}>

const columns = sql.raw(`
  b.id, b.fingerprint, b.offer_id as "offerId", b.terms_id as "termsId", b.member_id as "memberId",
  b.starts_at as "startsAt", b.ends_at as "endsAt", b.day, b.places, b.held_until as "heldUntil",
  b.by_member as "byMember", b.at, b.by_name as "byName", b.state, b.sale_id as "saleId",
  (t.document ->> 'cancelHours')::int as "cancelHours"`)
const from = sql.raw('booking.booking b join booking.terms t on t.id = b.terms_id')
/** A booking that takes a place. */
const TAKES = sql.raw(`b.state in ('begun', 'confirmed', 'kept', 'missed')`)

export async function bookingById(tx: Tx, id: string): Promise<BookingRow | undefined> {
  const { rows } = await sql<BookingRow>`select ${columns} from ${from} where b.id = ${id}`.execute(tx)
  return rows[0]
}

export async function bookingsById(tx: Tx, ids: readonly string[]): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from ${from} where b.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** Held while it is decided how it stands from here on. */
export async function lockBooking(tx: Tx, id: string): Promise<BookingRow | undefined> {
  await sql`select from booking.booking where id = ${id} for no key update`.execute(tx)
  return bookingById(tx, id)
}

export async function insertBooking(
  work: Work,
  row: Omit<BookingRow, 'at' | 'byName' | 'saleId' | 'cancelHours'>,
): Promise<void> {
  await sql`
    insert into booking.booking (id, fingerprint, offer_id, terms_id, member_id, starts_at, ends_at, day, places,
                                 held_until, by_member, at, by_id, by_name, state)
    values (${row.id}, ${row.fingerprint}, ${row.offerId}, ${row.termsId}, ${row.memberId}, ${row.startsAt},
            ${row.endsAt}, ${row.day}, ${row.places}, ${row.heldUntil}, ${row.byMember}, ${work.at}, ${work.by.id},
            ${work.by.name}, ${row.state})`.execute(work.tx)
}

/** Times of an offer that are taken in a span. */
export async function takenBetween(
  tx: Tx,
  of: Readonly<{ offerId: string; from: Instant; to: Instant; now: Instant }>,
): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    select b.starts_at as "startsAt", b.ends_at as "endsAt" from booking.booking b
     where b.offer_id = ${of.offerId} and ${TAKES} and b.starts_at < ${of.to} and b.ends_at > ${of.from}
       and b.starts_at > ${of.from}::timestamptz - interval '12 hours'
       and not (b.state = 'begun' and b.held_until <= ${of.now})`.execute(tx)
  return rows
}

/** Y3: holds whose time is over, of one offer or of all, locked; whoever else ends some takes others. */
export async function overdueHolds(
  tx: Tx,
  of: Readonly<{ offerId: string | null; now: Instant; most: number }>,
): Promise<BookingRow[]> {
  // Under the lock of an offer all of its own are wanted, so that none still takes a place.
  const waiting = of.offerId === null ? sql`for no key update of b skip locked` : sql`for no key update of b`
  const { rows } = await sql<BookingRow>`
    select ${columns} from ${from}
     where b.state = 'begun' and b.held_until <= ${of.now}
       and (${of.offerId}::uuid is null or b.offer_id = ${of.offerId})
     order by b.held_until, b.id limit ${of.most} ${waiting}`.execute(tx)
  return rows
}

/** What these hold at this moment, locked: a member holds one time. */
export async function holdsOf(tx: Tx, memberIds: readonly string[]): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from ${from}
     where b.state = 'begun' and b.member_id = any(${memberIds}::uuid[])
     order by b.id for no key update of b`.execute(tx)
  return rows
}

/** Bookings of these that are still to come, confirmed or held, locked in the order of their ids. */
export async function openOf(tx: Tx, memberIds: readonly string[], now: Instant): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from ${from}
     where b.state in ('begun', 'confirmed') and b.starts_at > ${now} and b.member_id = any(${memberIds}::uuid[])
     order by b.id for no key update of b`.execute(tx)
  return rows
}

/** Y4: how many confirmed bookings of an offer these have before them. */
export async function countOpen(
  tx: Tx,
  of: Readonly<{ offerId: string; memberIds: readonly string[]; now: Instant }>,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from booking.booking b
     where b.offer_id = ${of.offerId} and b.state = 'confirmed' and b.starts_at > ${of.now}
       and b.member_id = any(${of.memberIds}::uuid[])`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Those to come first, soonest first; then the latest of what is over. */
export async function ownBookings(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; now: Instant; most: number }>,
): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`
    select ${columns} from ${from}
     where b.member_id = any(${of.memberIds}::uuid[]) and b.state <> 'replaced'
     order by b.ends_at <= ${of.now} or b.state in ('cancelled', 'given_up'),
              abs(extract(epoch from b.starts_at - ${of.now}::timestamptz)), b.id
     limit ${of.most}`.execute(tx)
  return rows
}

export type BookingQuestion = Readonly<{
  ids: readonly string[] | null
  branchIds: readonly string[] | null
  day: BusinessDay | null
  memberIds: readonly string[] | null
  state: BookingState | null
}>
export type StaffRow = BookingRow & Readonly<{ saidAt: Instant | null; saidBy: string | null }>

const where = (of: BookingQuestion) => sql`
      (${of.ids}::uuid[] is null or b.id = any(${of.ids}::uuid[]))
  and (${of.branchIds}::uuid[] is null or o.branch_id = any(${of.branchIds}::uuid[]))
  and (${of.day}::date is null or b.day = ${of.day})
  and (${of.memberIds}::uuid[] is null or b.member_id = any(${of.memberIds}::uuid[]))
  and (${of.state}::text is null or b.state = ${of.state})`

/** Bookings as staff reads them, in the order of their times, with the last word about each. */
export async function bookings(
  tx: Tx,
  of: BookingQuestion,
  page: Readonly<{ first: number; most: number }>,
): Promise<{ rows: StaffRow[]; total: number }> {
  const { rows } = await sql<StaffRow>`
    select ${columns}, a.at as "saidAt", a.by_name as "saidBy"
      from ${from} join booking.offer o on o.id = b.offer_id
      left join lateral (select at, by_name from booking.act a where a.booking_id = b.id order by nth desc limit 1) a
        on true
     where ${where(of)} order by b.starts_at, b.nth limit ${page.most} offset ${page.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from booking.booking b join booking.offer o on o.id = b.offer_id
     where ${where(of)}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}

/** Of these, those who have chosen a time again after a moment, whatever became of it, by their places in the list. */
export async function bookedAfter(
  tx: Tx,
  wanted: readonly Readonly<{ nth: number; memberId: string; after: Instant }>[],
): Promise<Set<number>> {
  const { rows } = await sql<{ nth: number }>`
    select distinct w.nth
      from unnest(${wanted.map((one) => one.nth)}::int[], ${wanted.map((one) => one.memberId)}::uuid[],
                  ${wanted.map((one) => one.after)}::timestamptz[]) as w (nth, member_id, after)
      join booking.booking b on b.member_id = w.member_id and b.at > w.after`.execute(tx)
  return new Set(rows.map((row) => row.nth))
}
