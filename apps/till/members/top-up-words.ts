import type { Policy } from '#domain/device/model/policy'
import type { Offer } from '#domain/wallet/model/top-up'
import { ruleName } from '../checkout/names.ts'
import { maskName } from '#domain/member/model/mask-name'
import { paperLanguage } from '../display/receipt-paper.ts'
import type { TopUpReceiptWords } from '../display/receipt-words.ts'
import type { MemberRow } from '../till-context.ts'

/** What the receipt of a top-up says that the event does not: names, and balances with their age. */
export function topUpWordsOf(
  member: MemberRow,
  offer: Offer,
  { program, language: of }: Pick<Policy, 'program' | 'language'>,
): TopUpReceiptWords {
  const language = paperLanguage(of)
  const beforeMinor = member.minor + member.pending.minor
  return {
    nameMasked: maskName(member.name),
    tier: member.tier === null ? null : ruleName(program.tiers.list, member.tier, language),
    name: offer.packageCode === null ? '' : ruleName(program.topUps, offer.packageCode, language),
    bonusMinor: offer.bonusMinor,
    points: offer.points,
    passes: offer.passes.map(({ code, count }) => ({
      name: ruleName(program.passes, code, language),
      count,
    })),
    coupons: offer.coupons.map(({ rule, count }) => ({
      name: ruleName(program.coupons, rule.code, language),
      count,
    })),
    beforeMinor,
    afterMinor: beforeMinor + offer.paidMinor + offer.bonusMinor,
    asOf: member.at,
  }
}
