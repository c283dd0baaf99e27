import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays, isDay } from '#base/instant'
import { listReports, REPORT_CODES, reportSheet, type ReportCode } from '#domain/report/contract'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { useNeeded } from './needed.ts'
import { Pager } from './pager.tsx'
import { readAt } from './questions.ts'
import { SheetBar } from './sheet-bar.tsx'
import { asFilters, SaveMenu } from './save-menu.tsx'
import { useFilters, type FiltersInUse } from './use-filters.ts'
import '../insight/insight.css'
import './reports.css'

type Tables = Told<typeof reportSheet>
type Column = Tables['parts'][number]['columns'][number]

/** A report as its files have it: the tables with their totals, without a picture. */
export function SheetPage() {
  const { code = '' } = useParams({ strict: false })
  const known = REPORT_CODES.find((one) => one === code)
  const { t } = useTranslation()
  return known ? <Known code={known} /> : <EmptyState title={t('reports.sheet.unknown')}>{null}</EmptyState>
}

function Known({ code }: Readonly<{ code: ReportCode }>) {
  const reports = useCall(listReports, {})
  const names = reports.data?.rows.find((row) => row.code === code)?.filters
  return <Answered ask={reports}>{() => <Sheet code={code} names={names ?? []} />}</Answered>
}

function Sheet({ code, names }: Readonly<{ code: ReportCode; names: readonly string[] }>) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const use = useFilters()
  const filters = useAsked(code, names, use)
  const read = readAt(code)
  const language = manner.language.startsWith('zh') ? 'zh-CN' : 'en'
  const ask = useCall(reportSheet, { code, language, filters: asFilters(filters) }, { keep: true })
  return (
    <Page
      title={ask.data?.title ?? ''}
      answer={ask.data?.question ?? null}
      back={{ to: paths.reports, label: t('reports.back') }}
      actions={
        <>
          <SheetBar code={code} names={names} use={use} />
          <SaveMenu code={code} filters={filters} />
        </>
      }
    >
      <Answered ask={ask}>
        {(told) => (
          <div className="whole report">
            {read === undefined ? null : (
              <p>
                <Go to={read}>{t('reports.sheet.picture')}</Go>
              </p>
            )}
            <p className="quiet">{told.head.map(([label, value]) => `${label} ${value}`).join(' · ')}</p>
            {told.parts.map((part) => (
              <Table key={part.title} part={part} alone={told.parts.length === 1} />
            ))}
            <Pager use={use} total={told.pages} rows={1} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

/** What the address asks of this report; whoever sees some branches only begins with the first of them. */
function useAsked(code: ReportCode, names: readonly string[], use: FiltersInUse) {
  const { branches, branchIds, chain } = useMe()
  const needed = useNeeded(code)
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const has = (name: string) => names.includes(name)
  const given = Object.fromEntries(
    names.flatMap((name) => (use.text(name) === undefined ? [] : [[name, use.text(name)]])),
  )
  const { place, span } = use
  // A question's page looks at so many days up to today; a report names them.
  const days = has('days') || span.from ? undefined : use.number('days')
  const back = days === undefined ? {} : { from: addDays(today, 1 - days), to: today }
  const { from, to } = { ...span, ...back }
  const mine = has('branchId') && branchIds !== null && !place.branchId && !place.region
  return {
    ...needed,
    ...given,
    ...(has('from') && from ? { from } : {}),
    ...(has('to') && to ? { to } : {}),
    ...(has('on') && !given['on'] && to ? { on: to } : {}),
    ...(mine ? { branchId: branches[0]?.id } : {}),
  }
}

function Table({ part, alone }: Readonly<{ part: Tables['parts'][number]; alone: boolean }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const shown = useCell()
  const { columns, rows, totals, total } = part
  const line = (cells: (typeof rows)[number]) => columns.map((column, at) => shown(cells[at] ?? null, column))
  const words = columns.flatMap((column, at) => (isWord(column) && at > 0 ? [at] : []))
  const all = [
    ...rows.map((cells, at) => ({ key: String(at), cells: line(cells) })),
    ...(totals && rows.length > 0 ? [{ key: 'totals', cells: line(totals) }] : []),
  ]
  return (
    <Section
      title={alone ? t('reports.sheet.table') : part.title}
      {...(total > rows.length
        ? { note: t('reports.sheet.more', { n: number(rows.length), all: number(total) }) }
        : {})}
    >
      {rows.length === 0 ? (
        <p className="quiet">{t('reports.sheet.nothing')}</p>
      ) : (
        <div className="report-sheet">
          <NumbersTable
            caption={part.title}
            head={columns.map((one) => one.title)}
            words={words}
            rows={all}
          />
        </div>
      )}
    </Section>
  )
}

const isWord = ({ kind }: Column): boolean => kind === 'text' || kind === 'day' || kind === 'month'

/** A cell as a reader of this language writes it; the totals of the page are those of the files. */
function useCell(): (cell: string | number | null, column: Column) => string {
  const { money, number, percent, day } = useFormats()
  return (cell, { kind }) => {
    if (cell === null) return '–'
    if (typeof cell === 'string')
      return !isDay(cell) ? cell : kind === 'day' ? day(cell) : kind === 'month' ? cell.slice(0, 7) : cell
    if (kind === 'money') return money(cell)
    if (kind === 'units') return number(cell / 1000)
    return kind === 'share' ? percent(cell / 10_000) : number(cell)
  }
}
