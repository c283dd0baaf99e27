import { expect, test } from 'vitest'
import type { Cashier } from '#domain/device/model/policy'
import { addGoods, EMPTY_DRAFT, keptDraft, withLineDiscount, withoutDiscounts } from './basket-state.ts'
import { allowedBy, needsAllowance, whoMayAllow, type Allowance } from './allowance.ts'

const pin = { salt: '', rounds: 1, hash: '' }
const who = (id: string, permissions: string[], more: Partial<Cashier> = {}): Cashier => ({
  id,
  name: id,
  permissions,
  pin,
  ...more,
})
const li = who('li', ['sale.record'])
const wang = who('wang', ['sale.discount', 'sale.record'])
const owner = who('owner', ['*'], { pin: null })
const rules = { discounts: { mostBps: 1_000 }, cashiers: [li, wang, owner] }

const goods = { code: 'P', name: '茶', category: '', unitPriceMinor: 100_00, costMinor: null }
const tea = addGoods(EMPTY_DRAFT, goods)
const off = (bps: number) => withLineDiscount(tea, 1, { bps })
const by = ({ id, name }: Cashier, offMinor: number, shareBps: number): Allowance => ({
  id,
  name,
  offMinor,
  shareBps,
})

test('a cashier beyond the limit needs somebody, within it or without a rule nobody', () => {
  expect(needsAllowance(off(1_000), rules, li)).toBe(false)
  expect(needsAllowance(off(1_100), rules, li)).toBe(true)
  expect(needsAllowance(off(1_100), { cashiers: rules.cashiers }, li)).toBe(false)
  expect(needsAllowance(off(9_000), rules, wang)).toBe(false)
  expect(needsAllowance({ ...tea, discount: { minor: 10_01 } }, rules, li)).toBe(true)
})

test('who allowed it is written down as long as the basket has not grown beyond it', () => {
  const draft = { ...off(3_000), allowed: by(wang, 30_00, 3_000) }
  expect(needsAllowance(draft, rules, li)).toBe(false)
  expect(allowedBy(draft, rules, li)).toEqual({ id: 'wang', name: 'wang' })
  // The same share of more goods is more money than anybody saw.
  const grown = withLineDiscount(addGoods(draft, { ...goods, code: 'Q' }), 2, { bps: 3_000 })
  expect(needsAllowance(grown, rules, li)).toBe(true)
  expect(allowedBy({ ...draft, ...off(500) }, rules, li)).toBe(null)
})

test('an allowance goes with the rights of whoever gave it', () => {
  const draft = { ...off(3_000), allowed: by(wang, 30_00, 3_000) }
  const now = { ...rules, cashiers: [li, { ...wang, permissions: ['sale.record'] }] }
  expect(needsAllowance(draft, now, li)).toBe(true)
  expect(whoMayAllow(rules, 'li').map(({ id }) => id)).toEqual(['wang'])
  expect(whoMayAllow(rules, 'wang')).toEqual([])
})

test('taking the discounts off takes the allowance, too; an older basket has none', () => {
  const draft = { ...off(3_000), discount: { minor: 1_00 }, allowed: by(wang, 31_00, 3_100) }
  expect(needsAllowance(withoutDiscounts(draft), rules, li)).toBe(false)
  expect(withoutDiscounts(draft)).toMatchObject({ discount: null, allowed: null })
  const { allowed: _, ...older } = draft
  expect(keptDraft(older)?.allowed).toBe(null)
})
