import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addDays, day, instantOfMs, msOf, instant } from '#base/instant'
import * as ledger from '#domain/ledger/index'
import { enrolMany } from '#domain/member/index'
import { enrolment } from '#domain/member/contract'
import { liveProgram } from '#domain/program/index'
import { quoteSale, recordSales } from '#domain/sale/contract'
import { couponUnit, giveCoupons, keepCoupons, openPurses } from '#domain/wallet/index'
import { memberCoupons, voidCoupon } from '#domain/wallet/contract/coupon'
import { placeHold, releaseHold } from '#domain/wallet/contract/hold'
import { coupon, stormWorld, type SaleAsked } from '#test/storm/shop'
import type { TestWorld } from '#test/world/world'
import {
  act,
  histories,
  issued,
  passings,
  stateOf,
  type Coupon,
  type History,
  type Passing,
} from './model.ts'

/** T15 asks for histories of five steps; a push walks all of three, time passing in them at every place. */
const STEPS = Number(process.env['T15_STEPS'] ?? 3)
const HOLD_SECONDS = 40

/** One coupon of one member living through one history; `model` is what it must be by now. */
type Life = {
  readonly history: History
  readonly number: string
  readonly memberId: string
  readonly couponId: string
  model: Coupon
  holdId: string | null
  saleId: string | null
  refundedMinor: number
}

/** Members with a coupon each whose last day is tomorrow, in one work. */
async function begin(w: TestWorld, all: readonly History[]): Promise<Life[]> {
  const lives = all.map((history): Life => {
    const [memberId, couponId] = [w.newId(), w.newId()]
    const own = { memberId, couponId, number: couponId.slice(-12) }
    return { history, ...own, model: issued, holdId: null, saleId: null, refundedMinor: 0 }
  })
  await w.work(async (work) => {
    await enrolMany(
      work,
      lives.map(({ memberId: id, number }) => enrolment.parse({ id, number, source: 'terminal' })),
    )
    const { document, version: programVersion } = await liveProgram(work)
    const rule = document.coupons[0]
    if (!rule) throw new Error('test: the program has its coupon')
    const book = await openPurses(
      work,
      lives.map(({ memberId }) => ({ memberId, unit: couponUnit(rule.code), takes: false })),
    )
    const causeId = w.newId()
    const words = { branchId: null, programVersion, reason: null, reversesId: null }
    const transaction = ledger.begin(book, { kind: 'coupon', causeId, happenedAt: work.at, ...words })
    const given = lives.map(({ couponId: id, memberId }) => ({
      id,
      memberId,
      rule,
      causeId,
      secretSha256: null,
      fingerprint: '',
    }))
    giveCoupons({ book, transaction }, given)
    await ledger.closeBook(work, book)
    await keepCoupons(work, given, book.today)
  })
  return lives
}

/** Both tills sell two of the goods for ten yuan off; a return brings back one, or what is left. */
function saleFor(w: TestWorld, life: Life, step: 'S' | 'T' | 'P' | 'F'): SaleAsked {
  const common = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber: life.number }
  if (step === 'P' || step === 'F') {
    const quantity = step === 'P' ? 1 : 2 - life.model.back
    return { ...common, kind: 'return', returnsSaleId: life.saleId ?? '', items: [{ no: 1, quantity }] }
  }
  const byHold = life.holdId === null ? { code: 'OWN' } : { couponId: life.couponId, holdId: life.holdId }
  return {
    ...common,
    till: step,
    lines: [{ productCode: 'P1', quantity: 2, unitPriceMinor: 10_00 }],
    coupons: [step === 'S' ? { couponId: life.couponId } : byHold],
  }
}

/** What the house answers to one step of one life: the code of its refusal, or null. */
async function alone(w: TestWorld, life: Life, step: 'H' | 'R' | 'V'): Promise<unknown> {
  const { memberId, couponId } = life
  const id = w.newId()
  if (step === 'H') {
    const unit = couponUnit('OWN')
    const hold = { id, memberId, unit, amount: 1, lotId: couponId, seconds: HOLD_SECONDS }
    const reply = await w.ask(placeHold, hold)
    if (reply.status === 200) life.holdId = id
    return reply.body['code'] ?? null
  }
  const reply =
    step === 'V'
      ? await w.ask(voidCoupon, { couponId, reason: '发错' })
      : await w.ask(releaseHold, { id, holdId: life.holdId ?? '' })
  return reply.status === 200 ? null : reply.body['code']
}

type Answers = Map<Life, unknown>

