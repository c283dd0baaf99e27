import { Form, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { actOnBooking, type Booking } from '#domain/booking/contract/booking'
import type { StaffAct } from '#domain/booking/model/state'
import { listSales } from '#domain/sale/contract'
import { useCall, useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { timeIn, todayIn } from './times.ts'

const COLOURS = {
  begun: 'gold',
  confirmed: 'blue',
  kept: 'green',
  missed: 'red',
  cancelled: 'default',
  given_up: 'default',
  replaced: 'default',
} as const

type RowWords = Readonly<{ of: Booking; withBranch: boolean }>

/** One booking: when, what, who, how it stands, and what may be said about it. */
export function BookingRow({ of, withBranch }: RowWords) {
  const { t } = useTranslation()
  const words = [of.productName, withBranch ? of.branchName : ''].filter(Boolean)
  return (
    <li>
      <span className="lines-what">
        <strong>
          <span className="num">
            {timeIn(of.zone, of.startsAt)}–{timeIn(of.zone, of.endsAt)}
          </span>{' '}
          <Who of={of} /> <Tag color={COLOURS[of.state]}>{t(`bookings.state.${of.state}`)}</Tag>
        </strong>
        <span>{words.join(' · ')}</span>
        <Story of={of} />
      </span>
      <Acts of={of} />
    </li>
  )
}

function Who({ of }: Readonly<{ of: Booking }>) {
  const { t } = useTranslation()
  if (of.memberId === null) return <>{t('bookings.former')}</>
  return <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>
}

/** Who booked it and when, who said how it stands, and the receipt. */
function Story({ of }: Readonly<{ of: Booking }>) {
  const { t } = useTranslation()
  return (
    <small className="quiet num">
      {of.byMember ? t('bookings.byMember') : t('bookings.byStaff', { name: of.byName })} ·{' '}
      <MomentText of={of.at} />
      {of.state === 'begun' && of.heldUntil !== null
        ? ` · ${t('bookings.heldUntil', { time: timeIn(of.zone, of.heldUntil) })}`
        : null}
      {of.saidBy ? ` · ${t('bookings.saidBy', { name: of.saidBy })}` : null}
      {of.saleId === null ? null : (
        <>
          {' · '}
          <Go to={paths.sale(of.saleId)}>{t('bookings.receipt')}</Go>
        </>
      )}
    </small>
  )
}

/** What may be said now: kept from its day on, missed from its beginning on, cancelled until either was said. */
function actsOf(of: Booking): readonly StaffAct[] {
  const today = of.day <= todayIn(of.zone)
  const begun = Date.parse(of.startsAt) <= Date.now()
  switch (of.state) {
    case 'begun':
      return ['cancelled']
    case 'confirmed':
      return [...(today ? ['kept' as const] : []), ...(begun ? ['missed' as const] : []), 'cancelled']
    case 'kept':
      return [...(of.saleId === null ? ['kept' as const] : []), 'missed']
    case 'missed':
      return ['kept']
    default:
      return []
  }
}

function Acts({ of }: Readonly<{ of: Booking }>) {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('booking.write')) return null
  const label = (act: StaffAct) =>
    act === 'kept' && of.state === 'kept' ? t('bookings.act.addReceipt') : t(`bookings.act.${act}`)
  return (
    <span className="reward-acts">
      {actsOf(of).map((act) => (
        <ActButton key={act} label={label(act)} title={label(act)}>
          {(close) => <SayForm of={of} act={act} label={label(act)} close={close} />}
        </ActButton>
      ))}
    </span>
  )
}

type SayWords = Readonly<{ of: Booking; act: StaffAct; label: string; close: () => void }>

function SayForm({ of, act, label, close }: SayWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const say = useCommand(actOnBooking, () => done(t('bookings.done')))
  return (
    <ActForm<{ saleId?: string | null }>
      means={t(`bookings.means.${act}`)}
      label={label}
      danger={act === 'cancelled'}
      why="none"
      pending={say.isPending}
      trouble={say.error}
      send={({ id, saleId = null }, told) =>
        say.mutate({ id, bookingId: of.id, act, saleId: saleId ?? null }, told)
      }
    >
      {act === 'kept' && of.memberId !== null ? (
        <ReceiptField memberId={of.memberId} branchId={of.branchId} day={of.day} />
      ) : null}
    </ActForm>
  )
}

type ReceiptWords = Readonly<{ memberId: string; branchId: string; day: string }>

/** The member's sales at the branch since the day of the booking. */
function ReceiptField({ memberId, branchId, day }: ReceiptWords) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  const may = useMay()
  const { data } = useCall(listSales, { memberId, branchId, from: day }, { enabled: may('sale.read') })
  const sales = (data?.rows ?? []).filter((one) => one.kind === 'sale' && !one.voided)
  if (sales.length === 0) return null
  return (
    <Form.Item name="saleId" label={t('bookings.receipt')} extra={t('bookings.receiptHint')}>
      <Select
        allowClear
        options={sales.map((one) => ({
          value: one.id,
          label: [money(one.totalMinor), moment(one.happenedAt), one.receiptNo].filter(Boolean).join(' · '),
        }))}
      />
    </Form.Item>
  )
}
