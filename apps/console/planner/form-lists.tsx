import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FIGURES, GATES } from '#domain/planner/contract/document'
import { useMe } from '../me.ts'
import { ActivityFields } from './activity-fields.tsx'
import { Festival } from './plan-form-page.tsx'
import { FRESH, freeId, type Values } from './values.ts'

type Name = 'goals' | 'waves' | 'phases' | 'activities'
type ListWords = Readonly<{
  name: Name
  most: number
  /** A fresh row, given the ids that are taken. */
  fresh: (taken: readonly string[]) => object
  children: (at: number) => ReactNode
}>

/** Rows of a plan as cards that are added and taken away; the last of goals, waves and phases stays. */
function Rows({ name, most, fresh, children }: ListWords) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<Values>()
  const ids = () => (form.getFieldValue(name) as { id?: string }[]).map((one) => one.id ?? '')
  const least = name === 'activities' ? 0 : 1
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <div className="plan-phases">
          {fields.map((field) => (
            <div className="plan-phase" key={field.key}>
              <header>
                <span className="quiet num">{field.name + 1}</span>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('planner.act.remove')}
                  disabled={fields.length <= least}
                  onClick={() => remove(field.name)}
                />
              </header>
              {name === 'goals' ? null : (
                <Form.Item name={[field.name, 'id']} hidden>
                  <Input />
                </Form.Item>
              )}
              {children(field.name)}
            </div>
          ))}
          {fields.length < most ? (
            <div>
              <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(fresh(ids()))}>
                {t(`planner.more.${name}`)}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </Form.List>
  )
}

export function GoalsField() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Rows name="goals" most={4} fresh={() => ({ figure: 'new_members', silentDays: 180 })}>
      {(at) => (
        <div className="form-pair">
          <Form.Item name={[at, 'figure']} label={t('planner.field.figure')} rules={required}>
            <Select options={FIGURES.map((value) => ({ value, label: t(`planner.figure.${value}`) }))} />
          </Form.Item>
          <Form.Item name={[at, 'target']} label={t('planner.field.target')} rules={required}>
            <InputNumber min={1} className="form-money" />
          </Form.Item>
          <Silent at={at} />
        </div>
      )}
    </Rows>
  )
}

function Silent({ at }: Readonly<{ at: number }>) {
  const { t } = useTranslation()
  const figure = Form.useWatch(['goals', at, 'figure']) as string | undefined
  if (figure !== 'won_back') return null
  return (
    <Form.Item name={[at, 'silentDays']} label={t('planner.field.silent')}>
      <InputNumber min={1} max={3660} precision={0} />
    </Form.Item>
  )
}

export function WavesField() {
  const { t } = useTranslation()
  const { branches } = useMe()
  const required = [{ required: true, message: t('shell.required') }]
  const fresh = (taken: readonly string[]) => ({ id: freeId('wave', taken), gate: 'person' })
  return (
    <Rows name="waves" most={5} fresh={fresh}>
      {(at) => (
        <div className="form-pair">
          <Form.Item name={[at, 'name']} label={t('planner.field.waveName')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          {at === 0 ? null : (
            <Form.Item name={[at, 'gate']} label={t('planner.field.gate')}>
              <Select options={GATES.map((value) => ({ value, label: t(`planner.gate.${value}`) }))} />
            </Form.Item>
          )}
          <Form.Item name={[at, 'regions']} label={t('planner.field.regions')}>
            <Select mode="tags" placeholder={t('planner.field.rest')} />
          </Form.Item>
          <Form.Item name={[at, 'branchCodes']} label={t('planner.field.branches')}>
            <Select
              mode="multiple"
              placeholder={t('planner.field.rest')}
              options={branches.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
        </div>
      )}
    </Rows>
  )
}

export function PhasesField() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Rows name="phases" most={8} fresh={(taken) => ({ id: freeId('phase', taken), festival: null })}>
      {(at) => (
        <div className="form-pair">
          <Form.Item name={[at, 'name']} label={t('planner.field.phaseName')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={[at, 'span']} label={t('planner.field.span')} rules={required}>
            <DatePicker.RangePicker allowClear={false} />
          </Form.Item>
          <Form.Item name={[at, 'festival']} label={t('planner.field.phaseFestival')}>
            <Festival />
          </Form.Item>
          <Form.Item name={[at, 'note']} label={t('planner.field.note')}>
            <Input.TextArea autoSize maxLength={500} />
          </Form.Item>
        </div>
      )}
    </Rows>
  )
}

export function ActivitiesField() {
  const fresh = (taken: readonly string[]) => ({
    id: freeId('activity', taken),
    waves: [],
    weekdays: [],
    note: '',
    makes: FRESH,
  })
  return (
    <Rows name="activities" most={40} fresh={fresh}>
      {(at) => <ActivityFields at={at} />}
    </Rows>
  )
}
