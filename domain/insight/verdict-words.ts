import { formatMoney, money } from '#base/money'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type { Verdict } from './model/verdict.ts'
import { verdictText, type VerdictLanguage } from './model/verdict-text.ts'

/** A verdict as every report tells it, in both languages and the chain's money; `more` is said behind it. */
export async function verdictInWords(
  work: Work,
  found: Verdict,
  { outcome, more = () => [] }: Telling,
): Promise<{ kind: Verdict['kind']; reasons: Verdict['reasons'][number][]; en: string; zh: string }> {
  const { currency } = await chain(work)
  const amount = (language: VerdictLanguage) => (minor: number) =>
    formatMoney(money(minor), currency, language)
  const say = (language: VerdictLanguage) => [
    ...verdictText(found, language, amount(language), outcome),
    ...more(language),
  ]
  const { kind, reasons } = found
  return { kind, reasons: [...reasons], en: say('en').join(' '), zh: say('zh-CN').join('') }
}

type Telling = Readonly<{
  /** What was compared. */
  outcome: 'sales' | 'margin'
  more?: (language: VerdictLanguage) => readonly string[]
}>
