import { Alert, Button, Drawer } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listReports, listSchedules, stopSchedule, type Schedule } from '#domain/report/contract'
import { useCall, useCommand } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useTitle } from './reports-page.tsx'
import { ScheduleForm } from './schedule-form.tsx'
import { Pager } from './pager.tsx'
import { useFilters } from './use-filters.ts'
import './reports.css'

const ROWS = 20

/** Reports that go out by e-mail, and what became of their letters. */
export function SchedulesPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const may = useMay()
  const use = useFilters()
  const page = use.number('page') ?? 1
  const ask = useCall(listSchedules, { page, rows: ROWS }, { keep: true })
  const reports = useCall(listReports, {})
  const [adding, setAdding] = useState(false)
  const add = may('report.schedule') ? (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t('reports.schedule.add')}
    </Button>
  ) : null
  const running = ask.data?.rows.filter((row) => row.stoppedAt === null).length ?? 0
  return (
    <Page
      title={t('reports.schedule.title')}
      answer={ask.data ? t('reports.schedule.answer', { count: running, n: number(running) }) : null}
      back={{ to: paths.reports, label: t('reports.back') }}
      actions={add}
    >
      {reports.data?.mails === false ? (
        <Alert className="notice" type="warning" showIcon title={t('reports.schedule.noMails')} />
      ) : null}
      <Answered ask={ask}>
        {(told) =>
          told.rows.length === 0 ? (
            <EmptyState title={t('reports.schedule.none')}>{t('reports.schedule.noneWords')}</EmptyState>
          ) : (
            <>
              {told.rows.map((row) => (
                <One key={row.id} of={row} reports={reports.data?.rows ?? []} />
              ))}
              <Pager use={use} total={told.total} rows={ROWS} />
            </>
          )
        }
      </Answered>
      <Adding open={adding} done={() => setAdding(false)} />
    </Page>
  )
}

function Adding({ open, done }: Readonly<{ open: boolean; done: () => void }>) {
  const { t } = useTranslation()
  return (
    <Drawer open={open} onClose={done} size={560} title={t('reports.schedule.add')} destroyOnHidden>
      <ScheduleForm done={done} />
    </Drawer>
  )
}

type OneWords = Readonly<{ of: Schedule; reports: Told<typeof listReports>['rows'] }>

function One({ of, reports }: OneWords) {
  const { t } = useTranslation()
  const { day, moment } = useFormats()
  const may = useMay()
  const title = useTitle()
  const queries = useQueryClient()
  const stop = useCommand(stopSchedule, () => queries.invalidateQueries({ queryKey: [listSchedules.path] }))
  const report = reports.find((row) => row.code === of.report)
  const when = t(`reports.schedule.when.${of.rhythm}`, {
    hour: of.hour,
    day: of.rhythm === 'weekly' ? t(`reports.weekday.${(of.weekday ?? 1) as 1}`) : (of.monthDay ?? 1),
  })
  const state =
    of.stoppedAt !== null
      ? t('reports.schedule.stopped', { day: day(of.stoppedAt.slice(0, 10)) })
      : of.nextAt === null
        ? ''
        : t('reports.schedule.next', { at: moment(of.nextAt) })
  const ending =
    of.stoppedAt === null && may('report.schedule') ? (
      <Button loading={stop.isPending} onClick={() => stop.mutate({ id: of.id })}>
        {t('reports.schedule.stop')}
      </Button>
    ) : null
  return (
    <Section title={of.name} note={state} actions={ending}>
      <ErrorNotice of={stop.error} />
      <Facts
        rows={[
          { label: t('reports.schedule.report'), value: report ? title(report) : of.report },
          { label: t('reports.schedule.format'), value: t(`reports.save.${of.format}`) },
          { label: t('reports.schedule.rhythm'), value: when },
          {
            label: t('reports.schedule.recipients'),
            value: of.recipients.map((one) => `${one.staffName} ‹${one.email}›`).join(t('reports.comma')),
          },
        ]}
      />
      <Letters of={of} />
    </Section>
  )
}

const TROUBLES = [
  'staff_gone',
  'no_permission',
  'orderer_gone',
  'stopped',
  'never_answered',
  'too_late',
  'too_large',
] as const

function Letters({ of }: Readonly<{ of: Schedule }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const trouble = (words: string | null) => {
    if (words === null) return '–'
    const known = TROUBLES.find((one) => one === words)
    if (known) return t(`reports.schedule.trouble.${known}`)
    return words.startsWith('refused:')
      ? t('reports.schedule.trouble.refused', { code: words.slice('refused:'.length) })
      : words
  }
  if (of.deliveries.length === 0) return <p className="quiet">{t('reports.schedule.noLetters')}</p>
  return (
    <NumbersTable
      caption={t('reports.schedule.letters')}
      head={[
        t('reports.schedule.column.due'),
        t('reports.schedule.column.to'),
        t('reports.schedule.column.state'),
        t('reports.schedule.column.trouble'),
      ]}
      words={[1, 2, 3]}
      rows={of.deliveries.map((one) => ({
        key: one.id,
        cells: [
          moment(one.dueAt),
          one.staffName,
          t(`reports.schedule.state.${one.state}`),
          trouble(one.trouble),
        ],
      }))}
    />
  )
}
