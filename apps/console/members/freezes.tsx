import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { freezeValue, liftFreeze, memberFreezes } from '#domain/wallet/contract/freeze'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { ActForm, ActWindow } from './act-form.tsx'

type Freezes = Told<typeof memberFreezes>

/** Whether what the member holds can be spent; who may, freezes it and lifts the freeze. */
export function MemberFreezes({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(memberFreezes, { memberId })
  return (
    <Section title={t('members.freeze.title')}>
      <Answered ask={ask}>
        {(freezes) => (
          <>
            <p className="member-state">
              <Tag color={freezes.frozen ? 'error' : 'success'}>
                {t(freezes.frozen ? 'members.freeze.frozen' : 'members.freeze.free')}
              </Tag>
            </p>
            {may('wallet.adjust') ? <FreezeAct memberId={memberId} freezes={freezes} /> : null}
            <FreezeHistory freezes={freezes} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function FreezeAct({ memberId, freezes }: Readonly<{ memberId: string; freezes: Freezes }>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const standing = freezes.rows.find((row) => row.lifting === null)
  const label = t(standing ? 'members.freeze.lift' : 'members.freeze.freeze')
  const close = () => setOpen(false)
  return (
    <div className="member-acts">
      <Button size="small" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ActWindow title={label} open={open} close={close}>
        {standing ? (
          <LiftForm memberId={memberId} freezeId={standing.id} done={close} />
        ) : (
          <FreezeForm memberId={memberId} done={close} />
        )}
      </ActWindow>
    </div>
  )
}

type Of = Readonly<{ memberId: string; done: () => void }>

function useDone(done: () => void): (words: string) => Promise<void> {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return async (words) => {
    // The window closes first: what it shows depends on the freeze that is about to be asked again.
    done()
    void message.success(words)
    await queries.invalidateQueries()
  }
}

function FreezeForm({ memberId, done }: Of) {
  const { t } = useTranslation()
  const kept = useDone(done)
  const freeze = useCommand(freezeValue, () => kept(t('members.freeze.freezeDone')))
  return (
    <ActForm
      means={t('members.freeze.freezeMeans')}
      label={t('members.freeze.freeze')}
      danger
      why="needed"
      pending={freeze.isPending}
      trouble={freeze.error}
      send={({ id, reason }, told) => freeze.mutate({ memberId, id, reason }, told)}
    />
  )
}

function LiftForm({ memberId, freezeId, done }: Of & Readonly<{ freezeId: string }>) {
  const { t } = useTranslation()
  const kept = useDone(done)
  const lift = useCommand(liftFreeze, () => kept(t('members.freeze.liftDone')))
  return (
    <ActForm
      means={t('members.freeze.liftMeans')}
      label={t('members.freeze.lift')}
      why="needed"
      pending={lift.isPending}
      trouble={lift.error}
      send={({ id, reason }, told) => lift.mutate({ memberId, id, freezeId, reason }, told)}
    />
  )
}

function FreezeHistory({ freezes }: Readonly<{ freezes: Freezes }>) {
  const { t } = useTranslation()
  const steps = freezes.rows.flatMap((row) => [
    ...(row.lifting ? [{ ...row.lifting, words: t('members.freeze.lifted') }] : []),
    { id: row.id, reason: row.reason, at: row.at, words: t('members.freeze.wasFrozen') },
  ])
  if (steps.length === 0) return null
  return (
    <ul className="member-history">
      {steps.map((step) => (
        <li key={step.id}>
          <span>
            {step.words}
            <small>{step.reason}</small>
          </span>
          <MomentText of={step.at} />
        </li>
      ))}
    </ul>
  )
}
