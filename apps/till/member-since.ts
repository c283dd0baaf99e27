import type { PassCounts } from '#domain/device/model/reservation'

/** The next tier, what is missing by each way that counts something, and the last day on which that is so. */
export type NextTierRow = Readonly<{
  code: string
  ways: readonly Readonly<{ by: string; least: number; missing: number }>[]
  until: string | null
}>

/** What this till did for a member since: `spentMinor` and `visits` are what counts towards a tier. */
export type Pending = Readonly<{
  minor: number
  points: number
  earned: number
  spentMinor: number
  visits: number
  /** Uses of passes: less than nothing where some were taken. */
  passes: PassCounts
  /** What went on account: less than nothing where something was charged. */
  accountMinor: number
}>

/** A coupon that was shown by its secret, with whose it is and what has become of it. */
export type FoundCoupon = Readonly<{
  id: string
  code: string
  state: string
  expiresOn: string | null
  memberId: string
}>
