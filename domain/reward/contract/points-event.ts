import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { anInstant } from '#base/instant'

export const CAPS = ['day', 'month', 'ever'] as const
export type CapKind = (typeof CAPS)[number]

export const recordPointsEvent = endpoint({
  name: 'recordPointsEvent',
  method: 'POST',
  path: '/points-events',
  can: 'reward.give',
  summary:
    'Give points for what is no purchase, within the caps of the program (C23); a full cap gives 0 and says so.',
  input: z.object({
    id: idOf<'points-event'>(),
    memberNumber: z.string().trim().min(1).max(60),
    eventCode: z.string().trim().min(1).max(40),
    happenedAt: anInstant,
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    event: z.string(),
    happenedAt: z.string(),
    /** In the chain's zone: the day and the month that caps count by. */
    day: z.string(),
    wanted: z.int(),
    points: z.int(),
    /** Which cap took points; null when none did. */
    cappedBy: z.enum(CAPS).nullable(),
    expiresOn: z.string().nullable(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: [
    'points_event_id_reused',
    'member_number_unknown',
    'card_lost',
    'card_replaced',
    'points_event_unknown',
    'points_event_in_future',
    'membership_not_active',
  ],
})
