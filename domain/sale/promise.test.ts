import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBranch } from '#domain/org/contract'
import { addProduct } from '#domain/goods/contract'
import { resetPin } from '#domain/member/contract/card'
import { enrolMember } from '#domain/member/contract'
import { showWallet } from '#domain/wallet/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { publish, shopper, type Rules, type SaleAsked } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { explainPastSale, explainSale } from './contract/explanation.ts'
import { quoteSale, recordSale } from './contract.ts'

const names = (nameZh: string, nameEn: string) => ({ nameZh, nameEn })
let w: TestWorld
/** A Monday. */
const MONDAY = '2026-03-02T01:00:00Z'

beforeAll(async () => {
  w = await world({ closing: 'by hand' })
  const goods = [
    { code: 'FISH', name: '清蒸鱼', category: '菜品', priceMinor: 1_000_00 },
    { code: 'WINE', name: '红酒', category: '酒水', priceMinor: 168_00, costMinor: 100_00 },
    { code: 'DISH', name: '会员菜', category: '菜品', priceMinor: 88_00 },
    { code: 'NEW', name: '新品', category: '护肤', priceMinor: 60_00 },
    { code: 'CREAM', name: '面霜', category: '护肤', priceMinor: 240_00 },
    { code: 'SOAP', name: '香皂', category: '护肤', priceMinor: 100_00 },
    { code: 'ONE', name: '一元', category: '杂', priceMinor: 1_00 },
  ]
  for (const one of goods) await w.call(addProduct, { id: w.newId(), ...one })
})
afterAll(async () => {
  await w.audit()
  await w.close()
})

const sale = (memberNumber: string | undefined, lines: SaleAsked['lines'], of: Partial<SaleAsked> = {}) => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: MONDAY,
  lines,
  ...(memberNumber === undefined ? {} : { memberNumber }),
  ...of,
})
const one = (productCode: string, quantity = 1) => ({ productCode, quantity })
const refused = async (of: ReturnType<typeof sale>) => (await w.ask(recordSale, of)).body['code']

