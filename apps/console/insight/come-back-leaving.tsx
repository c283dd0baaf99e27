import { useTranslation } from 'react-i18next'
import { forecastMembers } from '#domain/insight/contract/forecast'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

const SHOWN = 8
/** Between staying and leaving: a word may still tell. */
const BETWEEN = { aliveFromBps: 2000, aliveToBps: 6000 }

/** The most valuable members who may be leaving. */
export function Leaving({ days }: Readonly<{ days: number }>) {
  const { t } = useTranslation()
  const { day, money, number, percent } = useFormats()
  const ask = useCall(forecastMembers, { ...BETWEEN, rows: SHOWN }, { keep: true })
  const head = [
    t('comeBack.column.name'),
    t('comeBack.column.lastDay'),
    t('comeBack.column.alive'),
    t('comeBack.column.buys', { days: number(days) }),
    t('comeBack.column.value'),
  ]
  return (
    <Section
      title={t('comeBack.leaving.title')}
      note={t('comeBack.leaving.note')}
      actions={<Go to={paths.comeBackMembers(BETWEEN)}>{t('comeBack.leaving.all')}</Go>}
    >
      <Answered ask={ask}>
        {(told) =>
          told.rows.length === 0 ? (
            <p className="quiet">{t('comeBack.leaving.nobody')}</p>
          ) : (
            <NumbersTable
              caption={t('comeBack.leaving.title')}
              head={head}
              rows={told.rows.map((row) => ({
                key: row.memberId,
                cells: [
                  row.name || row.number,
                  day(row.lastDay),
                  percent(row.alive, 0),
                  percent(row.buys, 0),
                  row.valueMinor === null ? '–' : money(row.valueMinor),
                ],
                to: paths.member(row.memberId),
              }))}
            />
          )
        }
      </Answered>
    </Section>
  )
}
