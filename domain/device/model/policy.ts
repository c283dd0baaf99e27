import { z } from 'zod'
import { anInstant, instantOfMs, msOf, type Instant } from '#base/instant'
import { programDocument } from '#domain/program/contract'
import { discountRule } from '#domain/sale/model/hand-discount'

/** A policy older than this is no policy: the till keeps recording and stops burning (promises §4.4). */
export const POLICY_DAYS = 30

/**
 * What a till may do by itself where the owner opted in (mechanism B): per store, split over its tills, never
 * multiplied. Money in minor units of the chain's currency. Defaults and hard limits: promises §4.3.
 */
export const limitsSchema = z.strictObject({
  perSaleMinor: z.int().min(0).max(300_00),
  perCardMinor: z.int().min(0).max(500_00),
  /** And no more than this share of the last known balance. */
  perCardBps: z.int().min(0).max(10_000),
  perStoreMinor: z.int().min(0).max(20_000_00),
  snapshotHours: z.int().min(0).max(72),
  /** At how many stores one card may be so burned. */
  storesPerCard: z.int().min(1).max(3),
  /** What coupons redeemed without a network may cost the store at most. */
  couponLossMinor: z.int().min(0).max(20_000_00),
  /** Tills that share the store's limits. */
  tills: z.int().min(1),
})
export type OfflineLimits = z.output<typeof limitsSchema>

export const STANDARD_LIMITS: Omit<OfflineLimits, 'tills'> = {
  perSaleMinor: 100_00,
  perCardMinor: 100_00,
  perCardBps: 2_000,
  perStoreMinor: 3_000_00,
  snapshotHours: 24,
  storesPerCard: 1,
  couponLossMinor: 0,
}

/** One person who may sign in at the till; the PIN is checked there, so its verifier travels (never a member's PIN). */
const cashier = z.strictObject({
  id: z.guid(),
  name: z.string(),
  permissions: z.array(z.string()),
  /** PBKDF2-SHA-256 of the PIN, base64; null for whoever has no till PIN yet. */
  pin: z.strictObject({ salt: z.string(), rounds: z.int(), hash: z.string() }).nullable(),
})
export type Cashier = z.output<typeof cashier>

export const policySchema = z.strictObject({
  v: z.literal(1),
  t: z.literal('policy'),
  chain: z.guid(),
  chainName: z.string(),
  currency: z.string(),
  language: z.string(),
  store: z.guid(),
  storeName: z.string(),
  storeCode: z.string(),
  zone: z.string(),
  closingHour: z.int(),
  device: z.guid(),
  /** A short name for receipts and numbers, unique in the chain. */
  deviceCode: z.string(),
  /** Only grows; a till that has seen one takes no older one (O7). */
  version: z.int().min(1),
  issuedAt: anInstant,
  expiresAt: anInstant,
  /** The till's certificate: until then it may burn. */
  certifiedUntil: anInstant,
  /** The epoch head office expects; a till in an older one is read-only. */
  epoch: z.int().min(1),
  programVersion: z.int().min(0),
  program: programDocument,
  /** Null where the owner did not opt in. */
  limits: limitsSchema.nullable(),
  /** Absent where the owner set none: a till whose program does not know of it goes on with policies without it. */
  discounts: discountRule.optional(),
  /** Members whose value may not be burned without a network: frozen, lost card, erased. */
  deny: z.array(z.guid()),
  cashiers: z.array(cashier),
  /** Where members join and e-receipts are read; empty where nobody set it: then where the till was opened. */
  publicUrl: z.string(),
  playlist: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['image', 'text']),
      url: z.string(),
      textZh: z.string(),
      textEn: z.string(),
      seconds: z.int().min(2).max(600),
    }),
  ),
  bulletin: z.array(z.strictObject({ zh: z.string(), en: z.string() })),
})
export type Policy = z.output<typeof policySchema>

/** Something head office signed, with the text that was signed. */
export type SealedText = Readonly<{ text: string; signature: string }>
export const sealedSchema = z.strictObject({
  text: z.string().max(20_000_000),
  signature: z.string().max(200),
})
/** What the signature of a policy, reservation or answer is taken over. */
export const sealedText = (kind: 'policy' | 'reservation' | 'answer' | 'certificate', text: string): string =>
  `zhiji ${kind} 1\n${text}`

export type PolicyFault =
  'policy_signature_wrong' | 'policy_of_another_device' | 'policy_older' | 'policy_expired'

export type Holding = Readonly<{
  chain: string
  device: string
  /** The highest version this till has ever seen; survives everything but a new epoch. */
  highest: number
  now: Instant
}>

/** O7: whether a till takes this policy over the one it has. */
export function judgePolicy(policy: Policy, signed: boolean, holding: Holding): PolicyFault | null {
  if (!signed) return 'policy_signature_wrong'
  if (policy.chain !== holding.chain || policy.device !== holding.device) return 'policy_of_another_device'
  if (policy.version < holding.highest) return 'policy_older'
  return policy.expiresAt <= holding.now ? 'policy_expired' : null
}

export const policyEnd = (issuedAt: Instant): Instant =>
  instantOfMs(msOf(issuedAt) + POLICY_DAYS * 86_400_000)