describe('C18 member prices', () => {
  const card = (code: string, least: number) => ({
    ...names(`${least / 100} 元卡`, `Card ${least / 100}`),
    code,
    ways: [{ by: 'one_top_up' as const, least }],
  })
  const pier: Rules = {
    tiers: {
      list: [{ ...names('普通', 'Plain'), code: 'PLAIN' }, card('C2000', 2_000_00), card('C5000', 5_000_00)],
    },
    memberPrices: [
      {
        ...names('菜品 9.5折', 'Food 5% off'),
        code: 'FOOD',
        kind: 'discount',
        bps: 500,
        categories: ['菜品'],
        tiers: ['C2000', 'C5000'],
      },
      {
        ...names('酒水成本加三成', 'Drinks at cost + 30%'),
        code: 'DRINK30',
        kind: 'cost_plus',
        bps: 3_000,
        categories: ['酒水'],
        tiers: ['C2000'],
      },
      {
        ...names('酒水成本加两成半', 'Drinks at cost + 25%'),
        code: 'DRINK25',
        kind: 'cost_plus',
        bps: 2_500,
        categories: ['酒水'],
        tiers: ['C5000'],
      },
      {
        ...names('春节特价', 'Spring deal'),
        code: 'DEAL',
        kind: 'price',
        priceMinor: 50_00,
        productCodes: ['SOAP'],
        from: '2026-02-10',
        to: '2026-02-28',
      },
    ],
  }

  test('food 1000 at 9.5折 is 950; a drink bought at 100 is 130 on the 2000 card and 125 on the 5000 card', async () => {
    await publish(w, pier)
    for (const [number, payMinor] of [
      ['two', 2_000_00],
      ['five', 5_000_00],
    ] as const) {
      const { id: memberId } = await shopper(w, number)
      await w.call(topUpMember, {
        id: w.newId(),
        memberId,
        amountMinor: payMinor,
        tender: 'cash',
        branchCode: 'S1',
      })
    }
    await shopper(w, 'plain')
    const total = async (number: string | undefined, code: string) =>
      (await w.call(quoteSale, sale(number, [one(code)]))).totalMinor
    expect(await total('two', 'FISH')).toBe(950_00)
    expect(await total('two', 'WINE')).toBe(130_00)
    expect(await total('five', 'WINE')).toBe(125_00)
    expect(await total('plain', 'FISH')).toBe(1_000_00)
    expect(await total(undefined, 'WINE')).toBe(168_00)
    const receipt = await w.call(recordSale, sale('five', [one('FISH'), one('WINE')]))
    expect(receipt).toMatchObject({ totalMinor: 1_075_00, member: true, tier: 'C5000' })
    expect(receipt.lines.map((line) => line.deductions)).toEqual([
      [{ kind: 'member', code: 'FOOD', minor: 50_00 }],
      [{ kind: 'member', code: 'DRINK25', minor: 43_00 }],
    ])
  })

  test('a deal of a holiday holds inside its window only', async () => {
    const on = async (day: string) =>
      (await w.call(quoteSale, sale('plain', [one('SOAP')], { happenedAt: `${day}T01:00:00Z` }))).totalMinor
    expect(await on('2026-02-09')).toBe(100_00)
    expect(await on('2026-02-10')).toBe(50_00)
    expect(await on('2026-02-28')).toBe(50_00)
    expect(await on('2026-03-01')).toBe(100_00)
  })

  test('what is explained are the rules that made the price, and why the others did not', async () => {
    const told = await w.call(explainSale, sale('two', [one('WINE')]))
    expect(told).toMatchObject({ totalMinor: 130_00, tier: 'C2000', member: true })
    expect(told.rules.find((rule) => rule.code === 'DRINK30')).toMatchObject({ applied: true, minor: 38_00 })
    expect(told.rules.find((rule) => rule.code === 'DRINK25')?.said).toEqual({
      zh: '第 1 行：「酒水成本加两成半」不适用于该会员等级。',
      en: 'Line 1: “Drinks at cost + 25%” is for another tier.',
    })
    const { id } = await w.call(recordSale, sale('two', [one('WINE'), one('FISH')]))
    const past = await w.call(explainPastSale, { id })
    expect(past).toMatchObject({ totalMinor: 1_080_00, tier: 'C2000', points: 1_080 })
    expect(
      past.rules.filter((rule) => rule.applied && rule.part === 'price').map((rule) => rule.code),
    ).toEqual(['DRINK30', 'FOOD'])
  })
})

test('C19 a dish for members and a new product on presale are sold to members only', async () => {
  await publish(w, {
    membersOnly: [{ ...names('会员菜', "Members' dish"), code: 'ONLY', productCodes: ['DISH'] }],
    presales: [
      {
        ...names('新品优先购', 'New product first'),
        code: 'FIRST',
        productCodes: ['NEW'],
        membersFrom: '2026-03-01',
        everybodyFrom: '2026-03-05',
      },
    ],
  })
  await shopper(w, 'c19')
  expect(await refused(sale(undefined, [one('DISH')]))).toBe('members_only')
  expect((await w.call(recordSale, sale('c19', [one('DISH')]))).totalMinor).toBe(88_00)
  const on = (day: string, number?: string) =>
    refused(sale(number, [one('NEW')], { happenedAt: `2026-03-0${day}T01:00:00Z` }))
  expect(await refused(sale('c19', [one('NEW')], { happenedAt: '2026-02-28T01:00:00Z' }))).toBe(
    'not_on_sale_yet',
  )
  expect(await on('2')).toBe('presale_for_members')
  expect(await on('2', 'c19')).toBeUndefined()
  expect(await on('3', 'c19')).toBeUndefined()
})

