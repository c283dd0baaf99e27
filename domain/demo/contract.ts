import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { LANGUAGES } from '#domain/org/model'

/** What the tour has done so far, in this order. */
export const STAGES = ['founded', 'first_year', 'segments', 'campaign', 'later_sales', 'done'] as const

/** Filled in by the host, as for every endpoint that starts a session. */
const caller = z.object({ address: z.string(), token: z.string().nullable() }).optional()

export const foundDemo = endpoint({
  name: 'foundDemo',
  method: 'POST',
  path: '/demo-worlds',
  can: 'anyone',
  summary:
    'First run: a chain with real data (CDNOW, 1997–1998), its owner signed in; the tour follows by itself.',
  input: z.object({ language: z.enum(LANGUAGES).default('zh-CN'), caller }),
  output: z.object({ chainId: z.string(), login: z.string(), password: z.string() }),
  refusals: ['already_set_up'],
  session: 'start',
})

export const showDemo = endpoint({
  name: 'demoWorld',
  method: 'GET',
  path: '/demo-world',
  can: 'signed-in',
  summary: 'How far the tour has come; null in a chain of its own.',
  input: z.object({}),
  output: z.object({
    tour: z
      .object({
        stage: z.enum(STAGES),
        rowsDone: z.int(),
        rowsTotal: z.int(),
        segmentIds: z.array(z.string()),
        campaignId: z.string().nullable(),
      })
      .nullable(),
  }),
  refusals: [],
})
