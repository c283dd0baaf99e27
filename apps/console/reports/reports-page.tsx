import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { GROUPS, listReports, type ReportCode } from '#domain/report/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section, Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { useNeeded } from './needed.ts'
import { readAt } from './questions.ts'
import { SaveMenu } from './save-menu.tsx'
import './reports.css'

type Row = Told<typeof listReports>['rows'][number]
/** One list of all reports, each as page and as file (C75). */
export function ReportsPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(listReports, {})
  return (
    <Page
      title={t('reports.title')}
      answer={ask.data ? t('reports.answer', { n: number(ask.data.rows.length) }) : null}
      actions={<Go to={paths.reportSchedules}>{t('reports.centre.schedules')}</Go>}
    >
      <Answered ask={ask}>
        {(told) => (
          <>
            {GROUPS.map((group) => (
              <Section key={group} title={t(`reports.centre.group.${group}`)}>
                <ul className="report-list">
                  {told.rows
                    .filter((row) => row.group === group)
                    .map((row) => (
                      <Line key={row.code} row={row} />
                    ))}
                </ul>
              </Section>
            ))}
          </>
        )}
      </Answered>
    </Page>
  )
}

/** A report's title in the reader's language. */
export function useTitle(): (row: Pick<Row, 'titleZh' | 'titleEn'>) => string {
  const { i18n } = useTranslation()
  return (row) => (i18n.language.startsWith('zh') ? row.titleZh : row.titleEn)
}

function Line({ row }: Readonly<{ row: Row }>) {
  const { t, i18n } = useTranslation()
  const title = useTitle()
  return (
    <li>
      <Go to={(row.mayFile ? undefined : readAt(row.code)) ?? paths.report(row.code)}>{title(row)}</Go>
      <p>{i18n.language.startsWith('zh') ? row.questionZh : row.questionEn}</p>
      {row.mayFile ? (
        <Files code={row.code} />
      ) : (
        <small className="quiet">{t('reports.centre.notFile')}</small>
      )}
    </li>
  )
}

function Files({ code }: Readonly<{ code: ReportCode }>) {
  return (
    <span>
      <SaveMenu code={code} filters={useNeeded(code)} quiet />
    </span>
  )
}