test('C20 with a basket that qualifies a member buys the add-on at its price; nobody else does', async () => {
  await publish(w, {
    addOns: [
      {
        ...names('加价换购', 'Add-on'),
        code: 'ADD',
        productCodes: ['SOAP'],
        priceMinor: 9_90,
        leastMinor: 200_00,
      },
    ],
  })
  await shopper(w, 'c20')
  const added = { ...one('SOAP'), addOnCode: 'ADD' }
  expect((await w.call(recordSale, sale('c20', [one('CREAM'), added]))).totalMinor).toBe(249_90)
  expect(await refused(sale('c20', [one('NEW'), added]))).toBe('add_on_below_minimum')
  expect(await refused(sale('c20', [one('CREAM'), { ...added, quantity: 2 }]))).toBe('add_on_too_many')
  expect(await refused(sale(undefined, [one('CREAM'), added]))).toBe('add_on_not_for_member')
})

describe('C22 points on purchases', () => {
  test('of a basket of 320, of which 80 is discounted, 240 earn; with 100 before the balance is 340', async () => {
    await publish(w, { earning: { points: 1, perMinor: 1_00, regularPriceOnly: true } })
    const { id: memberId } = await shopper(w, 'c22', { unit: 'points', amount: 100 })
    const lines = [one('CREAM'), { ...one('SOAP'), discount: { minor: 20_00 } }]
    const receipt = await w.call(recordSale, sale('c22', lines))
    expect(receipt).toMatchObject({ totalMinor: 320_00, points: 240, pointsBalance: 340 })
    expect((await w.call(showWallet, { memberId })).pointsBalance).toBe(340)
    // What earned nothing takes nothing back; what earned gives back all of it.
    const back = (no: number) =>
      sale('c22', undefined, { kind: 'return', returnsSaleId: receipt.id, items: [{ no, quantity: 1 }] })
    expect((await w.call(recordSale, back(2))).points).toBe(0)
    expect(await w.call(recordSale, back(1))).toMatchObject({ points: -240, pointsBalance: 100 })
  })

  test('double on Wednesdays for gold, and a return of the doubled line takes double', async () => {
    await publish(w, {
      earning: {
        points: 10,
        perMinor: 100_00,
        multipliers: [
          {
            ...names('周三双倍', 'Double Wednesday'),
            code: 'WED',
            times: 20_000,
            tiers: ['GOLD'],
            weekdays: [3],
          },
          {
            ...names('护肤三倍', 'Triple care'),
            code: 'CARE',
            times: 30_000,
            productCodes: ['SOAP'],
            weekdays: [4],
          },
        ],
      },
      tiers: {
        list: [
          { ...names('普通', 'Plain'), code: 'PLAIN' },
          { ...names('金卡', 'Gold'), code: 'GOLD', ways: [{ by: 'spend', least: 500_00 }] },
        ],
      },
    })
    await shopper(w, 'wed')
    const on = (day: string, lines: SaleAsked['lines']) =>
      w.call(recordSale, sale('wed', lines, { happenedAt: `2026-02-${day}T01:00:00Z` }))
    expect(await on('25', [one('FISH')])).toMatchObject({
      points: 100,
      tierMove: { from: 'PLAIN', to: 'GOLD' },
    })
    expect(await on('25', [one('FISH')])).toMatchObject({ points: 200, tier: 'GOLD', tierMove: null })
    expect((await on('24', [one('FISH')])).points).toBe(100)
    const mixed = await on('26', [one('FISH'), one('SOAP', 2)])
    expect(mixed.points).toBe(160)
    const back = sale('wed', undefined, {
      kind: 'return',
      returnsSaleId: mixed.id,
      items: [{ no: 2, quantity: 1 }],
    })
    expect((await w.call(recordSale, back)).points).toBe(-30)
  })

  test('a birthday counts in its month, and whoever told none has none', async () => {
    await publish(w, {
      earning: {
        points: 1,
        perMinor: 1_00,
        multipliers: [
          { ...names('生日月', 'Birthday month'), code: 'BIRTH', times: 20_000, birthday: 'month' },
        ],
      },
    })
    await w.call(enrolMember, { id: w.newId(), number: 'born', source: 'web', birthOn: '1990-03-31' })
    await shopper(w, 'unborn')
    expect((await w.call(recordSale, sale('born', [one('SOAP')]))).points).toBe(200)
    expect((await w.call(recordSale, sale('unborn', [one('SOAP')]))).points).toBe(100)
  })

  test('W60 points that wait cannot be spent, go back with the goods, and are free in time', async () => {
    await publish(w, {
      earning: { points: 1, perMinor: 1_00, pendingDays: 7 },
      pointsAsMoney: { points: 1, minor: 1_00 },
    })
    await shopper(w, 'wait')
    const first = await w.call(recordSale, sale('wait', [one('SOAP', 2)]))
    expect(first).toMatchObject({ points: 200, pointsBalance: 200 })
    const spend = () => sale('wait', [one('ONE')], { tenders: [{ kind: 'points', amountMinor: 1_00 }] })
    expect(await refused(spend())).toBe('not_enough_points')
    const back = sale('wait', undefined, {
      kind: 'return',
      returnsSaleId: first.id,
      items: [{ no: 1, quantity: 1 }],
    })
    expect(await w.call(recordSale, back)).toMatchObject({ points: -100, pointsBalance: 100, pointsDebt: 0 })
    expect(await refused(spend())).toBe('not_enough_points')
    w.clock.advance(7 * 86_400_000)
    expect((await w.call(recordSale, spend())).pointsBalance).toBe(99)
    w.clock.advance(-7 * 86_400_000)
  })
})

