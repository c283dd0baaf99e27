import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import { previewTopUpRefund, refundTopUp, topUpMember } from '#domain/wallet/contract/top-up'
import { world, type TestWorld } from '#test/world/world'
import { recordSale } from './contract.ts'

const document: Asked<typeof publishProgram>['document'] = {
  earning: { points: 0, perMinor: 100 },
  prepaid: { pack: 'cn' },
  topUps: [
    {
      code: 'T',
      nameZh: '充一千',
      nameEn: 'A thousand',
      payMinor: 1_000_00,
      bonusMinor: 200_00,
      passes: [{ code: 'WASH', count: 5, expiresAfterMonths: null }],
    },
  ],
  passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Car wash', productCodes: ['WASH'] }],
}

type Shop = TestWorld & Readonly<{ number: string; topUpId: string }>

async function shop(): Promise<Shop> {
  const w = await world()
  await w.call(publishProgram, { id: w.newId(), document })
  const { id: memberId, number } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  const topUpId = w.newId()
  await w.call(topUpMember, { id: topUpId, memberId, packageCode: 'T', tender: 'card', branchCode: 'S1' })
  return { ...w, number, topUpId }
}

type Sale = Asked<typeof recordSale>
const sell = (w: Shop, more: Partial<Sale> & Pick<Sale, 'lines' | 'tenders'>) =>
  w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber: w.number,
    happenedAt: w.clock.now(),
    ...more,
  })

const line = (unitPriceMinor: number, chargedMinor: number, productCode = 'TEA') => ({
  productCode,
  name: productCode,
  quantity: 1,
  unitPriceMinor,
  chargedMinor,
})
const value = (amountMinor: number) => ({ kind: 'stored_value' as const, amountMinor })
const look = (w: Shop, cause: 'trader' | 'consumer') =>
  w.call(previewTopUpRefund, { topUpId: w.topUpId, cause })

test('W7: the consumer’s wish counts goods without their discount, the trader’s doing as charged', async () => {
  const w = await shop()
  await sell(w, { lines: [line(400_00, 300_00)], tenders: [value(300_00)] })
  expect(await look(w, 'consumer')).toMatchObject({
    usedMinor: 300_00,
    listedMinor: 400_00,
    refundMinor: 600_00,
  })
  expect(await look(w, 'trader')).toMatchObject({
    usedMinor: 300_00,
    countedMinor: 250_00,
    refundMinor: 750_00,
  })
})

test('W7: only what stored value paid of a receipt counts; a pass pays for its line by itself', async () => {
  const w = await shop()
  await sell(w, {
    lines: [
      line(300_00, 200_00),
      { ...line(90_00, 90_00, 'WASH'), chargedMinor: undefined, passCode: 'WASH' },
    ],
    tenders: [value(100_00), { kind: 'cash', amountMinor: 100_00 }],
  })
  expect(await look(w, 'consumer')).toMatchObject({
    usedMinor: 100_00,
    listedMinor: 150_00,
    refundMinor: 850_00,
  })
})

test('W7: what is brought back takes its own discount off again, by line or by amount', async () => {
  const w = await shop()
  const sale = await sell(w, { lines: [line(100_00, 50_00), line(100_00, 100_00)], tenders: [value(150_00)] })
  expect(await look(w, 'consumer')).toMatchObject({ usedMinor: 150_00, listedMinor: 200_00 })
  await sell(w, {
    kind: 'return',
    returnsSaleId: sale.id,
    items: [{ no: 1, quantity: 1 }],
    lines: [],
    tenders: [],
  })
  expect(await look(w, 'consumer')).toMatchObject({
    usedMinor: 100_00,
    listedMinor: 100_00,
    refundMinor: 900_00,
  })

  const other = await sell(w, { lines: [line(200_00, 100_00)], tenders: [value(100_00)] })
  await sell(w, { kind: 'return', returnsSaleId: other.id, lines: [line(50_00, 50_00)], tenders: [] })
  // Half of goods listed at 200.00 is left: the return by an amount has the prices of its sale.
  const seen = await look(w, 'consumer')
  expect(seen).toMatchObject({ usedMinor: 150_00, listedMinor: 200_00, refundMinor: 800_00 })
  const done = await w.call(refundTopUp, { id: w.newId(), topUpId: w.topUpId, cause: 'consumer' })
  expect(done).toMatchObject(seen)
})
