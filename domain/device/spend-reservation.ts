import { instantOfMs, msOf } from '#base/instant'
import { money } from '#base/money'
import { must, present } from '#base/must'
import type { Work } from '#db/work'
import { holdsById } from '#domain/ledger/index'
import { liveProgram, splitValue } from '#domain/program/index'
import {
  couponUnit,
  freeOf,
  openPurses,
  passUnit,
  placeHold,
  releaseHold,
  type WalletUnit,
} from '#domain/wallet/index'
import type { Doing } from './doing.ts'
import { note, tillsNow } from './doing.ts'
import type { Placed } from './model/receive.ts'
import {
  countOf,
  giveBack,
  graceUntil,
  lessPasses,
  mayUse,
  reservationSchema,
  summedPasses,
  type PassCounts,
  type Units,
} from './model/reservation.ts'
import * as store from './store/reservations.ts'

/** What an event burned, of whom, by which words of head office. */
export type Burn = Readonly<{
  memberId: string | null
  amounts: Units
  coupons: readonly string[]
  passes?: PassCounts
}>

/** A reservation that stands and covers the burn, with the holds to release for it; null when there is none. */
export type Cover = Readonly<{ row: store.ReservationRow; holds: readonly string[] }>

/**
 * Looks whether what an event says it burned by a voucher or lease was set aside for it. What was not is noted, and
 * the burn is met from what the member has (D6).
 */
export async function coverOf(doing: Doing, placed: Placed, burn: Burn): Promise<Cover | null> {
  const { event } = placed
  if (event.reservation === null) return null
  const row = doing.reservations.get(event.reservation)
  const say = (code: string) =>
    note(doing, placed, 'reservation_wrong', { subject: code, memberId: burn.memberId })
  if (!row) {
    say('reservation_unknown')
    return null
  }
  const { till } = doing
  const passesSpent = summedPasses(...row.usedPasses)
  const spent = { minor: row.spentMinor, points: row.spentPoints, times: row.times, passes: passesSpent }
  const of = reservationSchema.parse(JSON.parse(row.text))
  const now = tillsNow(event)
  const { amounts, coupons, passes = [] } = burn
  const no = mayUse(of, {
    device: till.id,
    store: till.storeId,
    memberId: burn.memberId ?? '',
    amounts,
    coupons,
    passes,
    now,
    spent,
  })
  if (no !== null || row.returnedAt !== null) {
    say(no ?? 'reservation_returned')
    return null
  }
  const holds = await store.liveHolds(doing.work.tx, row.id)
  return { row, holds: holds.map((one) => one.holdId) }
}

/**
 * D7: writes down what was spent once the burn is done. A voucher is over with it; what a lease has left is set aside
 * again, so that nobody takes it meanwhile.
 */
export async function spendCover(doing: Doing, placed: Placed, of: Cover & { burn: Burn }): Promise<void> {
  const { work } = doing
  const { row, burn } = of
  const { amounts, passes = [] } = burn
  const { minor, points } = amounts
  const spent = { minor: row.spentMinor + minor, points: row.spentPoints + points }
  // What the burn did not touch is held still: nobody would release it before its time.
  await letGo(work, row.id)
  await store.saveSpent(work.tx, { id: row.id, spent })
  doing.uses.push({ eventHash: placed.hash, reservationId: row.id, minor, points, passes })
  const now = {
    ...row,
    spentMinor: spent.minor,
    spentPoints: spent.points,
    times: row.times + 1,
    usedPasses: [...row.usedPasses, passes],
  }
  const left = { minor: row.minor - spent.minor, points: row.points - spent.points }
  if (row.kind === 'voucher') {
    await store.saveReturn(work, { id: row.id, units: left, cause: 'closed' })
    doing.reservations.set(row.id, { ...now, returnedAt: work.at })
    return
  }
  const { passes: reserved = [] } = reservationSchema.parse(JSON.parse(row.text))
  const passesLeft = lessPasses(reserved, summedPasses(...now.usedPasses))
  const { id, memberId, expiresAt } = row
  await setAside(work, { id, memberId, amounts: left, passes: passesLeft, expiresAt })
  doing.reservations.set(row.id, now)
}

export type Aside = Readonly<{
  id: string
  memberId: string
  amounts: Units
  coupons?: readonly { id: string; code: string }[]
  passes?: PassCounts
  expiresAt: store.ReservationRow['expiresAt']
}>

type Free = Readonly<{ principal: number; bonus: number; points: number; passes: PassCounts }>