test('C09 a member enrolled at one store earns and has member prices at another, at once', async () => {
  await w.call(openBranch, { id: w.newId(), code: 'B2', name: '二店' })
  await publish(w, {
    memberPrices: [
      { ...names('会员价', 'Members'), code: 'M', kind: 'price', priceMinor: 50_00, productCodes: ['NEW'] },
    ],
  })
  const { id: memberId } = await shopper(w, 'c09')
  await w.call(recordSale, sale('c09', [one('SOAP')], { branchCode: 'B2' }))
  expect((await w.call(showWallet, { memberId })).pointsBalance).toBe(100)
  expect((await w.call(quoteSale, sale('c09', [one('NEW')], { branchCode: 'B2' }))).totalMinor).toBe(50_00)
})

describe('C07 what a member shows, by the policy of the counter', () => {
  const priced: Rules = {
    memberPrices: [
      { ...names('会员价', 'Members'), code: 'M', kind: 'price', priceMinor: 80_00, productCodes: ['SOAP'] },
    ],
  }
  const total = async (of: Partial<SaleAsked>) =>
    (await w.call(quoteSale, sale('c07', [one('SOAP')], of))).totalMinor

  test('the number alone is enough, unless the card must be shown', async () => {
    await publish(w, priced)
    await shopper(w, 'c07')
    expect(await total({})).toBe(80_00)
    await publish(w, { ...priced, authentication: { counter: 'card_shown' } })
    expect(await total({})).toBe(100_00)
    expect(await total({ cardShown: false })).toBe(100_00)
    expect(await total({ cardShown: true })).toBe(80_00)
  })

  test('number and password: wrong is refused, right is served', async () => {
    await publish(w, { ...priced, authentication: { counter: 'number_and_pin' } })
    const { id: memberId } = await shopper(w, 'c07-pin')
    await w.call(resetPin, { memberId, id: w.newId(), pin: '258036' })
    const with_ = (pin?: string) => sale('c07-pin', [one('SOAP')], pin === undefined ? {} : { pin })
    expect(await refused(with_())).toBe('pin_needed')
    expect(await refused(with_('111112'))).toBe('pin_wrong')
    expect((await w.call(recordSale, with_('258036'))).totalMinor).toBe(80_00)
  })
})
