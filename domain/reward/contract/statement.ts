import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { paging } from '#base/list'

/** What a movement of points is to the member. */
export const POINT_MOVES = ['earned', 'redeemed', 'expired', 'returned', 'adjusted', 'passed_on'] as const
export type PointMove = (typeof POINT_MOVES)[number]

export const pointsStatement = endpoint({
  name: 'pointsStatement',
  method: 'GET',
  path: '/members/:memberId/points-statement',
  can: 'wallet.read',
  summary:
    'A member’s points from a day to a day: opening, earned, redeemed, expired, taken back, adjusted, balance (C27).',
  input: z.object({ memberId: idOf<'member'>(), from: aDay, to: aDay, ...paging }),
  output: z.object({
    /** Points less what is owed back, at the beginning of `from` and at the end of `to`, in the chain's zone. */
    opening: z.int(),
    balance: z.int(),
    /** opening + earned - redeemed - expired - returned + adjusted + passedOn = balance. */
    earned: z.int(),
    redeemed: z.int(),
    expired: z.int(),
    /** Taken back because goods came back. */
    returned: z.int(),
    /** By hand, or taken over from before; below zero where more was taken than given. */
    adjusted: z.int(),
    /** From other members less to other members, merging included. */
    passedOn: z.int(),
    rows: z.array(
      z.object({
        transactionId: z.string(),
        what: z.enum(POINT_MOVES),
        /** Of the transaction: `sale`, `gift`, `expire` and so on. */
        kind: z.string(),
        causeId: z.string(),
        amount: z.int(),
        balanceAfter: z.int(),
        happenedAt: z.string(),
        recordedAt: z.string(),
        branchId: z.string().nullable(),
        /** The version of the program that judged it. */
        programVersion: z.int().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    total: z.int(),
  }),
  refusals: ['member_unknown', 'span_backwards'],
})

export const pointsProjection = endpoint({
  name: 'pointsProjection',
  method: 'GET',
  path: '/points-projection',
  can: 'program.read',
  summary: 'What spending so much a month at full prices earns in a year, and which gifts that is (C27).',
  input: z.object({
    monthlyMinor: z.coerce.number().int().min(0).max(1_000_000_000_00),
    tier: z.string().trim().min(1).max(40).optional(),
  }),
  output: z.object({
    pointsAMonth: z.int(),
    pointsAYear: z.int(),
    /** The highest gift that a year's points buy, how many of it, and what is left. */
    best: z
      .object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        points: z.int(),
        count: z.int(),
        left: z.int(),
      })
      .nullable(),
    gifts: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        points: z.int(),
        count: z.int(),
        left: z.int(),
      }),
    ),
  }),
  refusals: ['tier_unknown'],
})
