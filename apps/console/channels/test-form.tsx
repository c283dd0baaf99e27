import { Alert, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { testCarrier, type Carrier } from '#domain/campaign/contract/carrier'
import { testMail } from '#domain/campaign/contract/channel'
import { useCommand } from '#ui/call.ts'
import { ActForm } from '../members/act-form.tsx'

type Testing = { to: string; text: string; templateCode?: string | null }
type Outcome = Readonly<{ outcome: 'taken' | 'refused' | 'later'; trouble: string | null }>

/** One test message to an address of one's own; what the provider said stands there until the next. */
export function TestCarrier({ carrier }: Readonly<{ carrier: Carrier }>) {
  const { t } = useTranslation()
  const test = useCommand(testCarrier)
  const [first] = carrier.templates
  return (
    <TestForm
      start={{ text: t('channels.test.usual'), templateCode: first?.code ?? null }}
      pending={test.isPending}
      trouble={test.error}
      outcome={test.data}
      send={({ id: testId, to, text, templateCode }, told) =>
        test.mutate({ id: carrier.id, testId, to, text, templateCode: templateCode ?? null }, told)
      }
    >
      {carrier.templates.length === 0 ? null : (
        <Form.Item name="templateCode" label={t('channels.test.template')}>
          <Select
            allowClear
            options={carrier.templates.map(({ code, words }) => ({
              value: code,
              label: `${code} · ${words}`,
            }))}
          />
        </Form.Item>
      )}
    </TestForm>
  )
}

export function TestMail() {
  const { t } = useTranslation()
  const test = useCommand(testMail)
  return (
    <TestForm
      start={{ text: t('channels.test.usual') }}
      pending={test.isPending}
      trouble={test.error}
      outcome={test.data}
      send={({ id: testId, to, text }, told) => test.mutate({ testId, to, text }, told)}
    />
  )
}

type TestWords = Readonly<{
  start: Partial<Testing>
  pending: boolean
  trouble: unknown
  outcome: Outcome | undefined
  send: (values: Testing & { id: string }, told: { onError: (trouble: unknown) => void }) => void
  children?: ReactNode
}>

const KINDS = { taken: 'success', refused: 'error', later: 'warning' } as const

function TestForm({ start, pending, trouble, outcome, send, children }: TestWords) {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <ActForm<Testing>
      means={t('channels.test.means')}
      label={t('channels.test.send')}
      why="none"
      start={start}
      pending={pending}
      trouble={trouble}
      send={send}
    >
      <Form.Item name="to" label={t('channels.test.to')} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {children}
      <Form.Item name="text" label={t('channels.test.text')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      {outcome === undefined ? null : (
        <Alert
          className="notice"
          showIcon
          role="status"
          type={KINDS[outcome.outcome]}
          title={t(`channels.test.outcome.${outcome.outcome}`, { trouble: outcome.trouble ?? '' })}
        />
      )}
    </ActForm>
  )
}
