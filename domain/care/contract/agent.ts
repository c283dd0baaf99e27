import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { NOTICE_STATES } from '#domain/campaign/contract/notice'

const code = z.string().trim().min(1).max(40)

const agent = z.object({
  code: z.string(),
  /** Empty for an agent whom nobody has named yet. */
  name: z.string(),
  email: z.string().nullable(),
  /** Tasks that wait for the agent. */
  open: z.int(),
  /** The last letter about them; null when there was none. */
  lastState: z.enum(NOTICE_STATES).nullable(),
  lastAt: z.string().nullable(),
  lastTrouble: z.string().nullable(),
})

export const listAgents = endpoint({
  name: 'careAgents',
  method: 'GET',
  path: '/care-agents',
  can: 'care.read',
  summary:
    'Agents who brought members or are named here, by what they are reached and what they were told last.',
  input: z.object({}),
  output: z.object({ mailServer: z.boolean(), rows: z.array(agent) }),
  refusals: [],
})

export const keepAgent = endpoint({
  name: 'keepCareAgent',
  method: 'PUT',
  path: '/care-agents/:code',
  can: 'care.manage',
  summary: 'Name an agent and say by what e-mail they are told of the tasks that a rule gives them (C77).',
  input: z.object({
    code,
    name: z.string().trim().min(1).max(80),
    email: z
      .email()
      .max(200)
      .nullish()
      .transform((v) => v ?? null),
  }),
  output: z.object({ code: z.string(), name: z.string(), email: z.string().nullable() }),
  refusals: [],
})
