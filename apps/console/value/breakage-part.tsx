import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { breakage } from '#domain/wallet/contract/value'
import { day as aDay } from '#base/instant'
import { useCall } from '#ui/call.ts'
import { Staircase } from '#ui/kit/chart/staircase.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { subjectKey, useAmount, useSubjectName } from './subject.ts'

type Row = Told<typeof breakage>['rows'][number]

/** What one picture can show; the table beside it holds every month. */
const MONTHS_SHOWN = 12

/** Of what was given out month by month, how much ended unused. */
export function BreakagePart({ on, branchId }: Readonly<{ on: string; branchId: string | null }>) {
  const ask = useCall(breakage, { on: aDay(on), ...(branchId === null ? {} : { branchId }) }, { keep: true })
  return <Answered ask={ask}>{({ rows }) => (rows.length === 0 ? null : <Breakage rows={rows} />)}</Answered>
}

function Breakage({ rows }: Readonly<{ rows: readonly Row[] }>) {
  const { t } = useTranslation()
  const name = useSubjectName()
  const [chosen, choose] = useState<string | undefined>(undefined)
  const row = rows.find((one) => subjectKey(one) === chosen) ?? rows[0]
  if (!row) return null
  const choice = (
    <Select
      className="list-choice"
      aria-label={t('value.breakage.choose')}
      options={rows.map((one) => ({ value: subjectKey(one), label: name(one) }))}
      value={subjectKey(row)}
      onChange={choose}
    />
  )
  return (
    <Section
      title={t('value.breakage.title')}
      note={t('value.breakage.note')}
      actions={rows.length > 1 ? choice : null}
    >
      <p>
        <Verdict row={row} />
      </p>
      <Months row={row} />
    </Section>
  )
}

function Verdict({ row }: Readonly<{ row: Row }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const name = useSubjectName()
  const share = (bps: number | null) => percent((bps ?? 0) / 10_000, 1)
  return (
    <>
      {t(`value.breakage.${row.verdict}`, {
        what: name(row),
        n: number(row.closedMonths),
        share: share(row.rateBps),
        low: share(row.lowBps),
        high: share(row.highBps),
      })}
    </>
  )
}

function Months({ row }: Readonly<{ row: Row }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const amount = useAmount()
  const shareOf = (part: number, whole: number) => percent(part / whole, 0)
  const steps = row.months.slice(-MONTHS_SHOWN).map((month) => ({
    key: month.month,
    label: month.month,
    value: month.given,
    text: amount(row.kind, month.given),
    note:
      month.open > 0
        ? t('value.breakage.openShare', { share: shareOf(month.open, month.given) })
        : t('value.breakage.diedShare', { share: shareOf(month.died, month.given) }),
  }))
  const table = {
    caption: t('value.breakage.caption'),
    head: [
      t('value.breakage.month'),
      t('value.breakage.given'),
      t('value.breakage.cameBack'),
      t('value.breakage.died'),
      t('value.breakage.open'),
    ],
    rows: row.months.toReversed().map((month) => ({
      key: month.month,
      cells: [
        month.month,
        ...[month.given, month.cameBack, month.died, month.open].map((part) => amount(row.kind, part)),
      ],
    })),
  }
  return (
    <WithTable drawing={<Staircase caption={t('value.breakage.caption')} steps={steps} />} table={table} />
  )
}
