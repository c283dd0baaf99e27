import { Button, Form, Input, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { approveDevice, createDeviceCode, listDevices, listEnrolments } from '#domain/device/contract/device'
import { useCall, useCommand } from '#ui/call.ts'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'
import { PlainList } from '#ui/kit/plain-list.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Device = Told<typeof listDevices>['rows'][number]
type Waiting = Told<typeof listEnrolments>['rows'][number]
const MOST = 200
/** Waiting for a manager is a matter of minutes: the list looks again by itself. */
const LOOK_MS = 5_000

/** The tills: who waits to be let in, and how each one is. */
export function Tills() {
  const may = useMay()
  const { t } = useTranslation()
  const ask = useCall(listDevices, { page: 1, rows: MOST }, { keep: true, everyMs: 30_000 })
  const columns = useColumns()
  const mayManage = may('device.manage')
  return (
    <>
      <div className="device-tools">
        <span className="quiet">{t('devices.addWords')}</span>
        {mayManage ? (
          <ActButton label={t('devices.add')} title={t('devices.add')}>
            {() => <CodeForm />}
          </ActButton>
        ) : null}
      </div>
      {mayManage ? <WaitingList /> : null}
      <PlainList
        name="devices"
        rows={ask.data?.rows}
        columns={columns}
        rowKey={(row) => row.id}
        trouble={ask.error}
        again={ask.refetch}
        empty={<EmptyState title={t('devices.none')}>{t('devices.noneWords')}</EmptyState>}
      />
    </>
  )
}

/** O4: red is for what a manager must look at, and says so in a word, too. */
export function StatusTag({ of }: Readonly<{ of: Pick<Device, 'status'> }>) {
  const { t } = useTranslation()
  const colours = { active: 'green', frozen: 'red', revoked: 'default' } as const
  return <Tag color={colours[of.status]}>{t(`devices.status.${of.status}`)}</Tag>
}

const Named = ({ of }: Readonly<{ of: Device }>) => (
  <Go to={paths.device(of.id)}>
    {of.name} <span className="quiet num">{of.code}</span>
  </Go>
)

function useColumns(): readonly Column<Device>[] {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const { branches } = useMe()
  const counted = (count: number, minor: number) => (count === 0 ? '–' : `${number(count)} · ${money(minor)}`)
  return [
    {
      key: 'name',
      title: t('devices.column.name'),
      card: 'title',
      render: (row) => <Named of={row} />,
    },
    {
      key: 'branch',
      title: t('devices.column.branch'),
      render: (row) => branches.find((one) => one.id === row.branchId)?.name ?? '',
    },
    {
      key: 'status',
      title: t('devices.column.status'),
      render: (row) => <StatusTag of={row} />,
      card: 'end',
    },
    {
      key: 'seen',
      title: t('devices.column.seen'),
      render: (row) => (row.lastSeenAt === null ? t('devices.never') : <MomentText of={row.lastSeenAt} />),
    },
    {
      key: 'pending',
      title: t('devices.column.pending'),
      number: true,
      render: (row) => counted(row.pending, row.pendingMinor),
    },
    {
      key: 'aside',
      title: t('devices.column.aside'),
      number: true,
      render: (row) => counted(row.quarantined, row.quarantinedMinor),
    },
    {
      key: 'exceptions',
      title: t('devices.column.exceptions'),
      number: true,
      render: (row) => (row.openExceptions === 0 ? '–' : number(row.openExceptions)),
    },
  ]
}

function WaitingList() {
  const { t } = useTranslation()
  const { branches } = useMe()
  const ask = useCall(listEnrolments, {}, { everyMs: LOOK_MS })
  if (!ask.data || ask.data.rows.length === 0) return null
  return (
    <section className="device-waiting" aria-live="polite">
      <h3>{t('devices.waiting')}</h3>
      <ul className="lines device-lines">
        {ask.data.rows.map((one) => (
          <li key={one.id}>
            <span className="lines-what">
              <strong>{one.name}</strong>
              <small className="quiet num">
                {branches.find((branch) => branch.id === one.branchId)?.name} ·{' '}
                {t('devices.compare', { fingerprint: one.fingerprint })} · <MomentText of={one.at} />
              </small>
              {one.replaces === null ? null : <small className="quiet">{t('devices.replaces')}</small>}
            </span>
            <span className="device-acts">
              <Decide of={one} approve />
              <Decide of={one} approve={false} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Decide({ of, approve }: Readonly<{ of: Waiting; approve: boolean }>) {
  const { t } = useTranslation()
  const label = t(approve ? 'devices.approve' : 'devices.refuse')
  return (
    <ActButton label={label} title={label}>
      {(close) => <DecideForm of={of} approve={approve} close={close} />}
    </ActButton>
  )
}

function DecideForm({ of, approve, close }: Readonly<{ of: Waiting; approve: boolean; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const decide = useCommand(approveDevice, () => done(t(approve ? 'devices.approved' : 'devices.refused')))
  return (
    <ActForm
      means={t(approve ? 'devices.approveMeans' : 'devices.refuseMeans', { fingerprint: of.fingerprint })}
      label={t(approve ? 'devices.approve' : 'devices.refuse')}
      danger={!approve}
      why="none"
      pending={decide.isPending}
      trouble={decide.error}
      send={({ id }, told) => decide.mutate({ id, enrolmentId: of.id, approve }, told)}
    />
  )
}

type Values = Readonly<{ name: string; branchId: string }>

function ShownCode({ of }: Readonly<{ of: Told<typeof createDeviceCode> }>) {
  const { t } = useTranslation()
  return (
    <div className="device-code">
      <p className="num">{of.code}</p>
      <p>
        {t('devices.codeUntil')} <MomentText of={of.expiresAt} />
      </p>
      <p className="quiet">{t('devices.codeWords', { address: `${location.origin}/till/` })}</p>
      <Button onClick={() => void navigator.clipboard.writeText(of.code)}>{t('devices.copy')}</Button>
    </div>
  )
}

/** The code is shown once, large enough to be typed at the till; `replaces` gives a known till a new epoch. */
export function CodeForm({
  replaces = null,
}: Readonly<{ replaces?: Pick<Device, 'id' | 'name' | 'branchId'> | null }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const [code, setCode] = useState<Told<typeof createDeviceCode> | null>(null)
  const make = useCommand(createDeviceCode, setCode)
  if (code !== null) return <ShownCode of={code} />
  return (
    <ActForm<Values>
      means={t(replaces === null ? 'devices.addMeans' : 'devices.renewMeans')}
      label={t('devices.makeCode')}
      why="none"
      start={{ branchId: replaces?.branchId ?? branches[0]?.id ?? '', name: replaces?.name ?? '' }}
      pending={make.isPending}
      trouble={make.error}
      send={({ id, name, branchId }, told) =>
        make.mutate({ id, name, branchId, replaces: replaces?.id ?? null }, told)
      }
    >
      <Form.Item
        name="name"
        label={t('devices.name')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <Input
          maxLength={60}
          placeholder={t('devices.nameHint')}
          autoComplete="off"
          disabled={replaces !== null}
        />
      </Form.Item>
      <Form.Item name="branchId" label={t('devices.column.branch')} rules={[{ required: true }]}>
        <Select
          disabled={replaces !== null}
          options={branches.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
    </ActForm>
  )
}
