import { expect, test } from 'vitest'
import type { Policy } from '#domain/device/model/policy'
import type { MemberRow, Till } from '../till-context.ts'
import { allowedFor } from './allowed.ts'

const nothing = { units: { minor: 0, points: 0 }, coupons: [], passes: [] }
const member = { id: '01890000-0000-7000-8000-000000000001' } as MemberRow

/** A till with a line: head office says what room there is, and so much was charged here that it has not seen. */
const till = (roomMinor: number | null, waitingMinor: number) =>
  ({
    members: { charged: async () => waitingMinor },
    reservations: { askRoom: async () => roomMinor },
  }) as unknown as Till

test.each([
  [null, 0, 'no_credit_line'],
  [99_99, 0, 'over_credit_line'],
  [100_00, 1, 'over_credit_line'],
  [100_00, 0, null],
  [160_00, 60_00, null],
])('room of %s with %s on its way: a sale of 100.00 on account is %s', async (room, waiting, refusal) => {
  const policy = {} as Policy
  const told = await allowedFor(
    { till: till(room, waiting), policy, online: true },
    { member, burn: nothing, chargeMinor: 100_00, pin: undefined },
  )
  expect(told).toEqual(
    refusal === null ? { way: null, reservation: null } : { refused: { no: { code: refusal } } },
  )
})
