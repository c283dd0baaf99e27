import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

export const LAUNCH_STATES = ['applied', 'waiting', 'rejected'] as const
export const LAUNCH_WAYS = ['own_limit', 'alone', 'second_person'] as const

/** One asking for a launch: what it costs at most, who asked, and what a second person said. */
export const launchAsked = z.object({
  id: z.string(),
  campaignId: z.string(),
  state: z.enum(LAUNCH_STATES),
  way: z.enum(LAUNCH_WAYS),
  /** As estimated when it was asked, minor units. */
  messagesMinor: z.int(),
  giftsMinor: z.int(),
  /** What whoever asked may launch alone; null without a limit. */
  limitMinor: z.int().nullable(),
  at: z.string(),
  byId: z.string().nullable(),
  byName: z.string(),
  /** Null while it waits, and where nobody had to decide. */
  decision: z
    .object({
      id: z.string(),
      approves: z.boolean(),
      note: z.string(),
      at: z.string(),
      byId: z.string(),
      byName: z.string(),
    })
    .nullable(),
})
export type LaunchAsked = z.output<typeof launchAsked>

export const listLaunches = endpoint({
  name: 'campaignLaunches',
  method: 'GET',
  path: '/campaign-launches',
  can: 'campaign.read',
  summary:
    'Launches that were asked for, newest first: what waits for a second person, who agreed, who went alone.',
  input: z.object({ state: z.enum(LAUNCH_STATES).optional(), ...paging }),
  output: pageOf(launchAsked.extend({ campaignName: z.string() })),
  refusals: [],
})

export const decideLaunch = endpoint({
  name: 'decideLaunch',
  method: 'POST',
  path: '/campaign-launch-approvals',
  can: 'campaign.send',
  summary: 'Let a campaign go that waits for a second person, or reject it: never your own, never by a key.',
  input: z.object({
    id: idOf<'launch-decision'>(),
    launchId: idOf<'launch'>(),
    approves: z.boolean(),
    note: z.string().trim().max(200).default(''),
  }),
  output: launchAsked.extend({ replayed: z.boolean() }),
  refusals: [
    'launch_decision_id_reused',
    'launch_unknown',
    'launch_decided',
    'second_person_needed',
    'control_not_in_segment',
    'starts_before_segment',
    'past_start_for_sending',
    'no_mail_server',
    'above_own_limit',
    'plan_budget_spent',
  ],
})

const limits = {
  /** What may be launched without a second person, minor units of messages and gifts together; null has no limit. */
  marketerMinor: z.int().min(0).max(1_000_000_000_00).nullable(),
  ownerMinor: z.int().min(0).max(1_000_000_000_00).nullable(),
}

export const showLaunchLimits = endpoint({
  name: 'launchLimits',
  method: 'GET',
  path: '/campaign-launch-limits',
  can: 'campaign.read',
  summary: 'Up to which cost a campaign is launched without a second person, by role.',
  input: z.object({}),
  output: z.object({ ...limits, keptAt: z.string().nullable() }),
  refusals: [],
})

export const keepLaunchLimits = endpoint({
  name: 'keepLaunchLimits',
  method: 'PUT',
  path: '/campaign-launch-limits',
  can: 'org.manage',
  summary:
    'Say up to which cost a campaign is launched without a second person; counts from the next launch.',
  input: z.object(limits),
  output: z.object({ ...limits, keptAt: z.string().nullable() }),
  refusals: [],
})
