import { afterAll, beforeAll, expect, test } from 'vitest'
import { freezeValue } from '#domain/wallet/contract/freeze'
import { placeHold } from '#domain/wallet/contract/hold'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { setCreditLine } from '#domain/wallet/contract/credit'
import { makeCardBatch } from '#domain/member/contract/blank-card'
import { joinHousehold } from '#domain/member/contract/household'
import { replaceCard, reportCardLoss, resetPin } from '#domain/member/contract/card'
import type { Caller } from '#test/world/caller'
import { product, publish, shopper, type Rules, type SaleAsked } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { quoteSale, recordSale, SALE_REFUSALS } from './contract.ts'
import { setDiscountRule } from './contract/discount.ts'

type Draft = SaleAsked & {
  lines: NonNullable<SaleAsked['lines']>
  coupons: NonNullable<SaleAsked['coupons']>
  tenders: NonNullable<SaleAsked['tenders']>
  rules: Rules
}
type Code = (typeof SALE_REFUSALS)[number]
/** What breaks a law of a wish that is good otherwise. */
type Ladder = readonly (readonly [Code, (wish: Draft) => void])[]

const names = { nameZh: '券', nameEn: 'Coupon' }
/** Takes nothing off, so that only its own law is at stake. */
const bare = { ...names, kind: 'gift' as const, stacks: true, open: true }
const addOn = { ...names, productCodes: ['TEA'], priceMinor: 100_00, leastMinor: 1 }
const common: Rules = {
  tiers: {
    list: [
      { ...names, code: 'PLAIN' },
      { ...names, code: 'GOLD', ways: [{ by: 'invitation' }] },
    ],
  },
  topUps: [
    { ...names, code: 'PASSES', payMinor: 1, passes: [{ code: 'TEA10', count: 100 }] },
    { ...names, code: 'VOUCHERS', payMinor: 1, coupons: [{ code: 'V50', count: 100 }] },
  ],
  passes: [{ code: 'TEA10', ...names, productCodes: ['TEA'] }],
  coupons: [
    { ...bare, code: 'OLD', to: '2025-12-31' },
    { ...bare, code: 'SOLO', stacks: false },
    { ...bare, code: 'CAKEONLY', kind: 'amount', minor: 1, productCodes: ['CAKE'] },
    { ...bare, code: 'BIG', leastMinor: 1_000_000_00 },
    { ...bare, code: 'CAPPED', most: 1 },
    { ...bare, code: 'PERMEMBER', mostPerMember: 1 },
    { ...bare, code: 'PERDAY', mostPerMemberDay: 1 },
    { ...bare, code: 'PERBRANCH', mostPerBranch: 1 },
    { ...bare, code: 'DAILY', mostPerDay: 1 },
    { ...bare, code: 'GOLDCOUPON', tiers: ['GOLD'] },
    { ...bare, code: 'OWN', open: false },
    { ...names, code: 'V50', kind: 'voucher', minor: 50_00, open: false },
  ],
  membersOnly: [{ ...names, code: 'VINTAGE', productCodes: ['VINTAGE'], tiers: ['GOLD'] }],
  presales: [
    {
      ...names,
      code: 'NEXT',
      productCodes: ['NEXT'],
      membersFrom: '2026-12-01',
      everybodyFrom: '2027-01-01',
    },
    {
      ...names,
      code: 'NEW',
      productCodes: ['NEW'],
      tiers: ['GOLD'],
      membersFrom: '2026-01-01',
      everybodyFrom: '2027-01-01',
    },
  ],
  addOns: [
    { ...addOn, code: 'GOLDADD', tiers: ['GOLD'] },
    { ...addOn, code: 'OLDADD', to: '2025-12-31' },
    { ...addOn, code: 'CAKEADD', productCodes: ['CAKE'] },
    { ...addOn, code: 'ONEADD' },
    { ...addOn, code: 'BIGADD', leastMinor: 1_000_000_00 },
  ],
}
const pointsAsMoney = { points: 100, minor: 100, leastPoints: 500, mostBps: 5_000 }
const open: Rules = { ...common, pointsAsMoney }
const asking: Rules = { ...open, authentication: { pinAboveMinor: 0 } }
const strict: Rules = { ...asking, pointsAsMoney: null }

