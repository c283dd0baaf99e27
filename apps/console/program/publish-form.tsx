import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currencyDigits, money as minorMoney, parseMoney, plainMoney } from '#base/money'
import { publishProgram } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'

type Values = Readonly<{ points: number; per: string }>

/** Publishes the next version of the rule. */
export function PublishForm({ live }: Readonly<{ live: ProgramDocument }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { chain } = useMe()
  const digits = currencyDigits(chain.currency)
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [id, setId] = useState(newId)
  const publish = useCommand(publishProgram, async ({ version }) => {
    setId(newId())
    await queries.invalidateQueries()
    void message.success(t('program.form.published', { version }))
  })
  const send = ({ points, per }: Values) => {
    const perMinor = minorOf(per, digits)
    if (perMinor !== undefined) publish.mutate({ id, document: { earning: { points, perMinor } } })
  }
  const { points, perMinor } = live.earning
  const shown = { points, per: plainMoney(minorMoney(perMinor), digits) }
  return (
    <Section title={t('program.change')} note={t('program.changeNote')}>
      <Form
        form={form}
        layout="vertical"
        className="page-form"
        requiredMark={false}
        initialValues={shown}
        onFinish={send}
      >
        <ErrorNotice of={publish.error} />
        <RuleFields digits={digits} />
        <Form.Item noStyle shouldUpdate>
          {() => <Example values={form.getFieldsValue()} digits={digits} />}
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={publish.isPending}>
          {t('program.form.publish')}
        </Button>
      </Form>
    </Section>
  )
}

function RuleFields({ digits }: Readonly<{ digits: number }>) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const required = [{ required: true, message: t('shell.required') }]
  const least = digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`
  return (
    <div className="form-row">
      <Form.Item name="points" label={t('program.form.points')} rules={required}>
        <InputNumber className="form-short" min={0} max={1_000_000} precision={0} />
      </Form.Item>
      <Form.Item name="per" label={t('program.form.per')} rules={required}>
        <InputNumber
          className="form-short"
          stringMode
          min={least}
          precision={digits}
          suffix={chain.currency}
        />
      </Form.Item>
    </div>
  )
}

/** Decimal text as minor units; undefined for what is no amount. */
function minorOf(text: string | number | null | undefined, digits: number): number | undefined {
  const parsed = parseMoney(String(text ?? ''), digits)
  return typeof parsed === 'object' && parsed.amountMinor > 0 ? parsed.amountMinor : undefined
}

/** A round sale, in whole units of the currency. */
const EXAMPLE = '100'

/** What the rule being typed gives for a round amount, so that a slip of a zero is seen before publishing. */
function Example({ values, digits }: Readonly<{ values: Partial<Values>; digits: number }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const perMinor = minorOf(values.per, digits)
  if (perMinor === undefined || values.points === undefined || values.points === null) return null
  const saleMinor = minorOf(EXAMPLE, digits) ?? perMinor
  const points = Math.floor(saleMinor / perMinor) * values.points
  const words = { money: money(saleMinor), points: t('program.points', { count: points, n: number(points) }) }
  return <p className="quiet num">{t('program.form.example', words)}</p>
}
