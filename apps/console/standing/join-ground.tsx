import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { listSales } from '#domain/sale/contract'
import { listTopUps } from '#domain/wallet/contract/top-up'
import { useCall } from '#ui/call.ts'
import { useRested } from '#ui/kit/rested.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNameOf } from '../wallet/names.ts'
import type { Whom } from './member-standing.tsx'

export type Joining = NonNullable<ProgramDocument['joining']>
type Way = Joining['ways'][number]

/** What the chosen way stands on: a receipt, a top-up, a proof, or nothing. */
export function Ground({ whom, joining }: Readonly<{ whom: Whom; joining: Joining }>) {
  const chosen: unknown = Form.useWatch('way', Form.useFormInstance())
  const way = joining.ways.find((one) => one.code === chosen)
  if (way?.kind === 'fee' || way?.kind === 'purchase') return <SaleField whom={whom} />
  if (way?.kind === 'top_up') return <TopUpField whom={whom} />
  if (way?.kind === 'proof') return <ProofFields way={way} />
  return null
}

/** The member's own receipts, the newest first, or those with the number that is typed. */
function SaleField({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  const [typed, setTyped] = useState('')
  const q = useRested(typed.trim())
  const found = useCall(listSales, { memberId: whom.memberId, q, page: 1, rows: 20 }, { keep: true })
  const options = (found.data?.rows ?? [])
    .filter((one) => one.kind === 'sale' && !one.voided)
    .map((one) => ({
      value: one.id,
      label: [one.receiptNo, day(one.day), money(one.totalMinor)].filter(Boolean).join(' · '),
    }))
  return (
    <Form.Item
      name="saleId"
      label={t('standing.join.sale')}
      rules={[{ required: true, message: t('shell.required') }]}
    >
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={options}
        loading={found.isFetching}
        placeholder={t('standing.join.saleHint')}
      />
    </Form.Item>
  )
}

function TopUpField({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  const found = useCall(listTopUps, { memberId: whom.memberId, page: 1, rows: 50 })
  const options = (found.data?.rows ?? [])
    .filter((one) => one.refund === null)
    .map((one) => ({ value: one.id, label: [day(one.day), money(one.paidMinor)].join(' · ') }))
  return (
    <Form.Item
      name="topUpId"
      label={t('standing.join.topUp')}
      rules={[{ required: true, message: t('shell.required') }]}
    >
      <Select options={options} loading={found.isFetching} />
    </Form.Item>
  )
}

function ProofFields({ way }: Readonly<{ way: Way }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const options = way.proofs.map((one) => ({ value: one.code, label: nameOf(one) }))
  return (
    <>
      <Form.Item
        name="proofCode"
        label={t('standing.join.proof')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <Select options={options} />
      </Form.Item>
      <Form.Item name="proofNote" label={t('standing.join.proofNote')}>
        <Input maxLength={300} />
      </Form.Item>
    </>
  )
}
