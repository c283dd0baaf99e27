import { Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { auditFindings, startAudit } from '#domain/org/contract/audit'
import { useCall, useCommand } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'

type Finding = Told<typeof auditFindings>['rows'][number]

/** While an audit that was asked for has not come yet. */
const ASK_AGAIN_MS = 1_000

/** Whether every law holds; what does not, since when, and a way to have it asked now. */
export function AuditPage() {
  const { t } = useTranslation()
  const { number, moment } = useFormats()
  const { run, running, trouble, last } = useRun()
  const columns = useColumns()
  const ask = useCall(auditFindings, { rows: 1 })
  const total = ask.data?.total ?? 0
  const words = last && { n: number(last.checked), at: moment(last.at) }
  const found = t('value.audit.found', { count: total, n: number(total) })
  const answer = !words
    ? t('value.audit.never')
    : total === 0
      ? t('value.audit.holds', words)
      : `${found}${t('value.audit.stop')}${t('value.audit.foundAt', words)}`
  return (
    <Page
      title={t('value.audit.title')}
      answer={ask.data ? answer : null}
      actions={
        <Button type="primary" loading={running} onClick={run}>
          {running ? t('value.audit.running') : t('value.audit.run')}
        </Button>
      }
    >
      <ErrorNotice of={trouble} />
      <AskList
        name="audit"
        ask={auditFindings}
        columns={columns}
        rowKey={(row: Finding) => `${row.room} ${row.law} ${row.subject}`}
        empty={<EmptyState title={t('value.audit.emptyTitle')}>{t('value.audit.empty')}</EmptyState>}
      />
    </Page>
  )
}

/** Asks for an audit, and looks until a later one than the last has come. */
function useRun() {
  const queries = useQueryClient()
  const [before, setBefore] = useState<string | null | undefined>(undefined)
  const start = useCommand(startAudit, ({ last }) => setBefore(last?.at ?? null))
  const ask = useCall(
    auditFindings,
    { rows: 1 },
    {
      everyMs: (told) => (before !== undefined && before === (told?.last?.at ?? null) ? ASK_AGAIN_MS : false),
    },
  )
  const at = ask.data?.last?.at ?? null
  useEffect(() => {
    // The list and the banner hear of a new audit as soon as this page does.
    if (at !== null)
      void queries.invalidateQueries({ predicate: (query) => query.queryKey[1] === auditFindings.name })
  }, [at, queries])
  return {
    run: () => start.mutate({}),
    running: start.isPending || (before !== undefined && before === at),
    trouble: start.error,
    last: ask.data?.last ?? null,
  }
}

function useColumns(): readonly Column<Finding>[] {
  const { t, i18n } = useTranslation()
  const room = (of: string) => {
    const key = `value.audit.rooms.${of}`
    return i18n.exists(key) ? t(key as 'value.audit.rooms.org') : of
  }
  return [
    { key: 'law', title: t('value.audit.law'), render: (row) => row.law, card: 'title' },
    { key: 'room', title: t('value.audit.room'), render: (row) => room(row.room) },
    { key: 'detail', title: t('value.audit.detail'), render: (row) => row.detail },
    {
      key: 'subject',
      title: t('value.audit.subject'),
      render: (row) => <span className="num">{row.subject}</span>,
    },
    { key: 'since', title: t('value.audit.since'), render: (row) => <MomentText of={row.firstSeenAt} /> },
  ]
}
