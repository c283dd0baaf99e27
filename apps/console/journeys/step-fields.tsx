import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { TASK_KINDS } from '#domain/care/model/task'
import { SENT_BY, type Question, type Step } from '#domain/journey/contract/document'
import { PURPOSES } from '#domain/member/model/consent'
import { useCall } from '#ui/call.ts'
import { LINKED } from '../campaigns/words.ts'
import { useMe } from '../me.ts'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'
import { Labelled } from './labelled.tsx'
import { SegmentChoice } from './segment-choice.tsx'
import { SurveyField } from './survey-field.tsx'
import { BLANKS, freshQuestion, QUESTIONS, SURVEY_BLANKS } from './values.ts'

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>
type FieldsWords<One extends Step> = Readonly<{ step: One; onChange: (step: One) => void }>

/** What one step says, each field under its own label. */
export function StepFields({ step, onChange }: FieldsWords<Step>) {
  switch (step.kind) {
    case 'wait':
      return <WaitFields step={step} onChange={onChange} />
    case 'message':
      return <MessageFields step={step} onChange={onChange} />
    case 'task':
      return <TaskFields step={step} onChange={onChange} />
    case 'gift':
      return <GiftFields step={step} onChange={onChange} />
    case 'branch':
      return <BranchFields step={step} onChange={onChange} />
  }
}

function WaitFields({ step, onChange }: FieldsWords<Of<'wait'>>) {
  const { t } = useTranslation()
  return (
    <Labelled label={t('journeys.field.days')}>
      <InputNumber
        min={1}
        max={365}
        precision={0}
        value={step.days}
        onChange={(days) => onChange({ ...step, days: days ?? 1 })}
      />
    </Labelled>
  )
}

function MessageFields({ step, onChange }: FieldsWords<Of<'message'>>) {
  const { t } = useTranslation()
  const mail = step.channel === 'email'
  return (
    <>
      <div className="form-pair">
        <Labelled label={t('campaigns.message.channel')}>
          <Select
            value={step.channel}
            options={SENT_BY.map((value) => ({ value, label: t(`campaigns.channel.${value}`) }))}
            onChange={(channel) => onChange(byChannel(step, channel))}
          />
        </Labelled>
        <Labelled label={t('journeys.field.purpose')}>
          <Select
            disabled={step.surveyId !== undefined}
            value={step.purpose}
            options={PURPOSES.map((value) => ({ value, label: t(`journeys.purpose.${value}`) }))}
            onChange={(purpose) => onChange({ ...step, purpose })}
          />
        </Labelled>
      </div>
      <Carrier step={step} onChange={onChange} />
      <SurveyField step={step} onChange={onChange} />
      {mail ? (
        <Labelled label={t('campaigns.message.subject')}>
          <Input
            maxLength={200}
            value={step.subject}
            onChange={(event) => onChange({ ...step, subject: event.target.value })}
          />
        </Labelled>
      ) : null}
      <Labelled label={t('campaigns.message.body')}>
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={4000}
          value={step.body}
          onChange={(event) => onChange({ ...step, body: event.target.value })}
        />
      </Labelled>
      <p className="quiet">
        {t('journeys.field.variables', BLANKS)}
        {step.surveyId === undefined ? null : t('journeys.field.surveyVariables', SURVEY_BLANKS)}
      </p>
    </>
  )
}

/** Another way; a survey goes only by those that know of links. */
function byChannel({ surveyId, ...rest }: Of<'message'>, channel: Of<'message'>['channel']): Of<'message'> {
  const asks = surveyId !== undefined && LINKED.includes(channel) ? { surveyId } : {}
  return { ...rest, ...asks, channel, carrierId: null, templateCode: null }
}

/** The account that carries it, and its approved template where it has some. */
function Carrier({ step, onChange }: FieldsWords<Of<'message'>>) {
  const { t } = useTranslation()
  const { data } = useCall(listCarriers, {})
  const { channel } = step
  if (channel !== 'sms' && channel !== 'wechat') return null
  const fit = (data?.rows ?? []).filter((one) => one.active && one.medium === channel)
  const templates = fit.find((one) => one.id === step.carrierId)?.templates ?? []
  return (
    <div className="form-pair">
      <Labelled label={t('campaigns.carrier.label')}>
        <Select
          value={step.carrierId}
          options={fit.map((one) => ({
            value: one.id as NonNullable<typeof step.carrierId>,
            label: one.name,
          }))}
          placeholder={fit.length === 0 ? t('campaigns.carrier.none') : null}
          onChange={(carrierId) => onChange({ ...step, carrierId, templateCode: null })}
        />
      </Labelled>
      {templates.length === 0 ? null : (
        <Labelled label={t('campaigns.carrier.template')}>
          <Select
            allowClear
            value={step.templateCode}
            options={templates.map((one) => ({ value: one.code, label: `${one.code} · ${one.words}` }))}
            onChange={(code) => {
              const words = templates.find((one) => one.code === code)?.words
              onChange({ ...step, templateCode: code ?? null, body: words ?? step.body })
            }}
          />
        </Labelled>
      )}
    </div>
  )
}

