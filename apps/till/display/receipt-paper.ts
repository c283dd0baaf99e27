import { instant } from '#base/instant'
import { add, less, money, nothing, shareHalfUp, sum, type Money } from '#base/money'
import { points } from '#base/points'
import type { Policy } from '#domain/device/model/policy'
import { eReceiptUrl, phoneUrl } from '#domain/device/model/e-receipt'
import type { Language } from '#domain/org/model'
import type { PaperBalance, PaperLine, PaperMember, ReceiptPaper } from '../printing/receipt.ts'
import { receipts as en } from '../text/en/receipts.ts'
import { receipts as zhCN } from '../text/zh-CN/receipts.ts'
import type { ReceiptRow } from '../till-context.ts'
import { publicBase } from '../public-base.ts'
import { printedMoment } from './printed-moment.ts'
import { receiptWords } from './receipt-words.ts'

/** What a paper says of the chain, the store and the till. */
export type PaperPolicy = Pick<
  Policy,
  'chainName' | 'storeName' | 'deviceCode' | 'currency' | 'zone' | 'language' | 'publicUrl'
>

export type PaperWish = Readonly<{
  row: ReceiptRow
  policy: PaperPolicy
  /** Code of the application form that a receipt of a stranger invites to; empty invites to none. */
  joinCode: string
  /** Whether other receipts carry the code that opens them on a phone. */
  eReceipt: boolean
  /** A second print says so. */
  copy: boolean
  drawer: boolean
  /** Number of the sale that a return takes back, where this till knows it. */
  returnsNo: string | null
}>

export const WORDS = { en, 'zh-CN': zhCN } as const
/** Paper speaks the chain's language, not the cashier's. */
export const paperLanguage = (language: string): Language => (language === 'zh-CN' ? 'zh-CN' : 'en')

/** The receipt of a sale or return as it is printed, from what was written down and nothing else. */
export function receiptPaper(wish: PaperWish): ReceiptPaper {
  const { row, policy, copy, drawer } = wish
  const language = paperLanguage(policy.language)
  const words = WORDS[language]
  const kept = keptWords(row)
  const lines = kept.lines?.map(asMoney) ?? linesOf(row, words.paper)
  return {
    language,
    currency: policy.currency,
    kind: row.kind,
    reprint: copy,
    chain: policy.chainName,
    branch: policy.storeName,
    till: policy.deviceCode,
    number: row.receiptNo,
    when: printedMoment(row.at, policy.zone),
    cashier: row.body.cashier.name,
    lines,
    totals: totalsOf(row, lines, kept.changeMinor ?? null),
    tenders: (row.body.wish.tenders ?? []).map((one) => ({
      name: words.tender[one.kind],
      amountMinor: money(one.givenMinor ?? one.amountMinor),
    })),
    member: memberOf(wish, kept.member ?? null),
    notices: [
      ...(wish.returnsNo === null ? [] : [words.paper.ofSale.replace('{{no}}', wish.returnsNo)]),
      ...(kept.notices ?? []),
    ],
    qr: joinQr(wish) ?? eReceiptQr(wish),
    footer: words.paper.footer,
    drawer,
  }
}

/** Words of another version than ours are left out; the receipt is then set from the event alone. */
function keptWords(row: ReceiptRow) {
  const read = receiptWords.safeParse(row.words)
  return read.success ? read.data : {}
}

type KeptLine = NonNullable<ReturnType<typeof keptWords>['lines']>[number]
const asMoney = (line: KeptLine): PaperLine => ({
  name: line.name,
  quantity: line.quantity,
  unitPriceMinor: money(line.unitPriceMinor),
  chargedMinor: money(line.chargedMinor),
  deductions: line.deductions.map((one) => ({ name: one.name, offMinor: money(one.offMinor) })),
})

