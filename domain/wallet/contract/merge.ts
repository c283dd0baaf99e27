import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

const reason = z.string().trim().min(1).max(200)
const merge = z.object({
  id: z.string(),
  keepId: z.string(),
  goneId: z.string(),
  reason: z.string(),
  at: z.string(),
  replayed: z.boolean(),
})

export const mergeMembers = endpoint({
  name: 'mergeMembers',
  method: 'POST',
  path: '/member-merges',
  can: 'member.merge',
  summary:
    'Put two members together that are one person: all the gone one holds and owes moves to the kept one.',
  input: z.object({ id: idOf<'merge'>(), keepId: idOf<'member'>(), goneId: idOf<'member'>(), reason }),
  output: merge,
  refusals: [
    'merge_id_reused',
    'member_unknown',
    'merge_with_self',
    'member_frozen',
    'has_active_holds',
    'credit_line_too_small',
    'over_card_cap',
  ],
})

export const undoMemberMerge = endpoint({
  name: 'undoMemberMerge',
  method: 'POST',
  path: '/member-merge-undoings',
  can: 'member.merge',
  summary:
    'Take a merge back: the gone member lives again with what moved; what was used of it meanwhile the kept one owes.',
  input: z.object({ id: idOf<'merge-undoing'>(), mergeId: idOf<'merge'>(), reason }),
  output: merge.extend({ mergeId: z.string() }),
  refusals: [
    'merge_undoing_id_reused',
    'merge_unknown',
    'merge_undone',
    'survivor_has_gone',
    'member_frozen',
    'has_active_holds',
    'mobile_taken',
  ],
})
