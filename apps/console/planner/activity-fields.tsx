import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { CHANNELS } from '#domain/campaign/contract'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { listSegments } from '#domain/insight/contract'
import { listJourneys } from '#domain/journey/contract'
import type { Activity } from '#domain/planner/contract/document'
import { useCall } from '#ui/call.ts'
import { Labelled } from '../journeys/labelled.tsx'
import { useMe } from '../me.ts'
import { FRESH, type Values } from './values.ts'
import '../journeys/journeys.css'

type At = Readonly<{ at: number }>
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** One activity: when, where, what is made of it, and what it is to cost. */
export function ActivityFields({ at }: At) {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  const phases = (Form.useWatch('phases') ?? []) as Values['phases']
  const waves = (Form.useWatch('waves') ?? []) as Values['waves']
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map((one) => ({ value: one.id, label: one.name }))
  return (
    <>
      <div className="form-pair">
        <Form.Item name={[at, 'name']} label={t('planner.field.activityName')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name={[at, 'phaseId']} label={t('planner.field.phase')} rules={required}>
          <Select options={named(phases)} />
        </Form.Item>
        <Form.Item name={[at, 'waves']} label={t('planner.field.inWaves')}>
          <Select mode="multiple" placeholder={t('planner.field.allWaves')} options={named(waves)} />
        </Form.Item>
        <Form.Item name={[at, 'weekdays']} label={t('planner.field.weekdays')}>
          <Select
            mode="multiple"
            placeholder={t('planner.field.anyDay')}
            options={WEEKDAYS.map((value) => ({ value, label: t(`planner.weekday.${value}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name={[at, 'makes']} label={t('planner.field.makes')}>
        <MakesField />
      </Form.Item>
      <CostFields at={at} />
      <Form.Item name={[at, 'note']} label={t('planner.field.note')}>
        <Input.TextArea autoSize maxLength={1000} />
      </Form.Item>
    </>
  )
}

function CostFields({ at }: At) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const fields = ['messages', 'gifts', 'other', 'messageCost', 'giftCost'] as const
  return (
    <div className="form-pair">
      {fields.map((name) => (
        <Form.Item key={name} name={[at, name]} label={t(`planner.cost.${name}`)}>
          <InputNumber min={0} precision={2} prefix={chain.currency} className="form-money" />
        </Form.Item>
      ))}
    </div>
  )
}

type Makes = Activity['makes']
type MakesWords = Readonly<{ value?: Makes; onChange?: (makes: Makes) => void }>

/** What an activity is made into: a campaign by one of its ways, or a journey like one that is there. */
function MakesField({ value = FRESH, onChange = () => undefined }: MakesWords) {
  const { t } = useTranslation()
  const { data } = useCall(listJourneys, {})
  const journeys = data?.rows ?? []
  const ways = CHANNELS.map((one) => ({ value: `campaign:${one}`, label: t(`campaigns.channel.${one}`) }))
  const walks = journeys.map((one) => ({
    value: `journey:${one.journeyId}`,
    label: t('planner.journeyLike', { name: one.document.name }),
  }))
  const choose = (chosen: string) => {
    const [kind, which] = chosen.split(':')
    const journey = journeys.find((one) => one.journeyId === which)
    if (kind === 'journey' && journey) onChange({ kind: 'journey', document: journey.document })
    const channel = CHANNELS.find((one) => one === which)
    if (kind === 'campaign' && channel) onChange({ ...(value.kind === 'campaign' ? value : FRESH), channel })
  }
  const shown = value.kind === 'campaign' ? `campaign:${value.channel}` : value.document.name
  return (
    <>
      <Select
        aria-label={t('planner.field.makes')}
        value={shown}
        options={[...ways, ...walks]}
        onChange={choose}
      />
      {value.kind === 'campaign' ? <CampaignFields value={value} onChange={onChange} /> : null}
    </>
  )
}

type CampaignWords = Readonly<{
  value: Extract<Makes, { kind: 'campaign' }>
  onChange: (makes: Makes) => void
}>

/** Whom it is for, what it says, what it offers and by what it brings newcomers. */
function CampaignFields({ value, onChange }: CampaignWords) {
  const { t } = useTranslation()
  const { channel } = value
  const text = (key: 'subject' | 'body' | 'couponCode' | 'joinTag', label: string, most: number) => (
    <Labelled key={key} label={label}>
      <Input.TextArea
        autoSize
        maxLength={most}
        value={value[key] ?? ''}
        onChange={(event) => onChange({ ...value, [key]: event.target.value })}
      />
    </Labelled>
  )
  return (
    <div className="plan-word">
      <Audience value={value} onChange={onChange} />
      <Carrier value={value} onChange={onChange} />
      {channel === 'email' ? text('subject', t('campaigns.message.subject'), 200) : null}
      {channel === 'record' ? null : text('body', t('campaigns.message.body'), 4000)}
      {text('couponCode', t('campaigns.message.coupon'), 40)}
      {text('joinTag', t('campaigns.message.joinTag'), 40)}
    </div>
  )
}

/** The rule of a segment that is there; in each wave its branches are added to it. */
function Audience({ value, onChange }: CampaignWords) {
  const { t } = useTranslation()
  const { data } = useCall(listSegments, { rows: 200 })
  const rows = (data?.rows ?? []).filter((one) => one.conditions !== null)
  const same = (conditions: unknown) => JSON.stringify(conditions) === JSON.stringify(value.audience)
  const chosen = value.audience === null ? undefined : rows.find((one) => same(one.conditions))
  const kept = value.audience !== null && !chosen ? [{ value: 'kept', label: t('planner.audienceKept') }] : []
  return (
    <Labelled label={t('planner.field.audience')}>
      <Select
        allowClear
        placeholder={t('planner.field.everybody')}
        value={value.audience === null ? null : (chosen?.id ?? 'kept')}
        options={[...kept, ...rows.map((one) => ({ value: one.id, label: one.name }))]}
        onChange={(id?: string) => {
          const found = rows.find((one) => one.id === id)
          if (id !== 'kept') onChange({ ...value, audience: found?.conditions ?? null })
        }}
      />
    </Labelled>
  )
}

function Carrier({ value, onChange }: CampaignWords) {
  const { t } = useTranslation()
  const { data } = useCall(listCarriers, {})
  if (value.channel !== 'sms' && value.channel !== 'wechat') return null
  const carriers = (data?.rows ?? []).filter((one) => one.active && one.medium === value.channel)
  const templates = carriers.find((one) => one.id === value.carrierId)?.templates ?? []
  return (
    <>
      <Select
        aria-label={t('campaigns.carrier.label')}
        placeholder={t('campaigns.carrier.label')}
        value={value.carrierId}
        options={carriers.map((one) => ({ value: one.id, label: one.name }))}
        onChange={(carrierId) => onChange({ ...value, carrierId, templateCode: null })}
      />
      <Select
        allowClear
        aria-label={t('campaigns.carrier.template')}
        placeholder={t('campaigns.carrier.template')}
        value={value.templateCode}
        options={templates.map((one) => ({ value: one.code, label: one.code }))}
        onChange={(templateCode) => onChange({ ...value, templateCode: templateCode ?? null })}
      />
    </>
  )
}
