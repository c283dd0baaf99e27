import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Form, InputNumber, Popconfirm, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { channelStates } from '#domain/campaign/contract/channel'
import { haltSending, keepRespect, showRespect } from '#domain/campaign/contract/respect'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from '../standing/act.tsx'
import { CalendarPart } from './calendar-part.tsx'
import { clockOf, CLOCK_STEPS } from './clock.ts'

type Respect = Told<typeof showRespect>

/** G1–G4, G7: what holds for every message of every campaign, branch and channel. */
export function RespectPart() {
  const ask = useCall(showRespect, {})
  return (
    <Answered ask={ask}>
      {(respect) => (
        <>
          <Halt respect={respect} />
          <Rules key={respect.keptAt ?? ''} respect={respect} />
          <Always />
          <CalendarPart />
        </>
      )}
    </Answered>
  )
}

/** The kill switch. */
function Halt({ respect }: Readonly<{ respect: Respect }>) {
  const { t } = useTranslation()
  const may = useMay()
  const { moment } = useFormats()
  const done = useDone(() => undefined)
  const change = useCommand(haltSending, () => done(t('shell.saved')))
  const mine = may('campaign.send')
  if (respect.haltedAt !== null)
    return (
      <Alert
        className="notice"
        type="warning"
        showIcon
        title={t('channels.respect.halted', { at: moment(respect.haltedAt) })}
        action={
          mine ? (
            <Button
              icon={<PlayCircleOutlined aria-hidden />}
              loading={change.isPending}
              onClick={() => change.mutate({ halted: false })}
            >
              {t('channels.respect.resume')}
            </Button>
          ) : null
        }
      />
    )
  if (!mine) return null
  return (
    <>
      <ErrorNotice of={change.error} />
      <Popconfirm title={t('channels.respect.haltSure')} onConfirm={() => change.mutate({ halted: true })}>
        <Button danger icon={<PauseCircleOutlined aria-hidden />} loading={change.isPending}>
          {t('channels.respect.halt')}
        </Button>
      </Popconfirm>
    </>
  )
}

type Values = Readonly<{
  quietFrom: number
  quietTo: number
  capMessages: number
  capDays: number
}>

function Rules({ respect }: Readonly<{ respect: Respect }>) {
  const { t } = useTranslation()
  const may = useMay()
  const done = useDone(() => undefined)
  const keep = useCommand(keepRespect, () => done(t('channels.respect.saved')))
  const { quietFrom, quietTo, capMessages, capDays } = respect
  const start: Values = { quietFrom, quietTo, capMessages, capDays }
  return (
    <Section
      title={t('channels.respect.rules')}
      note={t('channels.respect.rulesNote')}
      actions={<Go to={paths.holdout()}>{t('channels.respect.holdout')}</Go>}
    >
      <Form<Values>
        className="page-form"
        layout="vertical"
        requiredMark={false}
        disabled={!may('org.manage')}
        initialValues={start}
        onFinish={(values) => keep.mutate(values)}
      >
        <ErrorNotice of={keep.error} />
        <Quiet kept={[quietFrom, quietTo]} />
        <div className="form-pair">
          <Whole
            name="capMessages"
            label={`${t('channels.respect.cap')} (${t('channels.respect.capMessages')})`}
            most={1000}
          />
          <Whole name="capDays" label={t('channels.respect.capDays')} most={366} />
        </div>
        {may('org.manage') ? (
          <Button type="primary" htmlType="submit" loading={keep.isPending}>
            {t('shell.save')}
          </Button>
        ) : null}
      </Form>
    </Section>
  )
}

function Quiet({ kept }: Readonly<{ kept: readonly number[] }>) {
  const { t } = useTranslation()
  const steps = [...new Set([...CLOCK_STEPS, ...kept])].toSorted((a, b) => a - b)
  const options = steps.map((value) => ({ value, label: clockOf(value) }))
  return (
    <>
      <div className="form-pair">
        <Form.Item name="quietFrom" label={t('channels.respect.quietFrom')}>
          <Select options={options} />
        </Form.Item>
        <Form.Item name="quietTo" label={t('channels.respect.quietTo')}>
          <Select options={options} />
        </Form.Item>
      </div>
      <p className="quiet">{t('channels.respect.quietHint')}</p>
    </>
  )
}

type WholeWords = Readonly<{ name: 'capMessages' | 'capDays'; label: string; most: number }>

function Whole({ name, label, most }: WholeWords) {
  const { t } = useTranslation()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('shell.required') }]}>
      <InputNumber min={1} max={most} precision={0} />
    </Form.Item>
  )
}

const LAWS = ['consent', 'minors', 'calls', 'stop', 'control'] as const

/** What nobody can switch off. */
function Always() {
  const { t } = useTranslation()
  const { data } = useCall(channelStates, {}, { keep: true })
  if (!data) return null
  return (
    <Section title={t('channels.respect.always')}>
      <ul className="channel-laws">
        {LAWS.map((law) => (
          <li key={law}>{t(`channels.respect.laws.${law}`, { age: data.guardedUnder })}</li>
        ))}
      </ul>
    </Section>
  )
}
