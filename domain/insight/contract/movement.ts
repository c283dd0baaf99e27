import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { cut, lens, place } from '../contract.ts'

/** Steps that are told apart; the last one stands for whoever came that often or more. */
export const MOVEMENT_STEPS = 6
export const MOVEMENTS = ['step', 'quadrant', 'lifecycle'] as const

const day = z.string()
/** Null is nowhere: whoever did not buy in the window of that snapshot. */
const flow = z.object({ from: z.string().nullable(), to: z.string().nullable(), members: z.int() })

export const movement = endpoint({
  name: 'movement',
  method: 'GET',
  path: '/insight/movements',
  can: 'insight.read',
  summary:
    'Who moved between steps, quadrants or states since the snapshot before, and which changes held two (C62, C63).',
  input: z.object({
    ...lens,
    ...place,
    by: z.enum(MOVEMENTS),
    /** Months from one snapshot to the next. */
    apartMonths: z.coerce.number().int().min(1).max(24).default(1),
    countCut: cut,
    spendCut: cut,
  }),
  output: z.object({
    asOf: day,
    before: day,
    earlier: day,
    by: z.enum(MOVEMENTS),
    states: z.array(z.string()),
    members: z.int(),
    moved: z.int(),
    stayed: z.int(),
    came: z.int(),
    left: z.int(),
    flows: z.array(flow),
    /** In another state at the last two snapshots than at the one before them. */
    held: z.array(flow),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})
