import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

const given = z.object({
  id: z.string(),
  periodId: z.string(),
  from: z.string(),
  to: z.string(),
  couponCode: z.string(),
  givenMinor: z.int(),
  expiresOn: z.string().nullable(),
  delivery: z.enum(['account', 'post']),
  at: z.string(),
})

export const memberPeriodReward = endpoint({
  name: 'memberPeriodReward',
  method: 'GET',
  path: '/members/:memberId/period-reward',
  can: 'reward.read',
  summary: 'What a member’s spend comes to in the running period, and the vouchers of earlier ones (C28).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    /** Null where the program rewards no spend. */
    current: z
      .object({
        from: z.string(),
        to: z.string(),
        /** Spend that counts towards it; below zero when more came back than was bought. */
        spentMinor: z.int(),
        /** What it would give if the period ended now; 0 right after an end. */
        rewardMinor: z.int(),
        bps: z.int(),
      })
      .nullable(),
    given: z.array(given),
  }),
  refusals: ['member_unknown'],
})

export const listPeriodRewards = endpoint({
  name: 'listPeriodRewards',
  method: 'GET',
  path: '/reward-periods',
  can: 'reward.read',
  summary: 'The periods whose spend is rewarded, the newest first, with what each gave.',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        state: z.enum(['open', 'closing', 'closed']),
        bps: z.int().nullable(),
        couponCode: z.string().nullable(),
        delivery: z.enum(['account', 'post']).nullable(),
        givenMinor: z.int(),
        members: z.int(),
        closedAt: z.string().nullable(),
      }),
    ),
  }),
  refusals: [],
})

export const periodDeliveries = endpoint({
  name: 'periodDeliveries',
  method: 'GET',
  path: '/reward-periods/:periodId/deliveries',
  can: 'member.export',
  summary:
    'The vouchers of a closed period with names and addresses as CSV: what is printed and posted (C28).',
  input: z.object({ periodId: idOf<'reward-period'>() }),
  output: z.unknown(),
  reply: 'file',
  refusals: ['reward_period_unknown', 'reward_period_not_closed', 'reward_period_not_posted'],
})
