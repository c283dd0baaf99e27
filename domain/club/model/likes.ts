import type { BusinessDay } from '#base/instant'

/** F8: from one network address so many likes of a collection count on a day: a family, not a script. */
export const MOST_OF_A_NETWORK = 10
/** F8: so many collections a browser likes on a day. */
export const MOST_OF_A_DEVICE = 20

export const FEWEST_LIKES = 2
export const MOST_LIKES = 500

export const LIKE_OFFER_STATES = ['coming', 'open', 'gone', 'over', 'ended'] as const
export type LikeOfferState = (typeof LIKE_OFFER_STATES)[number]

export type LikeOfferStands = Readonly<{
  firstOn: BusinessDay
  lastOn: BusinessDay
  ended: boolean
  most: number
  wins: number
}>

/** F7: how an offer stands on a day of the chain; `gone` has been won as often as it may be. */
export function offerStateOn(of: LikeOfferStands, day: BusinessDay): LikeOfferState {
  if (of.ended) return 'ended'
  if (day > of.lastOn) return 'over'
  if (of.wins >= of.most) return 'gone'
  return day < of.firstOn ? 'coming' : 'open'
}

export type LikeRefusal =
  | 'like_own'
  | 'like_given'
  | 'collection_full'
  | 'like_offer_gone'
  | 'like_offer_closed'
  | 'like_members_only'
  | 'like_limit_reached'

export type LikeCase = Readonly<{
  /** The friend is whoever collects, by what we know of the browser or of the member. */
  own: boolean
  /** This browser or this member has liked it. */
  given: boolean
  /** It has all its likes; or whoever collects has won by another collection of the same offer. */
  full: boolean
  state: LikeOfferState
  membersOnly: boolean
  isMember: boolean
  /** Likes of this collection from this network today, and of this browser today. */
  ofNetwork: number
  ofDevice: number
}>

/** F8: why a like is not taken, in order of precedence; null when it is. */
export function judgeLike(of: LikeCase): LikeRefusal | null {
  if (of.own) return 'like_own'
  if (of.given) return 'like_given'
  if (of.full) return 'collection_full'
  if (of.state === 'gone') return 'like_offer_gone'
  if (of.state !== 'open') return 'like_offer_closed'
  if (of.membersOnly && !of.isMember) return 'like_members_only'
  if (of.ofNetwork >= MOST_OF_A_NETWORK || of.ofDevice >= MOST_OF_A_DEVICE) return 'like_limit_reached'
  return null
}

/** The tag of whoever joins by an offer's form. */
export const likesTag = (no: number): string => `likes-${no}`

/** The network of an address: itself, or of IPv6 the household's /64, because every phone there has many of its own. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  // An IPv4 address in the clothes of an IPv6 one.
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1)
  const [head = '', tail = ''] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  const whole = [...groups, ...zeros, ...after].slice(0, 4)
  return whole.map((one) => Number.parseInt(one, 16).toString(16)).join(':')
}
