import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { repeatRate } from '#domain/insight/contract/people'
import type { Rule } from '#domain/insight/contract/rule'
import { useCall } from '#ui/call.ts'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { useHomeRule } from './home-rule.ts'
import { LensBar } from './lens-bar.tsx'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { useLens } from './use-lens.ts'
import type { LensInUse } from './use-lens.ts'
import { usePlace } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Repeat = Told<typeof repeatRate>
type PartWords = Readonly<{ told: Repeat; use: LensInUse }>

/** How many buyers come back, and what tells them from those who do not (C67). */
export function RepeatPage() {
  const use = useLens()
  const place = usePlace()
  const { branchId, region } = place.place
  const where = { ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const ask = useCall(repeatRate, { ...use.lens, ...where }, { keep: true })
  return (
    <QuestionPage
      question="repeat"
      ask={ask}
      to={place.to}
      bar={
        <>
          <WhereChoice use={place} />
          <LensBar use={use} shown={ask.data?.asOf} />
        </>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Repeat }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  return (
    <>
      {t(`shop.repeat.${told.verdict}`, {
        day: day(told.asOf),
        count: told.buyers,
        n: number(told.buyers),
        repeaters: number(told.repeaters),
        rate: percent(told.rateBps / 10_000),
        good: percent(told.goodBps / 10_000, 0),
        before: told.beforeRateBps === null ? '–' : percent(told.beforeRateBps / 10_000),
      })}
    </>
  )
}

function Parts({ told, use }: PartWords) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('shop.repeat.times')} note={t('shop.repeat.note')}>
        <Times told={told} use={use} />
      </Section>
      <Section title={t('shop.repeat.portraits')}>
        <Portraits told={told} use={use} />
      </Section>
      <How>
        <p>{t('shop.repeat.how.method')}</p>
        <p>{t('shop.repeat.how.limits')}</p>
      </How>
    </>
  )
}

type Days = Readonly<{ from?: number; to?: number }>

/** Who bought on so many days in the window, of those who are looked at. */
function useOpen(told: Repeat, use: LensInUse): (days: Days) => string {
  const home = useHomeRule(usePlace().place)
  return ({ from, to }) => {
    if (home !== null) {
      const step: Rule = { is: 'step', from: from ?? 1, ...(to === undefined ? {} : { to }) }
      return paths.builder({ rule: { all: [home, step] }, windowMonths: told.windowMonths })
    }
    return use.to(paths.audience({}), { purchasesFrom: from, purchasesTo: to })
  }
}

function Times({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { money, number, percent, short } = useFormats()
  const go = useGo()
  const most = told.times.at(-1)?.days ?? 0
  const openDays = useOpen(told, use)
  // The last row stands for that many or more.
  const open = (days: number) => openDays({ from: days, ...(days === most ? {} : { to: days }) })
  const bars = useMemo(
    () => told.times.map(({ days, members }) => ({ key: String(days), label: String(days), now: members })),
    [told.times],
  )
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.repeat.label')}
        bars={bars}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={short}
        onClick={({ key }) => go(open(Number(key)))}
      />
    </Suspense>
  )
  const table = {
    caption: t('shop.repeat.times'),
    head: [
      t('insight.ladder.purchases'),
      t('shop.column.people'),
      t('shop.column.share'),
      t('shop.column.amount'),
    ],
    rows: told.times.map(({ days, members, spendMinor }) => ({
      key: String(days),
      cells: [
        days === most && told.times.length > 1 ? t('shop.repeat.orMore', { n: number(days) }) : number(days),
        number(members),
        percent(told.buyers === 0 ? 0 : members / told.buyers),
        money(spendMinor),
      ],
      to: open(days),
    })),
  }
  return <WithTable drawing={drawing} table={table} />
}

/** Those who came back beside those who did not. */
function Portraits({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const open = useOpen(told, use)
  const words = ['who', 'people', 'perHead', 'perDay', 'visits', 'age', 'women'] as const
  const cells = (of: Repeat['repeat']) => [
    number(of.members),
    of.members === 0 ? '–' : money(Math.round(of.spendMinor / of.members)),
    money(of.perDayMinor),
    number(Math.round(of.purchaseDays * 10) / 10),
    of.meanAge === null ? '–' : number(Math.round(of.meanAge)),
    of.femaleBps === null ? '–' : percent(of.femaleBps / 10_000, 0),
  ]
  return (
    <NumbersTable
      caption={t('shop.repeat.portraits')}
      head={words.map((word) => t(`shop.repeat.portrait.${word}`))}
      rows={[
        {
          key: 'repeat',
          cells: [t('shop.repeat.back'), ...cells(told.repeat)],
          to: open({ from: 2 }),
        },
        {
          key: 'once',
          cells: [t('shop.repeat.once'), ...cells(told.once)],
          to: open({ to: 1 }),
        },
      ]}
    />
  )
}
