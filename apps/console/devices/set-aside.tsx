import { Form, InputNumber, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listReservations, placeLease } from '#domain/device/contract/reservation'
import { LEASE_HOURS } from '#domain/device/model/reservation'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { MemberItem } from '../wallet/member-item.tsx'
import { MoneyItem, useMinor } from '../wallet/money-item.tsx'
import { MOST } from './exceptions.tsx'

type Reservation = Told<typeof listReservations>['rows'][number]

/** Value that is set aside for tills without a network: vouchers of a quarter of an hour, leases of a day. */
export function SetAside() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(listReservations, { page: 1, rows: MOST }, { keep: true })
  return (
    <>
      <div className="device-tools">
        <span className="quiet">{t('devices.leaseWords')}</span>
        {may('device.manage') ? (
          <ActButton label={t('devices.lease')} title={t('devices.lease')}>
            {(close) => <LeaseForm close={close} />}
          </ActButton>
        ) : null}
      </div>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('devices.nothingSetAside')}>{t('devices.nothingSetAsideWords')}</EmptyState>
          ) : (
            <ul className="lines device-lines">
              {rows.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  )
}

function Row({ of }: Readonly<{ of: Reservation }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const { branches } = useMe()
  const where = branches.find((one) => one.id === of.branchId)?.name
  const write = ({ minor, points }: Reservation['reserved']) =>
    [
      minor > 0 || points === 0 ? money(minor) : '',
      points > 0 ? t('devices.points', { n: number(points) }) : '',
    ]
      .filter(Boolean)
      .join(' + ')
  const passes = of.passes.map(({ code, count }) => `${code} × ${number(count)}`)
  const isEmpty = of.reserved.minor + of.reserved.points === 0
  const worth = isEmpty && passes.length > 0 ? '' : write(of.reserved)
  const back = of.returned
  const returned =
    back && (back.minor > 0 || back.points > 0) ? t('devices.returnedOf', { amount: write(back) }) : ''
  return (
    <li>
      <span className="lines-what">
        <strong className="num">
          {t(`devices.reservation.${of.kind}`)} · {[...(worth ? [worth] : []), ...passes].join(' + ')}
        </strong>
        <Go to={paths.member(of.memberId)} className="num">
          {of.memberNumber ?? t('devices.toMember')}
        </Go>
        <small className="quiet num">
          {[where, t('devices.spentOf', { amount: write(of.spent) }), returned].filter(Boolean).join(' · ')} ·{' '}
          <MomentText of={of.issuedAt} /> – <MomentText of={of.expiresAt} />
        </small>
      </span>
      <Tag>{t(`devices.reservationState.${of.state}`)}</Tag>
    </li>
  )
}

type Values = Readonly<{
  memberId: string
  branchId: string
  amount?: string
  points?: number
  hours: number
}>

/** Only a home store is a good place for a lease: where a member comes most (promises §4.2). */
function LeaseForm({ close }: Readonly<{ close: () => void }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const { minorOf } = useMinor()
  const done = useDone(close)
  const place = useCommand(placeLease, () => done(t('devices.leased')))
  return (
    <ActForm<Values>
      means={t('devices.leaseMeans')}
      label={t('devices.lease')}
      why="none"
      start={{ branchId: branches[0]?.id ?? '', hours: LEASE_HOURS.standard }}
      pending={place.isPending}
      trouble={place.error}
      send={({ id, memberId, branchId, amount, points, hours }, told) =>
        place.mutate(
          { id, memberId, branchId, minor: minorOf(amount) ?? 0, points: points ?? 0, hours },
          told,
        )
      }
    >
      <MemberItem name="memberId" label={t('devices.member')} not="" />
      <Form.Item name="branchId" label={t('devices.homeStore')} rules={[{ required: true }]}>
        <Select options={branches.map((one) => ({ value: one.id, label: one.name }))} />
      </Form.Item>
      <div className="device-limits">
        {' '}
        <MoneyItem name="amount" label={t('devices.money')} optional zero />
        <Form.Item name="points" label={t('devices.pointsLabel')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item name="hours" label={t('devices.hours')} rules={[{ required: true }]}>
          <InputNumber min={1} max={LEASE_HOURS.most} precision={0} />
        </Form.Item>
      </div>{' '}
    </ActForm>
  )
}
