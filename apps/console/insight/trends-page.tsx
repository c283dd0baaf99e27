import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { MOST_TREND_PRODUCTS, TREND_OF, trends } from '#domain/insight/contract/trends'
import { LISTED_PERIODS } from '#domain/insight/model/trend-list'
import { useCall } from '#ui/call.ts'
import { IntervalDot } from '#ui/kit/chart/interval-dot.tsx'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { anchorDay } from '../overview/span.ts'
import { How } from './how.tsx'
import { MONTHS_OFFERED, monthsOf, USUAL_MONTHS } from './month-trend.ts'
import { MonthsChoice } from './months-choice.tsx'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { questionPath } from './questions.ts'
import { usePlace } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

type Trends = Told<typeof trends>
type Row = Trends['rows'][number]
type Of = (typeof TREND_OF)[number]

const ofIn = ({ search }: PlaceInUse): Of => TREND_OF.find((one) => one === search['of']) ?? 'branch'

/** Which branches and products rise, and which fall (C64). */
export function TrendsPage() {
  const { t } = useTranslation()
  const use = usePlace()
  const ask = useTrends(use)
  return (
    <QuestionPage
      question="trends"
      ask={ask}
      to={use.to}
      bar={
        <div className="place-bar">
          <Segmented
            aria-label={t('shop.trends.choice')}
            options={TREND_OF.map((value) => ({ value, label: t(`shop.trends.of.${value}`) }))}
            value={ofIn(use)}
            onChange={(of) => use.change({ of: of === 'branch' ? undefined : of })}
          />
          <WhereChoice use={use} />
          <MonthsChoice
            label={t('shop.place.span')}
            months={monthsOf(use.search)}
            offered={MONTHS_OFFERED}
            named={(count, n) => t('insight.lens.months', { count, n })}
            change={(months) => use.change({ months: months === USUAL_MONTHS ? undefined : months })}
          />
        </div>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

/** Up to the last whole month, or to that of the last sale where that is long ago. */
function useTrends(use: PlaceInUse) {
  const { branchId, region } = use.place
  const where = { ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const wish = { ...where, of: ofIn(use), months: monthsOf(use.search) }
  const first = useCall(trends, wish, { keep: true })
  const anchor = first.data ? anchorDay(first.data.today as BusinessDay, first.data.lastDay) : undefined
  const old = anchor !== undefined && anchor !== first.data?.today
  const second = useCall(trends, { ...wish, ...(old ? { asOf: anchor } : {}) }, { enabled: old })
  return old ? second : first
}

const isSaid = ({ direction }: Row): boolean => direction === 'falling' || direction === 'rising'

function Answer({ told }: Readonly<{ told: Trends }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const months = monthsOf(usePlace().search)
  const count = (direction: Row['direction']) =>
    number(told.rows.filter((row) => row.direction === direction).length)
  const words = {
    n: number(months),
    month: told.to.slice(0, 7),
    all: number(told.all),
    falling: count('falling'),
    rising: count('rising'),
    unsure: number(told.all - told.rows.filter(isSaid).length),
    least: LISTED_PERIODS,
  }
  if (told.all === 0) return <>{t('shop.trends.nothing')}</>
  if (told.rows.length === 0) return <>{t('shop.trends.little', words)}</>
  const [worst] = told.rows
  const steepest =
    worst?.direction === 'falling'
      ? t('shop.trends.steepest', {
          name: worst.name,
          // A fall is told as an amount, and so are its bounds.
          slope: money(-worst.slopeMinor),
          low: money(-worst.highMinor),
          high: money(-worst.lowMinor),
          share: percent(Math.abs(worst.shareBps ?? 0) / 10_000),
        })
      : ''
  return (
    <>
      {t('shop.trends.answer', words)}
      {steepest}
    </>
  )
}

/** More intervals than this are a forest; the table has them all. */
const DRAWN = 12

function Parts({ told, use }: Readonly<{ told: Trends; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const words = { count: told.tooLittle, n: number(told.tooLittle) }
  return (
    <>
      {told.rows.length === 0 ? null : (
        <Section title={t('shop.trends.picture')} note={t('shop.trends.note')}>
          <Picture told={told} />
          <Table told={told} use={use} />
          {told.tooLittle > 0 ? <p className="quiet">{t('shop.trends.tooLittle', words)}</p> : null}
        </Section>
      )}
      <How>
        <p>{t('shop.trends.how.method')}</p>
        <p>{t('shop.trends.how.many')}</p>
        <p>{t('shop.trends.how.limits', { least: LISTED_PERIODS, products: MOST_TREND_PRODUCTS })}</p>
      </How>
    </>
  )
}

/** Of different sizes, so each against its own mean; whose mean is nothing has no such share. */
function Picture({ told }: Readonly<{ told: Trends }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const write = (share: number) => `${share > 0 ? '+' : ''}${percent(share)}`
  const rows = told.rows
    .filter((row) => row.meanMinor > 0)
    .slice(0, DRAWN)
    .map((row) => {
      const [low, middle, high] = [row.lowMinor, row.slopeMinor, row.highMinor].map(
        (minor) => minor / row.meanMinor,
      ) as [number, number, number]
      const text = t('shop.trends.range', { middle: write(middle), low: write(low), high: write(high) })
      return { key: row.key, label: row.name, low, middle, high, text }
    })
  return rows.length === 0 ? null : <IntervalDot caption={t('shop.trends.label')} rows={rows} write={write} />
}

function Table({ told, use }: Readonly<{ told: Trends; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const of = ofIn(use)
  const months = use.search['months'] as number | undefined
  const open = (key: string) =>
    use.to(
      questionPath('months'),
      of === 'branch' ? { branchId: key, region: undefined, months } : { product: key, months },
    )
  return (
    <NumbersTable
      caption={t('shop.trends.picture')}
      words={[1]}
      head={[
        t(`shop.trends.${of}`),
        t('shop.trends.direction'),
        t('shop.trends.slope'),
        t('shop.trends.interval'),
        t('shop.trends.share'),
        t('shop.trends.next'),
        t('shop.trends.months'),
      ]}
      rows={told.rows.map((row) => ({
        key: row.key,
        to: open(row.key),
        cells: [
          row.name,
          t(`shop.trends.directions.${row.direction}`),
          money(row.slopeMinor),
          t('shop.months.between', { low: money(row.lowMinor), high: money(row.highMinor) }),
          row.shareBps === null ? '–' : percent(row.shareBps / 10_000),
          money(row.nextMinor),
          number(row.periods),
        ],
      }))}
    />
  )
}
