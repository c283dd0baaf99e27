import type { Id } from '#base/id'
import { instantOfMs, msOf } from '#base/instant'
import { present } from '#base/must'
import {
  soldReceipts,
  takeAsked,
  type Answer,
  type Asked,
  type Exception,
  type SaleWish,
} from '#domain/sale/index'
import { carryDiscount } from './carry-discount.ts'
import { aside, minutesAfter, note, refused, timeOf, type Doing, type Judged } from './doing.ts'
import { passesOf, saleBody, type SaleBody } from './model/bodies.ts'
import { shareOf } from './model/offline.ts'
import type { Placed } from './model/receive.ts'
import { lossesSince } from './store/exceptions.ts'
import { alike } from './store/log.ts'
import { coverOf, spendCover, type Burn, type Cover } from './spend-reservation.ts'
import { sha256 } from './secret.ts'
import { atTill } from './till.ts'

/** A sale keyed twice at two tills is looked for within so many minutes (promises §4.6). */
const ALIKE_MINUTES = 5
/** What limits allow is counted over the longest a till may go without news. */
const WINDOW_HOURS = 72

type Ready = Readonly<{ placed: Placed; body: SaleBody; asked: Asked; cover: Cover | null; burn: Burn }>

/** Whether sales behind this one wait for it: what a reservation has left is set aside again before anybody else. */
export const fences = (placed: Placed): boolean => placed.event.reservation !== null

/**
 * Carries out sales and returns in a row as one batch of the intake, in their order. Each is judged: what the till
 * rang up is done, and what head office had to concede is noted.
 */
export async function carrySales(doing: Doing, all: readonly Placed[]): Promise<Map<string, Judged>> {
  const judged = new Map<string, Judged>()
  const known = await knownSales(doing, all)
  const ready: Ready[] = []
  for (const placed of all) {
    const one = await readyOf(doing, placed, known)
    if ('outcome' in one) judged.set(placed.hash, one)
    else {
      ready.push(one)
      known.add(placed.event.id)
    }
  }
  const answers = await askIntake(doing, ready)
  for (const [at, one] of ready.entries()) {
    const answer = present(answers[at], 'S1: every wish is answered')
    judged.set(one.placed.hash, await finish(doing, one, answer))
  }
  await noteAlike(doing, ready, judged)
  return judged
}

/** The one place where a till's sales enter the intake: what was charged stands (source `device`). */
const askIntake = async (doing: Doing, ready: readonly Ready[]): Promise<Answer[]> =>
  ready.length === 0
    ? []
    : takeAsked(
        doing.work,
        ready.map((one) => one.asked),
        { source: 'device' },
      )

/** The sales that returns of this batch are of, as far as head office has them. */
async function knownSales(doing: Doing, all: readonly Placed[]): Promise<Set<string>> {
  const wanted = all.flatMap(({ event }) => returnedBy(event.body) ?? [])
  const found = await soldReceipts(doing.work, wanted, { looking: true })
  return new Set([...doing.sold, ...found.map((one) => one.id)])
}

/** The sale that a body takes goods back of; null for sales, and for returns of nothing we could know. */
export function returnedBy(body: unknown): string | null {
  const read = saleBody.safeParse(body)
  return read.success ? (read.data.wish.returnsSaleId ?? null) : null
}

async function readyOf(doing: Doing, placed: Placed, known: ReadonlySet<string>): Promise<Ready | Judged> {
  const { event } = placed
  const read = saleBody.safeParse(event.body)
  if (!read.success || read.data.wish.id !== event.id) return aside('body_unknown')
  const body = read.data
  const of = body.wish.returnsSaleId
  if (of !== undefined && !known.has(of)) return { outcome: 'waiting', code: 'sale_missing', waitsFor: of }
  const alias = doing.aliases.get(body.memberId ?? '')
  const memberId = alias?.heirId ?? body.memberId
  const burn = burnOf(body, memberId)
  const cover = await coverOf(doing, placed, burn)
  const wish = wishOf(doing, placed, { body, number: alias?.heirNumber ?? body.wish.memberNumber })
  const { by } = atTill(doing.work, doing.till, body.cashier)
  const stamp = {
    print: placed.hash,
    programVersion: body.programVersion,
    buyer: body.buyer,
    charged: body.charged,
    totalMinor: body.totalMinor,
    holds: cover?.holds ?? [],
  }
  return { placed, body, asked: { wish, by, stamp }, cover, burn }
}

/** What the sale takes of what the member has: by its own tenders, whatever the till added up. */
function burnOf({ wish, burned }: SaleBody, memberId: string | null): Burn {
  const stored = wish.tenders
    .filter((one) => one.kind === 'stored_value')
    .reduce((sum, one) => sum + one.amountMinor, 0)
  const byPoints = wish.tenders.some((one) => one.kind === 'points')
  const coupons = wish.coupons.flatMap((one) => ('couponId' in one ? [one.couponId] : []))
  if (wish.kind === 'return') return { memberId, amounts: { minor: 0, points: 0 }, coupons: [] }
  const amounts = { minor: stored, points: byPoints ? burned.points : 0 }
  return { memberId, amounts, coupons, passes: passesOf(wish.lines) }
}

