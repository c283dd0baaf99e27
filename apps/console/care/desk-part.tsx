import { Button, Form, Input, Radio, Select, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays, day, type BusinessDay } from '#base/instant'
import { listTickets, openTicket, showTicket, stepTicket } from '#domain/care/contract/ticket'
import { CLASSES, scriptOf, TICKET_CHANNELS, type TicketClass } from '#domain/care/model/ticket'
import { useCall, useCommand } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { MemberField } from './member-field.tsx'
import { StepLines } from './steps.tsx'

type Ticket = Told<typeof listTickets>['rows'][number]
const MOST = 100
const SPAN_DAYS = 90
const COLOURS = { satisfied: 'green', complaint: 'red', suggestion: 'blue' } as const

const firstDay = (): BusinessDay => addDays(day(new Date().toISOString().slice(0, 10)), -SPAN_DAYS)

/** C42: what people told the hotline, with its script, open until somebody says how it was closed. */
export function DeskPart() {
  const { t } = useTranslation()
  const may = useMay()
  const [openOnly, setOpenOnly] = useState(false)
  const [behind, setBehind] = useState<string | null>(null)
  const [from] = useState(firstDay)
  const wish = { from, rows: MOST, ...(openOnly && { state: 'open' as const }) }
  const ask = useCall(listTickets, wish, { keep: true })
  const add = may('care.write') ? (
    <ActButton label={t('care.desk.add')} title={t('care.desk.add')}>
      {(close) => <TakeCall close={close} />}
    </ActButton>
  ) : null
  return (
    <>
      <div className="care-tools">
        {add}
        <label>
          <Switch size="small" checked={openOnly} onChange={setOpenOnly} /> {t('care.desk.openOnly')}
        </label>
      </div>
      <Answered ask={ask}>
        {(told) => (
          <>
            <Counts of={told} />
            {told.rows.length === 0 ? (
              <EmptyState title={t('care.desk.none')}>{t('care.desk.noneWords')}</EmptyState>
            ) : (
              <ul className="lines">
                {told.rows.map((one) => (
                  <Row key={one.id} of={one} look={() => setBehind(one.id)} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answered>
      <Behind open={behind !== null} title={t('care.task.history')} onClose={() => setBehind(null)}>
        {behind === null ? null : <History id={behind} />}
      </Behind>
    </>
  )
}

function Counts({ of: { classes, open } }: Readonly<{ of: Told<typeof listTickets> }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const words = {
    satisfied: number(classes.satisfied),
    complaint: number(classes.complaint),
    suggestion: number(classes.suggestion),
    open: number(open),
  }
  return (
    <p>
      <span className="quiet">{t('care.desk.span')}</span> {t('care.desk.answer', words)}
    </p>
  )
}

function Row({ of, look }: Readonly<{ of: Ticket; look: () => void }>) {
  const { t } = useTranslation()
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Tag color={COLOURS[of.class]}>
            {t(`care.desk.class.${of.class}`)} → {t(`care.desk.script.${of.script}`)}
          </Tag>
          {of.memberId === null ? (
            of.caller
          ) : (
            <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>
          )}
        </strong>
        <span className="care-text">{of.words}</span>
        <small className="quiet num">
          {t(`care.desk.channel.${of.channel}`)} · {of.byName} · <MomentText of={of.at} /> ·{' '}
          {t(`care.desk.state.${of.state}`)}
        </small>
      </span>
      <span className="reward-acts">
        <TicketSteps of={of} />
        <Button type="link" size="small" onClick={look}>
          {t('care.task.history')}
        </Button>
      </span>
    </li>
  )
}

function TicketSteps({ of }: Readonly<{ of: Ticket }>) {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('care.write')) return null
  const acts = of.state === 'open' ? (['note', 'closed'] as const) : (['note', 'reopened'] as const)
  return (
    <>
      {acts.map((step) => (
        <ActButton key={step} label={t(`care.desk.act.${step}`)} title={t(`care.desk.act.${step}`)}>
          {(close) => <StepForm of={of} step={step} close={close} />}
        </ActButton>
      ))}
    </>
  )
}

type StepWords = Readonly<{ of: Ticket; step: 'note' | 'closed' | 'reopened'; close: () => void }>

function StepForm({ of, step, close }: StepWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const take = useCommand(stepTicket, () => done(t(`care.desk.told.${step}`)))
  return (
    <ActForm
      means={t(`care.desk.means.${step}`)}
      label={t(`care.desk.act.${step}`)}
      why={step === 'reopened' ? 'welcome' : 'needed'}
      pending={take.isPending}
      trouble={take.error}
      send={({ id, reason }, told) => take.mutate({ id, ticketId: of.id, step, note: reason }, told)}
    />
  )
}

type Values = {
  memberId?: string
  caller?: string
  class: TicketClass
  channel: Ticket['channel']
  words: string
}

/** The script stands there as soon as it is known what the call is. */
function TakeCall({ close }: Readonly<{ close: () => void }>) {
  const { t } = useTranslation()
  const { branchIds } = useMe()
  const done = useDone(close)
  const open = useCommand(openTicket, () => done(t('care.desk.taken')))
  return (
    <ActForm<Values>
      means={t('care.desk.noneWords')}
      label={t('shell.save')}
      why="none"
      start={{ channel: 'phone' }}
      pending={open.isPending}
      trouble={open.error}
      send={({ id, memberId, caller, class: of, channel, words }, told) =>
        open.mutate(
          {
            id,
            channel,
            words,
            class: of,
            caller: caller ?? '',
            memberId: memberId ?? null,
            branchId: branchIds?.[0] ?? null,
          },
          told,
        )
      }
    >
      <CallFields />
    </ActForm>
  )
}

function CallFields() {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <>
      <MemberField label={t('care.desk.who')} />
      <Form.Item name="caller" label={t('care.desk.stranger')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name="class"
        label={t('care.desk.is')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <Radio.Group
          optionType="button"
          options={CLASSES.map((value) => ({ value, label: t(`care.desk.class.${value}`) }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['class']}>
        {({ getFieldValue }) => <Script of={getFieldValue('class') as TicketClass | undefined} />}
      </Form.Item>
      <Form.Item name="words" label={t('care.desk.what')} rules={required}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="channel" label={t('care.desk.how')}>
        <Select
          options={TICKET_CHANNELS.map((value) => ({ value, label: t(`care.desk.channel.${value}`) }))}
        />
      </Form.Item>
    </>
  )
}

function Script({ of }: Readonly<{ of: TicketClass | undefined }>) {
  const { t } = useTranslation()
  if (of === undefined) return null
  const script = scriptOf(of)
  return (
    <p className="care-script">
      <strong>{t(`care.desk.script.${script}`)}</strong> {t(`care.desk.scriptWords.${script}`)}
    </p>
  )
}

function History({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation()
  const ask = useCall(showTicket, { id })
  return (
    <Answered ask={ask}>
      {(ticket) => (
        <>
          <Script of={ticket.class} />
          <p className="care-text">{ticket.words}</p>
          <StepLines
            steps={[
              { id: ticket.id, byName: ticket.byName, says: '', note: '', at: ticket.at },
              ...ticket.steps.map((one) => ({
                ...one,
                says: t(one.step === 'given' ? 'care.task.step.given' : `care.desk.act.${one.step}`),
              })),
            ]}
          />
        </>
      )}
    </Answered>
  )
}
