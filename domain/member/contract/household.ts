import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)
/** The most a person may spend from the account in a month; null for no limit. */
export const monthMostMinor = optional(z.int().min(0).max(1_000_000_000_00))

const joining = z.object({
  id: z.string(),
  ownerId: z.string(),
  memberId: z.string(),
  relation: z.string(),
  monthMostMinor: z.int().nullable(),
  at: z.string(),
  replayed: z.boolean(),
})

export const joinHousehold = endpoint({
  name: 'joinHousehold',
  method: 'POST',
  path: '/members/:memberId/household-joinings',
  can: 'member.write',
  summary: 'A member shares the account of another: what is bought with either card counts there (C10).',
  input: z
    .object({
      memberId: idOf<'member'>(),
      id: idOf<'household-joining'>(),
      ownerId: idOf<'member'>(),
      /** What they are to the owner: wife, son; in the words of the shop. */
      relation: text(60).default(''),
      monthMostMinor,
    })
    .refine((wish) => wish.memberId !== (wish.ownerId as string), {
      error: 'another_member',
      path: ['ownerId'],
    }),
  output: joining,
  refusals: [
    'household_joining_id_reused',
    'member_unknown',
    'household_of_persons',
    'household_already',
    'household_owner_shares',
    'household_has_persons',
  ],
})

export const leaveHousehold = endpoint({
  name: 'leaveHousehold',
  method: 'POST',
  path: '/members/:memberId/household-leavings',
  can: 'member.write',
  summary: 'A member leaves the household; what is bought with their card counts on their own account again.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'household-leaving'>(),
    reason: text(200).default(''),
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    joiningId: z.string(),
    reason: z.string(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: ['household_leaving_id_reused', 'member_unknown', 'household_none'],
})

const household = z.object({
  owner: z.object({ id: z.string(), number: z.string(), name: z.string() }),
  persons: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      name: z.string(),
      relation: z.string(),
      monthMostMinor: z.int().nullable(),
      joinedAt: z.string(),
    }),
  ),
})

export const keepHouseholdQuota = endpoint({
  name: 'keepHouseholdQuota',
  method: 'PUT',
  path: '/members/:memberId/household-quota',
  can: 'member.write',
  summary: 'How much a person of a household may spend in a month; null for no limit.',
  input: z.object({ memberId: idOf<'member'>(), monthMostMinor }),
  output: household,
  refusals: ['household_none'],
})

export const showHousehold = endpoint({
  name: 'memberHousehold',
  method: 'GET',
  path: '/members/:memberId/household',
  can: 'member.read',
  summary: 'Whose account it is and who shares it, with the names of all (C10).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: household,
  refusals: ['member_unknown'],
})
