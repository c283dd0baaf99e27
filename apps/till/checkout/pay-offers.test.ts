import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { money } from '#base/money'
import { programDocument } from '#domain/program/model/document'
import { withPending } from '../shelf/members.ts'
import type { Left } from '../shelf/reservations.ts'
import type { KeptMember, Move } from '../shelf/shelf.ts'
import { offeredMinor, reachOf, type SoFar } from './pay-offers.ts'
import type { Payable } from './use-paying.ts'

const program = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  pointsAsMoney: { points: 100, minor: 1_00, mostBps: 5_000 },
})
const NOTHING = { minor: 0, points: 0 }
const left = (minor: number, more: Partial<Left> = {}): Left => ({
  units: { minor, points: 0 },
  coupons: [],
  named: [],
  passes: [],
  ...more,
})

type Has = Readonly<{ free?: number; points?: number; aside?: readonly Left[]; online?: boolean }>
/** A sale of 88.00 to somebody who has so much free, and so much set aside that the balance leaves out. */
function sale({ free = 0, points = 0, aside = [], online = false }: Has): Payable {
  const units = {
    minor: aside.reduce((all, one) => all + one.units.minor, 0),
    points: aside.reduce((all, one) => all + one.units.points, 0),
  }
  const member = { minor: free + units.minor, points: points + units.points, aside: units, pending: NOTHING }
  return { member, aside, online, scene: { program }, quote: { totalMinor: money(88_00) } } as never
}
const soFar = (more: Partial<SoFar['burn']> = {}, taken = 0): SoFar => ({
  due: { restMinor: money(88_00 - taken), cashMinor: money(88_00 - taken), payment: null },
  tenders: [],
  burn: { units: { minor: taken, points: 0 }, coupons: [], passes: [], ...more },
})
const lease = [left(100_00)]

test.each<[what: string, has: Has, of: SoFar, offered: number]>([
  ['a lease pays what is due', { aside: lease }, soFar(), 88_00],
  ['a lease pays as far as it reaches', { aside: [left(30_00)] }, soFar(), 30_00],
  ['what it paid of this sale already is taken', { aside: lease }, soFar({}, 60_00), 28_00],
  ['one sale goes by one: the larger of two', { aside: [left(20_00), left(50_00)] }, soFar(), 50_00],
  [
    'without a line it comes before what a phone could set aside',
    { free: 80_00, aside: [left(30_00)] },
    soFar(),
    30_00,
  ],
  ['with a line the larger', { free: 80_00, aside: [left(30_00)], online: true }, soFar(), 80_00],
  ['with a line a lease is offered, too', { aside: lease, online: true }, soFar(), 88_00],
  ['nothing set aside: what head office last told', { free: 60_00 }, soFar(), 60_00],
  ['it must hold the coupons of the sale', { free: 10_00, aside: lease }, soFar({ coupons: ['c'] }), 10_00],
  ['and does', { aside: [left(70_00, { coupons: ['c'] })] }, soFar({ coupons: ['c'] }), 70_00],
  ['it must hold the passes', { aside: lease }, soFar({ passes: [{ code: 'CUT', count: 1 }] }), 0],
])('%s', (_, has, of, offered) => {
  expect(offeredMinor('stored_value', sale(has), of)).toBe(offered)
})

test('points that are set aside are offered by the program’s own steps and share', () => {
  const aside = [left(0, { units: { minor: 0, points: 2_050 } })]
  expect(reachOf('points', sale({ aside }), soFar())).toEqual({ most: 2_050, aside: true })
  expect(offeredMinor('points', sale({ aside }), soFar())).toBe(20_00)
})

const at = (time: string) => instant(`2026-03-01T${time}:00.000Z`)
const row = { id: 'm', points: 0, minor: 20_00, coupons: [], at: at('10:00') } as unknown as KeptMember
const kept = (minor: number, spent: number) =>
  ({
    of: { amounts: { minor, points: 0 }, coupons: [] },
    spent: { minor: spent, points: 0, times: 1 },
  }) as never
const move = (minor: number, asideAt?: string): Move => ({
  id: 'e',
  seq: 1,
  memberId: 'm',
  minor,
  points: 0,
  earned: 5,
  byLimitMinor: 0,
  answeredAt: null,
  ...(asideAt !== undefined && { asideAt: at(asideAt) }),
})

test('what is set aside is the member’s, and what was burned of it is taken off once', () => {
  const has = withPending(row, [move(-30_00, '09:00')], [kept(100_00, 30_00)])
  expect(has).toMatchObject({ minor: 90_00, aside: { minor: 70_00, points: 0 } })
  expect(has.pending).toMatchObject({ minor: 0, earned: 5 })
})

test('what a phone set aside after the balance was told is taken off the balance', () => {
  const { minor, pending } = withPending(row, [move(-5_00, '11:00'), move(-1_00)])
  expect([minor, pending.minor]).toEqual([20_00, -6_00])
})
