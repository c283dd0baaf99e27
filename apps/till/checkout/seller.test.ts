import { expect, test } from 'vitest'
import { addGoods, EMPTY_DRAFT, keptDraft, withLineSeller, withSeller } from './basket-state.ts'
import { sellersOf } from './seller.ts'

const person = (n: number, name: string) => ({
  id: `01890000-0000-7000-8000-00000000000${n}`,
  name,
  permissions: [],
  pin: null,
})
const goods = { code: 'P', name: '茶', category: '', unitPriceMinor: 1_00, costMinor: null }
const sellers = ({ lines }: typeof EMPTY_DRAFT) => lines.map((line) => line.seller)

test('people are named by their name; two of one name are told apart, a long one fits', () => {
  const cashiers = [person(1, '小王'), person(2, '小李'), person(3, '小王'), person(4, 'x'.repeat(90))]
  const named = sellersOf({ cashiers }).map((one) => one.seller)
  expect(named).toEqual(['小王 0001', '小李', '小王 0003', 'x'.repeat(35)])
  expect(Math.max(...named.map((one) => one.length))).toBeLessThanOrEqual(40)
})

test('the seller of the basket is that of every line and of what comes next; one line may have another', () => {
  const both = withSeller(addGoods(EMPTY_DRAFT, goods), '小王')
  expect(sellers(both)).toEqual(['小王'])
  expect(sellers(addGoods(both, goods))).toEqual(['小王'])
  const apart = addGoods(withLineSeller(both, 1, '小李'), goods)
  // The same goods sold by somebody else are a line of their own.
  expect(sellers(apart)).toEqual(['小李', '小王'])
  expect(sellers(withSeller(apart, null))).toEqual([null, null])
})

test('a basket that an older program kept names nobody', () => {
  const { seller: _, ...older } = addGoods(EMPTY_DRAFT, goods)
  const lines = older.lines.map(({ seller: __, ...line }) => line)
  expect(keptDraft({ ...older, lines })).toMatchObject({ seller: null, lines: [{ seller: null }] })
})
