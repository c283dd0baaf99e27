import { Button, DatePicker, Form, Input, InputNumber, Popover, Select, Tag } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFilter } from './list-state.ts'

export type FilterField = Readonly<{
  key: string
  label: string
  kind: 'text' | 'number' | 'day' | 'choice'
  choices?: readonly Readonly<{ value: string; label: string }>[]
  /** Conditions on offer, where the host knows fewer than the kind allows. */
  ops?: readonly Op[]
}>

export const FILTER_OPS = {
  text: ['contains', 'is', 'not', 'starts', 'ends', 'filled', 'empty'],
  number: ['is', 'from', 'to', 'filled', 'empty'],
  day: ['from', 'to', 'is', 'filled', 'empty'],
  choice: ['is', 'not', 'filled', 'empty'],
} as const
type Op = (typeof FILTER_OPS)[keyof typeof FILTER_OPS][number]

const takesValue = (op: string): boolean => op !== 'filled' && op !== 'empty'

const opsOf = (field: FilterField | undefined): readonly Op[] =>
  field?.ops ?? FILTER_OPS[field?.kind ?? 'text']

type ChipWords = Readonly<{
  fields: readonly FilterField[]
  filters: readonly ListFilter[]
  change: (filters: readonly ListFilter[]) => void
}>

/** Filters by any field, each shown as a chip that reads as a sentence and can be taken away. */
export function FilterChips({ fields, filters, change }: ChipWords) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      {filters.map((filter, at) => (
        <Tag
          key={`${filter.field} ${filter.op} ${filter.value}`}
          closable
          onClose={(event) => {
            event.preventDefault()
            change(filters.filter((_, other) => other !== at))
          }}
        >
          <FilterWords fields={fields} filter={filter} />
        </Tag>
      ))}
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open}
        onOpenChange={setOpen}
        destroyOnHidden
        content={
          <FilterForm
            fields={fields}
            add={(filter) => {
              setOpen(false)
              change([...filters, filter])
            }}
          />
        }
      >
        <Button icon={<PlusOutlined aria-hidden />}>{t('kit.filter.add')}</Button>
      </Popover>
    </>
  )
}

function FilterWords({ fields, filter }: Readonly<{ fields: readonly FilterField[]; filter: ListFilter }>) {
  const { t } = useTranslation()
  const field = fields.find((one) => one.key === filter.field)
  const value = field?.choices?.find((choice) => choice.value === filter.value)?.label ?? filter.value
  return (
    <>
      {field?.label ?? filter.field} {t(`kit.filter.op.${filter.op as Op}`)}{' '}
      {takesValue(filter.op) ? value : ''}
    </>
  )
}

function FilterForm({
  fields,
  add,
}: Readonly<{ fields: readonly FilterField[]; add: (filter: ListFilter) => void }>) {
  const { t } = useTranslation()
  const [key, setKey] = useState(fields[0]?.key ?? '')
  const field = fields.find((one) => one.key === key)
  const ops = opsOf(field)
  const [op, setOp] = useState<Op>(ops[0] ?? 'is')
  const [value, setValue] = useState('')
  const choose = (next: string) => {
    setKey(next)
    setOp(opsOf(fields.find((one) => one.key === next))[0] ?? 'is')
    setValue('')
  }
  return (
    <Form
      layout="vertical"
      className="filter-form"
      onFinish={() => add({ field: key, op, value: takesValue(op) ? value : '' })}
    >
      <Form.Item label={t('kit.filter.field')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={key}
          onChange={choose}
          options={fields.map((one) => ({ value: one.key, label: one.label }))}
        />
      </Form.Item>
      <Form.Item label={t('kit.filter.condition')}>
        <Select
          value={op}
          onChange={setOp}
          options={ops.map((one) => ({ value: one, label: t(`kit.filter.op.${one}`) }))}
        />
      </Form.Item>
      {takesValue(op) && field ? (
        <Form.Item label={t('kit.filter.value')}>
          <ValueInput field={field} value={value} change={setValue} />
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" disabled={takesValue(op) && value === ''} block>
        {t('kit.filter.apply')}
      </Button>
    </Form>
  )
}

type ValueWords = Readonly<{ field: FilterField; value: string; change: (value: string) => void }>

function ValueInput({ field, value, change }: ValueWords) {
  if (field.kind === 'choice') {
    return (
      <Select
        value={value || null}
        onChange={(next) => change(next ?? '')}
        options={(field.choices ?? []).map((c) => ({ ...c }))}
      />
    )
  }
  if (field.kind === 'day') {
    return (
      <DatePicker
        style={{ width: '100%' }}
        value={value ? dayjs(value) : null}
        onChange={(next) => change(next?.format('YYYY-MM-DD') ?? '')}
      />
    )
  }
  if (field.kind === 'number') {
    return (
      <InputNumber
        style={{ width: '100%' }}
        value={value || null}
        stringMode
        onChange={(next) => change(next ?? '')}
      />
    )
  }
  return <Input autoFocus value={value} onChange={(event) => change(event.target.value)} />
}
