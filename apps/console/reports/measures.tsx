import { lazy, Suspense } from 'react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { changeOf } from '../overview/span.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const Drawn = lazy(async () => ({ default: (await import('#ui/kit/chart/bars.tsx')).Bars }))

/** Bars, with their room kept until the library has come. */
export function Bars(words: ComponentProps<typeof Drawn>) {
  return (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <Drawn {...words} />
    </Suspense>
  )
}

export type Measured = Readonly<{
  bills: number
  thousandths: number
  amountMinor: number
  memberAmountMinor: number
}>

/** Money and receipts of what is looked at, beside the time before; no receipts where only some products are. */
export function Totals({
  sold,
  before,
  than,
  receipts = true,
}: Readonly<{ sold: Measured; before: Measured | null; than: string; receipts?: boolean }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const change = (now: number, then: number | undefined) => {
    const share = then === undefined ? undefined : changeOf(now, then)
    return share === undefined ? {} : { change: share, changeLabel: than }
  }
  const members = sold.amountMinor > 0 ? sold.memberAmountMinor / sold.amountMinor : 0
  return (
    <Figures>
      <Figure
        label={t('reports.measure.amount')}
        value={<MoneyText of={sold.amountMinor} />}
        {...change(sold.amountMinor, before?.amountMinor)}
      />
      {receipts ? (
        <>
          <Figure
            label={t('reports.measure.bills')}
            value={<NumberText of={sold.bills} />}
            {...change(sold.bills, before?.bills)}
          />
          <Figure
            label={t('reports.measure.perBill')}
            value={<MoneyText of={sold.bills > 0 ? Math.round(sold.amountMinor / sold.bills) : 0} />}
          />
        </>
      ) : null}
      <Figure
        label={t('reports.measure.members')}
        value={percent(members)}
        note={t('reports.measure.membersNote')}
      />
    </Figures>
  )
}

/** A change in words for a table: ▲ 12 %, ▼ 3 %, or – where there was nothing before. */
export function useChange(): (now: number, before: number) => string {
  const { percent } = useFormats()
  return (now, before) => {
    const share = changeOf(now, before)
    if (share === undefined) return '–'
    return `${share < 0 ? '▼' : share > 0 ? '▲' : '='} ${percent(Math.abs(share))}`
  }
}

/** Thousandths of a unit as people count: 4, 0.5. */
export function useUnits(): (thousandths: number) => string {
  const { number } = useFormats()
  return (thousandths) => number(thousandths / 1000)
}
