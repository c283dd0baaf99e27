import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { RATIO_NAMES } from '../model/household.ts'

const minor = z.int().min(0).max(1_000_000_000_000_000)

/** What a household tells of itself, in minor units; of an ordinary year and month. */
const figures = {
  /** Of a year, after tax. */
  incomeMinor: minor,
  expenseMinor: minor,
  /** Of a month, interest and principal. */
  repaymentMinor: minor,
  assetsMinor: minor,
  debtsMinor: minor,
  /** Of the assets: cash and what is cash within days. */
  liquidMinor: minor,
  /** Of the assets: what is to earn. */
  investmentsMinor: minor,
}

const bound = z.number().nullable()
const profile = z.object({
  id: z.string(),
  version: z.int(),
  day: z.string(),
  ...figures,
  surplusMinor: z.int(),
  netAssetsMinor: z.int(),
  note: z.string(),
  at: z.string(),
  byName: z.string(),
  ratios: z.array(
    z.object({
      name: z.enum(RATIO_NAMES),
      /** Null where there is nothing to divide by. */
      value: z.number().nullable(),
      stands: z.enum(['ok', 'low', 'high', 'unknown']),
      /** Healthy from, and to; null is no bound. */
      from: bound,
      to: bound,
    }),
  ),
  inTarget: z.boolean(),
})

export const saveFinanceProfile = endpoint({
  name: 'saveFinanceProfile',
  method: 'POST',
  path: '/members/:memberId/finance-profiles',
  can: 'member.write',
  summary: 'Write down what a household told of its money, as another version (C80).',
  input: z.object({
    id: idOf<'finance_profile'>(),
    memberId: idOf<'member'>(),
    day: aDay,
    ...figures,
    note: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id: z.string(), version: z.int(), replayed: z.boolean() }),
  refusals: [
    'finance_profile_id_reused',
    'member_unknown',
    'finance_day_in_future',
    'finance_more_than_assets',
  ],
})

export const financeProfiles = endpoint({
  name: 'financeProfiles',
  method: 'GET',
  path: '/members/:memberId/finance-profiles',
  can: 'insight.read',
  summary:
    'What a household told of its money, the latest version first, with six ratios and their lines (C80).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    /** Net assets from which a household is in the group the program is made for. */
    targetMinor: z.int(),
    rows: z.array(profile),
  }),
  refusals: ['member_unknown'],
})
