import type { BusinessDay } from '#base/instant'
import type { Values } from './cells.ts'

export const FACTS = ['campaign', 'coupon', 'issue', 'redemption'] as const
export type Fact = (typeof FACTS)[number]

/** What a row tells of coupons of the past; days are business days, texts as the file wrote them. */
export type Past = Readonly<{
  fact: Fact
  /** Empty for a coupon that belonged to no campaign. */
  campaign: string
  /** Null for what is said of a campaign with all its coupons. */
  coupon: string | null
  name: string
  productCode: string | null
  memberNumber: string | null
  issuedOn: BusinessDay | null
  redeemedOn: BusinessDay | null
  receiptNo: string | null
  validFrom: BusinessDay | null
  validTo: BusinessDay | null
}>

/** Which fact a row is: what it names decides, so that one kind of file reads the four tables systems keep. */
function factOf(values: Values): Fact {
  if (values['redeemedOn'] != null) return 'redemption'
  if (values['memberNumber'] != null) return 'issue'
  return values['coupon'] == null ? 'campaign' : 'coupon'
}

/** The fact a row tells. A cell of another fact is left out: a receipt without a use says nothing. */
export function pastOf(values: Values): Past {
  const text = (key: string): string | null => (typeof values[key] === 'string' ? values[key] : null)
  const date = (key: string) => text(key) as BusinessDay | null
  const fact = factOf(values)
  return {
    fact,
    campaign: text('campaign') ?? '',
    coupon: text('coupon'),
    name: text('couponName') ?? '',
    productCode: fact === 'campaign' ? null : text('code'),
    memberNumber: text('memberNumber'),
    issuedOn: text('memberNumber') === null ? null : date('issuedOn'),
    redeemedOn: date('redeemedOn'),
    receiptNo: fact === 'redemption' ? text('receiptNo') : null,
    validFrom: date('validFrom'),
    validTo: date('validTo'),
  }
}

export type PastNo = Readonly<{ code: string; field: string }>

const LONGEST: Readonly<Partial<Record<keyof Past, number>>> = {
  campaign: 100,
  coupon: 100,
  name: 200,
  productCode: 100,
  receiptNo: 100,
}
/** What a field of the fact is called in the mapping, where that differs. */
const FIELD: Readonly<Partial<Record<keyof Past, string>>> = { name: 'couponName', productCode: 'code' }

/** Why a fact cannot be history, with the field at fault; null when it can. */
export function pastTrouble(past: Past, today: BusinessDay): PastNo | null {
  const no = (code: string, field: string): PastNo => ({ code, field })
  if (past.campaign === '' && past.coupon === null) return no('past_names_nothing', 'coupon')
  if (past.fact === 'redemption' && past.coupon === null) return no('cell_empty', 'coupon')
  if (past.fact === 'redemption' && past.memberNumber === null) return no('cell_empty', 'memberNumber')
  for (const [key, most] of Object.entries(LONGEST) as [keyof Past, number][])
    if ((past[key] ?? '').length > most) return no('text_too_long', FIELD[key] ?? key)
  if (past.validFrom !== null && past.validTo !== null && past.validTo < past.validFrom)
    return no('past_ends_before', 'validTo')
  if (past.issuedOn !== null && past.issuedOn > today) return no('past_in_future', 'issuedOn')
  if (past.redeemedOn === null) return null
  if (past.redeemedOn > today) return no('past_in_future', 'redeemedOn')
  return past.issuedOn !== null && past.redeemedOn < past.issuedOn
    ? no('past_used_before', 'redeemedOn')
    : null
}

/** What makes two facts the same; names and validity are content, and other content under a key is refused. */
export function pastKey(past: Past): string {
  const { fact, campaign, coupon, productCode, memberNumber, issuedOn, redeemedOn, receiptNo } = past
  const own = {
    campaign: [],
    coupon: [coupon, productCode],
    issue: [coupon, memberNumber, issuedOn],
    redemption: [coupon, memberNumber, redeemedOn, receiptNo],
  }[fact]
  return `${fact}:${JSON.stringify([campaign, ...own])}`
}