const UNKNOWN = '018f0000-0000-7000-8000-000000000000'
const SOON = '2026-03-02T01:00:00Z'
let w: TestWorld
/** Who rings everything up: may record sales, and give nothing by hand. */
let clerk: Caller
const ids = { otherCoupon: '', spentCoupon: '', overHold: '', smallHold: '', sold: '', soldByAmount: '' }

beforeAll(async () => {
  w = await world({ closing: 'by hand' })
  clerk = await w.as('cashier', { branchIds: [w.branchId] })
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 0 })
  await product(w, 'TEA', 100_00)
  await product(w, 'CAKE', 30_00)
  for (const code of ['VINTAGE', 'NEXT', 'NEW']) await product(w, code, 100_00)
  await publish(w, open)
  const passes = { packageCode: 'PASSES' }
  const vouchers = { packageCode: 'VOUCHERS' }
  const points = { unit: 'points', amount: 100_000 } as const
  const money = { unit: 'principal', amount: 10_000_00 } as const
  await shopper(w, 'limited')
  await shopper(w, 'has-passes', passes, { ...points, amount: 2 })
  await shopper(w, 'and-vouchers', passes, vouchers)
  await shopper(w, 'and-points', passes, vouchers, points)
  await shopper(w, 'and-money', passes, vouchers, points, money)
  const all = await shopper(w, 'all', passes, vouchers, points, money)
  await w.call(setCreditLine, { memberId: all.id, id: w.newId(), mostMinor: 10_000_00, reason: '老客户' })
  const kid = await shopper(w, 'kid')
  const sharing = { memberId: kid.id, id: w.newId(), ownerId: all.id, monthMostMinor: 1 }
  await w.call(joinHousehold, { ...sharing, relation: '女儿' })
  await unfit()
  await usedCoupons()
  await heldPoints()
  await soldBefore(all.number)
})
afterAll(async () => {
  await w.audit()
  await w.close()
})

/** Members whose card, freeze or PIN forbids to spend. */
async function unfit(): Promise<void> {
  const replaced = await shopper(w, 'replaced')
  const reason = '遗失'
  await w.call(replaceCard, {
    memberId: replaced.id,
    id: w.newId(),
    number: 'replaced',
    newNumber: 'new',
    reason,
  })
  await w.call(makeCardBatch, { id: w.newId(), count: 1, prefix: 'AG', agentCode: 'A-007' })
  await shopper(w, 'AG000000001')
  const lost = await shopper(w, 'lost')
  await w.call(reportCardLoss, { memberId: lost.id, id: w.newId(), number: 'lost', reason })
  const frozen = await shopper(w, 'frozen')
  await w.call(freezeValue, { memberId: frozen.id, id: w.newId(), reason })
  for (const number of ['with-pin', 'locked']) {
    const { id } = await shopper(w, number)
    await w.call(resetPin, { memberId: id, id: w.newId(), pin: '258036' })
  }
  const tries = { ...good(), memberNumber: 'locked', pin: '111112' }
  await publish(w, asking)
  for (let more = true; more;) {
    const { body } = await w.ask(recordSale, { ...askedOf(tries), id: w.newId() })
    more = body['code'] === 'pin_wrong'
  }
  await publish(w, open)
}

async function usedCoupons(): Promise<void> {
  const other = await shopper(w, 'other')
  const limited = await shopper(w, 'used')
  ids.otherCoupon = (await w.call(issueCoupon, { id: w.newId(), memberId: other.id, code: 'OWN' })).id
  ids.spentCoupon = (await w.call(issueCoupon, { id: w.newId(), memberId: limited.id, code: 'OWN' })).id
  const coupons = [
    ...['CAPPED', 'PERMEMBER', 'PERDAY', 'PERBRANCH', 'DAILY'].map((code) => ({ code })),
    { couponId: ids.spentCoupon },
  ]
  await w.call(recordSale, { ...plain(), memberNumber: 'used', coupons })
}