/** Everything that is free of a member, with their purses locked to the end of the work. */
export async function freeUnits(
  work: Work,
  memberId: string,
  { coupons = [], passes = [] }: Pick<Aside, 'coupons' | 'passes'> = {},
): Promise<Free> {
  const units: WalletUnit[] = [
    'principal',
    'bonus',
    'points',
    ...coupons.map((one) => couponUnit(one.code)),
    ...passes.map((one) => passUnit(one.code)),
  ]
  const book = await openPurses(
    work,
    units.map((unit) => ({ memberId, unit, takes: true })),
  )
  const of = (unit: WalletUnit) => freeOf(book, unit, memberId)
  return {
    principal: of('principal'),
    bonus: of('bonus'),
    points: of('points'),
    passes: passes.map(({ code }) => ({ code, count: of(passUnit(code)) })),
  }
}

/** Whether so many uses of passes are free. */
export const hasPasses = (free: Pick<Free, 'passes'>, wanted: PassCounts): boolean =>
  wanted.every(({ code, count }) => countOf(free.passes, code) >= count)

/** Places the holds of a reservation, principal and bonus in the program's own order. */
export async function setAside(work: Work, of: Aside): Promise<void> {
  const { id: reservationId, memberId, amounts, coupons = [], passes = [] } = of
  const free = await freeUnits(work, memberId, of)
  const { document } = await liveProgram(work)
  const held = { principal: money(free.principal), bonus: money(free.bonus) }
  const split = present(
    splitValue(document.storedValue.order, held, money(amounts.minor)),
    'D7: what is set aside is there',
  )
  const wanted: { unit: WalletUnit; amount: number; lotId: string | null }[] = [
    { unit: 'principal', amount: split.principal, lotId: null },
    { unit: 'bonus', amount: split.bonus, lotId: null },
    { unit: 'points', amount: amounts.points, lotId: null },
    ...coupons.map((one) => ({ unit: couponUnit(one.code), amount: 1, lotId: one.id })),
    ...passes.map(({ code, count }) => ({ unit: passUnit(code), amount: count, lotId: null })),
  ]
  const rows: store.HoldOf[] = []
  // The hold lives until head office itself would give it back; the till stops much earlier.
  const seconds = Math.ceil((msOf(graceUntil(of.expiresAt)) - msOf(work.at)) / 1000)
  for (const { unit, amount, lotId } of wanted.filter((one) => one.amount > 0)) {
    const holdId = work.newId()
    await placeHold(work, { id: holdId, memberId, unit, amount, lotId, seconds: Math.max(1, seconds) })
    rows.push({ reservationId, holdId, unit, amount })
  }
  await store.insertHolds(work.tx, rows)
}

/** Releases the holds of a reservation before their time, where they still stand. */
export async function letGo(work: Work, reservationId: string): Promise<void> {
  const live = (await store.liveHolds(work.tx, reservationId)).map((one) => one.holdId)
  for (const hold of await holdsById(work.tx, live))
    // One whose time is over, or that the sale itself released, is nobody's to release any more.
    if (hold.state === 'active' && hold.expiresAt > work.at)
      await releaseHold(work, { id: work.newId(), holdId: hold.id })
  await store.endHolds(work.tx, reservationId)
}

/**
 * D7: gives back what is left of one reservation if it may go back now. Its row is locked, so that of the job, the
 * till's closing and a spend one after the other decides.
 */
export async function returnOne(work: Work, row: store.ReservationRow): Promise<boolean> {
  const reserved = { minor: row.minor, points: row.points }
  const spent = { minor: row.spentMinor, points: row.spentPoints }
  const returned =
    row.returnedAt === null ? null : { minor: row.returnedMinor ?? 0, points: row.returnedPoints ?? 0 }
  const closed = returned === null && (await store.closedByAll(work.tx, row))
  const back = giveBack({ reserved, spent, returned }, { now: work.at, expiresAt: row.expiresAt, closed })
  if (back === null) return false
  // After the grace the wallet has ended the holds by itself; before it they are released here.
  if (work.at < graceUntil(row.expiresAt)) await letGo(work, row.id)
  else await store.endHolds(work.tx, row.id)
  must(back.units.minor >= 0, 'D7: what goes back is not negative')
  await store.saveReturn(work, { id: row.id, units: back.units, cause: back.cause })
  return true
}

/** What a till's news may close: its vouchers and the leases of its store. */
export async function returnClosed(
  work: Work,
  of: Readonly<{ deviceId: string; storeId: string }>,
): Promise<void> {
  const ids = (await store.standing(work.tx, of)).map((row) => row.id)
  for (const row of await store.lockReservations(work.tx, ids)) await returnOne(work, row)
}

/** In one step of the job at most. */
const MOST = 100

/** Every few minutes: what nobody spent, a day after its end by head office's own clock. */
export async function returnOverdue(work: Work): Promise<'more' | 'done'> {
  const before = instantOfMs(msOf(work.at) - (msOf(graceUntil(work.at)) - msOf(work.at)))
  const due = await store.overdue(work.tx, { before, most: MOST })
  const rows = await store.lockReservations(
    work.tx,
    due.map((row) => row.id),
  )
  for (const row of rows) await returnOne(work, row)
  return due.length < MOST ? 'done' : 'more'
}
