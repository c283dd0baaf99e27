import { expect, test } from 'vitest'
import { bandsOf, emptyScores } from './bands.ts'
import { cutOf, lensOf } from './lens.ts'
import { filtersOf, ruleOf, ruleSearch } from './rule.ts'

test('frequency cuts 1, 1, 2, 4: score 2 is empty, 4 is three or four purchases, 5 is five or more', () => {
  const bands = bandsOf([1, 1, 2, 4], 'f')
  expect(emptyScores(bands)).toEqual([2])
  expect(bands.map(({ from, to }) => [from, to])).toEqual([
    [null, 1],
    [2, 1],
    [2, 2],
    [3, 4],
    [5, null],
  ])
})

test('recency counts days backwards: the fewest days get score 5, and the cut day itself is one lower', () => {
  const bands = bandsOf([513, 487, 443, 153], 'r')
  expect(bands.map(({ from, to }) => [from, to])).toEqual([
    [513, null],
    [487, 512],
    [443, 486],
    [153, 442],
    [0, 152],
  ])
  expect(emptyScores(bands)).toEqual([])
})

test('a lens in the address that makes no sense is left out', () => {
  expect(lensOf({ asOf: '1998-02-30', windowMonths: 'ages' })).toEqual({})
  expect(lensOf({ asOf: '1998-02-28', windowMonths: 12 })).toEqual({ asOf: '1998-02-28', windowMonths: 12 })
  expect(lensOf({ windowMonths: 241 })).toEqual({})
})

test('a cut is the mean unless it is the median or a whole number', () => {
  expect([cutOf(undefined), cutOf('median'), cutOf(5), cutOf(-1), cutOf(2.5)]).toEqual([
    'mean',
    'median',
    5,
    'mean',
    'mean',
  ])
})

const rule = {
  r: '1,2',
  quadrants: 'confidant,butterfly',
  purchasesFrom: 4,
  spendToMinor: 12_345,
  lastFrom: '1997-05-01',
}

test('a rule becomes chips and the same rule again', () => {
  const filters = filtersOf(rule, 2)
  expect(filters).toContainEqual({ field: 'spend', op: 'to', value: '123.45' })
  expect(filters.filter((one) => one.field === 'r').map((one) => one.value)).toEqual(['1', '2'])
  expect(ruleOf(filters, 2)).toEqual(rule)
})

test('a rule in the address is read back whatever the router made of its numbers', () => {
  expect(ruleSearch({ r: 5, f: '4,5', m: '9', quadrants: 'nobody', purchasesFrom: 2, page: 3 })).toEqual({
    r: '5',
    f: '4,5',
    purchasesFrom: 2,
  })
})

test('an amount that is no amount makes no condition', () => {
  expect(ruleOf([{ field: 'spend', op: 'from', value: 'much' }], 2)).toEqual({})
})
