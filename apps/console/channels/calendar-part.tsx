import { Alert, DatePicker, Form, Input, Radio, Select, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { keepOfficialDay, showCalendar } from '#domain/org/contract/calendar'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { DayText } from '#ui/kit/texts.tsx'
import { dayOf } from '../care/task-acts.tsx'
import { useOwnWords } from '../care/words.ts'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Calendar = Told<typeof showCalendar>

/** C39: festivals and official days of this year and the next; a year that was not announced yet says so aloud. */
export function CalendarPart() {
  const { t } = useTranslation()
  const may = useMay()
  const now = dayjs().year()
  const [year, setYear] = useState(now)
  const ask = useCall(showCalendar, { year }, { keep: true })
  const add = may('org.manage') ? (
    <ActButton label={t('channels.respect.addDay')} title={t('channels.respect.addDay')}>
      {(close) => <DayForm year={year} close={close} />}
    </ActButton>
  ) : null
  return (
    <Section title={t('channels.respect.calendar')} note={t('channels.respect.calendarNote')} actions={add}>
      {[now, now + 1].map((one) => (
        <Missing key={one} year={one} />
      ))}
      <Select
        className="list-choice"
        aria-label={t('channels.respect.year')}
        value={year}
        options={[now - 1, now, now + 1].map((value) => ({ value, label: String(value) }))}
        onChange={setYear}
      />
      <Answered ask={ask}>{(told) => <Days told={told} />}</Answered>
    </Section>
  )
}

function Missing({ year }: Readonly<{ year: number }>) {
  const { t } = useTranslation()
  const own = useOwnWords()
  const { data } = useCall(showCalendar, { year })
  if (!data?.message) return null
  return (
    <Alert
      className="notice"
      type="warning"
      showIcon
      title={t('channels.respect.missing', { year })}
      description={own(data.message.zh, data.message.en)}
    />
  )
}

function Days({ told }: Readonly<{ told: Calendar }>) {
  const { t } = useTranslation()
  const own = useOwnWords()
  return (
    <ul className="calendar-days">
      {told.days.map((one) => (
        <li key={`${one.date} ${one.code}`}>
          <DayText of={one.date} />{' '}
          <span className={one.official === 'work' ? 'care-late' : undefined}>
            {own(one.name.zh, one.name.en)}
          </span>
          {one.own ? <Tag>{t('channels.respect.own')}</Tag> : null}
        </li>
      ))}
    </ul>
  )
}

const KINDS = ['rest', 'work', 'plain'] as const

type Values = { date: dayjs.Dayjs; kind: (typeof KINDS)[number]; nameZh: string; nameEn: string }

function DayForm({ year, close }: Readonly<{ year: number; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const keep = useCommand(keepOfficialDay, () => done(t('channels.respect.daySaved')))
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <ActForm<Values>
      means={t('channels.respect.addDayMeans')}
      label={t('shell.save')}
      why="none"
      start={{ kind: 'rest' }}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ date, kind, nameZh, nameEn }, told) =>
        keep.mutate({ date: dayOf(date), kind, nameZh, nameEn }, told)
      }
    >
      <Form.Item name="date" label={t('channels.respect.date')} rules={required}>
        <DatePicker defaultPickerValue={dayjs(`${year}-01-01`)} />
      </Form.Item>
      <Form.Item name="kind" label={t('channels.respect.dayKind')}>
        <Radio.Group
          options={KINDS.map((value) => ({ value, label: t(`channels.respect.dayKinds.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="nameZh" label={t('channels.respect.nameZh')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('channels.respect.nameEn')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
    </ActForm>
  )
}
