import { shareHalfUp } from '#base/money'
import type { Points } from '#base/points'
import {
  PRICE_REFUSALS,
  type Basket,
  type BasketLine,
  type PricedBasket,
  type PriceRefusal,
} from './basket.ts'
import type { ProgramDocument } from './document.ts'
import { missEarning, missMultiplier, ONCE, pointsOf, timesOf } from './earn.ts'
import { MISSES, missWho, type Miss } from './holds.ts'
import { offersFor, tierRule } from './member-price.ts'
import { priceBasket } from './price.ts'

export const PARTS = [
  'price',
  'tier_price',
  'add_on',
  'coupon',
  'points',
  'tier_points',
  'multiplier',
] as const

/** Beside a miss or a refusal: it counted, it could have been used, or it was given by hand. */
export const WHYS = ['applied', 'could_be_used', ...MISSES, ...PRICE_REFUSALS] as const
export type Why = (typeof WHYS)[number]

/** One rule, and whether and why it counted; of one line, or of the whole basket. */
export type Explained = Readonly<{
  part: (typeof PARTS)[number]
  code: string
  nameZh: string
  nameEn: string
  lineNo: number | null
  applied: boolean
  why: Why
  /** What it took off the price; null where it takes nothing or did not count. */
  minor: number | null
  /** Ten thousandths of a time that it earns; null where it is no rule of points. */
  times: number | null
}>

/** A basket as it was judged, with every rule that had a say, or had none, and why (issue: a cashier reads it out). */
export type Explanation = Readonly<{
  priced: PricedBasket | PriceRefusal
  points: Points | null
  rules: readonly Explained[]
}>

/** `held` are coupons that the member could have shown; `otherwiseMinor` what value given away before pays. */
export function explain(
  program: ProgramDocument,
  basket: Basket,
  { held = [], otherwiseMinor = 0 }: Readonly<{ held?: readonly string[]; otherwiseMinor?: number }> = {},
): Explanation {
  const priced = priceBasket(program, basket)
  const prices = basket.lines.flatMap((line) => pricesOf(program, line, { basket, priced }))
  const coupons = couponsOf(program, basket, { priced, held })
  if (typeof priced === 'string') return { priced, points: null, rules: [...prices, ...coupons] }
  const earning = basket.lines.map((line) => earningLine(line, priced))
  const weighed = earning.map((line) => ({ ...line, times: timesOf(program, line, basket) }))
  const rules = [
    ...prices,
    ...addOnsOf(program, basket, priced),
    ...coupons,
    ...earning.flatMap((line) => pointsRules(program, line, basket)),
  ]
  return { priced, points: pointsOf(program, weighed, otherwiseMinor), rules }
}

type Answer = Readonly<{ basket: Basket; priced: PricedBasket | PriceRefusal }>

const deductionsOf = (priced: PricedBasket | PriceRefusal, no: number) =>
  typeof priced === 'string' ? [] : (priced.lines.find((one) => one.no === no)?.deductions ?? [])

/** Every price rule of a line: the one that made its price, those that would have been dearer, those that missed. */
function pricesOf(program: ProgramDocument, line: BasketLine, { basket, priced }: Answer): Explained[] {
  if (basket.asSent === true || line.addOnCode !== null) return []
  const taken = deductionsOf(priced, line.no).find((one) => one.kind === 'member')
  const listed = shareHalfUp(line.unitPriceMinor, line.thousandths, 1000)
  return offersFor(program, line, basket).map(({ code, offer }) => {
    const applied = taken?.code === code
    const not: Miss = typeof offer === 'string' ? offer : offer < listed ? 'better_one' : 'not_cheaper'
    const tier = program.tiers.list.find((one) => tierRule(one.code) === code)
    const rule = tier ?? program.memberPrices.find((one) => one.code === code)
    return {
      part: tier ? 'tier_price' : 'price',
      code,
      nameZh: rule?.nameZh ?? code,
      nameEn: rule?.nameEn ?? code,
      lineNo: line.no,
      applied,
      why: applied ? 'applied' : not,
      minor: applied ? (taken?.minor ?? 0) : null,
      times: null,
    }
  })
}

/** Add-ons that were bought, and those the basket has earned the right to. */
function addOnsOf(program: ProgramDocument, basket: Basket, priced: PricedBasket): Explained[] {
  return program.addOns.map((rule) => {
    const line = basket.lines.find((one) => one.addOnCode === rule.code)
    const minor = line && deductionsOf(priced, line.no).find((one) => one.kind === 'add_on')?.minor
    const why: Why = line ? 'applied' : whyNoAddOn(program, rule.code, basket)
    return {
      part: 'add_on',
      code: rule.code,
      nameZh: rule.nameZh,
      nameEn: rule.nameEn,
      lineNo: line?.no ?? null,
      applied: line !== undefined,
      why,
      minor: minor ?? null,
      times: null,
    }
  })
}

