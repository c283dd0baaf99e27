import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { addProduct, listProducts } from './contract.ts'

test('a code and a barcode name one product; a retry has one effect', async () => {
  const w = await world()
  const wish = { id: w.newId(), code: 'P1', name: '珍珠霜', barcode: '6901234567892', priceMinor: 48_00 }
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(addProduct, wish)))
  expect(replies.map((r) => r.status)).toEqual([200, 200, 200])
  expect((await w.ask(addProduct, { ...wish, name: 'x' })).body).toMatchObject({ code: 'product_id_reused' })
  expect((await w.ask(addProduct, { ...wish, id: w.newId() })).body).toMatchObject({ code: 'code_taken' })
  expect((await w.ask(addProduct, { ...wish, id: w.newId(), code: 'P2' })).body).toMatchObject({
    code: 'barcode_taken',
  })
  expect((await w.call(listProducts, { q: '珍珠' })).rows).toMatchObject([{ code: 'P1', priceMinor: 48_00 }])
})
