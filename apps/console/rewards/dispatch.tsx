import { Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { changeRedemption, listRedemptions, voidRedemption } from '#domain/reward/contract'
import { TOP_UP_TENDERS } from '#domain/wallet/contract/top-up'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, BranchField, useDone, useOwnBranch } from '../standing/act.tsx'
import { useNameOf } from '../wallet/names.ts'

type Redemption = Told<typeof listRedemptions>['rows'][number]
const SHOWN = ['asked', 'sent', 'handed', 'cancelled'] as const
const MOST = 100

/** Gifts asked for: what waits to be sent, what is under way, what was handed over. */
export function Dispatch() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [state, setState] = useState<(typeof SHOWN)[number]>('asked')
  const ask = useCall(listRedemptions, { state, page: 1, rows: MOST }, { keep: true })
  return (
    <>
      <Radio.Group
        aria-label={t('rewards.part.gifts')}
        optionType="button"
        value={state}
        onChange={({ target }) => setState(target.value as (typeof SHOWN)[number])}
        options={SHOWN.map((one) => ({ value: one, label: t(`rewards.gift.state.${one}`) }))}
      />
      <Answered ask={ask}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <EmptyState title={t(`rewards.gift.none.${state}`)}>{t('rewards.gift.noneWords')}</EmptyState>
          ) : (
            <>
              <ul className="lines reward-lines">
                {rows.map((one) => (
                  <Row key={one.id} of={one} />
                ))}
              </ul>
              {total > MOST ? (
                <p className="quiet num">{t('rewards.first', { n: number(MOST), total: number(total) })}</p>
              ) : null}
            </>
          )
        }
      </Answered>
    </>
  )
}

function Row({ of }: Readonly<{ of: Redemption }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const nameOf = useNameOf()
  const { branches } = useMe()
  const where = branches.find((one) => one.id === of.branchId)?.name
  const words = [
    day(of.day),
    t('standing.gifts.points', { n: number(of.points), count: of.points }),
    of.addMinor > 0 ? `+ ${money(of.addMinor)}` : '',
    t(`rewards.gift.sentBy.${of.sentBy}`),
    where,
    of.note,
  ]
  return (
    <li>
      <span className="lines-what">
        <strong>
          {nameOf(of)}
          {of.count > 1 ? <span className="num"> × {number(of.count)}</span> : null}
        </strong>
        <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>
        <small className="quiet num">{words.filter(Boolean).join(' · ')}</small>
      </span>
      <Acts of={of} />
    </li>
  )
}

/** What makes sense now: what was asked for is sent, what is there is handed over, until then it can be cancelled. */
function Acts({ of }: Readonly<{ of: Redemption }>) {
  const { t } = useTranslation()
  const may = useMay()
  const open = of.state === 'asked' || of.state === 'sent'
  const acts = open && may('reward.give') ? STEPS.filter((one) => one !== 'sent' || of.state === 'asked') : []
  return (
    <span className="reward-acts">
      {acts.map((one) => (
        <ActButton key={one} label={t(`rewards.gift.act.${one}`)} title={t(`rewards.gift.act.${one}`)}>
          {(close) => <ChangeForm of={of} state={one} close={close} />}
        </ActButton>
      ))}
      {of.state === 'handed' && may('reward.manage') ? (
        <ActButton label={t('rewards.gift.act.void')} title={t('rewards.gift.act.void')}>
          {(close) => <VoidForm of={of} close={close} />}
        </ActButton>
      ) : null}
    </span>
  )
}

const STEPS = ['sent', 'handed', 'cancelled'] as const

type ChangeWords = Readonly<{ of: Redemption; state: (typeof STEPS)[number]; close: () => void }>
type Values = { branchCode?: string; tender?: (typeof TOP_UP_TENDERS)[number] }

function ChangeForm({ of, state, close }: ChangeWords) {
  const { t } = useTranslation()
  const branchCode = useOwnBranch()
  const done = useDone(close)
  const change = useCommand(changeRedemption, () => done(t(`rewards.gift.done.${state}`)))
  const paid = state === 'handed' && of.addMinor > 0
  return (
    <ActForm<Values>
      means={t(`rewards.gift.means.${state}`)}
      label={t(`rewards.gift.act.${state}`)}
      danger={state === 'cancelled'}
      why="welcome"
      start={{ branchCode }}
      pending={change.isPending}
      trouble={change.error}
      send={({ id, reason, ...values }, told) =>
        change.mutate({ id, redemptionId: of.id, note: reason, state, ...values }, told)
      }
    >
      {state === 'handed' ? <BranchField /> : null}
      {paid ? (
        <Form.Item name="tender" label={t('standing.gifts.tender')} rules={[{ required: true }]}>
          <Select options={TOP_UP_TENDERS.map((one) => ({ value: one, label: t(`parts.tender.${one}`) }))} />
        </Form.Item>
      ) : null}
    </ActForm>
  )
}

function VoidForm({ of, close }: Readonly<{ of: Redemption; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const undo = useCommand(voidRedemption, () => done(t('rewards.gift.done.void')))
  return (
    <ActForm
      means={t('rewards.gift.means.void')}
      label={t('rewards.gift.act.void')}
      danger
      why="needed"
      pending={undo.isPending}
      trouble={undo.error}
      send={({ id, reason }, told) => undo.mutate({ id, redemptionId: of.id, note: reason }, told)}
    />
  )
}
