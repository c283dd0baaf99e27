import type { Policy } from '#domain/device/model/policy'
import { maskName } from '#domain/member/model/mask-name'
import { paperLanguage } from '../display/receipt-paper.ts'
import type { SaleReceiptWords } from '../display/receipt-words.ts'
import type { MemberRow, ReceiptWords } from '../till-context.ts'
import type { Draft } from './basket-state.ts'
import { quantityText } from './entry.ts'
import { deductionName, ruleName } from './names.ts'
import type { Quote } from './quote.ts'
import type { Burn } from './sale-body.ts'

export type WordsWish = Readonly<{
  draft: Draft
  quote: Quote
  member: MemberRow | null
  burn: Burn
  changeMinor: number
  policy: Pick<Policy, 'program' | 'language'>
}>

/**
 * What the receipt says that the event does not: names, and balances with their age. Masked, in the chain's language.
 */
export function saleWords({ draft, quote, member, burn, changeMinor, policy }: WordsWish): ReceiptWords {
  const language = paperLanguage(policy.language)
  const words: SaleReceiptWords = {
    lines: quote.priced.lines.map((line, at) => ({
      name: draft.lines[at]?.name ?? '',
      quantity: quantityText(draft.lines[at]?.thousandths ?? 0),
      unitPriceMinor: draft.lines[at]?.unitPriceMinor ?? 0,
      chargedMinor: line.chargedMinor,
      deductions: line.deductions.map((one) => ({
        name: deductionName(policy.program, one, language),
        offMinor: one.minor,
      })),
    })),
    changeMinor,
    ...(member && { member: memberWords(member, burn, policy) }),
  }
  return { ...words, times: [...quote.times] }
}

function memberWords(member: MemberRow, { units }: Burn, { program, language }: WordsWish['policy']) {
  const { pending } = member
  return {
    nameMasked: maskName(member.name),
    tier: member.tier === null ? null : ruleName(program.tiers.list, member.tier, paperLanguage(language)),
    points: member.points + pending.points - units.points,
    minor: member.minor + pending.minor - units.minor,
    asOf: member.at,
  }
}
