import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { bought, LEAST_BASKETS } from '#domain/insight/contract/baskets'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText, PercentText } from '#ui/kit/texts.tsx'
import { How } from './how.tsx'
import { LevelChoice, levelOf } from './level-choice.tsx'
import { PlaceBar } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { questionPath } from './questions.ts'
import { useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Bought = Told<typeof bought>
type Row = Bought['rows'][number]
type PartWords = Readonly<{ told: Bought; use: PlaceInUse }>

/** A quarter: long enough for pairs to be sure of. */
const USUAL_DAYS = 90

/** What is bought together (C76). */
export function BasketsPage() {
  const use = usePlace()
  const [{ page, rows }] = useListState()
  const also = { level: levelOf(use.search), page, rows }
  const ask = useSpanReport(bought, { place: use.place, usualDays: USUAL_DAYS, also })
  return (
    <QuestionPage
      question="baskets"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

const times = (lift: number): number => Math.round(lift * 10) / 10

function Answer({ told }: Readonly<{ told: Bought }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const when = useSpanWords()(told)
  const [best] = told.rows
  const words = {
    when,
    bills: number(told.bills),
    least: number(LEAST_BASKETS),
    pairs: number(told.pairsLooked),
  }
  if (told.verdict === 'too_little') return <>{t('shop.baskets.little', words)}</>
  if (told.verdict === 'none' || !best) return <>{t('shop.baskets.none', words)}</>
  const share = percent(best.aToBBps / 10_000, 0)
  return (
    <>
      {t('shop.baskets.answer', {
        ...words,
        a: best.a.name,
        b: best.b.name,
        share,
        lift: number(times(best.lift)),
      })}
    </>
  )
}

function Parts({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <>
      <Section
        title={t('shop.baskets.pairs')}
        note={t('shop.baskets.note')}
        actions={<LevelChoice use={use} level={told.level} />}
      >
        {told.newest ? <p className="quiet">{t('shop.baskets.newest', { n: number(told.bills) })}</p> : null}
        {told.rows.length > 0 ? <Picture told={told} use={use} /> : null}
        <Pairs told={told} use={use} />
      </Section>
      {told.breadth.length > 0 ? <Breadth told={told} /> : null}
      <How>
        <p>{t('shop.baskets.how.method')}</p>
        <p>{t('shop.baskets.how.limits', { least: LEAST_BASKETS })}</p>
      </How>
    </>
  )
}

/** The members who have the one and would be offered the other. */
const offerLink = ({ told, use }: PartWords, code: string): string =>
  use.to(questionPath('next'), {
    from: told.from,
    to: told.to,
    days: undefined,
    offer: code,
    ...(told.level === 'product' ? {} : { level: told.level }),
  })

const DRAWN = 10

function Picture({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const go = useGo()
  const bars = useMemo(
    () =>
      told.rows.slice(0, DRAWN).map((row) => ({
        key: `${row.a.code} ${row.b.code}`,
        label: `${row.a.name} + ${row.b.name}`,
        now: times(row.lift),
        before: times(row.leastLift),
        row,
      })),
    [told.rows],
  )
  return (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        lying
        label={t('shop.baskets.label')}
        bars={bars}
        nowTitle={t('shop.baskets.lift')}
        beforeTitle={t('shop.baskets.least')}
        write={number}
        writeAxis={number}
        onClick={({ key }) => {
          const bar = bars.find((one) => one.key === key)
          if (bar) go(offerLink({ told, use }, bar.row.b.code))
        }}
      />
    </Suspense>
  )
}

function Pairs({ told, use }: PartWords) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const columns = useColumns()
  return (
    <DataTable<Row>
      name="baskets"
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => `${row.a.code} ${row.b.code}`}
      rowTo={(row) => offerLink({ told, use }, row.b.code)}
      state={state}
      change={change}
      empty={<EmptyState title={t('shop.baskets.noPairs')}>{t('shop.baskets.noPairsWords')}</EmptyState>}
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'pair',
      title: t('shop.baskets.pair'),
      card: 'title',
      render: (row) => (
        <>
          {row.a.name} + {row.b.name}
        </>
      ),
    },
    {
      key: 'lift',
      title: t('shop.baskets.lift'),
      number: true,
      card: 'end',
      render: (row) => <NumberText of={times(row.lift)} />,
    },
    {
      key: 'least',
      title: t('shop.baskets.least'),
      number: true,
      render: (row) => <NumberText of={times(row.leastLift)} />,
    },
    {
      key: 'together',
      title: t('shop.baskets.together'),
      number: true,
      render: (row) => <NumberText of={row.together} />,
    },
    {
      key: 'aToB',
      title: t('shop.baskets.aToB'),
      number: true,
      render: (row) => <PercentText of={row.aToBBps / 10_000} digits={0} />,
    },
    {
      key: 'bToA',
      title: t('shop.baskets.bToA'),
      number: true,
      render: (row) => <PercentText of={row.bToABps / 10_000} digits={0} />,
    },
  ]
}

/** Members by how many different things they buy: from two on they buy across. */
function Breadth({ told }: Readonly<{ told: Bought }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const title = t(`shop.baskets.breadth.${told.level}`)
  const all = told.breadth.reduce((sum, row) => sum + row.members, 0)
  return (
    <Section title={title} note={t('shop.baskets.breadth.note')}>
      <NumbersTable
        caption={title}
        head={[t('shop.baskets.breadth.kinds'), t('shop.column.people'), t('shop.column.share')]}
        rows={told.breadth.map(({ kinds, members }) => ({
          key: String(kinds),
          cells: [
            kinds < MOST_KINDS ? number(kinds) : t('shop.repeat.orMore', { n: number(kinds) }),
            number(members),
            percent(members / all),
          ],
        }))}
      />
    </Section>
  )
}

/** The last row stands for that many or more. */
const MOST_KINDS = 6
