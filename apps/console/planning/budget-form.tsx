import { DatePicker, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { addBudgetActual } from '#domain/planning/contract/budget'
import type { listBudgetActuals } from '#domain/planning/contract/budget'
import { isProblem, useCommand } from '#ui/call.ts'
import type { RowOf } from '#ui/kit/ask-list.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { dayInForm } from '../members/member-form.tsx'
import { useActDone } from '../wallet/act-forms.tsx'
import { MoneyItem, useMinor } from '../wallet/money-item.tsx'
import { useNameOf } from '../wallet/names.ts'
import type { BudgetRow } from './budget-sums.ts'
import '../wallet/wallet.css'

export type Entry = Readonly<{
  code?: string
  day?: string
  way: 'more' | 'less'
  minor?: string
  note?: string
}>

type FormWords = Readonly<{
  heads: readonly BudgetRow[]
  start: Entry
  /** The entry that was wrong: what it said is taken off again unless less is typed. */
  corrects: RowOf<typeof listBudgetActuals> | null
  done: () => void
}>

/** Says what a head cost or brought in; what was too much is taken off by an entry of its own. */
export function BudgetForm({ heads, start, corrects, done }: FormWords) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { minorOf, textOf } = useMinor()
  const kept = useActDone(done)
  const add = useCommand(addBudgetActual, () => kept(t('budget.entries.done')))
  const only = heads.length === 1 ? heads[0] : undefined
  const first: Entry = corrects
    ? {
        code: corrects.code,
        day: corrects.day,
        way: 'less',
        minor: textOf(corrects.minor),
        note: t('budget.entries.correctNote', { day: day(corrects.day) }),
      }
    : { ...start, ...(only ? { code: only.code } : {}) }
  return (
    <ActForm<Entry>
      means={t('budget.entries.means')}
      label={t('shell.save')}
      why="none"
      start={first}
      pending={add.isPending}
      trouble={add.error}
      send={({ id, code = '', day: on = '', way, minor, note = '' }, told) => {
        const size = minorOf(minor) ?? 0
        const wish = { id, code, day: on, minor: way === 'less' ? -size : size, note }
        add.mutate(wish, { onError: (trouble) => told.onError(atHead(trouble)) })
      }}
    >
      <EntryFields heads={heads} />
    </ActForm>
  )
}

const ABOUT_HEAD: readonly string[] = ['budget_code_unknown', 'budget_row_counted']

/** A no that is about the head is said beside it. */
function atHead(trouble: unknown): unknown {
  if (!isProblem(trouble) || !ABOUT_HEAD.includes(trouble.problem.code)) return trouble
  const fields = [{ path: 'code', message: trouble.problem.title }]
  return Object.assign(new Error(trouble.message), { problem: { ...trouble.problem, fields } })
}

function EntryFields({ heads }: Pick<FormWords, 'heads'>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const needed = [{ required: true, message: t('shell.required') }]
  const options = heads.map((row) => ({
    value: row.code,
    label: `${nameOf(row)} · ${t(`budget.kind.${row.kind}`)}`,
  }))
  return (
    <>
      <Form.Item name="code" label={t('budget.entries.item')} rules={needed}>
        <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="day" label={t('budget.entries.day')} rules={needed} {...dayInForm}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="way" label={t('budget.entries.way')}>
        <Radio.Group
          options={(['more', 'less'] as const).map((value) => ({
            value,
            label: t(`budget.entries.${value}`),
          }))}
        />
      </Form.Item>
      <MoneyItem name="minor" label={t('budget.entries.amount')} />
      <Form.Item name="note" label={t('budget.entries.remark')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </>
  )
}
