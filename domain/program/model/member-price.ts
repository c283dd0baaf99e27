import { less, money, shareHalfUp, type Money } from '#base/money'
import { compare, type BasketLine, type Open, type PriceRefusal } from './basket.ts'
import type { ProgramDocument } from './document.ts'
import { isFor, missMember, missWhen, missWho, type Miss, type Scene } from './holds.ts'
import type { AddOn, MemberPrice } from './offers.ts'

/** Whether goods may be sold at all to whoever buys: members only, or in the days of their presale (C19). */
export function judgeGoods(program: ProgramDocument, line: BasketLine, scene: Scene): PriceRefusal | null {
  const kept = program.membersOnly.filter((rule) => isFor(rule, line) && missWhen(rule, scene) === null)
  if (kept.length > 0 && kept.every((rule) => missWho(rule, scene) !== null)) return 'members_only'
  for (const rule of program.presales) {
    if (!isFor(rule, line) || scene.on >= rule.everybodyFrom) continue
    if (scene.on < rule.membersFrom) return 'not_on_sale_yet'
    if (missWho(rule, scene) !== null) return 'presale_for_members'
  }
  return null
}

/** The price of a line for members, and the rule that made it. */
export type Offer = Readonly<{ code: string; chargedMinor: Money }>

/** What every price rule comes to for a line: a charge, or why it makes none. A tier's own discount is one of them. */
export function offersFor(
  program: ProgramDocument,
  line: BasketLine,
  scene: Scene,
): readonly Readonly<{ code: string; offer: Money | Miss }>[] {
  const listed = shareHalfUp(line.unitPriceMinor, line.thousandths, 1000)
  const rules = program.memberPrices.map((rule) => ({
    code: rule.code,
    offer: missMember(rule, scene) ?? (isFor(rule, line) ? priceBy(rule, line, listed) : 'other_goods'),
  }))
  const tier = program.tiers.list.find((one) => one.code === scene.buyer?.tier)
  if (tier === undefined || tier.discountBps === 0) return rules
  return [...rules, { code: tierRule(tier.code), offer: lessBps(listed, tier.discountBps) }]
}

/** How the discount that a tier gives on everything is named on a receipt; no rule's code holds a colon. */
export const tierRule = (tier: string): string => `tier:${tier}`

const lessBps = (listed: Money, bps: number): Money =>
  less(listed, shareHalfUp(listed, Math.min(bps, 10_000), 10_000))

function priceBy(rule: MemberPrice, line: BasketLine, listed: Money): Money | Miss {
  if (rule.kind === 'discount') return lessBps(listed, rule.bps)
  if (rule.kind === 'price') return shareHalfUp(money(rule.priceMinor ?? 0), line.thousandths, 1000)
  if (line.costMinor === null) return 'cost_unknown'
  return shareHalfUp(shareHalfUp(line.costMinor, 10_000 + rule.bps, 10_000), line.thousandths, 1000)
}

/** The lowest price that a rule gives, never above the list; of equal ones the first by code (C18). */
export function bestOffer(program: ProgramDocument, line: BasketLine, scene: Scene): Offer | null {
  if (scene.buyer === null) return null
  let best: Offer | null = null
  for (const { code, offer } of offersFor(program, line, scene)) {
    if (typeof offer === 'string') continue
    const better =
      best === null ||
      offer < best.chargedMinor ||
      (offer === best.chargedMinor && compare(code, best.code) < 0)
    if (better) best = { code, chargedMinor: offer }
  }
  return best !== null && best.chargedMinor < shareHalfUp(line.unitPriceMinor, line.thousandths, 1000)
    ? best
    : null
}

/** Whether a line may be sold as the add-on it claims to be; the rest of the basket is looked at when it is priced. */
export function judgeAddOn(
  program: ProgramDocument,
  line: BasketLine,
  scene: Scene,
): AddOn | PriceRefusal | null {
  if (line.addOnCode === null) return null
  const rule = program.addOns.find((one) => one.code === line.addOnCode)
  if (!rule) return 'add_on_unknown'
  if (missWho(rule, scene) !== null) return 'add_on_not_for_member'
  if (missWhen(rule, scene) !== null) return 'add_on_not_valid_today'
  if (!rule.productCodes.includes(line.productCode)) return 'add_on_not_for_product'
  return rule
}

/** C20: so many of an offer, and a basket of so much beside everything that is an add-on itself. */
export function judgeAddOns(program: ProgramDocument, open: readonly Open[]): PriceRefusal | null {
  const bought = open.filter((one) => one.line.addOnCode !== null)
  if (bought.length === 0) return null
  const rest = open.filter((one) => one.line.addOnCode === null).reduce((all, one) => all + one.rest, 0)
  const rules = program.addOns.filter((rule) => bought.some((one) => one.line.addOnCode === rule.code))
  const units = (rule: AddOn) =>
    bought
      .filter((one) => one.line.addOnCode === rule.code)
      .reduce((all, one) => all + one.line.thousandths, 0) / 1000
  const broken = bought.some((one) => one.line.thousandths % 1000 !== 0)
  if (broken || rules.some((rule) => units(rule) > rule.most)) return 'add_on_too_many'
  return rules.some((rule) => rest < rule.leastMinor) ? 'add_on_below_minimum' : null
}
