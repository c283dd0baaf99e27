import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addDays, day, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { enrolMember } from '#domain/member/contract'
import { programDocument } from '#domain/program/model/document'
import { world, type TestWorld } from '#test/world/world'
import { rateOf } from './breakage.ts'
import { breakage, liability, liabilityFile } from './contract/value.ts'
import type { WalletUnit } from './contract.ts'
import { quarterEndBefore } from './liability.ts'
import { clawBack, heldIn, issue, spend, unspend } from './moves.ts'
import { openBalances } from './opening.ts'
import { openPurses, purseKey } from './purse.ts'
import { subjectOf } from './value-subject.ts'

type Move = (side: ledger.Side) => unknown
type Place = Readonly<{ unit: WalletUnit; memberId: string; kind?: string; branchId?: string | null }>

/** One ledger transaction over a member's purse; answers its cause. */
const move = (w: TestWorld, { unit, memberId, kind = 'earn', branchId = w.branchId }: Place, decide: Move) =>
  w.work(async (work: Work) => {
    const book = await openPurses(work, [{ unit, memberId, takes: true }])
    const words = { kind, causeId: work.newId(), happenedAt: work.at, branchId, programVersion: null }
    const transaction = ledger.begin(book, { ...words, reason: null, reversesId: null })
    await decide({ book, transaction })
    if (book.postings.every((posting) => posting.transactionId !== transaction.id)) book.transactions.pop()
    await ledger.closeBook(work, book)
    return transaction
  })

const enrol = async (w: TestWorld) => (await w.call(enrolMember, { id: w.newId(), source: 'terminal' })).id
const toDay = (w: TestWorld, text: string) => w.clock.set(`${text}T02:00:00.000Z`)
const rowOf = async (w: TestWorld, kind: string, wish: Record<string, string> = {}) => {
  const { rows } = await w.call(liability, wish as never)
  return rows.find((row) => row.kind === kind)
}

const PARTS = [
  'opening',
  'takenOver',
  'issued',
  'clawedBack',
  'redeemed',
  'givenBack',
  'expired',
  'adjusted',
  'refunded',
  'other',
] as const

test('C31: 17,000 came in, 950 were consumed, 16,050 are owed; vouchers stand apart', async () => {
  const w = await world({ at: '2026-03-02T02:00:00.000Z' })
  for (const paid of [2_000_00, 5_000_00, 10_000_00]) {
    const memberId = await enrol(w)
    await move(w, { unit: 'principal', memberId }, (side) => {
      issue(side, { unit: 'principal', memberId, amount: paid, expiresOn: null })
    })
    if (paid === 10_000_00) {
      const unit = 'coupon:V100' as const
      await move(w, { unit, memberId }, (side) =>
        issue(side, { unit, memberId, amount: 10, expiresOn: null }),
      )
      await move(w, { unit, memberId }, (side) => spend(side, { unit, memberId, amount: 3 }))
      await move(w, { unit: 'principal', memberId }, (side) =>
        spend(side, { unit: 'principal', memberId, amount: 950_00 }),
      )
    }
  }
  const told = await w.call(liability, {})
  expect(told.prepaid).toMatchObject({
    cashInMinor: 17_000_00,
    consumedMinor: 950_00,
    outstandingMinor: 16_050_00,
    refundedMinor: 0,
  })
  expect(told.tied).toBe(true)
  expect(told.rows.find((row) => row.kind === 'coupon')).toMatchObject({
    code: 'V100',
    issued: 10,
    redeemed: -3,
    closing: 7,
  })
})

type Burn = { of: Place; lots: { lotId: string; amount: number }[] }
type Given = { of: Place; amount: number; id: string }

