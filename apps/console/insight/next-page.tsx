import { Tag } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { LEAST_BASKETS, nextNeed } from '#domain/insight/contract/baskets'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { PercentText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { LevelChoice, levelOf } from './level-choice.tsx'
import { PlaceBar } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Next = Told<typeof nextNeed>
type Row = Next['rows'][number]
type PartWords = Readonly<{ told: Next; use: PlaceInUse }>

const USUAL_DAYS = 90

/** The offer that the list is narrowed to. A code may be a number. */
const offerOf = (search: Readonly<Record<string, unknown>>): string | undefined =>
  search['offer'] === undefined || search['offer'] === '' ? undefined : String(search['offer'])

/** What to offer whom next (C76). */
export function NextPage() {
  const use = usePlace()
  const [{ page, rows }] = useListState()
  const offer = offerOf(use.search)
  const also = { level: levelOf(use.search), ...(offer === undefined ? {} : { offer }), page, rows }
  const ask = useSpanReport(nextNeed, { place: use.place, usualDays: USUAL_DAYS, also })
  return (
    <QuestionPage
      question="next"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Next }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const when = useSpanWords()(told)
  const [first] = told.offers
  const words = {
    when,
    bills: number(told.bills),
    least: number(LEAST_BASKETS),
    count: told.members,
    n: number(told.members),
    offered: number(told.offered),
  }
  if (told.verdict === 'too_little') return <>{t('shop.baskets.little', words)}</>
  if (!first) return <>{t('shop.next.none', words)}</>
  return <>{t('shop.next.answer', { ...words, name: first.name, most: number(first.members) })}</>
}

function Parts({ told, use }: PartWords) {
  const { t } = useTranslation()
  return (
    <>
      {told.offers.length > 0 ? (
        <Section title={t('shop.next.offers')} note={t('shop.next.note')}>
          <Offers told={told} use={use} />
        </Section>
      ) : null}
      <Section title={t('shop.next.list')} actions={<LevelChoice use={use} level={told.level} />}>
        <Members told={told} use={use} />
      </Section>
      <How>
        <p>{t('shop.next.how.method')}</p>
        <p>{t('shop.next.how.limits', { least: LEAST_BASKETS })}</p>
      </How>
    </>
  )
}

const DRAWN = 10

function Offers({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { number, percent, short } = useFormats()
  const bars = useMemo(
    () =>
      told.offers
        .slice(0, DRAWN)
        .map(({ code, name, members }) => ({ key: code, label: name, now: members })),
    [told.offers],
  )
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        lying
        label={t('shop.next.label')}
        bars={bars}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={short}
        onClick={(bar) => use.change({ offer: bar.key })}
      />
    </Suspense>
  )
  const table = {
    caption: t('shop.next.offers'),
    head: [t('shop.next.offer'), t('shop.column.people'), t('shop.column.share')],
    rows: told.offers.map(({ code, name, members }) => ({
      key: code,
      cells: [name, number(members), percent(members / told.members)],
      to: use.here({ offer: code }),
    })),
  }
  return <WithTable drawing={drawing} table={table} />
}

function Members({ told, use }: PartWords) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: t('shop.column.name'), card: 'title', render: (row) => row.name || row.number },
    {
      key: 'number',
      title: t('shop.column.number'),
      render: (row) => <span className="num">{row.number}</span>,
    },
    { key: 'offer', title: t('shop.next.offer'), card: 'end', render: (row) => row.offer.name },
    { key: 'because', title: t('shop.next.because'), render: (row) => row.because.name },
    {
      key: 'chance',
      title: t('shop.next.chance'),
      number: true,
      render: (row) => <PercentText of={row.chanceBps / 10_000} digits={0} />,
    },
  ]
  return (
    <DataTable<Row>
      name="next"
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => row.memberId}
      rowTo={(row) => paths.member(row.memberId)}
      state={state}
      change={change}
      tools={<ChosenOffer told={told} use={use} />}
      empty={
        <>
          <ChosenOffer told={told} use={use} />
          <EmptyState title={t('shop.next.nobody')}>{t('shop.next.nobodyWords')}</EmptyState>
        </>
      }
    />
  )
}

function ChosenOffer({ told, use }: PartWords) {
  const { t } = useTranslation()
  const code = offerOf(use.search)
  if (code === undefined) return null
  const name = told.offers.find((one) => one.code === code)?.name ?? code
  return (
    <Tag closable onClose={() => use.change({ offer: undefined })}>
      {t('shop.next.chosen', { name })}
    </Tag>
  )
}
