import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { previewTopUpRefund } from '#domain/wallet/contract/top-up'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useCodeName } from './names.ts'

export type RefundTold = Told<typeof previewTopUpRefund>
type Step = Readonly<{ key: string; words: string; value: string; total?: boolean }>

/** How a refund is counted, line by line in words, and everything that is taken back with it. */
export function RefundArithmetic({ of }: Readonly<{ of: RefundTold }>) {
  const { t } = useTranslation()
  const steps = useSteps(of)
  const taken = useTaken(of)
  return (
    <>
      <p className="quiet">{t(`wallet.refund.rule.${of.rule}`)}</p>
      <ol className="lines sum" aria-live="polite">
        {steps.map((step) => (
          <li key={step.key} className={step.total ? 'sum-total' : ''}>
            <span>{step.words}</span>
            <span className="lines-numbers num">{step.value}</span>
          </li>
        ))}
      </ol>
      <ul className="sum-taken">
        {taken.map((words) => (
          <li key={words} className="num">
            {words}
          </li>
        ))}
      </ul>
    </>
  )
}

function useSteps(of: RefundTold): readonly Step[] {
  const { t } = useTranslation()
  const { money } = useFormats()
  const interest = useInterest(of)
  const tender = t(`parts.tender.${of.tender}`)
  const listed = of.rule === 'undiscounted' && of.listedMinor !== of.usedMinor
  // Where the rule changes nothing, its words would only puzzle.
  const counted = of.countedMinor === of.usedMinor ? 'as_charged' : of.rule
  return [
    { key: 'paid', words: t('wallet.refund.paid'), value: money(of.paidMinor) },
    { key: 'used', words: t('wallet.refund.used'), value: money(of.usedMinor) },
    ...(listed ? [{ key: 'listed', words: t('wallet.refund.listed'), value: money(of.listedMinor) }] : []),
    { key: 'counted', words: t(`wallet.refund.counted.${counted}`), value: `− ${money(of.countedMinor)}` },
    ...(of.countedMinor > of.paidMinor ? [{ key: 'more', words: t('wallet.refund.more'), value: '' }] : []),
    { key: 'refund', words: t('wallet.refund.back', { tender }), value: money(of.refundMinor), total: true },
    ...interest,
  ]
}

/** Interest is a figure of its own, and what is paid out is both. */
function useInterest(of: RefundTold): readonly Step[] {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  if (of.interestMinor === 0) return []
  const words = {
    money: money(of.refundMinor),
    rate: percent(of.interestBps / 10_000, 2),
    days: number(of.interestDays),
  }
  const all = money(of.refundMinor + of.interestMinor)
  return [
    { key: 'interest', words: t('wallet.refund.interest', words), value: `+ ${money(of.interestMinor)}` },
    { key: 'all', words: t('wallet.refund.all'), value: all, total: true },
  ]
}

/** What leaves the member's balances with it, in sentences. */
function useTaken(of: RefundTold): readonly string[] {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const codeName = useCodeName()
  const gone = of.bonusVoidMinor
  return [
    ...(of.principalKeptMinor > 0 ? [t('wallet.refund.kept', { money: money(of.principalKeptMinor) })] : []),
    ...(of.bonusRefundedMinor > 0
      ? [t('wallet.refund.fromBonus', { money: money(of.bonusRefundedMinor) })]
      : []),
    ...(gone > 0 ? [t('wallet.refund.void', { money: money(gone) })] : []),
    ...(of.pointsTaken > 0
      ? [t('wallet.refund.points', { n: number(of.pointsTaken), count: of.pointsTaken })]
      : []),
    ...of.gifts.map((gift) =>
      t('wallet.refund.gift', {
        name: codeName(gift.kind, gift.code),
        n: number(gift.count),
        count: gift.count,
      }),
    ),
    ...(of.pointsDebtAfter > 0 ? [t('wallet.refund.debt', { n: number(of.pointsDebtAfter) })] : []),
    t('wallet.refund.after', {
      principal: money(of.principalAfterMinor),
      bonus: money(of.bonusAfterMinor),
      points: number(of.pointsAfter),
    }),
  ]
}
