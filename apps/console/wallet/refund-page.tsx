import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, DatePicker, Input, InputNumber, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { previewTopUpRefund, refundTopUp, showTopUp } from '#domain/wallet/contract/top-up'
import { bearsInterest, REFUND_CAUSES } from '#domain/wallet/model/prepaid'
import type { RefundCause } from '#domain/wallet/model/prepaid'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useKeptId } from './kept-id.ts'
import { RefundArithmetic } from './refund-arithmetic.tsx'
import './wallet.css'

type TopUp = Told<typeof showTopUp>
type Terms = Readonly<{
  cause: RefundCause
  /** Percent a year. */
  rate: number
  terminatedOn: string | undefined
  branchCode: string
  note: string
}>

/** Gives a top-up back: whose doing it is, how it is counted, then one button. */
export function RefundPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const { money, moment } = useFormats()
  return (
    <Answered ask={useCall(showTopUp, { id })}>
      {(topUp) => (
        <Page
          title={t('wallet.refund.title')}
          answer={t('wallet.refund.answer', { money: money(topUp.paidMinor), moment: moment(topUp.at) })}
          back={{ to: paths.topUp(id), label: t('wallet.receipt.title', { money: money(topUp.paidMinor) }) }}
        >
          {topUp.refund ? (
            <EmptyState
              title={t('wallet.refund.already')}
              actions={<Go to={paths.topUp(id)}>{t('wallet.refund.toReceipt')}</Go>}
            />
          ) : (
            <RefundSheet key={id} topUp={topUp} />
          )}
        </Page>
      )}
    </Answered>
  )
}

function RefundSheet({ topUp }: Readonly<{ topUp: TopUp }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const own = branches.find((one) => one.id === topUp.branchId) ?? branches[0]
  const [terms, setTerms] = useState<Terms>({
    cause: 'consumer',
    rate: 0,
    terminatedOn: undefined,
    branchCode: own?.code ?? '',
    note: '',
  })
  return (
    <Beside>
      <Section title={t('wallet.refund.whose')}>
        <TermFields terms={terms} change={(part) => setTerms({ ...terms, ...part })} />
      </Section>
      <Section title={t('wallet.refund.how')}>
        <Counted topUpId={topUp.id} terms={terms} />
      </Section>
    </Beside>
  )
}

type FieldWords = Readonly<{ terms: Terms; change: (part: Partial<Terms>) => void }>

function TermFields({ terms, change }: FieldWords) {
  const { t } = useTranslation()
  const { branches } = useMe()
  return (
    <div className="refund-terms">
      <Radio.Group
        className="ways"
        value={terms.cause}
        onChange={(event) => change({ cause: event.target.value as RefundCause })}
        options={REFUND_CAUSES.toReversed().map((value) => ({
          value,
          label: (
            <>
              {t(`wallet.refund.cause.${value}`)}
              <small>{t(`wallet.refund.causeMeans.${value}`)}</small>
            </>
          ),
        }))}
      />
      {bearsInterest(terms.cause) ? <InterestFields terms={terms} change={change} /> : null}
      {branches.length > 1 ? (
        <label>
          {t('wallet.refund.branch')}
          <Select
            value={terms.branchCode}
            options={branches.map((one) => ({ value: one.code, label: one.name }))}
            onChange={(branchCode) => change({ branchCode })}
          />
        </label>
      ) : null}
      <label>
        {t('members.card.note')}
        <Input
          maxLength={200}
          value={terms.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </label>
    </div>
  )
}

function InterestFields({ terms, change }: FieldWords) {
  const { t } = useTranslation()
  return (
    <div className="form-row">
      <label>
        {t('wallet.refund.rate')}
        <InputNumber
          className="form-short num"
          min={0}
          max={100}
          precision={2}
          suffix="%"
          value={terms.rate}
          onChange={(rate) => change({ rate: rate ?? 0 })}
        />
      </label>
      <label>
        {t('wallet.refund.ended')}
        <DatePicker
          maxDate={dayjs()}
          value={terms.terminatedOn ? dayjs(terms.terminatedOn) : null}
          onChange={(on: dayjs.Dayjs | null) => change({ terminatedOn: on?.format('YYYY-MM-DD') })}
        />
      </label>
    </div>
  )
}

function Counted({ topUpId, terms }: Readonly<{ topUpId: string; terms: Terms }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { message } = App.useApp()
  const go = useGo()
  const queries = useQueryClient()
  const { note, rate, ...plain } = terms
  const interest = bearsInterest(terms.cause)
  const { terminatedOn, ...rest } = plain
  const wish = {
    topUpId,
    ...rest,
    interestBps: interest ? Math.round(rate * 100) : 0,
    ...(interest && terminatedOn ? { terminatedOn } : {}),
  }
  const kept = useKeptId(JSON.stringify([wish, note]))
  const ask = useCall(previewTopUpRefund, wish)
  const refund = useCommand(refundTopUp, async () => {
    await queries.invalidateQueries()
    void message.success(t('wallet.refund.done'))
    go(paths.topUp(topUpId), true)
  })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  return (
    <Answered ask={ask}>
      {(told) => (
        <>
          <RefundArithmetic of={told} />
          <ErrorNotice of={refund.error} />
          <Button
            type="primary"
            size="large"
            block
            loading={refund.isPending}
            onClick={() => refund.mutate({ ...wish, note, id: kept.id }, { onError: kept.renew })}
          >
            {t('wallet.refund.do', { money: money(told.refundMinor + told.interestMinor) })}
          </Button>
        </>
      )}
    </Answered>
  )
}
