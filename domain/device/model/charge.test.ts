import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { mayCharge, mayChargeAsked, type ChargeWish } from './offline.ts'
import { STANDARD_LIMITS, type Policy } from './policy.ts'

const now = instant('2026-03-02T12:00:00.000Z')
const later = instant('2026-04-01T00:00:00.000Z')
const limits = { ...STANDARD_LIMITS, tills: 1 }
const policy = (more: Partial<Policy> = {}) =>
  ({
    expiresAt: later,
    certifiedUntil: later,
    epoch: 1,
    deny: [],
    limits,
    ...more,
  }) as Partial<Policy> as Policy
const good: ChargeWish = {
  epoch: 1,
  memberId: 'm',
  now,
  minor: 100_00,
  policy: policy(),
  room: { minor: 500_00, at: now },
  used: { cardMinor: 0, storeMinor: 0 },
}
const old = instant('2026-03-01T11:59:00.000Z')
const spent = { cardMinor: 100_00, storeMinor: 3_000_00 }

// Each row breaks its own law and every law below it.
test.each<[Partial<ChargeWish>, ReturnType<typeof mayCharge>]>([
  [{ memberId: null, policy: null }, 'burn_needs_member'],
  [{ policy: null, room: null }, 'policy_missing'],
  [{ policy: policy({ expiresAt: now, certifiedUntil: now, epoch: 2 }) }, 'policy_expired'],
  [{ policy: policy({ certifiedUntil: now, epoch: 2, deny: ['m'] }) }, 'certificate_over'],
  [{ policy: policy({ epoch: 2, deny: ['m'] }), room: null }, 'epoch_over'],
  [{ policy: policy({ deny: ['m'], limits: null }), room: null }, 'member_denied'],
  [{ policy: policy({ limits: null }), room: null }, 'no_credit_line'],
  [{ policy: policy({ limits: null }), room: { minor: 99_99, at: old } }, 'over_credit_line'],
  [{ policy: policy({ limits: null }), room: { minor: 500_00, at: old } }, 'burn_needs_line'],
  [{ room: { minor: 500_00, at: old }, minor: 100_01, used: spent }, 'balance_too_old'],
  [{ minor: 100_01, used: spent }, 'over_sale_limit'],
  [{ used: spent }, 'over_card_limit'],
  [{ used: { cardMinor: 0, storeMinor: 2_900_01 } }, 'over_store_limit'],
  [{}, null],
])('D5 on account without asking: %o is %s', (broken, refusal) => {
  expect(mayCharge({ ...good, ...broken })).toBe(refusal)
})

test.each([
  [{ roomMinor: null, waitingMinor: 10_00, minor: 1 }, 'no_credit_line'],
  [{ roomMinor: 99_99, waitingMinor: 0, minor: 100_00 }, 'over_credit_line'],
  // What was rung up here a moment ago is not in the books head office looked at.
  [{ roomMinor: 100_00, waitingMinor: 60_00, minor: 40_01 }, 'over_credit_line'],
  [{ roomMinor: 100_00, waitingMinor: 60_00, minor: 40_00 }, null],
] as const)('D5 on account with head office’s word: %o is %s', (wish, refusal) => {
  expect(mayChargeAsked(wish)).toBe(refusal)
})
