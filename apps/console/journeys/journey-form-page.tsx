import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveJourney, showJourney } from '#domain/journey/contract'
import { isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'
import { SegmentChoice } from './segment-choice.tsx'
import { StepsField } from './steps-field.tsx'
import { TriggerField } from './trigger-field.tsx'
import { BLANKS, documentOf, startOf, STARTS, valuesOf, type Start, type Values } from './values.ts'
import './journeys.css'

/** A journey: what shops usually begin with, or the last version of one that is there. */
export function JourneyFormPage() {
  const { t } = useTranslation()
  const { start, of } = useRouterState({
    select: (state) => state.location.search as Readonly<Record<string, unknown>>,
  })
  const known = typeof of === 'string' ? of : ''
  const ask = useCall(showJourney, { journeyId: known }, { enabled: known !== '' })
  if (known !== '')
    return (
      <Answered ask={ask}>
        {({ document }) => <JourneyForm journeyId={known} start={valuesOf(document)} isNew={false} />}
      </Answered>
    )
  const chosen: Start = STARTS.find((one) => one === start) ?? 'welcome'
  const words = {
    name: t(`journeys.start.${chosen}.name`),
    subject: t(`journeys.start.${chosen}.subject`, BLANKS),
    body: t(`journeys.start.${chosen}.body`, BLANKS),
    task: t(`journeys.start.${chosen}.task`),
  }
  return <JourneyForm journeyId={newId()} start={startOf(chosen, words)} isNew />
}

type FormWords = Readonly<{ journeyId: string; start: Values; isNew: boolean }>

function JourneyForm({ journeyId: given, start, isNew }: FormWords) {
  const { t } = useTranslation()
  const [journeyId] = useState(given)
  const { save, send } = useSave(journeyId, start)
  return (
    <Page
      title={t(isNew ? 'journeys.add' : 'journeys.changeTitle')}
      answer={t('journeys.formWords')}
      back={
        isNew
          ? { to: paths.journeys, label: t('journeys.title') }
          : { to: paths.journey(journeyId), label: start.name }
      }
    >
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        className="journey-form"
        initialValues={start}
        onFinish={send}
      >
        <First />
        <Section title={t('journeys.steps')}>
          <Form.Item name="steps">
            <StepsField />
          </Form.Item>
        </Section>
        <Measured />
        <ErrorNotice of={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('journeys.save')}
        </Button>
      </Form>
    </Page>
  )
}

/** Saves once however often it is pressed; a no is final for its id, so what is sent after one is another version. */
function useSave(journeyId: string, start: Values) {
  const go = useGo()
  const queries = useQueryClient()
  const [id, setId] = useState(newId)
  const save = useCommand(saveJourney, async () => {
    await queries.invalidateQueries()
    go(paths.journey(journeyId))
  })
  const onError = (trouble: unknown) => {
    if (isProblem(trouble) && trouble.problem.status >= 400 && trouble.problem.status < 500) setId(newId())
  }
  const send = (values: Values) => {
    const document = documentOf({ ...start, ...values, margin: values.margin ?? null })
    save.mutate({ id, journeyId, document }, { onError })
  }
  return { save, send }
}

/** What it is called, when members enter, and who of them. */
function First() {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const { branches } = useMe()
  const tiers = useLiveProgram()?.tiers.list ?? []
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <>
      <Form.Item name="name" label={t('journeys.field.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="trigger" label={t('journeys.field.trigger')}>
        <TriggerField />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="tiers" label={t('care.rule.tiers')}>
          <Select
            mode="multiple"
            placeholder={t('care.rule.all')}
            options={tiers.map((one) => ({ value: one.code, label: nameOf(one) }))}
          />
        </Form.Item>
        <Form.Item name="branchCodes" label={t('care.rule.branches')}>
          <Select
            mode="multiple"
            placeholder={t('care.rule.all')}
            options={branches.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="segmentId" label={t('journeys.field.segment')} extra={t('journeys.field.segmentHint')}>
        <SegmentChoice none={t('care.rule.all')} />
      </Form.Item>
      <HowOften />
    </>
  )
}

function HowOften() {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Form.Item
        name="againAfterDays"
        label={t('journeys.field.again')}
        extra={t('journeys.field.againHint')}
      >
        <InputNumber min={1} max={365} precision={0} />
      </Form.Item>
      <Form.Item
        name="endsAtPurchase"
        label={t('journeys.field.goal')}
        valuePropName="checked"
        extra={t('journeys.field.goalHint')}
      >
        <Switch />
      </Form.Item>
    </div>
  )
}

/** Who is held out, how long sales count, and what part of them is earned. */
function Measured() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Section title={t('journeys.measured')}>
      <div className="form-pair">
        <Form.Item
          name="control"
          label={t('journeys.field.control')}
          extra={t('journeys.field.controlHint')}
          rules={required}
        >
          <InputNumber min={0} max={50} precision={0} suffix="%" />
        </Form.Item>
        <Form.Item
          name="windowDays"
          label={t('campaigns.control.window')}
          extra={t('journeys.field.windowHint')}
          rules={required}
        >
          <InputNumber min={1} max={366} precision={0} suffix={t('campaigns.control.days')} />
        </Form.Item>
      </div>
      <Form.Item
        name="margin"
        label={t('campaigns.control.margin')}
        extra={t('campaigns.control.marginHint')}
      >
        <InputNumber min={1} max={100} precision={0} suffix="%" />
      </Form.Item>
    </Section>
  )
}
