import type { Group, Start } from '../field.ts'
import type { Part } from '../parts.ts'
import type { Raw } from '../raw.ts'
import * as members from './members.ts'
import * as offers from './offers.ts'
import * as points from './points.ts'

/** How a part is edited: plain fields, a rule to switch on, or a list of items. Tiers and benefits have their own. */
export type Form =
  | Readonly<{ kind: 'fields'; at: string; groups: readonly Group[] }>
  | Readonly<{ kind: 'switched'; at: string; groups: readonly Group[]; given: Raw }>
  | Readonly<{ kind: 'items'; at: string; groups: readonly Group[]; given: Raw; starts?: readonly Start[] }>

const fields = (at: string, groups: readonly Group[]): Form => ({ kind: 'fields', at, groups })
const switched = (at: string, groups: readonly Group[], given: Raw = {}): Form => ({
  kind: 'switched',
  at,
  groups,
  given,
})
const items = (at: string, groups: readonly Group[], given: Raw = {}, starts?: readonly Start[]): Form => ({
  kind: 'items',
  at,
  groups,
  given,
  ...(starts ? { starts } : {}),
})

const COUPON_STARTS: readonly Start[] = [
  { label: 'startAmount', given: { kind: 'amount' } },
  { label: 'startPercent', given: { kind: 'percent' } },
  { label: 'startVoucher', given: { kind: 'voucher' } },
  { label: 'startFreeItem', given: { kind: 'free_item' } },
  { label: 'startAddOn', given: { kind: 'add_on' } },
  { label: 'startGift', given: { kind: 'gift' } },
]

const CLAIM_STARTS: readonly Start[] = [
  { label: 'startBirthday', given: { occasion: 'birthday' } },
  { label: 'startFestival', given: { occasion: 'festival' } },
  { label: 'startLifeEvent', given: { occasion: 'life_event' } },
  { label: 'startQuarter', given: { occasion: 'quarter' } },
]

export const FORMS: Readonly<Record<Exclude<Part, 'tiers' | 'benefits'>, Form>> = {
  aim: fields('aim', members.AIM),
  joining: switched('joining', members.JOINING, { ways: [] }),
  earning: fields('earning', points.EARNING),
  pointsAsMoney: switched('pointsAsMoney', points.POINTS_AS_MONEY, { points: 100 }),
  gifts: items('gifts', points.GIFTS),
  clearing: fields('clearing', points.CLEARING),
  periodReward: switched('periodReward', points.PERIOD_REWARD, { bps: 100, every: 'quarter' }),
  memberPrices: items('memberPrices', offers.MEMBER_PRICE, { kind: 'discount' }),
  membersOnly: items('membersOnly', offers.MEMBERS_ONLY),
  presales: items('presales', offers.PRESALE),
  addOns: items('addOns', offers.ADD_ON),
  coupons: items('coupons', offers.COUPON, {}, COUPON_STARTS),
  claims: items('claims', offers.CLAIM, {}, CLAIM_STARTS),
  storedValue: fields('storedValue', offers.STORED_VALUE),
  topUps: items('topUps', offers.TOP_UP),
  passes: items('passes', offers.PASS),
  prepaid: fields('prepaid', offers.PREPAID),
  returns: fields('returns', members.RETURNS),
  till: fields('', members.TILL),
  authentication: fields('authentication', members.AUTHENTICATION),
  adjustments: fields('adjustments', members.ADJUSTMENTS),
  transfers: fields('transfers', members.TRANSFERS),
}
