import { useParams } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { revokeDevice, showDevice } from '#domain/device/contract/device'
import { deviceLog } from '#domain/device/contract/log'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { Aside } from './aside.tsx'
import { Exceptions } from './exceptions.tsx'
import { Shifts } from './shifts.tsx'
import { CodeForm, StatusTag } from './tills.tsx'
import './devices.css'

type Device = Told<typeof showDevice>
type Log = Told<typeof deviceLog>

/** One till: how it is, whether every event of it is accounted for (O8), and what people have to look at. */
export function DevicePage() {
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showDevice, { id }, { everyMs: 30_000 })
  return <Answered ask={ask}>{(device) => <Shown of={device} />}</Answered>
}

function Shown({ of }: Readonly<{ of: Device }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { branches } = useMe()
  const log = useCall(deviceLog, { id: of.id }, { everyMs: 30_000 })
  const where = branches.find((one) => one.id === of.branchId)?.name ?? ''
  return (
    <Page
      title={`${of.name} ${of.code}`}
      answer={t(of.mark === 0 ? 'devices.deviceNew' : 'devices.deviceAnswer', {
        where,
        mark: number(of.mark),
      })}
      actions={<Acts of={of} />}
    >
      {of.status === 'frozen' ? <Alert type="error" showIcon title={t('devices.frozenWords')} /> : null}
      {of.status === 'revoked' ? (
        <Alert
          type="warning"
          showIcon
          title={t('devices.revokedWords', { reason: of.revokedReason ?? '' })}
        />
      ) : null}
      <Facts of={of} />
      <Section title={t('devices.conservation')}>
        <Answered ask={log}>{(told) => <Conservation of={told} />}</Answered>
      </Section>
      <Section title={t('devices.part.exceptions')}>
        <Exceptions deviceId={of.id} />
      </Section>
      <Section title={t('devices.part.aside')}>
        <Aside deviceId={of.id} />
      </Section>
      <Section title={t('devices.part.shifts')}>
        <Shifts deviceId={of.id} />
      </Section>
    </Page>
  )
}

function Facts({ of }: Readonly<{ of: Device }>) {
  const { t } = useTranslation()
  const at = (moment: string | null) => (moment === null ? '–' : <MomentText of={moment} />)
  const rows = [
    ['status', <StatusTag key="status" of={of} />],
    ['seen', at(of.lastSeenAt)],
    ['certified', at(of.certifiedUntil)],
    ['policy', of.policyVersion === 0 ? '–' : of.policyVersion],
    ['app', of.appVersion || '–'],
    ['enrolled', at(of.enrolledAt)],
    ['enrolledBy', of.enrolledBy],
    ['epoch', of.epoch],
  ] as const
  return (
    <dl className="device-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`devices.column.${name}`)}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const PARTS = ['created', 'applied', 'duplicate', 'quarantined', 'pending'] as const

/** Created is the sum of the others, in count and in money; what the till has not sent yet stands beside it. */
function Conservation({ of }: Readonly<{ of: Log }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const isWhole = of.pending.count === 0 && of.quarantined.count === 0 && of.atTill.count === 0
  return (
    <>
      <p>{t(isWhole ? 'devices.conservationWhole' : 'devices.conservationOpen')}</p>
      <table className="device-sums">
        <thead>
          <tr>
            <th scope="col">{t('devices.column.what')}</th>
            <th scope="col">{t('devices.column.events')}</th>
            <th scope="col">{t('devices.column.money')}</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`devices.tally.${part}`)}</th>
              <td className="num">{number(of[part].count)}</td>
              <td className="num">{money(of[part].minor)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('devices.tally.atTill')}</th>
            <td className="num">{number(of.atTill.count)}</td>
            <td className="num">{money(of.atTill.minor)}</td>
          </tr>
        </tbody>
      </table>
      {of.missingFrom === null ? null : (
        <Alert type="warning" showIcon title={t('devices.stickMissing', { from: number(of.missingFrom) })} />
      )}
      {of.forks.map((one) => (
        <p key={`${one.epoch} ${one.seq} ${one.otherHash}`} className="num">
          {t('devices.fork', { epoch: one.epoch, seq: one.seq })} <MomentText of={one.at} />
        </p>
      ))}
    </>
  )
}

function Acts({ of }: Readonly<{ of: Device }>) {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('device.manage') || of.status === 'revoked') return null
  return (
    <span className="device-acts">
      <ActButton label={t('devices.renew')} title={t('devices.renew')}>
        {() => <CodeForm replaces={of} />}
      </ActButton>
      <ActButton label={t('devices.revoke')} title={t('devices.revoke')}>
        {(close) => <RevokeForm of={of} close={close} />}
      </ActButton>
    </span>
  )
}

function RevokeForm({ of, close }: Readonly<{ of: Device; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const revoke = useCommand(revokeDevice, () => done(t('devices.revoked')))
  return (
    <ActForm
      means={t('devices.revokeMeans')}
      label={t('devices.revoke')}
      danger
      why="needed"
      pending={revoke.isPending}
      trouble={revoke.error}
      send={({ id, reason }, told) => revoke.mutate({ id, deviceId: of.id, reason }, told)}
    />
  )
}
