import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { LEAST_MEMBERS } from '#domain/insight/contract/people'
import { deadUsers } from '#domain/insight/contract/signs'
import { deadRule, MOST_DEAD_MONTHS } from '#domain/insight/model/signs'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { AsOfChoice, useAsOf } from './as-of.tsx'
import { How } from './how.tsx'
import { MonthsChoice, monthsIn } from './months-choice.tsx'
import { QuestionPage } from './question-page.tsx'
import { useLens } from './use-lens.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Dead = Told<typeof deadUsers>
type Row = Dead['rows'][number]

const USUAL = 12
const OFFERED = [6, 12, 24, 36] as const

/** Members who neither buy nor earn nor redeem: how many, since when, and what they still hold (C77). */
export function DeadPage() {
  const { t } = useTranslation()
  const use = useLens()
  const [asOf, changeDay] = useAsOf()
  const months = monthsIn(use.search, USUAL, MOST_DEAD_MONTHS)
  const ask = useCall(deadUsers, { ...(asOf ? { asOf } : {}), months }, { keep: true })
  return (
    <QuestionPage
      question="dead"
      ask={ask}
      bar={
        <>
          <AsOfChoice chosen={asOf} shown={ask.data?.asOf} change={changeDay} />
          <MonthsChoice
            label={t('shop.dead.months')}
            months={months}
            offered={OFFERED}
            named={(count, n) => t('shop.dead.month', { count, n })}
            change={(chosen) => use.change({ months: chosen === USUAL ? undefined : chosen })}
          />
        </>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Dead }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const { dead } = told
  const words = {
    day: day(told.asOf),
    all: number(told.members),
    months: number(told.months),
    count: dead.members,
    n: number(dead.members),
    share: percent(dead.shareBps / 10_000),
    reachable: number(dead.reachable),
    least: LEAST_MEMBERS,
  }
  if (told.verdict === 'too_little') return <>{t('shop.dead.little', words)}</>
  return <>{t(dead.members === 0 ? 'shop.dead.none' : 'shop.dead.known', words)}</>
}

function Parts({ told }: Readonly<{ told: Dead }>) {
  const { t } = useTranslation()
  const { dead } = told
  return (
    <>
      <Figures>
        <Figure label={t('shop.dead.members')} value={<NumberText of={dead.members} />} />
        <Figure label={t('shop.dead.reachable')} value={<NumberText of={dead.reachable} />} />
        <Figure label={t('shop.dead.points')} value={<NumberText of={dead.points} />} />
        <Figure label={t('shop.dead.stored')} value={<MoneyText of={dead.storedMinor} />} />
      </Figures>
      <Section title={t('shop.dead.picture')} note={t('shop.dead.note')}>
        <Bands told={told} />
      </Section>
      <How>
        <p>{t('shop.dead.how.method')}</p>
        <p>{t('shop.dead.how.limits')}</p>
      </How>
    </>
  )
}

/** Who is in a row: the builder of segments with the very rule, where they can be saved and written to. */
const rowLink = (told: Dead, row?: Row): string | undefined =>
  (row ?? told.dead).members === 0 ? undefined : paths.builder({ rule: deadRule(told, row) })

function Bands({ told }: Readonly<{ told: Dead }>) {
  const { t } = useTranslation()
  const { number, short } = useFormats()
  const go = useGo()
  const name = useRowName()
  const bars = told.rows.map((row, at) => ({ key: String(at), label: name(row), now: row.members }))
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.dead.label')}
        bars={bars}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={short}
        onClick={({ key }) => {
          const to = rowLink(told, told.rows[Number(key)])
          if (to) go(to)
        }}
      />
    </Suspense>
  )
  return <WithTable drawing={drawing} table={useTable(told)} />
}

function useRowName(): (row: Row) => string {
  const { t } = useTranslation()
  return ({ fromMonths: from, toMonths: to }) => {
    if (from === null) return t('shop.dead.never')
    return to === null ? t('shop.dead.over', { n: from }) : t('shop.dead.between', { from, to })
  }
}

function useTable(told: Dead) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const name = useRowName()
  const line = (title: string, of: Dead['dead'], row?: Row) => {
    const to = rowLink(told, row)
    const share = row ? row.shareBps : 10_000
    const shown = percent(of.members === 0 ? 0 : share / 10_000)
    const cells = [title, number(of.members), shown, number(of.reachable)]
    return { key: title, cells, ...(to === undefined ? {} : { to }) }
  }
  return {
    caption: t('shop.dead.picture'),
    head: [t('shop.dead.last'), t('shop.column.people'), t('shop.column.share'), t('shop.dead.reachable')],
    rows: [...told.rows.map((row) => line(name(row), row, row)), line(t('shop.dead.all'), told.dead)],
  }
}