/** The wish as the intake takes it: of this store and till, at a moment anybody can believe, without a PIN. */
function wishOf(
  doing: Doing,
  { event }: Placed,
  { body, number }: Readonly<{ body: SaleBody; number: string | undefined }>,
): SaleWish {
  const { pin: _, memberNumber: __, ...wish } = body.wish
  const { storeCode: branchCode, code: till } = doing.till
  const happenedAt = timeOf(doing, event)
  return {
    ...wish,
    id: event.id as Id<'sale'>,
    branchCode,
    till,
    happenedAt,
    ...(number && { memberNumber: number }),
  }
}

async function finish(doing: Doing, one: Ready, answer: Answer): Promise<Judged> {
  const { placed, cover, burn } = one
  const { memberId } = burn
  if (answer.outcome === 'failed') {
    note(doing, placed, 'refused', {
      subject: 'failed',
      memberId,
      ...worthOf(one),
      evidence: trouble(answer),
    })
    return refused('failed')
  }
  if (answer.outcome === 'refused') {
    const { code, details } = answer
    note(doing, placed, 'refused', { subject: code, memberId, ...worthOf(one), evidence: { details } })
    return refused(code)
  }
  if (answer.receipt.replayed) return { outcome: 'duplicate', code: null, earned: answer.receipt.points }
  doing.done.add(placed.event.id)
  doing.sold.add(placed.event.id)
  if (cover !== null) await spendCover(doing, placed, { ...cover, burn })
  await carryDiscount(doing, placed, one.body)
  keepEReceipt(doing, placed, one.body)
  for (const exception of answer.exceptions ?? []) await noteConceded(doing, one, exception)
  return { outcome: 'applied', code: null, earned: answer.receipt.points }
}

/** By its hash alone: whoever reads the table opens no receipt by it. */
function keepEReceipt({ eReceipts }: Doing, { event, hash }: Placed, { eReceipt }: SaleBody): void {
  if (eReceipt === undefined) return
  eReceipts.push({ secretSha256: sha256(eReceipt), saleId: event.id, eventHash: hash })
}

const worthOf = ({ body }: Ready) => ({ amount: body.totalMinor })
const trouble = ({ trouble: of }: Readonly<{ trouble?: unknown }>) => ({
  trouble: of instanceof Error ? of.message : String(of),
})

/** O3: a shortfall is within what the owner accepted, or it is said that it is not. */
async function noteConceded(doing: Doing, one: Ready, exception: Exception): Promise<void> {
  const { kind, subject, amount, lossMinor } = exception
  const { memberId } = one.burn
  const beyondBound = lossMinor > 0 && (await isBeyond(doing, one, exception))
  const evidence = {
    way: one.body.way,
    receiptNo: one.body.wish.receiptNo ?? null,
    cashier: one.body.cashier.name,
  }
  note(doing, one.placed, kind, { subject, amount, lossMinor, memberId, beyondBound, evidence })
}

async function isBeyond(
  doing: Doing,
  { body, burn }: Ready,
  { kind, lossMinor }: Exception,
): Promise<boolean> {
  const { limits, till, notes, work } = doing
  if (limits === null || kind === 'burn_on_barred_card') return true
  if (kind === 'overspend' && body.way !== 'limit') return true
  const since = instantOfMs(msOf(work.at) - WINDOW_HOURS * 3_600_000)
  const { memberId } = burn
  const before = await lossesSince(work.tx, { storeId: till.storeId, memberId, kind, since })
  const here = notes.filter((one) => one.kind === kind)
  const sum = (of: typeof notes) => of.reduce((all, one) => all + one.lossMinor, lossMinor)
  const storeMinor = before.storeMinor + sum(here)
  if (kind !== 'overspend') return storeMinor > limits.couponLossMinor
  const cardMinor = before.cardMinor + sum(here.filter((one) => one.memberId === memberId))
  if (lossMinor > shareOf(limits).perSaleMinor) return true
  return cardMinor > limits.perCardMinor || storeMinor > limits.perStoreMinor
}

/** Both post; a human decides whether they are one (promises §4.6). */
async function noteAlike(doing: Doing, ready: readonly Ready[], judged: Map<string, Judged>): Promise<void> {
  const sales = ready.filter(
    ({ placed, body }) => judged.get(placed.hash)?.outcome === 'applied' && body.wish.kind === 'sale',
  )
  const asked = sales.flatMap(({ placed, body, burn }) =>
    burn.memberId === null || body.totalMinor === 0
      ? []
      : [
          {
            hash: placed.hash,
            memberId: burn.memberId,
            minor: body.totalMinor,
            at: timeOf(doing, placed.event),
          },
        ],
  )
  const found = await alike(doing.work.tx, { deviceId: doing.till.id, minutes: ALIKE_MINUTES }, asked)
  for (const { hash, otherId, otherDevice, otherAt } of found) {
    const { placed, body, burn } = present(
      sales.find((one) => one.placed.hash === hash),
      'device: what is alike was asked about',
    )
    const more = { subject: otherId, amount: body.totalMinor, memberId: burn.memberId }
    note(doing, placed, 'possible_duplicate', { ...more, evidence: { otherId, otherDevice, otherAt } })
  }
}

/** How long a return waits for its sale (promises §4.6). */
export const RETURN_DAYS = 30
export const waitsUntil = (receivedAt: Doing['work']['at']) => minutesAfter(receivedAt, RETURN_DAYS * 24 * 60)
