import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { LEAST_MEMBERS, recency } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { AsOfChoice, useAsOf } from './as-of.tsx'
import { useHomeRule } from './home-rule.ts'
import { How } from './how.tsx'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { QuietBands } from './quiet-bands.tsx'
import { usePlace } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Recency = Told<typeof recency>

/** When members last came, and whether more come than a month ago (C61). */
export function RecencyPage() {
  const [asOf, change] = useAsOf()
  const use = usePlace()
  const { branchId, region } = use.place
  const where = { ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const ask = useCall(recency, { ...where, ...(asOf ? { asOf } : {}) }, { keep: true })
  return (
    <QuestionPage
      question="recency"
      ask={ask}
      to={use.to}
      bar={
        <>
          <WhereChoice use={use} />
          <AsOfChoice chosen={asOf} shown={ask.data?.asOf} change={change} />
        </>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Recency }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  return (
    <>
      {t(`shop.recency.${told.health}`, {
        day: day(told.asOf),
        now: number(told.withinMonth),
        before: number(told.withinMonthBefore),
        least: LEAST_MEMBERS,
      })}
    </>
  )
}

function Parts({ told }: Readonly<{ told: Recency }>) {
  const { t } = useTranslation()
  const home = useHomeRule(usePlace().place)
  return (
    <>
      <Section title={t('shop.recency.months')} note={t('shop.recency.monthsNote')}>
        <Months told={told} />
      </Section>
      <Section title={t('shop.recency.bands')} note={t('shop.quiet.note')}>
        <QuietBands
          asOf={told.asOf}
          bands={told.bands}
          home={home}
          caption={t('shop.recency.bands')}
          label={t('shop.quiet.label')}
        />
      </Section>
      <How>
        <p>{t('shop.recency.how.method')}</p>
        <p>{t('shop.recency.how.limits')}</p>
      </How>
    </>
  )
}

/** The report card: members who bought within a month, at the end of each of twelve months. */
function Months({ told }: Readonly<{ told: Recency }>) {
  const { t } = useTranslation()
  const { day, number, short, shortDay } = useFormats()
  const bars = useMemo(
    () => told.months.map(({ until, members }) => ({ key: until, label: shortDay(until), now: members })),
    [told.months, shortDay],
  )
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.recency.label')}
        bars={bars}
        nowTitle={t('shop.recency.within')}
        write={number}
        writeAxis={short}
      />
    </Suspense>
  )
  const table = {
    caption: t('shop.recency.months'),
    head: [t('shop.recency.until'), t('shop.recency.within')],
    rows: told.months
      .toReversed()
      .map(({ until, members }) => ({ key: until, cells: [day(until), number(members)] })),
  }
  return <WithTable drawing={drawing} table={table} />
}
