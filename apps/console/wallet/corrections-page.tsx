import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showMember } from '#domain/member/contract'
import { ADJUSTMENT_STATES, adjustments } from '#domain/wallet/contract/adjustment'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import { Behind } from '#ui/kit/behind.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Page } from '#ui/kit/page.tsx'
import { StateChoice, useStateLens } from '#ui/kit/state-lens.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'
import { CorrectionSheet } from './correction-sheet.tsx'
import { OfMember, useMemberLens } from './member-lens.tsx'
import { useUnits } from './names.ts'
import './wallet.css'

export type Correction = Told<typeof adjustments>['rows'][number]

/** Corrections by hand: what waits for a second person first of all, and everything that was done. */
export function CorrectionsPage() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Correction | undefined>(undefined)
  const columns = useColumns(setOpen)
  const [ofMember, clear] = useMemberLens('/corrections')
  const [state, choose] = useStateLens('/corrections', ADJUSTMENT_STATES)
  const choice = (
    <StateChoice
      states={ADJUSTMENT_STATES}
      state={state}
      choose={choose}
      nameOf={(one) => t(`wallet.corrections.state.${one}`)}
      all={t('wallet.corrections.allStates')}
    />
  )
  const lens = { ...ofMember, ...(state ? { state } : {}) }
  return (
    <Page title={t('wallet.corrections.title')} answer={<Waiting />}>
      <AskList
        name="corrections"
        ask={adjustments}
        also={lens}
        columns={columns}
        rowKey={(row: Correction) => row.id}
        tools={
          <>
            {choice}
            <OfMember lens={ofMember} clear={clear} />
          </>
        }
        empty={
          <EmptyState title={t(state ? 'wallet.corrections.noneOf' : 'wallet.corrections.empty')}>
            {state ? choice : t('wallet.corrections.emptyWords')}
          </EmptyState>
        }
      />
      <Behind
        open={open !== undefined}
        title={t('wallet.corrections.one')}
        onClose={() => setOpen(undefined)}
      >
        {open ? <CorrectionSheet key={open.id} of={open} done={() => setOpen(undefined)} /> : null}
      </Behind>
    </Page>
  )
}

/** How many wait, in the first line of the page. */
function Waiting() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(adjustments, { state: 'waiting', rows: 1 })
  if (!data) return null
  const { total } = data
  return (
    <>
      {total === 0
        ? t('wallet.corrections.noneWait')
        : t('wallet.corrections.wait', { count: total, n: number(total) })}
    </>
  )
}

function useColumns(open: (of: Correction) => void): readonly Column<Correction>[] {
  const { t } = useTranslation()
  const { id } = useMe()
  const units = useUnits()
  return [
    { key: 'at', title: t('wallet.corrections.at'), card: 'title', render: (o) => <MomentText of={o.at} /> },
    { key: 'member', title: t('wallet.receipt.member'), render: (o) => <MemberName id={o.memberId} /> },
    { key: 'unit', title: t('wallet.adjust.what'), render: (o) => units.name(o.unit) },
    {
      key: 'amount',
      title: t('wallet.amount'),
      number: true,
      card: 'end',
      render: (o) => (
        <span className={o.amount < 0 ? 'num num-below' : 'num'}>{units.signed(o.unit, o.amount)}</span>
      ),
    },
    { key: 'reason', title: t('members.card.reason'), render: (o) => o.reason },
    { key: 'by', title: t('wallet.corrections.by'), render: (o) => o.byName },
    { key: 'state', title: t('wallet.corrections.stateTitle'), render: (o) => <StateTag of={o} /> },
    {
      key: 'look',
      title: t('wallet.corrections.more'),
      render: (o) => (
        <Button size="small" onClick={() => open(o)}>
          {t(
            o.state === 'waiting' && o.byId !== id ? 'wallet.corrections.decide' : 'wallet.corrections.look',
          )}
        </Button>
      ),
    },
  ]
}

export function StateTag({ of }: Readonly<{ of: Correction }>) {
  const { t } = useTranslation()
  const words = t(`wallet.corrections.state.${of.state}`)
  return (
    <>
      <Tag>{of.state === 'waiting' ? <strong>{words}</strong> : words}</Tag>
      {of.alone ? <Tag>{t('wallet.corrections.alone')}</Tag> : null}
    </>
  )
}

export function MemberName({ id }: Readonly<{ id: string }>) {
  const { data } = useCall(showMember, { id })
  return <span className="num">{data ? data.name || data.number : '…'}</span>
}
