import { expect, test } from 'vitest'
import { programDocument } from '#domain/program/contract'
import { topUpHere, topUpRoom } from './top-up-room.ts'

const program = programDocument.parse({
  earning: { kind: 'spend', perMinor: 100, points: 1 },
  prepaid: { pack: 'cn' },
  topUps: [{ code: 'p300', nameZh: '充300送30', nameEn: '300 and 30', payMinor: 300_00, bonusMinor: 30_00 }],
})
const member = (minor: number, pendingMinor: number) => ({
  minor,
  pending: {
    minor: pendingMinor,
    points: 0,
    earned: 0,
    spentMinor: 0,
    visits: 0,
    accountMinor: 0,
    passes: [],
  },
})

test('room is the cap less what head office told less what came in here since', () => {
  expect(topUpRoom(program, member(1_000_00, 500_00))).toBe(3_500_00)
  expect(topUpRoom(program, member(1_000_00, -500_00))).toBe(4_000_00)
  expect(topUpRoom(program, member(9_000_00, 0))).toBe(0)
})

test.each([
  [{ packageCode: null, amountMinor: 0 }, 'nothing_paid'],
  [{ packageCode: 'other', amountMinor: 0 }, 'package_unknown'],
  [{ packageCode: 'p300', amountMinor: 0 }, 'over_card_cap'],
  [{ packageCode: null, amountMinor: 290_01 }, 'over_card_cap'],
])('%o is refused: %s', (wish, code) => {
  expect(topUpHere(program, member(4_710_00, 0), wish)).toBe(code)
})

test('bonus counts against the room, to the fen', () => {
  expect(topUpHere(program, member(4_670_00, 0), { packageCode: 'p300', amountMinor: 0 })).toMatchObject({
    paidMinor: 300_00,
    bonusMinor: 30_00,
  })
  expect(topUpHere(program, member(4_670_01, 0), { packageCode: 'p300', amountMinor: 0 })).toBe(
    'over_card_cap',
  )
})
