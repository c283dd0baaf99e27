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
import { useSubject } from './told.ts'

type Exception = Told<typeof deviceExceptions>['rows'][number]
type Kind = Exception['kind']
export const MOST = 100
/** Kinds whose event was put aside: its decision settles them, too. */
const ASIDE: readonly Kind[] = [
  'device_revoked',
  'device_frozen',
  'epoch_over',
  'body_unknown',
  'sale_missing',
]

/** What did not go as it should at tills, with what shows it; nobody is charged by any of it (A4). */
export function Exceptions({ deviceId }: Readonly<{ deviceId?: string }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const [open, setOpen] = useState(true)
  const [kind, setKind] = useState<Kind | undefined>(undefined)
  const [shown, setShown] = useState<Exception | null>(null)
  const lens = { ...(kind && { kind }), ...(deviceId && { deviceId }) }
  const asked = { ...lens, open: String(open), page: 1, rows: MOST }
  const ask = useCall(deviceExceptions, asked, { keep: true })
  return (
    <>
      <div className="device-tools">
        <KindChoice of={kind} choose={setKind} />
        <label>
          <Switch size="small" checked={!open} onChange={(on) => setOpen(!on)} /> {t('devices.alsoSettled')}
        </label>
      </div>
      <Answered ask={ask}>
        {({ rows, total, lossMinor }) =>
          rows.length === 0 ? (
            <EmptyState title={t(open ? 'devices.noException' : 'devices.noneSettled')}>
              {t('devices.noExceptionWords')}
            </EmptyState>
          ) : (
            <>
              <p>
                {t('devices.exceptionsAnswer', { n: number(total), count: total, money: money(lossMinor) })}
              </p>
              <ul className="lines device-lines">
                {rows.map((one) => (
                  <Row key={one.id} of={one} named={deviceId === undefined} look={() => setShown(one)} />
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
        {shown === null ? null : <ExceptionEvidence of={shown} />}
      </Behind>
    </>
  )
}

type ChoiceWords = Readonly<{ of: Kind | undefined; choose: (kind: Kind | undefined) => void }>

function KindChoice({ of, choose }: ChoiceWords) {
  const { t } = useTranslation()
  return (
    <Select
      className="list-choice"
      allowClear
      placeholder={t('devices.everyKind')}
      value={of ?? null}
      options={EXCEPTION_KINDS.map((value) => ({ value, label: t(`devices.exception.${value}`) }))}
      onChange={(value: Kind | undefined) => choose(value)}
    />
  )
}

function ExceptionEvidence({ of }: Readonly<{ of: Exception }>) {
  const { t } = useTranslation()
  const subject = useSubject()
  return (
    <Evidence
      of={of.evidence}
      more={{ deviceName: of.deviceName, lossMinor: of.lossMinor || null, short: subject(of) }}
      about={t(`devices.exception.${of.kind}`)}
      means={t(`devices.exceptionMeans.${of.kind}`)}
    />
  )
}

type RowWords = Readonly<{ of: Exception; named: boolean; look: () => void }>

function Row({ of, named, look }: RowWords) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  const { branches } = useMe()
  const subject = useSubject()
  const where = named ? branches.find((one) => one.id === of.branchId)?.name : ''
  const settled = of.settled && `${of.settled.byName} · ${moment(of.settled.at)} · ${of.settled.reason}`
  const loss = of.lossMinor > 0 ? t('devices.loss', { money: money(of.lossMinor) }) : ''
  return (
    <li>
      <span className="lines-what">
        <strong>
          {t(`devices.exception.${of.kind}`)}{' '}
          {of.beyondBound ? <Tag color="red">{t('devices.beyond')}</Tag> : null}
        </strong>
        <small className="quiet num">
          {[where, named ? of.deviceName : '', subject(of), loss]
            .filter(Boolean)
            .map((one) => `${one} · `)
            .join('')}
          <MomentText of={of.at} />
        </small>
        <small className="quiet">{settled ?? t(`devices.exceptionMeans.${of.kind}`)}</small>
      </span>
      <RowActs of={of} look={look} />
    </li>
  )
}

function RowActs({ of, look }: Readonly<{ of: Exception; look: () => void }>) {
  const { t } = useTranslation()
  const may = useMay()
  const isAside = ASIDE.includes(of.kind)
  const isSold = of.eventKind === 'sale' && of.eventId !== null && !isAside && of.kind !== 'refused'
  return (
    <span className="device-acts">
      {of.memberId === null || of.kind === 'member_unknown' ? null : (
        <Go to={paths.member(of.memberId)}>{t('devices.toMember')}</Go>
      )}
      {isSold && of.kind !== 'fork' ? <Go to={paths.sale(of.eventId ?? '')}>{t('devices.toSale')}</Go> : null}
      <button type="button" className="as-link" onClick={look}>
        {t('devices.evidence')}
      </button>
      {of.settled === null && isAside ? (
        <Go to={paths.devices({ part: 'aside' })}>{t('devices.toAside')}</Go>
      ) : null}
      {of.settled === null && !isAside && may('device.manage') ? (
        <ActButton label={t('devices.settle')} title={t('devices.settle')}>
          {(close) => <SettleForm of={of} close={close} />}
        </ActButton>
      ) : null}
    </span>
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