async function heldPoints(): Promise<void> {
  const { rows } = (await w.get<{ rows: { id: string }[] }>('/members', { q: 'has-passes' })).body
  const hold = { memberId: rows[0]?.id ?? '', unit: 'points', amount: 1 }
  ids.overHold = (await w.call(placeHold, { ...hold, id: w.newId(), seconds: 1 })).id
  ids.smallHold = (await w.call(placeHold, { ...hold, id: w.newId(), seconds: 900 })).id
  w.clock.advance(2_000)
}

async function soldBefore(memberNumber: string): Promise<void> {
  const lines = [
    { productCode: 'TEA', quantity: 1 },
    { productCode: 'TEA', quantity: 2, passCode: 'TEA10' },
  ]
  const sale = () => ({ id: w.newId(), branchCode: 'S1', happenedAt: SOON, memberNumber, lines })
  ids.sold = (await w.call(recordSale, sale())).id
  ids.soldByAmount = (await w.call(recordSale, sale())).id
  const line = { productCode: 'TEA', quantity: 1, unitPriceMinor: 60_00 }
  const back = { ...sale(), kind: 'return' as const, returnsSaleId: ids.sold, lines: [line] }
  await w.call(recordSale, back)
}

const plain = () => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: SOON,
  lines: [{ productCode: 'TEA', quantity: 1 }],
})

/** A sale that pays with everything there is. */
function good(): Draft {
  return {
    ...plain(),
    memberNumber: 'all',
    lines: [
      { productCode: 'TEA', quantity: 1 },
      { productCode: 'TEA', quantity: 1, passCode: 'TEA10' },
    ],
    coupons: [],
    tenders: [
      { kind: 'on_account', amountMinor: 10_00 },
      { kind: 'stored_value', amountMinor: 30_00 },
      { kind: 'voucher', code: 'V50', amountMinor: 20_00 },
      { kind: 'points', amountMinor: 10_00 },
      { kind: 'cash', amountMinor: 30_00, givenMinor: 50_00 },
    ],
    rules: open,
  }
}

const tea = { productCode: 'TEA', quantity: 1 }
const by = (memberNumber: string) => (wish: Draft) => void (wish.memberNumber = memberNumber)
const show =
  (...coupons: Draft['coupons']) =>
  (wish: Draft) =>
    void wish.coupons.unshift(...coupons)
const line = (of: Draft['lines'][number]) => (wish: Draft) => void wish.lines.unshift(of)
const both =
  (...parts: ((wish: Draft) => void)[]) =>
  (wish: Draft) =>
    parts.forEach((part) => part(wish))
const points = (of: Partial<Draft['tenders'][number]>) => (wish: Draft) => {
  wish.tenders = wish.tenders.map((tender) => (tender.kind === 'points' ? { ...tender, ...of } : tender))
}
const nobody = (wish: Draft) => void delete wish.memberNumber
const badLines: Ladder = [
  ['price_unknown', line({ productCode: 'UNHEARD', quantity: 1 })],
  ['charged_above_price', line({ ...tea, unitPriceMinor: 100_00, chargedMinor: 100_01 })],
  ['pass_unknown', line({ ...tea, unitPriceMinor: 100_00, passCode: 'NONE' })],
  [
    'pass_not_for_product',
    line({ productCode: 'CAKE', unitPriceMinor: 30_00, quantity: 1, passCode: 'TEA10' }),
  ],
  ['pass_quantity_not_whole', line({ ...tea, unitPriceMinor: 100_00, quantity: 1.5, passCode: 'TEA10' })],
  ['discount_above_price', line({ ...tea, unitPriceMinor: 100_00, discount: { minor: 100_01 } })],
]

