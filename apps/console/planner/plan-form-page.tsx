import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Button, DatePicker, Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day } from '#base/instant'
import { showCalendar } from '#domain/org/contract/calendar'
import { savePlan, showPlan } from '#domain/planner/contract'
import type { PlanDocument } from '#domain/planner/contract/document'
import { startFrom, STARTS } from '#domain/planner/model/starts'
import { isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useSurroundings } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { ActivitiesField, GoalsField, PhasesField, WavesField } from './form-lists.tsx'
import { documentOf, valuesOf, type Values } from './values.ts'
import './planner.css'

/** A plan: one that shops usually begin with, or the last version of one that is there. */
export function PlanFormPage() {
  const { start, of } = useRouterState({
    select: (state) => state.location.search as Readonly<Record<string, unknown>>,
  })
  const known = typeof of === 'string' ? of : ''
  const ask = useCall(showPlan, { planId: known }, { enabled: known !== '' })
  if (known !== '')
    return (
      <Answered ask={ask}>
        {({ document }) => <PlanForm planId={known} start={document} isNew={false} />}
      </Answered>
    )
  return <Begun code={typeof start === 'string' ? start : '411'} />
}

/** Looks the festival up in the calendar of this year and the next, and takes its next day. */
function Begun({ code }: Readonly<{ code: string }>) {
  const { chain } = useMe()
  const { manner } = useSurroundings()
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const year = Number(today.slice(0, 4))
  const [now, later] = [useCall(showCalendar, { year }), useCall(showCalendar, { year: year + 1 })]
  const [planId] = useState(newId)
  const start = STARTS.find((one) => one === code) ?? '411'
  const language = manner.language === 'en' ? 'en' : 'zh'
  return (
    <Answered ask={now}>
      {(first) => (
        <Answered ask={later}>
          {(second) => {
            const found = [...first.days, ...second.days].find(
              (one) => one.code === start && one.date >= today,
            )
            const scene = {
              language: language as 'zh' | 'en',
              day: day(found?.date ?? today),
              ...(found ? { festivalName: found.name[language] } : {}),
            }
            return <PlanForm planId={planId} start={startFrom(start, scene)} isNew />
          }}
        </Answered>
      )}
    </Answered>
  )
}

type FormWords = Readonly<{ planId: string; start: PlanDocument; isNew: boolean }>

function PlanForm({ planId, start, isNew }: FormWords) {
  const { t } = useTranslation()
  const { save, send } = useSave(planId)
  return (
    <Page
      title={t(isNew ? 'planner.add' : 'planner.changeTitle')}
      answer={t('planner.formWords')}
      back={
        isNew ? { to: paths.plans, label: t('planner.title') } : { to: paths.plan(planId), label: start.name }
      }
    >
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        className="plan-form"
        initialValues={valuesOf(start)}
        onFinish={send}
      >
        <First />
        <Section title={t('planner.goals')}>
          <GoalsField />
        </Section>
        <Section title={t('planner.budget')}>
          <BudgetFields />
        </Section>
        <Section title={t('planner.waves')} note={t('planner.wavesNote')}>
          <WavesField />
        </Section>
        <Section title={t('planner.phasesOnly')}>
          <PhasesField />
        </Section>
        <Section title={t('planner.activities')}>
          <ActivitiesField />
        </Section>
        <ErrorNotice of={save.error} />
        <Button className="plan-save" type="primary" htmlType="submit" loading={save.isPending}>
          {t('planner.save')}
        </Button>
      </Form>
    </Page>
  )
}

/** Saves once however often it is pressed; a no is final for its id, so what is sent after one is another version. */
function useSave(planId: string) {
  const go = useGo()
  const queries = useQueryClient()
  const [id, setId] = useState(newId)
  const save = useCommand(savePlan, async () => {
    await queries.invalidateQueries()
    go(paths.plan(planId))
  })
  const onError = (trouble: unknown) => {
    if (isProblem(trouble) && trouble.problem.status >= 400 && trouble.problem.status < 500) setId(newId())
  }
  const send = (values: Values) =>
    save.mutate({ id: id, planId: planId, document: documentOf(values) }, { onError })
  return { save, send }
}

function First() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <div className="form-pair">
      <Form.Item name="name" label={t('planner.field.name')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="span" label={t('planner.field.span')} rules={required}>
        <DatePicker.RangePicker allowClear={false} defaultPickerValue={[dayjs(), dayjs()]} />
      </Form.Item>
      <Form.Item name="festival" label={t('planner.field.festival')} extra={t('planner.field.festivalHint')}>
        <Festival />
      </Form.Item>
    </div>
  )
}

type FestivalWords = Readonly<{ value?: string | null; onChange?: (code: string | null) => void }>

/** The festivals of the house's calendar. */
export function Festival({ value = null, onChange = () => undefined }: FestivalWords) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const year = dayjs().year()
  const { data } = useCall(showCalendar, { year })
  const language = manner.language === 'en' ? 'en' : 'zh'
  const options = (data?.days ?? [])
    .filter((one) => one.official === null)
    .map((one) => ({ value: one.code, label: one.name[language] }))
  return (
    <Select
      allowClear
      placeholder={t('planner.field.none')}
      value={value}
      options={options}
      onChange={(code?: string) => onChange(code ?? null)}
    />
  )
}

function BudgetFields() {
  const { t } = useTranslation()
  const { chain } = useMe()
  return (
    <div className="form-pair">
      {(['messages', 'gifts', 'other'] as const).map((pot) => (
        <Form.Item key={pot} name={['budget', pot]} label={t(`planner.pot.${pot}`)}>
          <InputNumber min={0} precision={2} prefix={chain.currency} className="form-money" />
        </Form.Item>
      ))}
      <Form.Item name={['budget', 'warnPercent']} label={t('planner.field.warn')}>
        <InputNumber min={1} max={100} precision={0} suffix="%" />
      </Form.Item>
      <Form.Item
        name={['budget', 'hardStop']}
        label={t('planner.field.hard')}
        extra={t('planner.field.hardHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </div>
  )
}
