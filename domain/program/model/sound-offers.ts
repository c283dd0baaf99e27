import type { BusinessDay } from '#base/instant'
import type { CouponRule, ProgramDocument } from './document.ts'
import { mustBe, type Finding, type Path } from './finding.ts'

/** Prices, add-ons and coupons that take off something, not everything, and end after they begin. */
export const soundOffers = (document: ProgramDocument): Finding[] => [
  ...spans(document),
  ...prices(document),
  ...document.coupons.flatMap(coupon),
]

type Span = Readonly<{ from: BusinessDay | null; to: BusinessDay | null }>

function spans(of: ProgramDocument): Finding[] {
  const lists: readonly (readonly [Path, readonly Span[]])[] = [
    [['earning', 'multipliers'], of.earning.multipliers],
    [['memberPrices'], of.memberPrices],
    [['membersOnly'], of.membersOnly],
    [['addOns'], of.addOns],
    [['coupons'], of.coupons],
    [['gifts'], of.gifts],
  ]
  const backwards = lists.flatMap(([path, list]) =>
    list.flatMap(({ from, to }, at) =>
      from !== null && to !== null && from > to
        ? [mustBe('ends_before_it_begins', [...path, at, 'to'], { from, to })]
        : [],
    ),
  )
  const presales = of.presales.flatMap(({ membersFrom, everybodyFrom }, at) =>
    everybodyFrom > membersFrom
      ? []
      : [
          mustBe('ends_before_it_begins', ['presales', at, 'everybodyFrom'], {
            from: membersFrom,
            to: everybodyFrom,
          }),
        ],
  )
  return [...backwards, ...presales]
}

function prices({ memberPrices }: ProgramDocument): Finding[] {
  return memberPrices.flatMap((rule, at) => {
    const path = ['memberPrices', at] as const
    if (rule.kind === 'price')
      return rule.priceMinor === undefined ? [mustBe('price_needed', [...path, 'priceMinor'])] : []
    if (rule.kind === 'cost_plus') return []
    if (rule.bps === 0) return [mustBe('worth_nothing', [...path, 'bps'])]
    return rule.bps >= 10_000 ? [mustBe('all_for_nothing', [...path, 'bps'])] : []
  })
}

function coupon(rule: CouponRule, at: number): Finding[] {
  const path = ['coupons', at] as const
  if (rule.kind === 'percent') {
    if (rule.bps === 0) return [mustBe('worth_nothing', [...path, 'bps'])]
    return rule.bps === 10_000 ? [mustBe('all_for_nothing', [...path, 'bps'])] : []
  }
  if (rule.kind === 'amount' || rule.kind === 'voucher')
    return rule.minor === 0 ? [mustBe('worth_nothing', [...path, 'minor'])] : []
  if (rule.kind === 'gift') return []
  const all = rule.productCodes.length + rule.categories.length === 0
  return all ? [mustBe('goods_needed', [...path, 'productCodes'])] : []
}