function linesOf({ body }: ReceiptRow, words: (typeof en)['paper']): PaperLine[] {
  const { lines = [], items = [] } = body.wish
  const charged = (at: number): Money => money(body.charged[at] ?? 0)
  if (lines.length === 0)
    return items.map(({ no, quantity }, at) => {
      const unitPriceMinor = shareHalfUp(charged(at), 1_000, thousandths(quantity))
      const name = words.line.replace('{{no}}', String(no))
      return { name, quantity: String(quantity), unitPriceMinor, chargedMinor: charged(at), deductions: [] }
    })
  return lines.map((line, at) => {
    const whole = thousandths(line.quantity)
    const chargedMinor = charged(at)
    const unitPriceMinor = money(line.unitPriceMinor ?? shareHalfUp(chargedMinor, 1_000, whole))
    const offMinor = less(shareHalfUp(unitPriceMinor, whole, 1_000), chargedMinor)
    return {
      name: line.name === undefined || line.name === '' ? line.productCode : line.name,
      quantity: String(line.quantity),
      unitPriceMinor,
      chargedMinor,
      deductions: offMinor > 0 ? [{ name: words.off, offMinor }] : [],
    }
  })
}

/** Quantities have at most three decimals; as thousandths they are whole. */
const thousandths = (quantity: number): number => Math.round(quantity * 1_000)

function totalsOf(
  row: ReceiptRow,
  lines: readonly PaperLine[],
  keptChangeMinor: number | null,
): ReceiptPaper['totals'] {
  const tenders = row.body.wish.tenders ?? []
  const leftMinor = sum(lines.map((line) => line.chargedMinor))
  const savedMinor = sum(lines.flatMap((line) => line.deductions.map((one) => one.offMinor)))
  const paysMinor = sum(tenders.map((one) => money(one.amountMinor)))
  const paidMinor = sum(tenders.map((one) => money(one.givenMinor ?? one.amountMinor)))
  const dueMinor = tenders.length > 0 ? paysMinor : add(money(row.totalMinor), money(row.body.roundingMinor))
  return {
    subtotalMinor: add(leftMinor, savedMinor),
    savedMinor,
    // Whatever stands between the lines and what was asked for is what rounding took off.
    roundingMinor: less(leftMinor, dueMinor),
    dueMinor,
    paidMinor: tenders.length > 0 ? paidMinor : dueMinor,
    changeMinor:
      keptChangeMinor === null
        ? tenders.length > 0
          ? less(paidMinor, paysMinor)
          : nothing
        : money(keptChangeMinor),
  }
}

type KeptMember = NonNullable<ReturnType<typeof keptWords>['member']>

function memberOf({ row, policy }: PaperWish, kept: KeptMember | null): PaperMember | null {
  if (row.memberId === null && kept === null) return null
  const words = WORDS[paperLanguage(policy.language)].paper
  const final = row.finalPoints
  return {
    nameMasked: kept?.nameMasked || numberMasked(row.memberNumber, words),
    tier: kept?.tier ?? null,
    earned:
      final === null
        ? { points: points(row.body.points), certainty: 'provisional' }
        : { points: points(final), certainty: 'final' },
    balances: kept === null ? [] : balancesOf(kept, policy.zone),
  }
}

/** Who it was where no name is kept: the end of the number. */
export function numberMasked(number: string | null, words: (typeof en)['paper']): string {
  const tail = (number ?? '').slice(-4)
  return words.member.replace('{{tail}}', tail === '' ? '' : `**${tail}`)
}

function balancesOf({ points: count, minor, asOf }: KeptMember, zone: string): PaperBalance[] {
  const when = asOf === null ? null : printedMoment(instant(asOf), zone).slice(5)
  return [
    ...(count === null ? [] : [{ of: 'points' as const, points: points(count), asOf: when }]),
    ...(minor === null ? [] : [{ of: 'stored_value' as const, amountMinor: money(minor), asOf: when }]),
  ]
}

/** Strangers are invited, where a phone can come; whoever is a member needs no second card. */
function joinQr({ row, policy, joinCode }: PaperWish): ReceiptPaper['qr'] {
  if (row.memberId !== null || row.kind !== 'sale' || joinCode.trim() === '') return null
  const code = encodeURIComponent(joinCode.trim())
  const path = `/join/${code}?s=${encodeURIComponent(policy.deviceCode)}`
  const text = phoneUrl(publicBase(policy), path)
  return text === null ? null : { text, caption: WORDS[paperLanguage(policy.language)].paper.join }
}

/** The receipt on the customer's own phone; none where only this machine could open it. */
function eReceiptQr({ row, policy, eReceipt }: PaperWish): ReceiptPaper['qr'] {
  if (!eReceipt || row.body.eReceipt === undefined) return null
  const text = eReceiptUrl(publicBase(policy), row.body.eReceipt)
  return text === null ? null : { text, caption: WORDS[paperLanguage(policy.language)].paper.eReceipt }
}
