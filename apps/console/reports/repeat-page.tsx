import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { repeatRate } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ALL_MONTHS, USUAL_MONTHS, WINDOWS } from '../insight/lens.ts'
import { paths } from '../paths.ts'
import { Counted } from './demographics-page.tsx'
import { DayFilter } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { useFilters } from './use-filters.ts'

type Repeat = Told<typeof repeatRate>

/** How many buyers come back, and who they are (C67). */
export function RepeatPage() {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const use = useFilters()
  const asOf = use.day('asOf')
  const windowMonths = use.number('windowMonths') ?? USUAL_MONTHS
  const asked = { windowMonths, ...(asOf ? { asOf } : {}) }
  const ask = useCall(repeatRate, asked as never, { keep: true })
  const answer = (told: Repeat) =>
    t(`reports.repeat.${told.verdict}`, {
      rate: percent(told.rateBps / 10_000, 0),
      good: percent(told.goodBps / 10_000, 0),
      n: number(told.repeaters),
      all: number(told.buyers),
    })
  return (
    <ReportPage
      code="repeat"
      ask={ask}
      filters={asked}
      bar={
        <>
          <DayFilter use={use} shown={ask.data?.asOf} />
          <Select
            className="list-choice"
            aria-label={t('insight.lens.window')}
            value={windowMonths}
            options={WINDOWS.map((n) => ({
              value: n,
              label: n === ALL_MONTHS ? t('insight.lens.all') : t('insight.lens.months', { count: n, n }),
            }))}
            onChange={(chosen) => use.change({ windowMonths: chosen === USUAL_MONTHS ? undefined : chosen })}
          />
        </>
      }
      answer={answer}
      empty={(told) => told.buyers === 0}
    >
      {(told) => (
        <>
          <Times told={told} />
          <Portraits told={told} />
        </>
      )}
    </ReportPage>
  )
}

function Times({ told }: Readonly<{ told: Repeat }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const last = told.times.at(-1)?.days ?? 0
  const { asOf, windowMonths, buyers } = told
  const rows = useMemo(
    () =>
      told.times.map((row) => {
        const open = row.days === last && row.days >= 10
        return {
          key: String(row.days),
          label: t(open ? 'reports.repeat.daysOrMore' : 'reports.repeat.days', {
            count: row.days,
            n: row.days,
          }),
          value: row.members,
          share: buyers > 0 ? Math.round((row.members / buyers) * 10_000) : 0,
          light: row.days === 1,
          to: paths.audience({
            asOf,
            windowMonths,
            purchasesFrom: row.days,
            ...(open ? {} : { purchasesTo: row.days }),
          }),
        }
      }),
    [told.times, last, asOf, windowMonths, buyers, t],
  )
  const note =
    told.beforeRateBps === null
      ? undefined
      : t('reports.repeat.was', { rate: percent(told.beforeRateBps / 10_000) })
  return (
    <Counted title={t('reports.repeat.times')} note={note} first={t('reports.column.days')} rows={rows} />
  )
}

function Portraits({ told }: Readonly<{ told: Repeat }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const of = (key: 'repeat' | 'once') => told[key]
  const row = (
    key: 'members' | 'spend' | 'perDay' | 'times' | 'age' | 'women',
    write: (of: Repeat['repeat']) => string,
  ) => ({
    key,
    cells: [t(`reports.repeat.portrait.${key}`), write(of('repeat')), write(of('once'))],
  })
  const perHead = (one: Repeat['repeat']) =>
    one.members > 0 ? money(Math.round(one.spendMinor / one.members)) : '–'
  return (
    <Section title={t('reports.repeat.who')} note={t('reports.repeat.whoNote')}>
      <NumbersTable
        caption={t('reports.repeat.who')}
        head={[t('reports.repeat.what'), t('reports.repeat.again'), t('reports.repeat.once')]}
        rows={[
          row('members', (one) => number(one.members)),
          row('spend', perHead),
          row('perDay', (one) => (one.members > 0 ? money(one.perDayMinor) : '–')),
          row('times', (one) => number(Math.round(one.purchaseDays * 10) / 10)),
          row('age', (one) => (one.meanAge === null ? '–' : number(Math.round(one.meanAge)))),
          row('women', (one) => (one.femaleBps === null ? '–' : percent(one.femaleBps / 10_000, 0))),
        ]}
      />
    </Section>
  )
}
