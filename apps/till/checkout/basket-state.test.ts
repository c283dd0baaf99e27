import { expect, test } from 'vitest'
import {
  addGoods,
  EMPTY_DRAFT,
  isIdle,
  keptDraft,
  MOST_THOUSANDTHS,
  moved,
  withLineDiscount,
  withMember,
  without,
  withQuantity,
} from './basket-state.ts'
import { commandOf, COMMANDS } from './command-codes.ts'
import { readEntry, readPercent, readQuantity, readScaleLabel, typedBefore } from './entry.ts'

const tea = { code: 'T', name: '茶', category: '', unitPriceMinor: 10_00, costMinor: null }
const rice = { ...tea, code: 'R', name: '米' }

test('the same goods twice are one line of two; weighed pieces stay apart', () => {
  const twice = addGoods(addGoods(EMPTY_DRAFT, tea), tea, { thousandths: 2000 })
  expect(twice.lines.map((line) => line.thousandths)).toEqual([3000])
  const weighed = addGoods(addGoods(EMPTY_DRAFT, rice, { thousandths: 535 }), rice, { thousandths: 410 })
  expect(weighed.lines.map((line) => line.thousandths)).toEqual([535, 410])
})

test('goods at another price, discounted or sold as an add-on are lines of their own', () => {
  let draft = addGoods(EMPTY_DRAFT, tea)
  draft = addGoods(draft, { ...tea, unitPriceMinor: 9_00 })
  draft = withLineDiscount(draft, 1, { bps: 1000 })
  draft = addGoods(addGoods(draft, tea), tea, { addOnCode: 'A' })
  expect(draft.lines).toHaveLength(4)
  expect(draft.selected).toBe(4)
})

test('a line taken out hands the selection on, and an empty basket loses its discount', () => {
  const two = { ...addGoods(addGoods(EMPTY_DRAFT, tea), rice), discount: { minor: 1_00 } }
  const one = without(two, 2)
  expect(one).toMatchObject({ selected: 1, discount: { minor: 1_00 } })
  expect(withQuantity(one, 1, 0)).toMatchObject({ lines: [], selected: null, discount: null })
  expect(withQuantity(one, 1, MOST_THOUSANDTHS + 1)).toBe(one)
})

test('the arrows stop at the ends', () => {
  const two = addGoods(addGoods(EMPTY_DRAFT, tea), rice)
  expect([moved(two, 1).selected, moved(two, -1).selected, moved(moved(two, -1), -1).selected]).toEqual([
    2, 1, 1,
  ])
  expect(moved(EMPTY_DRAFT, 1).selected).toBeNull()
})

test('another member brings other coupons; a card that was read stays read', () => {
  const draft = { ...withMember(EMPTY_DRAFT, 'm1', true), coupons: ['c1'] }
  expect(withMember(draft, 'm1', false)).toMatchObject({ cardShown: true, coupons: ['c1'] })
  expect(withMember(draft, 'm2', false)).toMatchObject({ cardShown: false, coupons: 'best' })
  expect(isIdle(withMember(draft, null, true))).toBe(true)
})

test('a basket of another shape is forgotten', () => {
  const draft = addGoods(EMPTY_DRAFT, tea)
  expect(keptDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
  expect([keptDraft(null), keptDraft({ v: 0 }), keptDraft('x')]).toEqual([null, null, null])
})

test.each([
  ['', null],
  ['6901', { kind: 'find', text: '6901', thousandths: 1000 }],
  ['3*', { kind: 'quantity', thousandths: 3000 }],
  ['0.535×茶', { kind: 'find', text: '茶', thousandths: 535 }],
  ['３＊6901', { kind: 'find', text: '6901', thousandths: 3000 }],
  ['0*6901', { kind: 'find', text: '0*6901', thousandths: 1000 }],
])('typed %s', (typed, entry) => {
  expect(readEntry(typed)).toEqual(entry)
})

test.each([
  ['', { thousandths: 1000, before: '' }],
  ['3*', { thousandths: 3000, before: '' }],
  // The scanner paused: what it wrote before is the beginning of the code.
  ['69012', { thousandths: 1000, before: '69012' }],
  ['2*69012', { thousandths: 2000, before: '69012' }],
])('typed before a scan: %s', (text, typed) => {
  expect(typedBefore(text)).toEqual(typed)
})

test('quantities have three decimals and percentages two', () => {
  expect([readQuantity('2'), readQuantity('0.5355'), readQuantity('-1'), readQuantity('0')]).toEqual([
    2000,
    null,
    null,
    null,
  ])
  expect([readPercent('12.5'), readPercent('100.01'), readPercent('x')]).toEqual([1250, null, null])
})

test('a label of the scales is a product and its grams; a wrong check digit is no label', () => {
  expect(readScaleLabel('2112345005355')).toEqual({ code: '12345', thousandths: 535 })
  expect([readScaleLabel('2112345005357'), readScaleLabel('6901234567892'), readScaleLabel('21')]).toEqual([
    null,
    null,
    null,
  ])
})

test('every command is read back from its barcode, and goods are no command', () => {
  for (const [name, code] of Object.entries(COMMANDS)) expect(commandOf(code)).toBe(name)
  expect(commandOf('zj-pay')).toBe('pay')
  expect(commandOf('6901234567892')).toBeNull()
})
