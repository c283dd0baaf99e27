import { expect, test } from 'vitest'
import { MOST_EVENTS } from '#domain/device/model/event'
import { grouped, inTurn } from './own-log.ts'
import type { KeptEvent } from './shelf.ts'

const row = (epoch: number, seq: number): KeptEvent => ({
  seq,
  epoch,
  id: `${epoch}-${seq}`,
  kind: 'mark',
  text: '',
  hash: '',
  minor: 0,
  points: 0,
  outcome: 'pending',
  code: null,
  answeredAt: null,
})
const ranges = (rows: readonly KeptEvent[]) =>
  grouped(rows).map((group) => [group[0]?.epoch, group[0]?.seq, group.at(-1)?.seq])

test('events in a row go under one signature, never more than it may cover', () => {
  const many = Array.from({ length: MOST_EVENTS + 2 }, (_, at) => row(1, at + 1))
  expect(ranges(many)).toEqual([
    [1, 1, MOST_EVENTS],
    [1, MOST_EVENTS + 1, MOST_EVENTS + 2],
  ])
})

test('a gap, and a new epoch, begin another segment', () => {
  expect(ranges([row(1, 1), row(1, 2), row(1, 4), row(2, 5)])).toEqual([
    [1, 1, 2],
    [1, 4, 4],
    [2, 5, 5],
  ])
  expect(ranges([])).toEqual([])
})

test('goods that came back before their sale was there are asked about again, behind everything that is new', () => {
  const own = { epoch: 2, mark: 6 }
  const pending = [row(2, 7), row(2, 5), row(2, 2), row(1, 9), row(1, 8), row(2, 8)]
  const tail = [row(2, 7), row(2, 8)]
  const seqs = (mark: number) =>
    inTurn({ pending, tail }, { ...own, mark }).map((group) => group.map((one) => [one.epoch, one.seq]))
  expect(seqs(6)).toEqual([
    [
      [1, 8],
      [1, 9],
    ],
    [
      [2, 7],
      [2, 8],
    ],
    [[2, 2]],
    [[2, 5]],
  ])
  // On a stick the log goes once, in a row.
  expect(seqs(0).slice(2)).toEqual([])
})
