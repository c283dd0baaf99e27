import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'

/** A code that is none may be tried so often an hour by one person or key at one branch. */
export const MOST_WRONG = 10

const batch = z.object({
  id: z.string(),
  count: z.int(),
  points: z.int().nullable(),
  validTo: z.string().nullable(),
  note: z.string(),
  used: z.int(),
  at: z.string(),
  byName: z.string(),
  voidedAt: z.string().nullable(),
})

export const makePackCodes = endpoint({
  name: 'makePackCodes',
  method: 'POST',
  path: '/pack-code-batches',
  can: 'reward.manage',
  summary:
    'Make codes to print into packs (C24), as CSV. They are in this answer only: keep the file, or void the batch.',
  input: z.object({
    id: idOf<'pack-code-batch'>(),
    count: z.int().min(1).max(10_000),
    /** Points each; left out for what the program says when one is used. */
    points: z
      .int()
      .min(1)
      .max(1_000_000)
      .nullish()
      .transform((v) => v ?? null),
    validTo: aDay.nullish().transform((v) => v ?? null),
    note: z.string().trim().max(200).default(''),
  }),
  output: z.string(),
  reply: 'file',
  refusals: ['pack_code_batch_id_reused', 'pack_codes_shown_already'],
})

export const listPackCodes = endpoint({
  name: 'packCodeBatches',
  method: 'GET',
  path: '/pack-code-batches',
  can: 'reward.read',
  summary: 'Batches of pack codes with how many were used, newest first; never the codes.',
  input: z.object({ ...paging }),
  output: pageOf(batch),
  refusals: [],
})

export const voidPackCodes = endpoint({
  name: 'voidPackCodes',
  method: 'POST',
  path: '/pack-code-batches/:id/voiding',
  can: 'reward.manage',
  summary: 'No code of a batch is taken any more; what was given for them stays.',
  input: z.object({ id: idOf<'pack-code-batch'>(), reason: z.string().trim().min(1).max(200) }),
  output: batch,
  refusals: ['pack_code_batch_unknown'],
})

export const usePackCode = endpoint({
  name: 'usePackCode',
  method: 'POST',
  path: '/pack-code-uses',
  can: 'reward.give',
  summary:
    'Points for a code from a pack or handbook, once, at a branch that stands without the system (C24).',
  input: z.object({
    id: idOf<'pack-code-use'>(),
    memberNumber: z.string().trim().min(1).max(60),
    branchCode: z.string().trim().min(1).max(40),
    code: z.string().trim().min(1).max(60),
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    branchId: z.string(),
    points: z.int(),
    expiresOn: z.string().nullable(),
    day: z.string(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: [
    'pack_code_use_id_reused',
    'pack_code_throttled',
    'member_number_unknown',
    'card_lost',
    'card_replaced',
    'branch_unknown',
    'branch_has_system',
    'membership_not_active',
    'pack_code_unknown',
    'pack_code_over',
    'pack_code_used',
    'pack_codes_not_offered',
  ],
})

const paper = z.object({ branchCode: z.string(), branchName: z.string(), paper: z.boolean() })

export const sayPaperBranch = endpoint({
  name: 'sayPaperBranch',
  method: 'PUT',
  path: '/paper-branches/:branchCode',
  can: 'reward.manage',
  summary:
    'Say whether a branch or counter stands without the system, so that codes on paper are taken for it.',
  input: z.object({ branchCode: z.string().trim().min(1).max(40), paper: z.boolean() }),
  output: paper,
  refusals: ['branch_unknown'],
})

export const listPaperBranches = endpoint({
  name: 'paperBranches',
  method: 'GET',
  path: '/paper-branches',
  can: 'reward.read',
  summary: 'Every branch this caller sees, and whether codes on paper are taken for it.',
  input: z.object({}),
  output: z.object({ rows: z.array(paper) }),
  refusals: [],
})