/** What only a sale is asked: goods kept for members, and add-on offers; looked at before anything else of a line. */
const offers: Ladder = [
  ['members_only', line({ productCode: 'VINTAGE', quantity: 1 })],
  ['not_on_sale_yet', line({ productCode: 'NEXT', quantity: 1 })],
  ['presale_for_members', line({ productCode: 'NEW', quantity: 1 })],
  ['add_on_unknown', line({ ...tea, addOnCode: 'NOADD' })],
  ['add_on_not_for_member', line({ ...tea, addOnCode: 'GOLDADD' })],
  ['add_on_not_valid_today', line({ ...tea, addOnCode: 'OLDADD' })],
  ['add_on_not_for_product', line({ ...tea, addOnCode: 'CAKEADD' })],
]

const selling: Ladder = [
  ['branch_unknown', (wish) => void (wish.branchCode = 'nowhere')],
  ['member_number_unknown', by('nobody')],
  ['card_replaced', by('replaced')],
  ['card_inactive', by('AG000000001')],
  ['sale_in_future', (wish) => void (wish.happenedAt = '2027-01-01T00:00:00Z')],
  ['coupon_not_found', show({ couponId: UNKNOWN })],
  ...badLines.slice(0, 1),
  ['price_differs', line({ ...tea, unitPriceMinor: 99_00 })],
  ...badLines.slice(1, 2),
  ...offers,
  ...badLines.slice(2),
  ['add_on_too_many', line({ ...tea, quantity: 2, addOnCode: 'ONEADD' })],
  // Add-ons are for members, so whoever buys one is known from here on up.
  ['add_on_below_minimum', both(by('all'), line({ ...tea, addOnCode: 'BIGADD' }))],
  ['coupon_unknown', show({ code: 'NOPE' })],
  ['coupon_not_valid_today', show({ code: 'OLD' })],
  ['coupon_not_for_member', show({ code: 'GOLDCOUPON' })],
  ['coupons_not_combinable', show({ code: 'SOLO' })],
  ['coupon_not_applicable', show({ code: 'CAKEONLY' })],
  ['coupon_below_minimum', show({ code: 'BIG' })],
  ['total_differs', (wish) => void (wish.totalMinor = 1)],
  ['points_not_accepted', (wish) => void (wish.rules = strict)],
  ['points_not_in_steps', points({ amountMinor: 7 })],
  ['points_below_minimum', points({ amountMinor: 4_00 })],
  ['points_above_share', points({ amountMinor: 51_00 })],
  ['voucher_unknown', (wish) => void wish.tenders.unshift({ kind: 'voucher', code: 'NOPE', amountMinor: 1 })],
  [
    'voucher_worth_less',
    (wish) => void wish.tenders.unshift({ kind: 'voucher', code: 'V50', amountMinor: 50_01 }),
  ],
  ['tenders_differ', (wish) => void wish.tenders.push({ kind: 'card', amountMinor: 1 })],
  ['given_below_amount', (wish) => void Object.assign(wish.tenders.at(-1) ?? {}, { givenMinor: 29_99 })],
  [
    'discount_not_allowed',
    (wish) => {
      wish.discount = { minor: 5_00 }
      wish.tenders = wish.tenders.map((one) =>
        one.kind === 'on_account' ? { ...one, amountMinor: 5_00 } : one,
      )
    },
  ],
  ['member_needed', nobody],
  ['card_lost', by('lost')],
  ['member_frozen', by('frozen')],
  ['person_quota_reached', by('kid')],
  ['pin_needed', (wish) => void delete wish.pin],
  ['pin_wrong', both(by('with-pin'), (wish) => void Object.assign(wish, { rules: asking, pin: '258037' }))],
  ['pin_locked', both(by('locked'), (wish) => void Object.assign(wish, { rules: asking, pin: '258036' }))],
  ['coupon_of_another_member', (wish) => void wish.coupons.unshift({ couponId: ids.otherCoupon })],
  ['coupon_used_up', show({ code: 'CAPPED' })],
  ['coupon_member_limit', show({ code: 'PERMEMBER' })],
  ['coupon_day_limit', show({ code: 'PERDAY' })],
  ['coupon_branch_limit', show({ code: 'PERBRANCH' })],
  ['coupon_daily_limit', show({ code: 'DAILY' })],
  ['coupon_spent', both(by('used'), (wish) => void wish.coupons.unshift({ couponId: ids.spentCoupon }))],
  ['not_enough_passes', by('limited')],
  ['hold_unknown', (wish) => points({ holdId: UNKNOWN })(wish)],
  ['hold_over', (wish) => points({ holdId: ids.overHold })(wish)],
  ['hold_differs', (wish) => points({ holdId: ids.smallHold })(wish)],
  ['not_enough_vouchers', by('has-passes')],
  ['not_enough_points', by('and-vouchers')],
  ['not_enough_money', by('and-points')],
  ['over_credit_line', by('and-money')],
]

