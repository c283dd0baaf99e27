import { Form, Select, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { deviceExceptions, EXCEPTION_KINDS, settleException } from '#domain/device/contract/log'
import { useCall, useCommand } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { Evidence } from './evidence.tsx'

type Exception = Told<typeof deviceExceptions>['rows'][number]
type Kind = Exception['kind']
export const MOST = 100

/** What did not go as it should at tills, with what shows it; nobody is charged by any of it (A4). */
export function Exceptions({ deviceId }: Readonly<{ deviceId?: string }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const [open, setOpen] = useState(true)
  const [kind, setKind] = useState<Kind | undefined>(undefined)
  const [shown, setShown] = useState<Exception | null>(null)
  const asked = { open: String(open), page: 1, rows: MOST, ...(kind && { kind }), ...(deviceId && { deviceId }) }
  const ask = useCall(deviceExceptions, asked, { keep: true })
  const kinds = EXCEPTION_KINDS.map((value) => ({ value, label: t(`devices.exception.${value}`) }))
  return (
    <>
      <div className="device-tools">
        <Select
          className="list-choice"
          allowClear
          placeholder={t('devices.everyKind')}
          value={kind ?? null}
          options={kinds}
          onChange={(value: Kind | undefined) => setKind(value)}
        />
        <label>
          <Switch size="small" checked={!open} onChange={(on) => setOpen(!on)} /> {t('devices.alsoSettled')}
        </label>
      </div>
      <Answered ask={ask}>
        {({ rows, total, lossMinor }) =>
          rows.length === 0 ? (
            <EmptyState title={t('devices.noException')}>{t('devices.noExceptionWords')}</EmptyState>
          ) : (
            <>
              <p>
                {t('devices.exceptionsAnswer', { n: number(total), count: total, money: money(lossMinor) })}
              </p>
              <ul className="lines">
                {rows.map((one) => (
                  <Row key={one.id} of={one} look={() => setShown(one)} />
                ))}
              </ul>
              {total > MOST ? (
                <p className="quiet num">{t('devices.first', { n: number(MOST), total: number(total) })}</p>
              ) : null}
            </>
          )
        }
      </Answered>
      <Behind open={shown !== null} title={t('devices.evidence')} onClose={() => setShown(null)}>
        {shown === null ? null : <Evidence of={shown.evidence} />}
      </Behind>
    </>
  )
}

function Row({ of, look }: Readonly<{ of: Exception; look: () => void }>) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  const may = useMay()
  const { branches } = useMe()
  const where = branches.find((one) => one.id === of.branchId)?.name
  const settled = of.settled && `${of.settled.byName} · ${moment(of.settled.at)} · ${of.settled.reason}`
  return (
    <li>
      <span className="lines-what">
        <strong>
          {t(`devices.exception.${of.kind}`)}{' '}
          {of.beyondBound ? <Tag color="red">{t('devices.beyond')}</Tag> : null}
        </strong>
        <small className="quiet num">
          {[where, of.deviceName, of.subject, of.lossMinor > 0 ? money(of.lossMinor) : '']
            .filter(Boolean)
            .join(' · ')}{' '}
          · <MomentText of={of.at} />
        </small>
        <small className="quiet">{settled ?? t(`devices.exceptionMeans.${of.kind}`)}</small>
      </span>
      <span className="device-acts">
        {of.memberId === null ? null : <Go to={paths.member(of.memberId)}>{t('devices.toMember')}</Go>}
        <button type="button" className="as-link" onClick={look}>
          {t('devices.evidence')}
        </button>
        {of.settled === null && may('device.manage') ? (
          <ActButton label={t('devices.settle')} title={t('devices.settle')}>
            {(close) => <SettleForm of={of} close={close} />}
          </ActButton>
        ) : null}
      </span>
    </li>
  )
}

function SettleForm({ of, close }: Readonly<{ of: Exception; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const settle = useCommand(settleException, () => done(t('devices.settled')))
  return (
    <ActForm
      means={t('devices.settleMeans')}
      label={t('devices.settle')}
      why="needed"
      pending={settle.isPending}
      trouble={settle.error}
      send={({ id, reason }, told) => settle.mutate({ id, exceptionId: of.id, reason }, told)}
    >
      <Form.Item label={t('devices.column.what')}>{t(`devices.exception.${of.kind}`)}</Form.Item>
    </ActForm>
  )
}
