import { expect, test } from 'vitest'
import { instant, type Instant } from '#base/instant'
import { mayForget, type Standing } from './forgetting.ts'

const anchor = instant('2026-06-30T00:00:00.000Z')
const OLD = instant('2026-05-30T00:00:00.000Z')
const YOUNG = instant('2026-06-01T00:00:00.000Z')
const standing: Standing = { epoch: 2, mark: 40, last: 50, shift: { epoch: 2, seq: 30 }, anchor }

type Row = Parameters<typeof mayForget>[0]
const row = (seq: number, more: Partial<Row> = {}): Row => ({
  epoch: 2,
  seq,
  outcome: 'applied',
  answeredAt: OLD,
  ...more,
})

test.each<[string, Row, boolean, Partial<Standing>?]>([
  ['booked and answered long ago', row(10), true],
  ['known already and answered long ago', row(10, { outcome: 'duplicate' }), true],
  ['answered after the oldest backup', row(10, { answeredAt: YOUNG }), false],
  ['not answered', row(10, { outcome: 'pending', answeredAt: null }), false],
  ['put aside: people decide', row(10, { outcome: 'quarantined' }), false],
  ['refused: people look at it', row(10, { outcome: 'refused' }), false],
  ['behind the mark, as after head office was restored', row(41), false, { shift: null }],
  ['the last one: the next follows it', row(50), false, { mark: 50, shift: null }],
  ['before the last', row(49), true, { mark: 50, shift: null }],
  ['of the shift that runs', row(30), false],
  ['before the shift that runs', row(29), true],
  ['of an earlier life', row(900, { epoch: 1 }), true],
  [
    'of an earlier life whose shift still runs',
    row(900, { epoch: 1 }),
    false,
    { shift: { epoch: 1, seq: 899 } },
  ],
])('%s', (_, one, may, more = {}) => {
  expect(mayForget(one, { ...standing, ...more })).toBe(may)
})

test('the till’s clock, however wrong, has no say: only what head office signed counts', () => {
  const far = '2031-01-01T00:00:00.000Z' as Instant
  expect(mayForget(row(10, { answeredAt: far }), standing)).toBe(false)
  expect(mayForget(row(10), { ...standing, anchor: OLD })).toBe(false)
})