function TaskFields({ step, onChange }: FieldsWords<Of<'task'>>) {
  const { t } = useTranslation()
  return (
    <>
      <Labelled label={t('care.rule.kind')}>
        <Select
          value={step.taskKind}
          options={TASK_KINDS.map((value) => ({ value, label: t(`care.task.kind.${value}`) }))}
          onChange={(taskKind) => onChange({ ...step, taskKind })}
        />
      </Labelled>
      <div className="form-pair">
        <Labelled label={t('care.rule.titleZh')}>
          <Input
            maxLength={120}
            value={step.titleZh}
            onChange={(event) => onChange({ ...step, titleZh: event.target.value })}
          />
        </Labelled>
        <Labelled label={t('care.rule.titleEn')}>
          <Input
            maxLength={120}
            value={step.titleEn}
            onChange={(event) => onChange({ ...step, titleEn: event.target.value })}
          />
        </Labelled>
      </div>
    </>
  )
}

function GiftFields({ step, onChange }: FieldsWords<Of<'gift'>>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const coupons = (useLiveProgram()?.coupons ?? []).filter((one) => !one.open)
  return (
    <div className="form-pair">
      <Labelled label={t('journeys.field.points')}>
        <InputNumber
          min={0}
          max={1_000_000}
          precision={0}
          value={step.points}
          onChange={(points) => onChange({ ...step, points: points ?? 0 })}
        />
      </Labelled>
      <Labelled label={t('journeys.field.coupon')}>
        <Select
          allowClear
          value={step.couponCode}
          options={coupons.map((one) => ({ value: one.code, label: nameOf(one) }))}
          onChange={(code) => onChange({ ...step, couponCode: code ?? null })}
        />
      </Labelled>
    </div>
  )
}

function BranchFields({ step, onChange }: FieldsWords<Of<'branch'>>) {
  const { t } = useTranslation()
  const ask = (when: Question) => onChange({ ...step, when })
  return (
    <div className="form-pair">
      <Labelled label={t('journeys.field.question')}>
        <Select
          value={step.when.kind}
          options={QUESTIONS.map((value) => ({ value, label: t(`journeys.question.${value}`) }))}
          onChange={(kind) => ask(freshQuestion(kind))}
        />
      </Labelled>
      <Asked when={step.when} ask={ask} />
    </div>
  )
}

function Asked({ when, ask }: Readonly<{ when: Question; ask: (when: Question) => void }>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const { branches } = useMe()
  const tiers = useLiveProgram()?.tiers.list ?? []
  switch (when.kind) {
    case 'bought':
      return null
    case 'tier':
      return (
        <Labelled label={t('care.rule.tiers')}>
          <Select
            mode="multiple"
            value={when.tiers}
            options={tiers.map((one) => ({ value: one.code, label: nameOf(one) }))}
            onChange={(chosen) => ask({ ...when, tiers: chosen })}
          />
        </Labelled>
      )
    case 'branch':
      return (
        <Labelled label={t('care.rule.branches')}>
          <Select
            mode="multiple"
            value={when.branchCodes}
            options={branches.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(branchCodes) => ask({ ...when, branchCodes })}
          />
        </Labelled>
      )
    case 'audience':
      return <AskedSegment when={when} ask={ask} />
    case 'reachable':
      return (
        <Labelled label={t('campaigns.message.channel')}>
          <Select
            value={when.channel}
            options={SENT_BY.map((value) => ({ value, label: t(`campaigns.channel.${value}`) }))}
            onChange={(channel) => ask({ ...when, channel })}
          />
        </Labelled>
      )
  }
}

type AudienceWords = Readonly<{
  when: Extract<Question, { kind: 'audience' }>
  ask: (when: Question) => void
}>

function AskedSegment({ when, ask }: AudienceWords) {
  const { t } = useTranslation()
  const set = (segmentId: string | null) =>
    ask({ ...when, segmentId: (segmentId ?? '') as typeof when.segmentId })
  return (
    <Labelled label={t('journeys.field.segment')}>
      <SegmentChoice value={when.segmentId} onChange={set} />
    </Labelled>
  )
}
