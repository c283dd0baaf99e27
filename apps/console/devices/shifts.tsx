import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listShifts } from '#domain/device/contract/log'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { PlainList } from '#ui/kit/plain-list.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, MomentText } from '#ui/kit/texts.tsx'
import { MOST } from './exceptions.tsx'
import { ShiftPaper } from './shift-paper.tsx'

export type Shift = Told<typeof listShifts>['rows'][number]

/** What was counted at the end of each shift and what should have been there; the cashier's till shows the same. */
export function Shifts({ deviceId }: Readonly<{ deviceId?: string }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [shown, setShown] = useState<Shift | null>(null)
  const ask = useCall(listShifts, { page: 1, rows: MOST, ...(deviceId && { deviceId }) }, { keep: true })
  const columns = useColumns(setShown, deviceId === undefined)
  const total = ask.data?.total ?? 0
  return (
    <>
      <p className="quiet">{t('devices.shiftWords')}</p>
      <PlainList
        name="device-shifts"
        rows={ask.data?.rows}
        columns={columns}
        rowKey={(row) => row.id}
        trouble={ask.error}
        again={ask.refetch}
        empty={<EmptyState title={t('devices.noShift')}>{t('devices.noShiftWords')}</EmptyState>}
      />
      {total > MOST ? (
        <p className="quiet num">{t('devices.first', { n: number(MOST), total: number(total) })}</p>
      ) : null}
      <Behind open={shown !== null} title={t('devices.shift.title')} onClose={() => setShown(null)}>
        {shown === null ? null : <ShiftPaper of={shown} />}
      </Behind>
    </>
  )
}

function useColumns(show: (of: Shift) => void, named: boolean): readonly Column<Shift>[] {
  const { t } = useTranslation()
  const sum = (minor: number | null) => (minor === null ? '–' : <MoneyText of={minor} />)
  const till: Column<Shift> = {
    key: 'till',
    title: t('devices.column.name'),
    render: (row) => row.deviceName,
  }
  return [
    {
      key: 'opened',
      title: t('devices.shift.opened'),
      card: 'title',
      render: (row) => (
        <button type="button" className="as-link" onClick={() => show(row)}>
          <MomentText of={row.openedAt} />
        </button>
      ),
    },
    ...(named ? [till] : []),
    { key: 'cashier', title: t('devices.shift.cashier'), render: (row) => row.cashierName },
    {
      key: 'closed',
      title: t('devices.shift.closed'),
      render: (row) => (row.closedAt === null ? t('devices.shift.open') : <MomentText of={row.closedAt} />),
    },
    {
      key: 'expected',
      title: t('devices.shift.expected'),
      number: true,
      render: (row) => sum(row.expectedMinor),
    },
    {
      key: 'counted',
      title: t('devices.shift.counted'),
      number: true,
      render: (row) => sum(row.countedMinor),
    },
    {
      key: 'difference',
      title: t('devices.shift.difference'),
      number: true,
      render: (row) => <Difference of={row.differenceMinor} />,
    },
  ]
}

/** Short or over, said in a word: a sign alone is read both ways. */
export function Difference({ of }: Readonly<{ of: number | null }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  if (of === null) return '–'
  if (of === 0) return t('devices.shift.right')
  const amount = money(Math.abs(of))
  return <span className="num">{t(of < 0 ? 'devices.shift.short' : 'devices.shift.over', { amount })}</span>
}
