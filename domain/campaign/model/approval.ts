import type { Role } from '#domain/org/model'

/** What may be launched at which cost without asking anybody, minor units; null has no limit. */
export type LaunchLimits = Readonly<{ marketerMinor: number | null; ownerMinor: number | null }>
export type LaunchWay = 'own_limit' | 'alone' | 'second_person'

/**
 * The most that somebody with these roles launches on their own; null is without limit. Keys, and the house itself, are
 * nobody who could answer for it: as soon as anybody has a limit, theirs is nought.
 */
export function launchLimit(roles: readonly Role[], limits: LaunchLimits): number | null {
  const { marketerMinor, ownerMinor } = limits
  if (marketerMinor === null && ownerMinor === null) return null
  const own = [
    ...(roles.includes('owner') ? [ownerMinor] : []),
    ...(roles.includes('marketer') ? [marketerMinor] : []),
  ]
  return own.some((one) => one === null) ? null : Math.max(0, ...own.map(Number))
}

type Asked = Readonly<{ costMinor: number; anybodyElse: boolean }>

/** K19: above one's own limit a second person decides; an owner with nobody else goes on alone, and it is said. */
export function launchWay(roles: readonly Role[], limits: LaunchLimits, asked: Asked): LaunchWay {
  const most = launchLimit(roles, limits)
  if (most === null || asked.costMinor <= most) return 'own_limit'
  return roles.includes('owner') && !asked.anybodyElse ? 'alone' : 'second_person'
}

type Pair = Readonly<{ asking: readonly Role[]; deciding: readonly Role[] }>

/** K19: one of the two must be up to the cost: by their limit, or because they own the chain. */
export function launchCovered({ asking, deciding }: Pair, limits: LaunchLimits, costMinor: number): boolean {
  if (asking.includes('owner') || deciding.includes('owner')) return true
  const most = launchLimit(deciding, limits)
  return most === null || costMinor <= most
}

/** What of a coupon a price estimate needs. */
export type CouponWorth = Readonly<{
  kind: 'amount' | 'percent' | 'free_item' | 'add_on' | 'voucher' | 'gift'
  minor: number
  mostMinor: number | null
}>

/** The most that one use of a coupon can cost, minor units; null where only the goods would tell. */
export function worthOf({ kind, minor, mostMinor }: CouponWorth): number | null {
  if (kind === 'amount' || kind === 'voucher') return minor
  return kind === 'percent' ? mostMinor : null
}

type Priced = Readonly<{
  /** Who gets it: whoever can be reached, or all treated where others hand it out. */
  paid: number
  messageMinor: number
  giftMinor: number
  coupon: CouponWorth | null
}>
export type LaunchCost = Readonly<{ messagesMinor: number; giftsMinor: number; couponUnknown: boolean }>

/** The most a launch can cost: messages by their price; gifts as stated, or by the coupon where it is dearer. */
export function launchCost({ paid, messageMinor, giftMinor, coupon }: Priced): LaunchCost {
  const worth = coupon === null ? 0 : worthOf(coupon)
  return {
    messagesMinor: paid * messageMinor,
    giftsMinor: paid * Math.max(giftMinor, worth ?? 0),
    couponUnknown: worth === null && giftMinor === 0,
  }
}
