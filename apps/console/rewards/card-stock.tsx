import { DownloadOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { cardPrintFile, cardStock, listCardBatches, makeCardBatch } from '#domain/member/contract/blank-card'
import { download, useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Batch = Told<typeof listCardBatches>['rows'][number]

/** Blank cards: how many each branch and agent holds, and the batches that were numbered. */
export function CardStock() {
  const { t } = useTranslation()
  const may = useMay()
  const stock = useCall(cardStock, {})
  const batches = useCall(listCardBatches, { page: 1, rows: 100 })
  const make = may('member.screen') ? (
    <ActButton label={t('rewards.card.make')} title={t('rewards.card.make')}>
      {(close) => <MakeForm close={close} />}
    </ActButton>
  ) : null
  return (
    <Answered ask={batches}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState title={t('rewards.card.none')} actions={make}>
            {t('rewards.card.noneWords')}
          </EmptyState>
        ) : (
          <>
            <Answered ask={stock}>{(told) => <Stock rows={told.rows} />}</Answered>
            <Section title={t('rewards.card.batches')} actions={make}>
              <ul className="lines">
                {rows.map((one) => (
                  <BatchRow key={one.id} of={one} />
                ))}
              </ul>
            </Section>
          </>
        )
      }
    </Answered>
  )
}

type Held = Readonly<{ branchId: string | null; agentCode: string | null }>

function useHolder(): (of: Held) => string {
  const { t } = useTranslation()
  const { branches } = useMe()
  return ({ branchId, agentCode }) => {
    if (agentCode !== null) return t('rewards.card.agent', { code: agentCode })
    return branches.find((one) => one.id === branchId)?.name ?? t('rewards.card.headOffice')
  }
}

function Stock({ rows }: Readonly<{ rows: Told<typeof cardStock>['rows'] }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const holder = useHolder()
  return (
    <ul className="benefit-rows">
      {rows.map((one) => (
        <li key={`${one.branchId} ${one.agentCode}`}>
          <strong>{holder(one)}</strong>
          <span className="standing-bar" aria-hidden>
            <span style={{ width: `${(one.issued / Math.max(1, one.issued + one.blank)) * 100}%` }} />
          </span>
          <span className="num benefit-cost">
            {t('rewards.card.figures', { blank: number(one.blank), issued: number(one.issued) })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function BatchRow({ of }: Readonly<{ of: Batch }>) {
  const { t } = useTranslation()
  const { moment, number } = useFormats()
  const may = useMay()
  const holder = useHolder()
  const [trouble, setTrouble] = useState<unknown>()
  return (
    <li>
      <span className="lines-what">
        <strong className="num">
          {of.firstNumber} – {of.lastNumber}
        </strong>
        <small className="quiet num">
          {[holder(of), moment(of.at), of.note].filter(Boolean).join(' · ')}
        </small>
        <ErrorNotice of={trouble} />
      </span>
      <span className="reward-acts">
        <span className="num">
          {t('rewards.card.left', { blank: number(of.blank), n: number(of.count) })}
        </span>
        {may('member.screen') ? (
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => void download(cardPrintFile, { id: of.id }).catch(setTrouble)}
          >
            {t('rewards.card.print')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}

type Values = { count: number; prefix?: string; branchId?: string | null; agentCode?: string }

function MakeForm({ close }: Readonly<{ close: () => void }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const done = useDone(close)
  const make = useCommand(makeCardBatch, ({ firstNumber, lastNumber }) =>
    done(t('rewards.card.made', { first: firstNumber, last: lastNumber })),
  )
  return (
    <ActForm<Values>
      means={t('rewards.card.means')}
      label={t('rewards.card.make')}
      why="welcome"
      start={{ count: 100 }}
      pending={make.isPending}
      trouble={make.error}
      send={({ id, reason, count, prefix, branchId, agentCode }, told) =>
        make.mutate(
          {
            id,
            count,
            prefix: prefix ?? '',
            note: reason,
            branchId: branchId ?? null,
            agentCode: agentCode?.trim() || null,
          },
          told,
        )
      }
    >
      <Form.Item name="count" label={t('rewards.code.count')} rules={[{ required: true }]}>
        <InputNumber min={1} max={10_000} precision={0} />
      </Form.Item>
      <Form.Item name="prefix" label={t('members.form.prefix')}>
        <Input maxLength={8} placeholder={t('members.form.plain')} />
      </Form.Item>
      <Form.Item name="branchId" label={t('rewards.card.forBranch')}>
        <Select
          allowClear
          placeholder={t('rewards.card.headOffice')}
          options={branches.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="agentCode" label={t('rewards.card.forAgent')} extra={t('rewards.card.agentHint')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </ActForm>
  )
}