/** The same step of many lives: sales and returns of both tills as batches, the rest side by side. */
async function step(w: TestWorld, lives: readonly Life[], at: number): Promise<Answers> {
  const answers: Answers = new Map()
  const sales = lives.flatMap((life) => {
    const letter = life.history[at]
    const sells = letter === 'S' || letter === 'T' || letter === 'P' || letter === 'F'
    return sells ? [{ life, wish: saleFor(w, life, letter) }] : []
  })
  for (let from = 0; from < sales.length; from += 500) {
    const part = sales.slice(from, from + 500)
    const told = await w.call(recordSales, { sales: part.map(({ wish }) => wish) })
    part.forEach(({ life, wish }, nth) => {
      const one = told.answers[nth]
      answers.set(life, one?.outcome === 'applied' ? null : one?.outcome === 'refused' ? one.code : one)
      if (one?.outcome !== 'applied') return
      if (wish.kind === 'return') life.refundedMinor -= one.receipt.totalMinor
      else [life.saleId, life.refundedMinor] = [wish.id, 0]
      if (wish.kind !== 'return')
        expect(one.receipt, life.history.join('')).toMatchObject({ totalMinor: 10_00 })
    })
  }
  const others = lives.filter(({ history }) => ['H', 'R', 'V'].includes(history[at] ?? ''))
  await Promise.all(
    others.map(async (life) => answers.set(life, await alone(w, life, life.history[at] as 'H' | 'R' | 'V'))),
  )
  return answers
}

/** How often each coupon stands used, and what is left of it on the ledger. */
async function written(w: TestWorld, lives: readonly Life[]) {
  const { rows } = await w.work(({ tx }) =>
    sql<{ id: string; uses: number; left: number }>`
      select l.id, l.remaining as left,
             (select count(*) from wallet.coupon_use u where u.coupon_id = l.id or u.member_id = a.holder_id)
               - (select count(*) from wallet.coupon_return r join wallet.coupon_use u on u.id = r.use_id
                   where u.coupon_id = l.id or u.member_id = a.holder_id) as uses
        from ledger.lot l join ledger.account a on a.id = l.account_id
       where l.id = any(${lives.map(({ couponId }) => couponId)}::uuid[])`.execute(tx),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** After each step every answer, every use and every lot is what the model says. */
async function check(w: TestWorld, lives: readonly Life[], answers: Answers, at: number): Promise<void> {
  const rows = await written(w, lives)
  for (const life of lives) {
    const letter = life.history[at]
    const done = letter && act(life.model, letter)
    if (!done) throw new Error('test: a history has only steps that can be done')
    const path = `${life.history.slice(0, at + 1).join('')} of ${life.history.join('')}`
    if (answers.has(life)) expect(answers.get(life), path).toBe(done.told)
    life.model = done.coupon
    const { at: place, back, sold } = life.model
    const row = rows.get(life.couponId)
    expect(row?.uses, `${path}: uses standing`).toBe(place === 'redeemed' ? 1 : 0)
    if (place !== 'issued') expect(row?.left, path).toBe(0)
    if (['issued', 'held'].includes(stateOf(life.model))) expect(row?.left, path).toBe(1)
    // Goods kept are goods paid: what came back is its share of what was paid, and no more.
    if (sold) expect(life.refundedMinor, path).toBe(back * 5_00)
  }
}

/** Where the clock stands before the first step, so that a hold ends and midnight comes in the order asked. */
function startMs(midnight: number, passing: ReadonlyMap<number, Passing>): number {
  const place = (wanted: Passing) => [...passing].find(([, kind]) => kind === wanted)?.[0] ?? Infinity
  const holdEndsFirst = place('L') < place('M') || passing.size === 0
  return midnight - (holdEndsFirst ? HOLD_SECONDS + 20 : 10) * 1_000
}

async function live(w: TestWorld, passing: ReadonlyMap<number, Passing>, today: string): Promise<number> {
  w.clock.set(`${today}T04:00:00.000Z`)
  const lives = await begin(w, histories(STEPS, passing))
  const midnight = msOf(instant(`${addDays(day(today), 1)}T16:00:00.000Z`))
  w.clock.set(instantOfMs(startMs(midnight, passing)))
  for (let at = 0; at < STEPS; at += 1) {
    const kind = passing.get(at)
    // What happens one after the other is recorded so.
    w.clock.advance(1)
    if (kind === 'M') w.clock.set(instantOfMs(Math.max(midnight, msOf(w.clock.now()) + 1_000)))
    if (kind === 'L') w.clock.advance((HOLD_SECONDS + 1) * 1_000)
    const answers = kind === undefined ? await step(w, lives, at) : new Map()
    await check(w, lives, answers, at)
  }
  // What the member is shown, and what a till would be told, is asked of every fifth: each is a request of its own.
  for (const life of lives.filter((_, nth) => nth % 5 === 0)) {
    const path = life.history.join('')
    const { rows } = await w.call(memberCoupons, { memberId: life.memberId })
    expect(
      rows.map(({ state }) => state),
      path,
    ).toEqual([stateOf(life.model)])
    const quote = await w.ask(quoteSale, saleFor(w, life, 'S'))
    expect(quote.status === 200 ? null : quote.body['code'], path).toBe(act(life.model, 'S')?.told)
  }
  await w.job('wallet.holds')
  await w.job('wallet.expiry')
  return lives.length
}

test('whatever two tills, an app and the clock do to a coupon, it is used once and never free', async () => {
  const w = await stormWorld({ coupons: [coupon('OWN', { daysAlive: 1, onReturn: 'when_all_returned' })] })
  let today = '2026-03-02'
  let walked = 0
  for (const passing of passings(STEPS)) {
    walked += await live(w, passing, today)
    today = addDays(day(today), 3)
  }
  // An alphabet that shrank would show here.
  expect(walked).toBeGreaterThan(2 * 5 ** STEPS)
}, 900_000)
