import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { hoursReport } from '#domain/insight/contract/shop'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { changeOf } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { shareOf } from './insight-page.tsx'
import type { PlaceInUse } from './use-place.ts'

export type Measure = Told<typeof hoursReport>['sold']
type Looked = Pick<
  Told<typeof hoursReport>,
  'from' | 'to' | 'beforeFrom' | 'beforeTo' | 'today' | 'lastDay' | 'sold' | 'before'
>

export const averageOf = ({ amountMinor, bills }: Pick<Measure, 'amountMinor' | 'bills'>): number =>
  bills > 0 ? Math.round(amountMinor / bills) : 0

/** Whether nothing at all was sold or brought back. */
export const isEmpty = ({ bills, amountMinor }: Pick<Measure, 'amountMinor' | 'bills'>): boolean =>
  bills === 0 && amountMinor === 0

type FigureWords = Readonly<{
  told: Looked
  use: PlaceInUse
  /** Sums over products count a bill once for each: there, units are shown and no bills. */
  ofProducts?: boolean
}>

/** Money, bills, the average bill and the members' part, each beside the span before. */
export function SoldFigures({ told, use, ofProducts = false }: FigureWords) {
  const { t } = useTranslation()
  const { day, percent } = useFormats()
  const { sold, before, from, to } = told
  const changeLabel = t('shop.against')
  const { branchId } = use.place
  const receipts = paths.sales({ from, to, ...(branchId ? { branchId } : {}) })
  const change = (pick: (of: Measure) => number) => ({
    change: changeOf(pick(sold), pick(before)),
    changeLabel,
  })
  return (
    <>
      <Figures>
        <Figure
          label={t('shop.figure.amount')}
          value={<MoneyText of={sold.amountMinor} />}
          to={receipts}
          {...change((of) => of.amountMinor)}
        />
        {ofProducts ? (
          <Figure
            label={t('shop.column.units')}
            value={<NumberText of={sold.thousandths / 1_000} />}
            {...change((of) => of.thousandths)}
          />
        ) : (
          <BillFigures change={change} sold={sold} receipts={receipts} />
        )}
        <Figure
          label={t('shop.figure.members')}
          value={percent(shareOf(sold.memberAmountMinor, sold.amountMinor))}
          note={t('shop.figure.membersNote')}
        />
      </Figures>
      <p className="before-days num">
        {t('shop.before', { from: day(told.beforeFrom), to: day(told.beforeTo) })}
      </p>
    </>
  )
}

type BillWords = Readonly<{
  sold: Measure
  receipts: string
  change: (pick: (of: Measure) => number) => Readonly<{ change: number | undefined; changeLabel: string }>
}>

function BillFigures({ sold, receipts, change }: BillWords) {
  const { t } = useTranslation()
  return (
    <>
      <Figure
        label={t('shop.figure.bills')}
        value={<NumberText of={sold.bills} />}
        to={receipts}
        {...change((of) => of.bills)}
      />
      <Figure
        label={t('shop.figure.average')}
        value={<MoneyText of={averageOf(sold)} />}
        {...change(averageOf)}
      />
    </>
  )
}

/** Nothing was sold in these days: when it was last. */
export function NothingSold({ told, use }: Readonly<{ told: Pick<Looked, 'lastDay'>; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { lastDay } = told
  if (lastDay === null)
    return <EmptyState title={t('shop.nothing.title')}>{t('shop.nothing.ever')}</EmptyState>
  const there = use.here({ from: lastDay, to: lastDay, days: undefined })
  return (
    <EmptyState title={t('shop.nothing.title')} actions={<Go to={there}>{t('shop.nothing.go')}</Go>}>
      {t('shop.nothing.last', { day: day(lastDay) })}
    </EmptyState>
  )
}
