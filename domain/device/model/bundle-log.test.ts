import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { tillKeys, tillPorts } from '#test/world/till'
import { readHeader } from './bundle.ts'
import { writeLogBundles } from './bundle-log.ts'
import type { Segment } from './event.ts'

const ID = '018f0000-0000-7000-8000-000000000001'
const own = tillKeys(7_001)
const head = tillKeys(7_002)
const sender = {
  chain: ID,
  device: ID,
  headSealKey: head.sealPublic,
  anchor: instant('2026-03-01T12:00:00.000Z'),
}
/** Two events of half a million characters each. */
const segment = (from: number, epoch = 1): Segment => ({
  device: ID,
  epoch,
  from,
  to: from + 1,
  head: '',
  events: ['x'.repeat(500_000), 'y'.repeat(500_000)],
  signature: '',
})
const hand = { signKey: own.signPublic, ports: tillPorts(own, head.sealPublic) }
const headers = async (segments: readonly Segment[]) =>
  (await writeLogBundles(sender, segments, async () => hand)).map((file) => {
    const header = readHeader(file)
    if (typeof header === 'string') throw new Error(header)
    return header
  })
const ranges = async (segments: readonly Segment[]) =>
  (await headers(segments)).map(({ from, to, count }) => [from, to, count])

test('a long log is several files in a row, each within its bounds, none of them empty', async () => {
  expect(await ranges([])).toEqual([])
  expect(await ranges([segment(1)])).toEqual([[1, 2, 2]])
  const many = Array.from({ length: 10 }, (_, at) => segment(1 + 2 * at))
  expect(await ranges(many)).toEqual([
    [1, 8, 8],
    [9, 16, 8],
    [17, 20, 4],
  ])
})

test('D12 a file is of one epoch and of segments in a row: each life of a till and each gap begin one', async () => {
  const lives = [segment(3, 1), segment(5, 1), segment(9, 1), segment(1, 2), segment(3, 2)]
  expect((await headers(lives)).map(({ epoch, from, to }) => [epoch, from, to])).toEqual([
    [1, 3, 6],
    [1, 9, 10],
    [2, 1, 4],
  ])
})
