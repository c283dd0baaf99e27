import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { JOIN_KINDS } from '#domain/program/model/joining'

const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)
const text = (most: number) => z.string().trim().max(most)

const wish = {
  memberNumber: text(40).min(1),
  /** The code of one of the program's ways of joining. */
  way: text(40).min(1),
  /** For a fee or a purchase: the receipt it stands on. */
  saleId: optional(idOf<'sale'>()),
  topUpId: optional(idOf<'top-up'>()),
  /** Which of the accepted proofs of past custom was shown. */
  proof: optional(z.object({ code: text(40).min(1), note: text(300).default('') })),
  /** The version of the terms that the member accepted. */
  acceptedTerms: optional(text(40)),
  branchCode: text(40).min(1),
}

const kit = z.array(z.object({ productCode: z.string(), count: z.int(), valueMinor: z.int() }))
const given = {
  memberId: z.string(),
  way: z.string(),
  kind: z.enum(JOIN_KINDS),
  /** Whether there was a membership before: a renewal hands nothing over again. */
  renews: z.boolean(),
  from: z.string(),
  /** The last day; null never ends. */
  to: z.string().nullable(),
  /** The tier that this way starts at. */
  tier: z.string().nullable(),
  /** What is handed over from the branch's stock. */
  kit,
  points: z.int(),
}
const joined = z.object({
  id: z.string(),
  ...given,
  branchId: z.string(),
  saleId: z.string().nullable(),
  topUpId: z.string().nullable(),
  proofCode: z.string().nullable(),
  proofNote: z.string(),
  termsVersion: z.string().nullable(),
  pointsExpireOn: z.string().nullable(),
  coupons: z.array(z.object({ id: z.string(), code: z.string(), expiresOn: z.string().nullable() })),
  programVersion: z.int(),
  at: z.string(),
  byName: z.string(),
  /** Why it no longer counts: its goods came back, its sale or top-up was taken back. */
  undone: z.string().nullable(),
})

/** In order of precedence. */
const REFUSED = [
  'member_unknown',
  'branch_unknown',
  'joining_not_asked',
  'joining_way_unknown',
  'terms_not_accepted',
  'membership_waits_for_screening',
  'membership_without_end',
  'membership_still_active',
  'receipt_needed',
  'top_up_needed',
  'proof_needed',
  'ground_not_asked',
  'receipt_used',
  'receipt_unknown',
  'receipt_not_theirs',
  'receipt_too_old',
  'fee_not_on_receipt',
  'fee_below_price',
  'purchase_below_threshold',
  'top_up_unknown',
  'top_up_not_theirs',
  'top_up_too_old',
  'top_up_below_threshold',
  'proof_unknown',
  'coupon_not_valid_today',
  'coupon_used_up',
] as const

export const joinAsMember = endpoint({
  name: 'joinAsMember',
  method: 'POST',
  path: '/memberships',
  can: 'member.write',
  summary:
    'Begin or renew a membership by one of the program’s ways, and hand over what comes with it (C04, C06, C11).',
  input: z.object({ id: idOf<'joining'>(), ...wish }),
  output: joined.extend({ replayed: z.boolean() }),
  refusals: ['joining_id_reused', ...REFUSED, 'stock_short'],
})

export const previewMembership = endpoint({
  name: 'previewMembership',
  method: 'POST',
  path: '/membership-previews',
  can: 'member.write',
  summary: 'What a joining or renewal would come to; nothing is written, and stock is not looked at.',
  input: z.object(wish),
  output: z.object({ ...given, coupons: z.array(z.object({ code: z.string(), count: z.int() })) }),
  refusals: REFUSED,
})

export const memberMemberships = endpoint({
  name: 'memberMemberships',
  method: 'GET',
  path: '/members/:memberId/memberships',
  can: 'member.read',
  summary: 'Every joining and renewal of a member, the newest first.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ rows: z.array(joined) }),
  refusals: ['member_unknown'],
})
