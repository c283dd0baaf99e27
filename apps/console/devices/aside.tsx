import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { decideQuarantine, deviceEvents } from '#domain/device/contract/log'
import { useCall, useCommand } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { Evidence } from './evidence.tsx'
import { MOST } from './exceptions.tsx'
import { useReason } from './told.ts'

type Event = Told<typeof deviceEvents>['rows'][number]

/** Genuine events that are not believed by themselves: real customers paid real money, so people decide one by one. */
export function Aside({ deviceId }: Readonly<{ deviceId?: string }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const [shown, setShown] = useState<Event | null>(null)
  const asked = { undecided: 'true', page: 1, rows: MOST, ...(deviceId && { deviceId }) }
  const ask = useCall(deviceEvents, asked, { keep: true })
  return (
    <>
      <Answered ask={ask}>
        {({ rows, total, minor }) =>
          rows.length === 0 ? (
            <EmptyState title={t('devices.nothingAside')}>{t('devices.nothingAsideWords')}</EmptyState>
          ) : (
            <>
              <p>{t('devices.asideAnswer', { n: number(total), count: total, money: money(minor) })}</p>
              <ul className="lines device-lines">
                {rows.map((one) => (
                  <Row key={`${one.epoch} ${one.seq} ${one.hash}`} of={one} look={() => setShown(one)} />
                ))}
              </ul>
            </>
          )
        }
      </Answered>
      <Behind open={shown !== null} title={t('devices.evidence')} onClose={() => setShown(null)}>
        {shown === null ? null : <EventEvidence of={shown} />}
      </Behind>
    </>
  )
}

function EventEvidence({ of }: Readonly<{ of: Event }>) {
  const { t } = useTranslation()
  const reason = useReason()
  const { happenedAt, receivedAt } = of
  return (
    <Evidence
      of={of.body}
      more={{ happenedAt, receivedAt }}
      about={t(`devices.event.${of.kind}`)}
      {...(of.code !== null && { means: reason(of.code) })}
    />
  )
}

function Row({ of, look }: Readonly<{ of: Event; look: () => void }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const may = useMay()
  const reason = useReason()
  const words = [
    of.code === null ? '' : reason(of.code),
    t('devices.place', { epoch: of.epoch, seq: of.seq }),
  ]
  return (
    <li>
      <span className="lines-what">
        <strong className="num">
          {[t(`devices.event.${of.kind}`), of.minor > 0 ? money(of.minor) : ''].filter(Boolean).join(' · ')}
        </strong>
        <small className="quiet num">
          {words.filter(Boolean).join(' · ')} · <MomentText of={of.happenedAt} />
        </small>
      </span>
      <span className="device-acts">
        <button type="button" className="as-link" onClick={look}>
          {t('devices.evidence')}
        </button>
        {may('device.manage')
          ? ([true, false] as const).map((take) => (
              <ActButton
                key={String(take)}
                label={t(take ? 'devices.take' : 'devices.leave')}
                title={t(take ? 'devices.take' : 'devices.leave')}
              >
                {(close) => <DecideForm of={of} take={take} close={close} />}
              </ActButton>
            ))
          : null}
      </span>
    </li>
  )
}

function DecideForm({ of, take, close }: Readonly<{ of: Event; take: boolean; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const reason = useReason()
  const decide = useCommand(decideQuarantine, ({ outcome, code }) =>
    done(
      outcome === 'refused'
        ? t('devices.takenRefused', { why: reason(code ?? 'failed') })
        : t(take ? 'devices.taken' : 'devices.left'),
    ),
  )
  return (
    <ActForm
      means={t(take ? 'devices.takeMeans' : 'devices.leaveMeans')}
      label={t(take ? 'devices.take' : 'devices.leave')}
      danger={!take}
      why="needed"
      pending={decide.isPending}
      trouble={decide.error}
      send={({ id, reason: why }, told) =>
        decide.mutate({ id, eventId: of.eventId, hash: of.hash, take, reason: why }, told)
      }
    />
  )
}