/** Tried on the basket as it is: one unit more, sold as the add-on. */
function whyNoAddOn(program: ProgramDocument, code: string, basket: Basket): Why {
  const rule = program.addOns.find((one) => one.code === code)
  const like = basket.lines[0]
  if (!rule || !like) return 'add_on_below_minimum'
  const productCode = rule.productCodes[0] ?? ''
  const more: BasketLine = { ...like, no: 0, productCode, thousandths: 1000, passCode: null, discount: null }
  const lines = [...basket.lines, { ...more, category: '', addOnCode: code }]
  const answer = priceBasket({ ...program, membersOnly: [], presales: [] }, { ...basket, lines })
  return typeof answer === 'string' ? answer : 'could_be_used'
}

function couponsOf(
  program: ProgramDocument,
  basket: Basket,
  { priced, held }: Readonly<{ priced: PricedBasket | PriceRefusal; held: readonly string[] }>,
): Explained[] {
  const shown = new Set(basket.coupons)
  return program.coupons
    .filter(
      (rule) => rule.kind !== 'voucher' && (shown.has(rule.code) || rule.open || held.includes(rule.code)),
    )
    .map((rule) => {
      const used = shown.has(rule.code) && typeof priced !== 'string'
      const minor = used
        ? priced.lines
            .flatMap((line) =>
              line.deductions.filter((one) => one.kind === 'coupon' && one.code === rule.code),
            )
            .reduce((all, one) => all + one.minor, 0)
        : null
      return {
        part: 'coupon',
        code: rule.code,
        nameZh: rule.nameZh,
        nameEn: rule.nameEn,
        lineNo: null,
        applied: used,
        why: used ? 'applied' : whyNoCoupon(program, basket, rule.code),
        minor,
        times: null,
      }
    })
}

/** What the basket would be refused for with this coupon beside those shown. */
function whyNoCoupon(program: ProgramDocument, basket: Basket, code: string): Why {
  const coupons = basket.coupons.includes(code) ? basket.coupons : [...basket.coupons, code]
  const answer = priceBasket(program, { ...basket, coupons })
  return typeof answer === 'string' ? answer : 'could_be_used'
}

const earningLine = (line: BasketLine, priced: PricedBasket) => {
  const { chargedMinor, deductions } = priced.lines.find(
    (one) => one.no === line.no,
  ) as PricedBasket['lines'][number]
  return { no: line.no, productCode: line.productCode, category: line.category, chargedMinor, deductions }
}

/** The base rate, the tier's and every multiplier, of one line. */
function pointsRules(
  program: ProgramDocument,
  line: ReturnType<typeof earningLine>,
  basket: Basket,
): Explained[] {
  const of = { lineNo: line.no, minor: null }
  const never = basket.buyer === null ? 'not_member' : missEarning(program, line)
  const times = timesOf(program, line, basket)
  const tier = program.tiers.list.find((one) => one.code === basket.buyer?.tier)
  const counts = (own: number) =>
    never ?? (program.earning.combine === 'multiply' || own === times ? null : 'better_one')
  const one = (why: Why | null) => ({ applied: why === null, why: why ?? ('applied' as const) })
  const base: Explained = {
    part: 'points',
    code: 'base',
    nameZh: '基础积分',
    nameEn: 'Points for purchases',
    ...of,
    ...one(never),
    times: ONCE,
  }
  const tiers =
    tier && tier.earnTimes !== ONCE
      ? [
          {
            part: 'tier_points',
            ...wordsOf(tier),
            ...of,
            ...one(counts(tier.earnTimes)),
            times: tier.earnTimes,
          } as const,
        ]
      : []
  const multipliers = program.earning.multipliers.map((rule) => {
    const why = missWho(rule, basket) ?? never ?? missMultiplier(rule, line, basket) ?? counts(rule.times)
    return { part: 'multiplier', ...wordsOf(rule), ...of, ...one(why), times: rule.times } as const
  })
  return [base, ...tiers, ...multipliers]
}

const wordsOf = ({ code, nameZh, nameEn }: Readonly<{ code: string; nameZh: string; nameEn: string }>) => ({
  code,
  nameZh,
  nameEn,
})
