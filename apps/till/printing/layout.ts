import { add, formatMoney, negate, sum } from '#base/money'
import type { Money } from '#base/money'
import type { PaperBalance, PaperLine, PaperMember, ReceiptPaper } from './receipt.ts'
import { across, gap, pair, rule } from './rows.ts'
import type { Roll, Row } from './rows.ts'
import { fill, paperTexts } from './texts.ts'
import type { PaperTexts } from './texts.ts'

type Setting = Readonly<{ paper: ReceiptPaper; roll: Roll; texts: PaperTexts }>

/** Sets a receipt in rows for a roll; no row is ever wider than the roll. */
export function layOut(paper: ReceiptPaper, roll: Roll): Row[] {
  const s: Setting = { paper, roll, texts: paperTexts(paper.language) }
  return [
    ...head(s),
    rule(roll),
    ...paper.lines.flatMap((line) => goods(s, line)),
    ...(paper.lines.length > 0 ? [rule(roll)] : []),
    ...totals(s),
    ...(paper.member ? [rule(roll), ...member(s, paper.member)] : []),
    ...notices(s),
    ...foot(s),
  ]
}

const shown = (s: Setting, amount: Money): string => formatMoney(amount, s.paper.currency, s.paper.language)

function head(s: Setting): Row[] {
  const { paper, roll, texts } = s
  const fact = (label: string, value: string): Row[] =>
    value.trim() === '' ? [] : across(roll, label + texts.colon + value)
  return [
    ...across(roll, paper.chain, { align: 'centre', bold: true, size: 2 }),
    ...across(roll, paper.branch, { align: 'centre' }),
    ...across(roll, texts.kind[paper.kind], { align: 'centre', bold: paper.kind !== 'sale' }),
    ...(paper.reprint ? across(roll, texts.reprint, { align: 'centre', bold: true }) : []),
    rule(roll),
    ...fact(texts.number, paper.number),
    ...fact(texts.when, paper.when),
    ...fact(texts.till, paper.till),
    ...fact(texts.cashier, paper.cashier),
  ]
}

/** The name, then quantity × price with the full amount; what was taken off stands below, then what is left. */
function goods(s: Setting, line: PaperLine): Row[] {
  const fullMinor = add(line.chargedMinor, sum(line.deductions.map((one) => one.offMinor)))
  const much = `  ${line.quantity} × ${shown(s, line.unitPriceMinor)}`
  const off = line.deductions.flatMap((one) =>
    pair(s.roll, { label: `  ${one.name}`, amount: shown(s, negate(one.offMinor)) }),
  )
  const left = pair(s.roll, { label: `  ${s.texts.afterOff}`, amount: shown(s, line.chargedMinor) })
  return [
    ...across(s.roll, line.name),
    ...pair(s.roll, { label: much, amount: shown(s, fullMinor) }),
    ...off,
    ...(off.length > 0 ? left : []),
  ]
}

function totals(s: Setting): Row[] {
  const { paper, roll, texts } = s
  const { subtotalMinor, savedMinor, roundingMinor, dueMinor, paidMinor, changeMinor } = paper.totals
  const amount = (label: string, minor: Money): Row[] => pair(roll, { label, amount: shown(s, minor) })
  const unlessZero = (label: string, minor: Money): Row[] => (minor === 0 ? [] : amount(label, minor))
  const due = { label: texts.due[paper.kind], amount: shown(s, dueMinor) }
  return [
    ...amount(texts.subtotal, subtotalMinor),
    ...unlessZero(texts.saved, negate(savedMinor)),
    ...unlessZero(texts.rounding, negate(roundingMinor)),
    ...pair(roll, due, { bold: true, size: 2 }),
    ...paper.tenders.flatMap((tender) => amount(tender.name, tender.amountMinor)),
    ...amount(texts.paid[paper.kind], paidMinor),
    ...unlessZero(texts.change, changeMinor),
  ]
}

function member(s: Setting, of: PaperMember): Row[] {
  const { roll, texts } = s
  const tier = of.tier === null ? [] : pair(roll, { label: texts.tier, amount: of.tier })
  return [
    ...pair(roll, { label: texts.member, amount: of.nameMasked }),
    ...tier,
    ...earned(s, of),
    ...of.balances.flatMap((one) => balance(s, one)),
  ]
}

function earned({ paper, roll, texts }: Setting, { earned: of }: PaperMember): Row[] {
  if (!of) return []
  const sign = new Intl.NumberFormat(paper.language, { signDisplay: 'exceptZero' })
  return [
    ...pair(roll, { label: texts.earned[of.certainty], amount: sign.format(of.points) }, { bold: true }),
    ...(of.certainty === 'provisional' ? across(roll, texts.provisional) : []),
  ]
}

/** A balance says how old it is: without a network it may have changed elsewhere since. */
function balance(s: Setting, of: PaperBalance): Row[] {
  const { paper, roll, texts } = s
  const count = new Intl.NumberFormat(paper.language)
  const amount = of.of === 'points' ? count.format(of.points) : shown(s, of.amountMinor)
  return [
    ...pair(roll, { label: texts.balance[of.of], amount }),
    ...(of.asOf === null ? [] : across(roll, fill(texts.asOf, { when: of.asOf }), { align: 'right' })),
  ]
}

function notices({ paper, roll }: Setting): Row[] {
  const rows = paper.notices.flatMap((notice) => across(roll, notice))
  return rows.length > 0 ? [rule(roll), ...rows] : []
}

function foot({ paper, roll }: Setting): Row[] {
  const { qr } = paper
  const code: Row[] = qr
    ? [gap, { kind: 'qr', text: qr.text }, ...across(roll, qr.caption, { align: 'centre' })]
    : []
  const words = across(roll, paper.footer, { align: 'centre' })
  return [...code, ...(words.length > 0 ? [gap, ...words] : [])]
}