/** Whole numbers below a bound, the same ones every time. */
function rolls(seed: number): (below: number) => number {
  let n = seed
  return (below) => {
    n = (n * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((n / 2 ** 31) * below)
  }
}

/** Spends something of what is there; answers what left which lots. */
async function burn(w: TestWorld, of: Place, wanted: number): Promise<Burn> {
  const lots: Burn['lots'] = []
  await move(w, of, (side) => {
    const amount = Math.min(wanted, ledger.available(side.book, purseKey(of.unit, of.memberId)))
    if (amount > 0) spend(side, { ...of, amount })
    for (const posting of side.book.postings)
      if (posting.lotId !== null && posting.transactionId === side.transaction.id)
        lots.push({ lotId: posting.lotId, amount: -posting.amount })
  })
  return { of, lots }
}

/** Days of trade of every kind in no order; answers what members saw at the end of each day. */
async function tradeAtRandom(w: TestWorld): Promise<Map<BusinessDay, Record<string, number>>> {
  const members = [await enrol(w), await enrol(w), await enrol(w)]
  const roll = rolls(12_345)
  const burns: Burn[] = []
  const given: Given[] = []
  const seen = new Map<BusinessDay, Record<string, number>>()
  let on = day('2026-01-01')
  for (let step = 0; step < 90; step++) {
    const unit = roll(2) === 0 ? 'points' : 'principal'
    const of = { unit, memberId: members[roll(3)] ?? '' } as const
    const act = roll(6)
    if (act <= 1) {
      const amount = 1 + roll(500)
      const expiresOn = unit === 'points' && roll(2) === 0 ? addDays(on, roll(12)) : null
      const { id } = await move(w, of, (side) => issue(side, { ...of, amount, expiresOn }))
      given.push({ of, amount, id })
    } else if (act === 2) burns.push(await burn(w, of, 1 + roll(300)))
    else if (act === 3) await takeBack(w, given.splice(roll(given.length), 1)[0])
    else if (act === 4) await giveBack(w, burns.splice(roll(burns.length), 1)[0])
    else {
      seen.set(on, await cached(w))
      on = addDays(on, 1 + roll(3))
      toDay(w, on)
    }
  }
  return seen.set(on, await cached(w))
}

test('W40: any past day is told the same for ever, and every span sums to the fen', async () => {
  const w = await world({ at: '2026-01-01T02:00:00.000Z', seed: 7 })
  const seen = await tradeAtRandom(w)
  const days = [...seen.keys()].toSorted()
  expect(days.length).toBeGreaterThan(5)
  const [first, middle, last] = [days[0], days[3], days.at(-1)].map((one) => one ?? day('2026-01-01'))
  for (const on of days) {
    const told = await w.call(liability, { from: first, on } as never)
    expect(told.tied).toBe(true)
    for (const row of told.rows) {
      expect(row.closing, `${row.kind} on ${on}`).toBe(seen.get(on)?.[row.kind] ?? 0)
      expect(PARTS.reduce((all, part) => all + row[part], 0)).toBe(row.closing)
      expect((row.held ?? 0) - (row.owedBack ?? 0)).toBe(row.closing)
      expect(row.other).toBe(0)
    }
  }
  // Two spans side by side make the whole, part by part.
  const span = (from: string | undefined, on: string | undefined) =>
    rowOf(w, 'points', { from: from ?? '', on: on ?? '' })
  const [whole, left] = [await span(first, last), await span(first, middle)]
  const right = await span(addDays(middle ?? day('2026-01-01'), 1), last)
  expect(left?.closing).toBe(right?.opening)
  for (const part of PARTS.slice(1))
    expect((left?.[part] ?? 0) + (right?.[part] ?? 0), part).toBe(whole?.[part])
}, 60_000)

async function takeBack(w: TestWorld, back: Given | undefined): Promise<void> {
  if (!back) return
  await move(w, { ...back.of, kind: 'claw_back' }, (side) =>
    clawBack(side, { ...back.of, amount: back.amount, firstFrom: [back.id] }),
  )
}

/** Undoes a burn the way a return does. */
const giveBack = (w: TestWorld, burn: Burn | undefined) =>
  w.work(async (work) => {
    if (!burn || burn.lots.length === 0) return
    const lotIds = burn.lots.map((lot) => lot.lotId)
    const book = await openPurses(work, [{ ...burn.of, takes: true }], { alsoLots: lotIds })
    const words = { kind: 'return', causeId: work.newId(), happenedAt: work.at, branchId: null }
    const side = {
      book,
      transaction: ledger.begin(book, { ...words, programVersion: null, reason: null, reversesId: null }),
    }
    unspend(side, { ...burn.of, lots: burn.lots, graceDays: 0 })
    await ledger.closeBook(work, book)
  })

/** What members see, summed: the cache that the report must agree with. */
async function cached(w: TestWorld): Promise<Record<string, number>> {
  const { rows } = await sql<{ unit: string; total: number }>`
    select unit, sum(balance)::bigint as total from ledger.account where holder_id is not null group by unit`.execute(
    w.database,
  )
  return Object.fromEntries(rows.map(({ unit, total }) => [unit, total]))
}

test('what is recorded after midnight in the chain’s zone belongs to the next day', async () => {
  const w = await world({ at: '2026-03-02T15:59:59.999Z' })
  const memberId = await enrol(w)
  const of = { unit: 'points', memberId } as const
  const give = (amount: number) => move(w, of, (side) => issue(side, { ...of, amount, expiresOn: null }))
  await give(100)
  w.clock.set('2026-03-02T16:00:00.000Z')
  await give(7)
  expect((await rowOf(w, 'points', { on: '2026-03-02' }))?.closing).toBe(100)
  expect(await rowOf(w, 'points', { from: '2026-03-03', on: '2026-03-03' })).toMatchObject({
    opening: 100,
    issued: 7,
    closing: 107,
  })
})

test('while members trade, every part of the report looks at the same moment', async () => {
  const w = await world()
  const members = await Promise.all(Array.from({ length: 4 }, () => enrol(w)))
  const trade = async (memberId: string) => {
    const of = { unit: 'points', memberId } as const
    for (let nth = 0; nth < 12; nth++) {
      await move(w, of, (side) => issue(side, { ...of, amount: 100, expiresOn: null }))
      await move(w, of, (side) => spend(side, { ...of, amount: 60 }))
    }
  }
  const asked: { closing: number; held: number; tied: boolean | null }[] = []
  const look = async () => {
    for (let nth = 0; nth < 25; nth++) {
      const told = await w.call(liability, {})
      const points = told.rows.find((row) => row.kind === 'points')
      asked.push({ closing: points?.closing ?? 0, held: points?.held ?? 0, tied: told.tied })
    }
  }
  await Promise.all([...members.map(trade), look(), look()])
  expect(asked.every(({ closing, held, tied }) => tied === true && closing === held)).toBe(true)
  // It really looked meanwhile, and not only before or after.
  expect(new Set(asked.map(({ closing }) => closing)).size).toBeGreaterThan(5)
}, 60_000)

test('lots are told by their age and by when they end, also when the nightly job has not run', async () => {
  const w = await world({ at: '2025-01-10T02:00:00.000Z' })
  const memberId = await enrol(w)
  const of = { unit: 'points', memberId } as const
  const give = (amount: number, expiresOn: string | null) =>
    move(w, of, (side) =>
      issue(side, { ...of, amount, expiresOn: expiresOn === null ? null : day(expiresOn) }),
    )
  await give(1, null)
  toDay(w, '2025-05-31')
  await give(20, null)
  toDay(w, '2025-09-30')
  await give(300, '2026-01-15')
  toDay(w, '2025-12-31')
  await give(4_000, '2026-03-20')
  await give(50_000, '2026-01-10')
  toDay(w, '2026-01-10')
  expect(await rowOf(w, 'points', { on: '2026-01-10' })).toMatchObject({
    // A lot of 10 January 2025 is twelve months old on 10 January 2026, and no younger.
    ages: [54_000, 300, 20, 1],
    overdue: 50_000,
    ending: [300, 4_300],
  })
  expect(await rowOf(w, 'points', { on: '2025-12-30' })).toMatchObject({ ages: [0, 300, 21, 0], overdue: 0 })
})

test('a member who owes points back lowers what is owed, and is shown apart', async () => {
  const w = await world()
  const memberId = await enrol(w)
  const of = { unit: 'points', memberId } as const
  const { id } = await move(w, of, (side) => issue(side, { ...of, amount: 100, expiresOn: null }))
  await move(w, of, (side) => spend(side, { ...of, amount: 80 }))
  await move(w, of, (side) => clawBack(side, { ...of, amount: 100, firstFrom: [id] }))
  expect(await rowOf(w, 'points')).toMatchObject({
    issued: 100,
    clawedBack: -100,
    redeemed: -80,
    closing: -80,
    held: 0,
    owedBack: 80,
  })
})

test('a bent lot or balance is said, and the postings still speak', async () => {
  const w = await world({ closing: 'by hand' })
  try {
    const memberId = await enrol(w)
    const of = { unit: 'points', memberId } as const
    await move(w, of, (side) => issue(side, { ...of, amount: 100, expiresOn: null }))
    const told = () => w.call(liability, {})
    expect((await told()).tied).toBe(true)
    await sql`update ledger.account set balance = 90 where holder_id is not null`.execute(w.database)
    expect(await told()).toMatchObject({ tied: false, rows: [{ closing: 100, held: 100 }] })
    await sql`update ledger.account set balance = 100 where holder_id is not null`.execute(w.database)
    await sql`update ledger.lot set remaining = 90`.execute(w.database)
    expect(await told()).toMatchObject({ tied: false, rows: [{ closing: 100, held: 100 }] })
  } finally {
    await w.close()
  }
})

test('a branch is told what it gave out and took in; the balances of the chain are not its own', async () => {
  const w = await world()
  const memberId = await enrol(w)
  const of = { unit: 'principal', memberId } as const
  const other = w.newId()
  await move(w, of, (side) => issue(side, { ...of, amount: 500, expiresOn: null }))
  await move(w, { ...of, branchId: other }, (side) => spend(side, { ...of, amount: 200 }))
  const here = await w.call(liability, { branchId: w.branchId as never })
  expect(here).toMatchObject({ prepaid: null, tied: null })
  expect(here.rows).toMatchObject([
    { kind: 'principal', issued: 500, redeemed: 0, closing: 500, ages: [300, 0, 0, 0], held: null },
  ])
})

test.each([
  ['2026-01-01', '2025-12-31'],
  ['2026-03-31', '2025-12-31'],
  ['2026-04-01', '2026-03-31'],
  ['2026-12-31', '2026-09-30'],
])('on %s the last quarter ended on %s', (on, end) => expect(quarterEndBefore(day(on))).toBe(end))

test('custody is counted from the last quarter’s end and rounded up', async () => {
  const w = await world({ at: '2025-12-31T02:00:00.000Z' })
  const memberId = await enrol(w)
  const of = { unit: 'principal', memberId } as const
  await move(w, of, (side) => issue(side, { ...of, amount: 1_001, expiresOn: null }))
  toDay(w, '2026-01-01')
  await move(w, of, (side) => issue(side, { ...of, amount: 5_000, expiresOn: null }))
  const { prepaid } = await w.call(liability, {})
  expect(prepaid).toMatchObject({
    quarterEnd: '2025-12-31',
    quarterMinor: 1_001,
    custodyMinor: [201, 301, 401],
    outstandingMinor: 6_001,
  })
})

test('the file says the same numbers, money with its decimals', async () => {
  const w = await world()
  const memberId = await enrol(w)
  const opening = { id: w.newId() as never, memberId, unit: 'principal' as const, amount: 12_345 }
  await w.work((work) => openBalances(work, [{ ...opening, openedOn: day('2026-01-01'), expiresOn: null }]))
  const reply = await w.ask(liabilityFile, {})
  const [head = '', line = ''] = reply.text.split('\r\n')
  const at = head.split(',').indexOf('takenOver')
  expect([reply.headers['content-type'], line.split(',')[2], line.split(',')[at]]).toEqual([
    'text/csv; charset=utf-8',
    'principal',
    '123.45',
  ])
})

test('refusals, the first one broken is told', async () => {
  const w = await world({ at: '2026-03-02T02:00:00.000Z' })
  const nowhere = w.newId()
  const code = async (wish: object, who: Pick<TestWorld, 'ask'> = w) =>
    (await who.ask(liability, wish)).body['code'] as string | undefined
  expect(await code({ branchId: nowhere, on: '2026-03-03', from: '2026-04-01' })).toBe('branch_unknown')
  expect(await code({ on: '2026-03-03', from: '2026-04-01' })).toBe('day_in_future')
  expect(await code({ on: '2026-03-01', from: '2026-03-02' })).toBe('span_reversed')
  const manager = await w.as('manager', { branchIds: [w.branchId] })
  expect(await code({}, manager)).toBe('branch_unknown')
  expect(await code({ branchId: w.branchId }, manager)).toBeUndefined()
})

test('W42: of each month, what died, what came back and what is open', async () => {
  const w = await world({ at: '2025-01-10T02:00:00.000Z' })
  const memberId = await enrol(w)
  const of = { unit: 'points', memberId } as const
  const endless = 'principal' as const
  await move(w, { ...of, unit: endless }, (side) =>
    issue(side, { ...of, unit: endless, amount: 9, expiresOn: null }),
  )
  for (const [month, spent] of [
    ['2025-01', 70],
    ['2025-02', 100],
    ['2025-03', 40],
    ['2025-12', 0],
  ] as const) {
    toDay(w, `${month}-10`)
    const expiresOn = addDays(day(`${month}-10`), 10)
    await move(w, of, (side) => issue(side, { ...of, amount: 100, expiresOn }))
    const burned = await move(w, of, (side) => {
      if (spent > 0) spend(side, { ...of, amount: spent })
      expect(heldIn(side.book, 'points', memberId)).toBe(100 - spent)
    })
    toDay(w, `${month}-25`)
    if (month !== '2025-12') await move(w, of, () => undefined)
    // What comes back to a dead lot dies at once: still of its own month.
    if (month === '2025-01') {
      const postings = await w.work((work) => ledger.postingsOf(work.tx, [burned.id]))
      const lots = postings.filter((p) => p.lotId !== null).map((p) => ({ lotId: p.lotId ?? '', amount: 20 }))
      await giveBack(w, { of, lots })
    }
  }
  const { rows } = await w.call(breakage, {})
  const months = [
    { month: '2025-01', given: 100, cameBack: 50, died: 50, open: 0 },
    { month: '2025-02', given: 100, cameBack: 100, died: 0, open: 0 },
    { month: '2025-03', given: 100, cameBack: 40, died: 60, open: 0 },
    { month: '2025-12', given: 100, cameBack: 0, died: 0, open: 100 },
  ]
  expect(rows).toMatchObject([
    { kind: 'points', months, verdict: 'known', closedMonths: 3, rateBps: 3667, lowBps: 0, highBps: 6000 },
    { kind: 'principal', verdict: 'nothing_closed', rateBps: null },
  ])
})

test('a month used up early does not stand for those before it that still wait', () => {
  const months = [
    { month: '2025-01', given: 100, cameBack: 10, died: 0, open: 90 },
    { month: '2025-02', given: 100, cameBack: 100, died: 0, open: 0 },
    { month: '2025-03', given: 100, cameBack: 100, died: 0, open: 0 },
    { month: '2025-04', given: 100, cameBack: 100, died: 0, open: 0 },
  ]
  expect(rateOf(months)).toMatchObject({ verdict: 'nothing_closed', rateBps: null })
  expect(rateOf(months.slice(1, 3))).toMatchObject({ verdict: 'too_little', closedMonths: 2, rateBps: null })
  expect(rateOf(months.slice(1))).toMatchObject({ verdict: 'known', rateBps: 0 })
})

test('a coupon is worth what its rule of today says, a percent coupon nothing fixed', () => {
  const coupon = (code: string, kind: string) => ({
    code,
    kind,
    nameZh: code,
    nameEn: code,
    minor: 50_00,
    bps: 1_500,
  })
  const program = programDocument.parse({
    earning: { points: 1, perMinor: 100 },
    coupons: [coupon('V50', 'voucher'), coupon('P85', 'percent')],
  })
  const faces = ['coupon:V50', 'coupon:P85', 'coupon:GONE'].map((unit) => subjectOf(program, unit)?.faceMinor)
  expect(faces).toEqual([50_00, null, null])
  expect(subjectOf(program, 'on_account')).toBeNull()
})
