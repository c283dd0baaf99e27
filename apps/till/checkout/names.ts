import type { Language } from '#domain/org/model'
import { tierRule } from '#domain/program/model/member-price'
import type { Deduction } from '#domain/program/model/basket'
import type { ProgramDocument } from '#domain/program/model/document'
import { checkout as en } from '../text/en/checkout.ts'
import { checkout as zhCN } from '../text/zh-CN/checkout.ts'

const WORDS = { en: en.receipt, 'zh-CN': zhCN.receipt } as const

type Named = Readonly<{ code: string; nameZh: string; nameEn: string }>

/** What a rule is called in a language; its code where the program no longer has it. */
export function ruleName(rules: readonly Named[], code: string, language: Language): string {
  const rule = rules.find((one) => one.code === code)
  return (language === 'zh-CN' ? rule?.nameZh : rule?.nameEn) || code
}

/** What took something off a line, by the name the customer knows it by. */
export function deductionName(
  program: ProgramDocument,
  { kind, code }: Pick<Deduction, 'kind' | 'code'>,
  language: Language,
): string {
  const words = WORDS[language]
  if (code === null) return kind === 'basket' ? words.basket : words.line
  if (kind === 'coupon') return ruleName(program.coupons, code, language)
  if (kind === 'pass') return ruleName(program.passes, code, language)
  if (kind === 'add_on') return ruleName(program.addOns, code, language)
  if (kind !== 'member') return code
  const tier = program.tiers.list.find((one) => tierRule(one.code) === code)
  return tier ? ruleName([tier], tier.code, language) : ruleName(program.memberPrices, code, language)
}
