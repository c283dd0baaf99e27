import { expect, test } from 'vitest'
import { publish, shopper } from '#test/world/shop'
import { CASHIER, ring, till } from '#test/world/till'
import { world } from '#test/world/world'
import { eReceipt } from './contract/e-receipt.ts'

const SECRET = 'AbCdEfGhIjKlMnOpQrStU_'
const OTHER = 'ZZZZZZZZZZZZZZZZZZZZZZ'

test('whoever holds the paper reads the receipt once it has arrived, and nothing of people', async () => {
  const w = await world()
  await publish(w, {})
  const member = await shopper(w, '1')
  const t = await till(w)
  const sold = ring(w, t, { member, receiptNo: 'T1-260301-0001', body: { eReceipt: SECRET } })
  const ask = (secret: string) => w.anonymous.ask(eReceipt, { secret })
  expect((await ask(SECRET)).body).toMatchObject({ code: 'e_receipt_unknown' })
  await t.send()
  const told = await w.anonymous.call(eReceipt, { secret: SECRET })
  expect(told).toMatchObject({
    kind: 'sale',
    receiptNo: 'T1-260301-0001',
    totalMinor: 80_00,
    voided: false,
    returnedMinor: 0,
    lines: [{ no: 1, quantity: 1, chargedMinor: 80_00, returnedQuantity: 0 }],
    tenders: [{ kind: 'cash', amountMinor: 80_00 }],
  })
  expect(told.points).toBeGreaterThan(0)
  for (const hidden of [member.id, CASHIER.name, sold.id]) expect(JSON.stringify(told)).not.toContain(hidden)
  expect((await ask(OTHER)).body).toMatchObject({ code: 'e_receipt_unknown' })
  expect((await ask('short')).body).toMatchObject({ status: 422 })
})

test('what came back since stands on it; a secret named twice opens the first receipt alone', async () => {
  const w = await world()
  await publish(w, {})
  const t = await till(w)
  const first = ring(w, t, { body: { eReceipt: SECRET } })
  ring(w, t, { receiptNo: 'second', body: { eReceipt: SECRET } })
  ring(w, t, {
    kind: 'return',
    returnsSaleId: first.id as never,
    lines: [],
    items: [{ no: 1, quantity: 1 }],
    body: { charged: [80_00], totalMinor: 80_00, points: 0, eReceipt: OTHER },
  })
  expect((await t.send()).events.map((one) => one.outcome)).toEqual(['applied', 'applied', 'applied'])
  const told = await w.anonymous.call(eReceipt, { secret: SECRET })
  expect(told).toMatchObject({ receiptNo: null, returnedMinor: 80_00, lines: [{ returnedQuantity: 1 }] })
  expect(told.returns).toMatchObject([{ totalMinor: -80_00 }])
  expect(told.points).toBeNull()
  expect(await w.anonymous.call(eReceipt, { secret: OTHER })).toMatchObject({ kind: 'return' })
})
