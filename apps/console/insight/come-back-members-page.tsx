import { useRouterState } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { forecastMembers } from '#domain/insight/contract/forecast'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MoneyText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import './insight.css'

type Row = Told<typeof forecastMembers>['rows'][number]

const BOUNDS = ['buysFromBps', 'buysToBps', 'aliveFromBps', 'aliveToBps'] as const
type Bounds = Partial<Record<(typeof BOUNDS)[number], number>>

/** The members behind a figure of the forecast. */
export function ComeBackMembersPage() {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const bounds = useBounds()
  const ask = useCall(forecastMembers, { ...bounds, rows: 1 }, { keep: true })
  const { total = 0, asOf = null, days = 0 } = ask.data ?? {}
  const answer =
    asOf === null
      ? null
      : t('comeBack.list.answer', { count: total, n: number(total), day: day(asOf), days: number(days) })
  return (
    <Page
      title={t('comeBack.list.title')}
      answer={answer}
      back={{ to: paths.comeBack, label: t('comeBack.list.back') }}
    >
      <Chosen bounds={bounds} />
      <Answered ask={ask}>{(told) => <List bounds={bounds} days={told.days} />}</Answered>
    </Page>
  )
}

function List({ bounds, days }: Readonly<{ bounds: Bounds; days: number }>) {
  const { t } = useTranslation()
  return (
    <AskList
      name="come-back"
      ask={forecastMembers}
      also={bounds}
      columns={useColumns(days)}
      rowKey={(row: Row) => row.memberId}
      rowTo={(row) => paths.member(row.memberId)}
      sorted={{ by: 'valueMinor', descending: true }}
      empty={<EmptyState title={t('comeBack.list.empty')}>{t('comeBack.list.emptyWords')}</EmptyState>}
    />
  )
}

/** The chances this address asks for; what makes no sense is left out. */
function useBounds(): Bounds {
  const { search } = useRouterState({ select: (state) => state.location })
  const all = search as Readonly<Record<string, unknown>>
  return useMemo(
    () =>
      Object.fromEntries(
        BOUNDS.flatMap((name) => {
          const value = all[name]
          return typeof value === 'number' && value >= 0 && value <= 10_000 ? [[name, value]] : []
        }),
      ),
    [all],
  )
}

function Chosen({ bounds }: Readonly<{ bounds: Bounds }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const range = (from: number | undefined, to: number | undefined) => ({
    from: percent((from ?? 0) / 10_000, 0),
    to: percent((to ?? 10_000) / 10_000, 0),
  })
  const { buysFromBps, buysToBps, aliveFromBps, aliveToBps } = bounds
  return (
    <p className="quiet">
      {buysFromBps === undefined ? null : t('comeBack.list.buys', range(buysFromBps, buysToBps))}
      {aliveFromBps === undefined ? null : t('comeBack.list.alive', range(aliveFromBps, aliveToBps))}
    </p>
  )
}

function useColumns(days: number): readonly Column<Row>[] {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const title = (
    key: 'name' | 'number' | 'alive' | 'expected' | 'nextDay' | 'value' | 'lastDay' | 'purchases',
  ) => t(`comeBack.column.${key}`)
  const chance = (of: number) => <span className="num">{percent(of, 0)}</span>
  const figure = { number: true, sortable: true } as const
  const next = (row: Row) =>
    row.nextDay === null ? <span className="quiet">{t('comeBack.never')}</span> : <DayText of={row.nextDay} />
  const value = (row: Row) => (row.valueMinor === null ? <Unknown /> : <MoneyText of={row.valueMinor} />)
  const buys = t('comeBack.column.buys', { days: number(days) })
  return [
    {
      key: 'number',
      title: title('number'),
      card: 'title',
      render: (row) => <span className="num">{row.number}</span>,
    },
    { key: 'name', title: title('name'), render: (row) => row.name || <Unknown /> },
    { key: 'valueMinor', title: title('value'), ...figure, card: 'end', render: value },
    { key: 'buys', title: buys, ...figure, render: (row) => chance(row.buys) },
    { key: 'alive', title: title('alive'), ...figure, render: (row) => chance(row.alive) },
    {
      key: 'expected',
      title: title('expected'),
      ...figure,
      card: 'none',
      render: (row) => <span className="num">{row.expected.toFixed(1)}</span>,
    },
    { key: 'nextDay', title: title('nextDay'), render: next },
    {
      key: 'lastDay',
      title: title('lastDay'),
      sortable: true,
      render: (row) => <DayText of={row.lastDay} />,
    },
    {
      key: 'purchases',
      title: title('purchases'),
      ...figure,
      card: 'none',
      render: (row) => <NumberText of={row.purchases} />,
    },
  ]
}
