import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNameOf } from '../wallet/names.ts'

/** How a program earns, in one sentence. */
export function useRuleText(): (document: Pick<ProgramDocument, 'earning'>) => string {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return ({ earning }) =>
    t('program.answer', {
      points: t('program.points', { count: earning.points, n: number(earning.points) }),
      money: money(earning.perMinor),
    })
}

/** The parts of a program, in the order they are read. */
export const PARTS = [
  'earning',
  'pointsAsMoney',
  'storedValue',
  'topUps',
  'passes',
  'coupons',
  'returns',
  'till',
  'adjustments',
  'transfers',
  'prepaid',
] as const
export type Part = (typeof PARTS)[number]
type Words = (document: ProgramDocument) => readonly string[]

/** Every part of a program in plain sentences, so that a slip is seen before it is published. */
export function useRules(): (part: Part, document: ProgramDocument) => string {
  const { t, i18n } = useTranslation()
  const value = useValueRules()
  const goods = useGoodsRules()
  const chain = useChainRules()
  const rules: Readonly<Record<Part, Words>> = { ...value, ...goods, ...chain }
  const apart = i18n.language === 'zh-CN' ? '' : ' '
  return (part, document) => rules[part](document).join(apart) || t('program.incomplete')
}

function useValueRules(): Readonly<Record<'earning' | 'pointsAsMoney' | 'storedValue', Words>> {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const ruleText = useRuleText()
  return {
    earning: ({ earning }) => [
      ruleText({ earning }),
      ...(earning.regularPriceOnly ? [t('program.rule.regularOnly')] : []),
      earning.expiresAfterMonths === null
        ? t('program.rule.pointsStay')
        : t('program.rule.pointsEnd', { n: number(earning.expiresAfterMonths) }),
    ],
    pointsAsMoney: ({ pointsAsMoney: rule }) => {
      if (rule === null) return [t('program.rule.noPointsAsMoney')]
      const points = t('program.points', { count: rule.points, n: number(rule.points) })
      return [
        t('program.rule.pointsAsMoney', { points, money: money(rule.minor) }),
        ...(rule.leastPoints > 0 ? [t('program.rule.leastPoints', { n: number(rule.leastPoints) })] : []),
        ...(rule.mostBps < 10_000
          ? [t('program.rule.mostShare', { share: percent(rule.mostBps / 10_000) })]
          : []),
      ]
    },
    storedValue: ({ storedValue: rule }) => [
      t(`program.rule.order.${rule.order}`),
      rule.bonusExpiresAfterMonths === null
        ? t('program.rule.bonusStays')
        : t('program.rule.bonusEnds', { n: number(rule.bonusExpiresAfterMonths) }),
      t(rule.anyAmount ? 'program.rule.anyAmount' : 'program.rule.packagesOnly'),
    ],
  }
}

function useGoodsRules(): Readonly<Record<'topUps' | 'passes' | 'coupons', Words>> {
  const { t } = useTranslation()
  const { number } = useFormats()
  const packageText = usePackageText()
  const passText = usePassText()
  const list = (texts: readonly string[]) => texts.join(t('program.and'))
  return {
    topUps: ({ topUps, ...document }) =>
      topUps.length === 0
        ? [t('program.rule.noTopUps')]
        : [list(topUps.map((one) => packageText(one, { ...document, topUps })))],
    passes: ({ passes }) =>
      passes.length === 0 ? [t('program.rule.noPasses')] : [list(passes.map(passText))],
    coupons: ({ coupons }) =>
      coupons.length === 0
        ? [t('program.rule.noCoupons')]
        : [t('program.rule.coupons', { count: coupons.length, n: number(coupons.length) })],
  }
}

function useChainRules(): Readonly<
  Record<'returns' | 'till' | 'adjustments' | 'transfers' | 'prepaid', Words>
> {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return {
    returns: ({ returns }) => [
      t(`program.rule.clawBack.${returns.clawBack}`),
      returns.graceDays > 0
        ? t('program.rule.grace', { n: number(returns.graceDays) })
        : t('program.rule.noGrace'),
    ],
    till: ({ cashRounding, prices, authentication }) => [
      cashRounding.stepMinor === 1
        ? t('program.rule.noRounding')
        : t(`program.rule.rounding.${cashRounding.mode}`, { step: money(cashRounding.stepMinor) }),
      t(`program.rule.prices.${prices}`),
      authentication.pinAboveMinor === null
        ? t('program.rule.noPin')
        : t('program.rule.pin', { money: money(authentication.pinAboveMinor) }),
    ],
    adjustments: ({ adjustments }) => [
      ...(['manager', 'cashier'] as const).map((role) =>
        t('program.rule.limit', {
          role: t(`program.rule.${role}`),
          points: number(adjustments[role].points),
          money: money(adjustments[role].minor),
        }),
      ),
      t('program.rule.beyond'),
    ],
    transfers: ({ transfers }) =>
      transfers.points || transfers.storedValue
        ? [
            ...(transfers.points ? [t('program.rule.transferPoints')] : []),
            ...(transfers.storedValue ? [t('program.rule.transferValue')] : []),
          ]
        : [t('program.rule.noTransfers')],
    prepaid: ({ prepaid }) => [
      t(`program.rule.pack.${prepaid.pack}`),
      ...(prepaid.namedMostMinor === null
        ? []
        : [t('program.rule.cap', { named: money(prepaid.namedMostMinor) })]),
      ...(prepaid.bearerMostMinor === null
        ? []
        : [t('program.rule.bearerCap', { bearer: money(prepaid.bearerMostMinor) })]),
    ],
  }
}

type Package = ProgramDocument['topUps'][number]

/** A package the way shops say it: pay so much, get so much. */
export function usePackageText(): (of: Package, document: ProgramDocument) => string {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const nameOf = useNameOf()
  return (of, document) => {
    const named = (kind: 'passes' | 'coupons', code: string) => {
      const rule = document[kind].find((one) => one.code === code)
      return rule ? nameOf(rule) : code
    }
    const times = (kind: 'passes' | 'coupons') => (one: { code: string; count: number }) =>
      t('wallet.times', { name: named(kind, one.code), n: number(one.count) })
    const gifts = [
      ...(of.bonusMinor > 0 ? [t('program.rule.gift', { money: money(of.bonusMinor) })] : []),
      ...(of.points > 0 ? [t('program.points', { count: of.points, n: number(of.points) })] : []),
      ...of.passes.map(times('passes')),
      ...of.coupons.map(times('coupons')),
    ]
    const pay = money(of.payMinor)
    if (gifts.length === 0) return t('program.rule.packageBare', { pay })
    return t('program.rule.package', { pay, gift: gifts.join(' + ') })
  }
}

function usePassText(): (of: ProgramDocument['passes'][number]) => string {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  return (of) =>
    of.productCodes.length === 0
      ? t('program.rule.passAll', { name: nameOf(of) })
      : t('program.rule.pass', { name: nameOf(of), products: of.productCodes.join(', ') })
}

type Moved = Readonly<{ unit: string; kind: string; amount: number }>

/** The part of a program that judged one movement of value; null where no rule of it did. */
export function useUnitRule(): (document: ProgramDocument, moved: Moved) => string | null {
  const ruleText = useRuleText()
  const rules = useRules()
  return (document, { unit, kind, amount }) => {
    if (kind === 'return') return rules('returns', document)
    if (kind !== 'sale') return null
    if (unit === 'points') return amount > 0 ? ruleText(document) : rules('pointsAsMoney', document)
    return unit === 'principal' || unit === 'bonus' ? rules('storedValue', document) : null
  }
}
