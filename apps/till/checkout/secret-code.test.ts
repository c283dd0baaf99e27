import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import { addGoods, EMPTY_DRAFT, keptDraft, withMember, withShown } from './basket-state.ts'
import { isQuote, quoteOf } from './quote.ts'
import { looksSecret } from './secret-code.ts'

test.each([
  ['7K2M-9QXT-AB3D-EFGH', true],
  ['7k2m9qxtab3defgh', true],
  ['7K2M 9QXT AB3D EFGH', true],
  ['7K2M-9QXT-AB3D-EFG', false],
  ['OOOO-IIII-LLLL-UUUU', false],
  ['6901234567892', false],
  ['', false],
])('%s is a secret: %s', (code, is) => {
  expect(looksSecret(code)).toBe(is)
})

const row = { id: 'c9', code: 'TEN', expiresOn: null }
const draft = withMember(EMPTY_DRAFT, 'm', true)

test('a coupon shown by its secret is there once, chosen by hand where a hand chose, and only for its member', () => {
  const best = withShown(withShown(draft, row, { chosen: false, held: [] }), row, { chosen: false, held: [] })
  expect(best).toMatchObject({ shown: [row], coupons: 'best' })
  const byHand = withShown({ ...draft, coupons: ['c1'] }, row, { chosen: false, held: [] })
  expect(byHand.coupons).toEqual(['c1', 'c9'])
  const gift = withShown(draft, row, { chosen: true, held: ['c1', 'c2'] })
  expect(gift.coupons).toEqual(['c1', 'c2', 'c9'])
  expect(withMember(best, 'n', true)).toMatchObject({ shown: [], coupons: 'best' })
})

test('a basket that an older program kept was shown none', () => {
  const goods = { code: 'P', name: '茶', category: '', unitPriceMinor: 1_00, costMinor: null }
  const { shown: _, ...older } = addGoods(draft, goods)
  expect(keptDraft(older)?.shown).toEqual([])
})

test('of two alike the one that was shown is used, though the other is over sooner', () => {
  const names = { nameZh: '十元', nameEn: 'Ten' }
  const coupons = [{ code: 'TEN', ...names, kind: 'amount', minor: 10_00 }]
  const program = programDocument.parse({ earning: { points: 1, perMinor: 100 }, coupons })
  const goods = { code: 'P', name: '茶', category: '', unitPriceMinor: 50_00, costMinor: null }
  const held = [{ id: 'c1', code: 'TEN', expiresOn: '2026-03-05' }, row]
  const scene = { program, on: day('2026-03-04'), branchCode: 'S1', buyer: null, held }
  const used = (shown: readonly (typeof row)[]) => {
    const quote = quoteOf({ ...addGoods(draft, goods), shown }, scene)
    return isQuote(quote) ? quote.coupons.map(({ id }) => id) : quote.refused
  }
  expect(used([])).toEqual(['c1'])
  expect(used([row])).toEqual(['c9'])
})