/** A sale to somebody unknown, who shows coupons only. */
const anonymously: Ladder = [
  ['coupon_needs_member', show({ code: 'PERMEMBER' })],
  ['coupon_used_up', show({ code: 'CAPPED' })],
  ['coupon_branch_limit', show({ code: 'PERBRANCH' })],
  ['coupon_daily_limit', show({ code: 'DAILY' })],
]

const returning = (wish: Draft) => {
  Object.assign(wish, { kind: 'return', coupons: [], tenders: [], lines: [] })
}
const totalAndTenders: Ladder = [
  ['total_differs', (wish) => void (wish.totalMinor = 7_77)],
  ['tenders_differ', (wish) => void (wish.tenders = [{ kind: 'card', amountMinor: 7_77 }])],
]
const strangers: Ladder = [
  ['branch_unknown', (wish) => void (wish.branchCode = 'nowhere')],
  ['member_number_unknown', by('nobody')],
  ['card_replaced', by('replaced')],
  ['card_inactive', by('AG000000001')],
  ['sale_in_future', (wish) => void (wish.happenedAt = '2027-01-01T00:00:00Z')],
]
const known: Ladder = [
  ...strangers,
  ['returned_sale_unknown', (wish) => void (wish.returnsSaleId = UNKNOWN)],
  ['returned_member_differs', by('limited')],
]
/** By lines and quantities: its first line is worth more than what is left of the sale. */
const byItems: Ladder = [
  ...known,
  ['return_line_unknown', (wish) => void (wish.items = [{ no: 3, quantity: 1 }, ...(wish.items ?? [])])],
  [
    'return_exceeds_line',
    (wish) =>
      void (wish.items = [
        { no: 1, quantity: 2 },
        { no: 2, quantity: 0.5 },
      ]),
  ],
  [
    'pass_quantity_not_whole',
    (wish) =>
      void (wish.items = [
        { no: 1, quantity: 1 },
        { no: 2, quantity: 0.5 },
      ]),
  ],
  ['return_exceeds_sale', (wish) => void (wish.items = [{ no: 1, quantity: 1 }])],
  ...totalAndTenders,
]
const byAmount: Ladder = [
  ...known,
  ...badLines,
  ['return_exceeds_sale', line({ ...tea, unitPriceMinor: 100_00 })],
  ...totalAndTenders,
]
/** Nobody knows the sale: money only. */
const unknown: Ladder = [
  ...strangers,
  ...badLines,
  ['total_differs', (wish) => void (wish.totalMinor = 7_77)],
  ['points_not_accepted', (wish) => void (wish.rules = strict)],
  ['points_not_in_steps', points({ amountMinor: 7 })],
  ['points_below_minimum', points({ amountMinor: 4_00 })],
  ['points_above_share', points({ amountMinor: 51_00 })],
  ['voucher_unknown', (wish) => void wish.tenders.unshift({ kind: 'voucher', code: 'NOPE', amountMinor: 1 })],
  [
    'voucher_worth_less',
    (wish) => void wish.tenders.unshift({ kind: 'voucher', code: 'V50', amountMinor: 50_01 }),
  ],
  ['tenders_differ', (wish) => void wish.tenders.push({ kind: 'card', amountMinor: 1 })],
  ['given_below_amount', (wish) => void Object.assign(wish.tenders.at(-1) ?? {}, { givenMinor: 89_99 })],
  [
    'refund_needs_sale',
    (wish) =>
      void (wish.tenders = [
        { kind: 'points', amountMinor: 10_00 },
        { kind: 'cash', amountMinor: 90_00, givenMinor: 90_00 },
      ]),
  ],
]

