import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { mayForget, oldestBackup, oldOf, type Standing } from './forgetting.ts'

const standing: Standing = {
  epoch: 2,
  mark: 40,
  last: 50,
  shift: { epoch: 2, seq: 30 },
  old: new Map([
    [1, 900],
    [2, 60],
  ]),
}

type Row = Parameters<typeof mayForget>[0]
const row = (seq: number, more: Partial<Row> = {}): Row => ({ epoch: 2, seq, outcome: 'applied', ...more })
const oldTo = (seq: number): Partial<Standing> => ({ old: new Map([[2, seq]]) })

test.each<[string, Row, boolean, Partial<Standing>?]>([
  ['booked, and in every backup', row(10), true],
  ['known already, and in every backup', row(10, { outcome: 'duplicate' }), true],
  ['the last that is in every backup', row(10), true, oldTo(10)],
  ['written down by head office after the oldest backup', row(10), false, oldTo(9)],
  ['head office does not say what is old', row(10), false, { old: new Map() }],
  ['not answered', row(10, { outcome: 'pending' }), false],
  ['put aside: people decide', row(10, { outcome: 'quarantined' }), false],
  ['refused: people look at it', row(10, { outcome: 'refused' }), false],
  ['behind the mark, as after head office was restored', row(41), false, { shift: null }],
  ['the last one: the next follows it', row(50), false, { mark: 50, shift: null }],
  ['before the last', row(49), true, { mark: 50, shift: null }],
  ['of the shift that runs', row(30), false],
  ['before the shift that runs', row(29), true],
  ['of an earlier life', row(900, { epoch: 1 }), true],
  ['of an earlier life, and not in every backup', row(901, { epoch: 1 }), false],
  [
    'of an earlier life whose shift still runs',
    row(900, { epoch: 1 }),
    false,
    { shift: { epoch: 1, seq: 899 } },
  ],
])('%s', (_, one, may, more = {}) => {
  expect(mayForget(one, { ...standing, ...more })).toBe(may)
})

test('X7 what is old at head office counts where its log is this one, and nothing where it says nothing', () => {
  const marks = [
    { epoch: 1, mark: 7, head: 'ours' },
    { epoch: 2, mark: 9, head: 'another' },
    { epoch: 3, mark: 5, head: 'gone from the disk' },
  ]
  const hashAt = (epoch: number) => (epoch === 3 ? null : 'ours')
  expect(oldOf(marks, hashAt)).toEqual(new Map([[1, 7]]))
  expect(oldOf(undefined, hashAt)).toEqual(new Map())
  expect(oldestBackup(instant('2026-06-30T00:00:00.000Z'))).toBe('2026-05-31T00:00:00.000Z')
})
