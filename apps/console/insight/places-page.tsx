import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { placesReport } from '#domain/insight/contract/shop'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ChangeText } from './change-text.tsx'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { PlaceBar } from './place-bar.tsx'
import { MOST_MEMBER_DAYS, spanLength } from './place.ts'
import { QuestionPage } from './question-page.tsx'
import { questionPath } from './questions.ts'
import { isEmpty, NothingSold, SoldFigures } from './sold-figures.tsx'
import { useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Places = Told<typeof placesReport>
type PartWords = Readonly<{ told: Places; use: PlaceInUse }>

const USUAL_DAYS = 30

/** Where is bought: regions and branches. */
export function PlacesPage() {
  const use = usePlace()
  const ask = useSpanReport(placesReport, { place: use.place, usualDays: USUAL_DAYS })
  return (
    <QuestionPage
      question="places"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Places }>) {
  const { t } = useTranslation()
  const { money, percent } = useFormats()
  const when = useSpanWords()(told)
  const [best, next] = told.branches
  if (!best || isEmpty(told.sold)) return <>{t('shop.products.none', { when })}</>
  const words = { when, name: best.name, money: money(best.amountMinor) }
  if (!next) return <>{t('shop.places.one', words)}</>
  const share = percent(shareOf(best.amountMinor, told.sold.amountMinor), 0)
  return <>{t('shop.places.answer', { ...words, share })}</>
}

function Parts({ told, use }: PartWords) {
  const { t } = useTranslation()
  if (isEmpty(told.sold)) return <NothingSold told={told} use={use} />
  return (
    <>
      <SoldFigures told={told} use={use} />
      <Section title={t('shop.places.branches')} note={t('shop.places.note')}>
        <Branches told={told} use={use} />
      </Section>
      {told.regions.some((one) => one.region !== '') ? <Regions told={told} use={use} /> : null}
      <How>
        <p>{t('shop.places.how.method')}</p>
        <p>{t('shop.places.how.limits')}</p>
      </How>
    </>
  )
}

/** More bars than this are a forest; the table has them all. */
const DRAWN = 15

function useHead(first: 'branch' | 'region') {
  const { t } = useTranslation()
  const keys = [first, 'amount', 'change', 'bills', 'share', 'joined'] as const
  return keys.map((key) => t(`shop.column.${key}`))
}

type Row = Places['branches'][number] | Places['regions'][number]

function useCells(told: Places): (name: string, row: Row) => readonly (string | React.ReactElement)[] {
  const { money, number, percent } = useFormats()
  return (name, row) => [
    name,
    money(row.amountMinor),
    <ChangeText key="change" now={row.amountMinor} before={row.beforeMinor} />,
    number(row.bills),
    percent(shareOf(row.amountMinor, told.sold.amountMinor)),
    number(row.members),
  ]
}

function Branches({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { money, shortMoney } = useFormats()
  const go = useGo()
  const cells = useCells(told)
  const bars = useMemo(
    () =>
      told.branches.slice(0, DRAWN).map((one) => ({
        key: one.branchId,
        label: one.name,
        now: one.amountMinor,
        before: one.beforeMinor,
      })),
    [told.branches],
  )
  const by = spanLength(told) <= MOST_MEMBER_DAYS ? 'member' : 'product'
  const days = { from: told.from, to: told.to, days: undefined }
  const open = (branchId: string) =>
    use.to(questionPath('sold'), { ...days, branchId, region: undefined, by })
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        lying
        label={t('shop.places.label')}
        bars={bars}
        nowTitle={t('shop.now')}
        beforeTitle={t('shop.earlier')}
        write={money}
        writeAxis={shortMoney}
        onClick={(bar) => go(open(bar.key))}
      />
    </Suspense>
  )
  const rows = told.branches.map((one) => ({
    key: one.branchId,
    cells: cells(one.name, one),
    to: open(one.branchId),
  }))
  const table = { caption: t('shop.places.branches'), head: useHead('branch'), rows }
  return (
    <>
      {drawing}
      <NumbersTable {...table} />
    </>
  )
}

function Regions({ told, use }: PartWords) {
  const { t } = useTranslation()
  const cells = useCells(told)
  const head = useHead('region')
  return (
    <Section title={t('shop.places.regions')}>
      <NumbersTable
        caption={t('shop.places.regions')}
        head={head}
        rows={told.regions.map((one) => ({
          key: one.region,
          cells: cells(one.region || t('shop.places.noRegion'), one),
          ...(one.region === '' ? {} : { to: use.here({ region: one.region, branchId: undefined }) }),
        }))}
      />
    </Section>
  )
}
