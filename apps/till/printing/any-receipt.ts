import fc from 'fast-check'
import { money } from '#base/money'
import { points } from '#base/points'
import type { ReceiptPaper } from './receipt.ts'

/** Characters that make trouble: wide, ambiguous, composed, supplementary, right to left, commands of a printer. */
const CHARACTERS = [
  ...'\u77e5\u5df1\u8336\u94fa\uff08\uff09\uffe5\uff0c\u3002\u9f98aZ09 -×é€£¥“…ΩЖｱ한ไทย',
  '𠮷',
  '😀',
  '👨‍👩‍👧',
  'e\u0301',
  '\u0301',
  '\u200f',
  '\u00a0',
  '\u3000',
  '\u001b',
  '\u001dV',
  '\u001bp\u0000',
  '\n',
  '\ud842',
  '\ue5e5',
]
const word = fc.string({
  unit: fc.oneof(fc.constantFrom(...CHARACTERS), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 70,
})
const anyMoney = fc.oneof(fc.nat({ max: 100_000_00 }), fc.maxSafeInteger()).map(money)
/** Small enough that a line and its deductions add up to a safe integer. */
const fewMoney = fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 }).map(money)
const anyLine = fc.record({
  name: word,
  quantity: word,
  unitPriceMinor: anyMoney,
  chargedMinor: fewMoney,
  deductions: fc.array(fc.record({ name: word, offMinor: fewMoney }), { maxLength: 3 }),
})
const orNull = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of)

/** Any receipt at all, sensible or not: paper has to bear it. */
export const anyReceipt: fc.Arbitrary<ReceiptPaper> = fc.record({
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
  currency: fc.constantFrom('CNY', 'GBP', 'EUR', 'JPY', 'KWD', 'CHF'),
  kind: fc.constantFrom('sale' as const, 'return' as const, 'top_up' as const),
  reprint: fc.boolean(),
  chain: word,
  branch: word,
  till: word,
  number: word,
  when: word,
  cashier: word,
  lines: fc.array(anyLine, { maxLength: 5 }),
  totals: fc.record({
    subtotalMinor: anyMoney,
    savedMinor: anyMoney,
    roundingMinor: anyMoney,
    dueMinor: anyMoney,
    paidMinor: anyMoney,
    changeMinor: anyMoney,
  }),
  tenders: fc.array(fc.record({ name: word, amountMinor: anyMoney }), { maxLength: 3 }),
  member: orNull(
    fc.record({
      nameMasked: word,
      tier: orNull(word),
      earned: orNull(
        fc.record({
          points: fc.maxSafeInteger().map(points),
          certainty: fc.constantFrom('provisional' as const, 'final' as const),
        }),
      ),
      balances: fc.array(
        fc.oneof(
          fc.record({
            of: fc.constant('points' as const),
            points: fc.maxSafeInteger().map(points),
            asOf: orNull(word),
          }),
          fc.record({
            of: fc.constantFrom('stored_value' as const, 'before' as const, 'after' as const),
            amountMinor: anyMoney,
            asOf: orNull(word),
          }),
        ),
        { maxLength: 2 },
      ),
    }),
  ),
  notices: fc.array(word, { maxLength: 2 }),
  qr: orNull(fc.record({ text: fc.webUrl({ withQueryParameters: true }), caption: word })),
  footer: word,
  drawer: fc.boolean(),
})
