import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Part } from './parts.ts'

type Words = (document: ProgramDocument) => readonly string[]

/** The parts that a house keeps to itself, as its owner set them: what is usual is said, too. */
export function useHouseRules() {
  return { ...useMoneyRules(), ...useCounterRules() }
}

function useMoneyRules() {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return {
    storedValue: ({ storedValue: rule }) => [
      t(`program.rule.order.${rule.order}`),
      rule.bonusExpiresAfterMonths === null
        ? t('program.rule.bonusStays')
        : t('program.rule.bonusEnds', { n: number(rule.bonusExpiresAfterMonths) }),
      t(rule.anyAmount ? 'program.rule.anyAmount' : 'program.rule.packagesOnly'),
    ],
    prepaid: ({ prepaid }) => [
      t(`program.rule.pack.${prepaid.pack}`),
      ...(prepaid.namedMostMinor === null
        ? []
        : [t('program.rule.cap', { named: money(prepaid.namedMostMinor) })]),
      ...(prepaid.bearerMostMinor === null
        ? []
        : [t('program.rule.bearerCap', { bearer: money(prepaid.bearerMostMinor) })]),
    ],
  } satisfies Partial<Record<Part, Words>>
}

function useCounterRules() {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  return {
    returns: ({ returns }) => [
      t(`program.rule.clawBack.${returns.clawBack}`),
      returns.graceDays > 0
        ? t('program.rule.grace', { n: number(returns.graceDays) })
        : t('program.rule.noGrace'),
    ],
    till: ({ cashRounding, prices }) => [
      cashRounding.stepMinor === 1
        ? t('program.rule.noRounding')
        : t(`program.rule.rounding.${cashRounding.mode}`, { step: money(cashRounding.stepMinor) }),
      t(`program.rule.prices.${prices}`),
    ],
    transfers: ({ transfers }) =>
      transfers.points || transfers.storedValue
        ? [
            ...(transfers.points ? [t('program.rule.transferPoints')] : []),
            ...(transfers.storedValue ? [t('program.rule.transferValue')] : []),
          ]
        : [t('program.rule.noTransfers')],
    authentication: ({ authentication }) => [
      ...(['counter', 'web', 'hotline'] as const).map((channel) =>
        t('program.said.item', {
          title: t(`program.field.${channel}`),
          words: t(`program.option.${channel}.${authentication[channel]}`),
        }),
      ),
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
  } satisfies Partial<Record<Part, Words>>
}
