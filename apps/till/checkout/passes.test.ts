import { expect, test } from 'vitest'
import { present } from '#base/must'
import { programDocument } from '#domain/program/model/document'
import {
  addGoods,
  EMPTY_DRAFT,
  keptDraft,
  withMember,
  withPass,
  withQuantity,
  type Draft,
} from './basket-state.ts'
import { passesFor, passesLeft } from './passes.ts'
import { isQuote, quoteOf } from './quote.ts'
import { burnOf } from './sale-body.ts'

const names = { nameZh: '次卡', nameEn: 'Pass' }
const program = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  passes: [
    { code: 'CUT', ...names, productCodes: ['HAIR'] },
    { code: 'WASH', ...names, productCodes: ['CAR'] },
  ],
})
const pending = { minor: 0, points: 0, earned: 0, spentMinor: 0, visits: 0, accountMinor: 0 }
const member = {
  passes: [
    { code: 'CUT', count: 4 },
    { code: 'WASH', count: 1 },
  ],
  pending: { ...pending, passes: [{ code: 'CUT', count: -1 }] },
}
const goods = { code: 'HAIR', name: '剪发', category: '', unitPriceMinor: 80_00, costMinor: null }

/** Two lines of haircuts, the first of so many paid with the pass. */
function basket(first: number, second: number): Draft {
  const one = withQuantity(addGoods(withMember(EMPTY_DRAFT, 'm', true), goods), 1, first * 1000)
  return withQuantity(addGoods(withPass(one, 1, 'CUT'), goods), 2, second * 1000)
}
const offered = (draft: Draft, key: number) => {
  const line = present(
    draft.lines.find((one) => one.key === key),
    'test: the line is there',
  )
  return passesFor(line, { draft, member: member as never, program }).map(({ code, left }) => [code, left])
}

test('what is left is what head office told less what was used here since', () => {
  expect(passesLeft(member)).toEqual([
    { code: 'CUT', count: 3 },
    { code: 'WASH', count: 1 },
  ])
})

test('a pass is offered for its goods, for whole units, beside what other lines use of it', () => {
  expect(offered(basket(1, 2), 2)).toEqual([['CUT', 2]])
  expect(offered(basket(1, 3), 2)).toEqual([])
  expect(offered(basket(1, 1.5), 2)).toEqual([])
  // The one that pays the line is there to be taken off again, whatever became of the quantity.
  expect(offered(basket(9, 1), 1)).toEqual([['CUT', 3]])
})

test('a pass pays its line whole, and the sale burns its uses', () => {
  const draft = basket(2, 1)
  const scene = { program, branchCode: 'S1', buyer: { tier: null, birthOn: null }, held: [] }
  const quote = quoteOf(draft, { ...scene, on: '2026-03-04' as never })
  if (!isQuote(quote)) throw new Error(quote.refused)
  expect(quote.totalMinor).toBe(80_00)
  expect(burnOf(quote, [], null)).toEqual({
    units: { minor: 0, points: 0 },
    coupons: [],
    passes: [{ code: 'CUT', count: 2 }],
  })
})

test('another member’s pass pays nothing, and a basket of an older program has none', () => {
  expect(withMember(basket(1, 1), 'n', true).lines.map((line) => line.passCode)).toEqual([null, null])
  const { passCode: _, ...older } = present(basket(1, 1).lines[0], 'test: a line')
  expect(keptDraft({ ...EMPTY_DRAFT, lines: [older] })?.lines[0]?.passCode).toBeNull()
})
