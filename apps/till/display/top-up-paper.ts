import { instant } from '#base/instant'
import { formatMoney, money, nothing } from '#base/money'
import { points } from '#base/points'
import type { PaperBalance, PaperMember, ReceiptPaper } from '../printing/receipt.ts'
import { fill } from '../printing/texts.ts'
import type { TopUpRow } from '../till-context.ts'
import { printedMoment } from './printed-moment.ts'
import { numberMasked, paperLanguage, WORDS, type PaperPolicy } from './receipt-paper.ts'
import { topUpWords } from './receipt-words.ts'

export type TopUpWish = Readonly<{ row: TopUpRow; policy: PaperPolicy; copy: boolean; drawer: boolean }>

/** The receipt of a top-up: what was paid and brought, and the balance before and after as the till knows it. */
export function topUpPaper({ row, policy, copy, drawer }: TopUpWish): ReceiptPaper {
  const language = paperLanguage(policy.language)
  const { paper, tender } = WORDS[language]
  const kept = keptWords(row)
  const paidMinor = money(row.totalMinor)
  const line = {
    name: kept?.name || paper.topUp,
    quantity: '1',
    unitPriceMinor: paidMinor,
    chargedMinor: paidMinor,
    deductions: [],
  }
  return {
    language,
    currency: policy.currency,
    kind: 'top_up',
    reprint: copy,
    chain: policy.chainName,
    branch: policy.storeName,
    till: policy.deviceCode,
    number: row.receiptNo,
    when: printedMoment(row.at, policy.zone),
    cashier: row.body.cashier.name,
    lines: [line],
    totals: {
      subtotalMinor: paidMinor,
      savedMinor: nothing,
      roundingMinor: nothing,
      dueMinor: paidMinor,
      paidMinor,
      changeMinor: nothing,
    },
    tenders: [{ name: tender[row.body.tender], amountMinor: paidMinor }],
    member: memberOf(row, policy, kept),
    notices: noticesOf(row, policy, kept),
    qr: null,
    footer: paper.footer,
    drawer,
  }
}

type Kept = ReturnType<typeof keptWords>

/** Words of another version than ours are left out; the receipt is then set from the event alone. */
function keptWords({ words }: TopUpRow) {
  const read = topUpWords.safeParse(words)
  return read.success ? read.data : null
}

function memberOf(row: TopUpRow, policy: PaperPolicy, kept: Kept): PaperMember {
  const { paper } = WORDS[paperLanguage(policy.language)]
  return {
    nameMasked: kept?.nameMasked || numberMasked(row.memberNumber, paper),
    tier: kept?.tier ?? null,
    earned: earnedOf(row, kept),
    balances: kept === null ? [] : balancesOf(kept, policy),
  }
}

function earnedOf({ finalPoints }: TopUpRow, kept: Kept): PaperMember['earned'] {
  const count = finalPoints ?? kept?.points ?? 0
  if (count === 0) return null
  return { points: points(count), certainty: finalPoints === null ? 'provisional' : 'final' }
}

/** What head office last told, with its age, and what it comes to by what was paid here since. */
function balancesOf(
  { beforeMinor, afterMinor, asOf }: NonNullable<Kept>,
  { zone }: PaperPolicy,
): PaperBalance[] {
  const when = asOf === null ? null : printedMoment(instant(asOf), zone).slice(5)
  return [
    { of: 'before', amountMinor: money(beforeMinor), asOf: when },
    { of: 'after', amountMinor: money(afterMinor), asOf: null },
  ]
}

function noticesOf({ outcome }: TopUpRow, { currency, language: of }: PaperPolicy, kept: Kept): string[] {
  const language = paperLanguage(of)
  const { paper } = WORDS[language]
  const count = new Intl.NumberFormat(language)
  const several = (words: string, { name, count: n }: Readonly<{ name: string; count: number }>) =>
    fill(words, { name, n: count.format(n) })
  const unbooked = outcome === 'applied' || outcome === 'duplicate' ? [] : [paper.unbooked]
  if (kept === null) return unbooked
  const bonus = kept.bonusMinor === 0 ? [] : [formatMoney(money(kept.bonusMinor), currency, language)]
  return [
    ...bonus.map((text) => fill(paper.bonus, { money: text })),
    ...kept.passes.map((one) => several(paper.pass, one)),
    ...kept.coupons.map((one) => several(paper.coupon, one)),
    ...unbooked,
  ]
}
