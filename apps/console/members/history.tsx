import { Button, DatePicker, Form, Input, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { CHANNELS } from '#domain/campaign/contract'
import { CONTACT_KINDS, DIRECTIONS, noteContact } from '#domain/care/contract/contact'
import { memberHistory, TOUCH_TYPES, type TouchType } from '#domain/care/contract/history'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useOwnWords } from '../care/words.ts'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { ActForm } from './act-form.tsx'

type Touch = Told<typeof memberHistory>['rows'][number]
type Days = readonly [string, string] | null

const FEW = 10
const MANY = 200

/** C45: everything that touched a member, of all rooms, latest first; by days and kinds. */
export function MemberHistory({ memberId, active }: Readonly<{ memberId: string; active: boolean }>) {
  const { t } = useTranslation()
  const may = useMay()
  const [types, setTypes] = useState<TouchType[]>([])
  const [days, setDays] = useState<Days>(null)
  const [rows, setRows] = useState(FEW)
  const span = days === null ? {} : { from: days[0], to: days[1] }
  const ask = useCall(
    memberHistory,
    { memberId, rows, ...span, ...(types.length === 0 ? {} : { types }) },
    { keep: true },
  )
  const narrowed = types.length > 0 || days !== null
  const add =
    active && may('care.write') ? (
      <ActButton label={t('history.add')} title={t('history.add')}>
        {(close) => <NoteForm memberId={memberId} close={close} />}
      </ActButton>
    ) : null
  return (
    <Section title={t('history.title')} actions={add}>
      <Narrowing types={types} setTypes={setTypes} setDays={setDays} />
      <Answered ask={ask}>
        {(found) =>
          found.rows.length === 0 ? (
            <EmptyState title={t(narrowed ? 'history.noneHere' : 'history.none')}>
              {t('history.noneWords')}
            </EmptyState>
          ) : (
            <>
              <ul className="member-history">
                {found.rows.map((one) => (
                  <Row key={`${one.type} ${one.id}`} of={one} />
                ))}
              </ul>
              {found.more && rows < MANY ? (
                <Button type="link" size="small" onClick={() => setRows(Math.min(rows * 4, MANY))}>
                  {t('history.more')}
                </Button>
              ) : null}
            </>
          )
        }
      </Answered>
    </Section>
  )
}

type NarrowingWords = Readonly<{
  types: TouchType[]
  setTypes: (types: TouchType[]) => void
  setDays: (days: Days) => void
}>

function Narrowing({ types, setTypes, setDays }: NarrowingWords) {
  const { t } = useTranslation()
  return (
    <div className="history-tools">
      <Select
        mode="multiple"
        allowClear
        aria-label={t('history.every')}
        placeholder={t('history.every')}
        value={types}
        options={TOUCH_TYPES.map((value) => ({ value, label: t(`history.type.${value}`) }))}
        onChange={setTypes}
      />
      <DatePicker.RangePicker
        placeholder={[t('history.from'), t('history.to')]}
        onChange={(_, [from, to]) => setDays(from && to ? [from, to] : null)}
      />
    </div>
  )
}

const broadcastPath = ({ broadcastId }: Touch) => (broadcastId === null ? null : paths.broadcast(broadcastId))

function Row({ of }: Readonly<{ of: Touch }>) {
  const { t } = useTranslation()
  const own = useOwnWords()
  const may = useMay()
  const channelWord = useChannelWord()
  const { zh, en } = of.words
  const words = own(zh, en)
  const path = of.campaignId !== null ? paths.campaign(of.campaignId) : broadcastPath(of)
  const opens = path !== null && may('campaign.read')
  const beside = [
    t(`history.direction.${of.direction}`),
    // Posts of an account are no template messages, which is what the channel is called elsewhere.
    of.account ?? (of.channel === null ? '' : channelWord(of.channel)),
    of.delivered === null ? '' : t(of.delivered ? 'history.arrived' : 'history.lost'),
    of.step === null
      ? ''
      : t(of.type === 'likes' && of.step === 'begun' ? 'history.collecting' : `history.step.${of.step}`),
    of.outcome === null ? '' : t(`care.task.outcome.${of.outcome}`),
    of.byName,
  ]
  return (
    <li>
      <span>
        <strong>
          <span aria-hidden>{of.direction === 'in' ? '←' : '→'}</span> {t(`history.type.${of.type}`)}
        </strong>{' '}
        {opens ? <Go to={path}>{words}</Go> : words}
        <small>{beside.filter(Boolean).join(' · ')}</small>
      </span>
      <MomentText of={of.at} />
    </li>
  )
}

function useChannelWord(): (channel: string) => string {
  const { t } = useTranslation()
  return (channel) => {
    const known = CHANNELS.find((one) => one === channel)
    return known === undefined ? channel : t(`campaigns.channel.${known}`)
  }
}

type Noting = {
  kind: (typeof CONTACT_KINDS)[number]
  direction: (typeof DIRECTIONS)[number]
  when: dayjs.Dayjs
  note: string
}

function NoteForm({ memberId, close }: Readonly<{ memberId: string; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const add = useCommand(noteContact, () => done(t('history.added')))
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <ActForm<Noting>
      means={t('history.addMeans')}
      label={t('history.add')}
      why="none"
      start={{ kind: 'call', direction: 'out', when: dayjs() }}
      pending={add.isPending}
      trouble={add.error}
      send={({ id, kind, direction, when, note }, told) =>
        add.mutate({ id, memberId, kind, direction, note, happenedAt: when.toISOString() }, told)
      }
    >
      <Form.Item name="kind" label={t('history.kind')}>
        <Select options={CONTACT_KINDS.map((value) => ({ value, label: t(`history.type.${value}`) }))} />
      </Form.Item>
      <Form.Item name="direction" label={t('history.who')}>
        <Radio.Group
          options={DIRECTIONS.map((value) => ({ value, label: t(`history.direction.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="when" label={t('history.when')} rules={[{ required: true }]}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
      </Form.Item>
      <Form.Item name="note" label={t('history.note')} rules={required}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActForm>
  )
}