const ladders = {
  'a sale': { ladder: selling, begin: () => good() },
  'a sale to nobody known': {
    ladder: anonymously,
    begin: () => ({ ...plain(), coupons: [], tenders: [], rules: open }),
  },
  'a return by lines': {
    ladder: byItems,
    begin: () => back({ returnsSaleId: ids.sold, items: [{ no: 2, quantity: 1 }] }),
  },
  'a return by amount': {
    ladder: byAmount,
    begin: () => back({ returnsSaleId: ids.sold, lines: [{ ...tea, unitPriceMinor: 10_00 }] }),
  },
  'a return of an unknown sale': {
    ladder: unknown,
    begin: () => back({ lines: [{ ...tea, unitPriceMinor: 100_00 }] }),
  },
}

function back(of: Partial<Draft>): Draft {
  const wish = good()
  returning(wish)
  return Object.assign(wish, of)
}

/** The same, keyed in the other way round: what is told must not depend on it (promises C3). */
const reversed = ({ lines = [], coupons = [], tenders = [], items, ...wish }: SaleAsked): SaleAsked => ({
  ...wish,
  lines: lines.toReversed(),
  coupons: coupons.toReversed(),
  tenders: tenders.toReversed(),
  ...(items ? { items: items.toReversed() } : {}),
})

function askedOf({ rules: _, ...wish }: Draft): SaleAsked {
  return wish
}

/** The wish that breaks the law of this rung and all below it: those above win where two want the same. */
function broken(name: keyof typeof ladders, at: number): Draft {
  const { ladder, begin } = ladders[name]
  const wish = begin()
  for (const [, breaks] of ladder.slice(at).toReversed()) breaks(wish)
  // No more than the contract takes; the first are those of the rungs above.
  return { ...wish, coupons: wish.coupons.slice(0, 10) }
}

const live = { now: open }
async function under(wanted: Rules): Promise<void> {
  if (live.now !== wanted) await publish(w, wanted)
  live.now = wanted
}

const rungs = (Object.keys(ladders) as (keyof typeof ladders)[]).flatMap((name) =>
  ladders[name].ladder.map(([code], at) => ({ name, code, at })),
)

test.each(rungs)(
  '$name that breaks every law from here on is refused, quoted or recorded: $code',
  async (rung) => {
    const { code, name, at } = rung
    const wish = broken(name, at)
    await under(wish.rules)
    // A quote never asks for the PIN: it would be a way to guess.
    if (!code.startsWith('pin_')) {
      expect((await clerk.ask(quoteSale, askedOf(wish))).body, 'quoted').toMatchObject({ code })
      expect((await clerk.ask(quoteSale, reversed(askedOf(wish)))).body, 'keyed in backwards').toMatchObject({
        code,
      })
    }
    expect((await clerk.ask(recordSale, askedOf(wish))).body, 'recorded').toMatchObject({ code })
  },
)

test('a sale that breaks none of them is recorded', async () => {
  await under(open)
  expect(await w.call(recordSale, askedOf(good()))).toMatchObject({
    totalMinor: 100_00,
    changeMinor: 20_00,
    pointsBurned: 1_000,
    points: 70,
  })
})

test('what the contract lists is in the order in which it is looked at, and every code is reached', () => {
  for (const { ladder } of Object.values(ladders)) {
    const places = ladder.map(([code]) => SALE_REFUSALS.indexOf(code))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
  const reached = new Set<string>([...rungs.map(({ code }) => code), 'sale_id_reused'])
  expect(SALE_REFUSALS.filter((code) => !reached.has(code))).toEqual([])
})

test('an id used for another sale is refused before anything else is looked at', async () => {
  await under(open)
  const sale = { ...plain(), id: w.newId() }
  await w.call(recordSale, sale)
  const worst = askedOf({ ...broken('a sale', 0), id: sale.id })
  expect((await w.ask(recordSale, worst)).body).toMatchObject({ code: 'sale_id_reused', status: 409 })
})
