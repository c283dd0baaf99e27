import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { CALENDARS } from '#domain/care/model/rule'
import type { Trigger } from '#domain/journey/contract/document'
import { FESTIVALS } from '#domain/program/model/rewards'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'
import { Labelled } from './labelled.tsx'
import { freshTrigger, TRIGGERS } from './values.ts'

type TriggerWords = Readonly<{ value?: Trigger; onChange?: (trigger: Trigger) => void }>

/** What makes a member enter, as a field of a form. */
export function TriggerField({ value = { kind: 'joined' }, onChange = () => undefined }: TriggerWords) {
  const { t } = useTranslation()
  const kinds = TRIGGERS.map((kind) => ({ value: kind, label: t(`journeys.trigger.${kind}`) }))
  // A standing is asked for through the API; a journey that has one keeps it as long as nobody chooses another.
  const shown =
    value.kind === 'standing'
      ? [...kinds, { value: value.kind, label: t('journeys.trigger.standing') }]
      : kinds
  return (
    <>
      <Select
        aria-label={t('journeys.field.trigger')}
        value={value.kind}
        options={shown}
        onChange={(kind) => onChange(freshTrigger(kind))}
      />
      <Answers value={value} onChange={onChange} />
    </>
  )
}

type AnswerWords = Readonly<{ value: Trigger; onChange: (trigger: Trigger) => void }>

function Answers({ value, onChange }: AnswerWords) {
  const { t } = useTranslation()
  switch (value.kind) {
    case 'joined':
    case 'standing':
      return null
    case 'silent':
    case 'no_return':
      return (
        <Days
          value={value.days}
          label={t('journeys.field.silent')}
          set={(days) => onChange({ ...value, days })}
        />
      )
    case 'birthday':
      return <Birthday value={value} onChange={onChange} />
    case 'festival':
      return <Festival value={value} onChange={onChange} />
    case 'purchase':
      return <Purchase value={value} onChange={onChange} />
    case 'tier':
      return <Tier value={value} onChange={onChange} />
    case 'tier_near':
      return (
        <Money
          value={value.missingMinor}
          label={t('journeys.field.missing')}
          set={(missingMinor) => onChange({ ...value, missingMinor: Math.max(1, missingMinor) })}
        />
      )
    case 'points_dying':
      return <Points value={value} onChange={onChange} />
    case 'booking_given_up':
      return (
        <Labelled label={t('journeys.field.minutesAfter')}>
          <InputNumber
            min={0}
            max={10_080}
            precision={0}
            value={value.minutesAfter}
            onChange={(minutes) => onChange({ ...value, minutesAfter: minutes ?? 0 })}
          />
        </Labelled>
      )
  }
}

type Kind<K extends Trigger['kind']> = Readonly<{
  value: Extract<Trigger, { kind: K }>
  onChange: (trigger: Trigger) => void
}>

function Birthday({ value, onChange }: Kind<'birthday'>) {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Before value={value.daysBefore} set={(daysBefore) => onChange({ ...value, daysBefore })} />
      <Labelled label={t('care.rule.which.calendar')}>
        <Select
          value={value.calendar}
          options={CALENDARS.map((one) => ({ value: one, label: t(`care.rule.calendar.${one}`) }))}
          onChange={(calendar) => onChange({ ...value, calendar })}
        />
      </Labelled>
    </div>
  )
}

function Festival({ value, onChange }: Kind<'festival'>) {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Before value={value.daysBefore} set={(daysBefore) => onChange({ ...value, daysBefore })} />
      <Labelled label={t('care.rule.which.festival')}>
        <Select
          value={value.festival}
          options={FESTIVALS.map((one) => ({ value: one, label: t(`care.rule.festival.${one}`) }))}
          onChange={(festival) => onChange({ ...value, festival })}
        />
      </Labelled>
    </div>
  )
}

function Purchase({ value, onChange }: Kind<'purchase'>) {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Days
        value={value.daysAfter}
        label={t('journeys.field.daysAfter')}
        least={0}
        set={(daysAfter) => onChange({ ...value, daysAfter })}
      />
      <Money
        value={value.leastMinor}
        label={t('care.rule.least')}
        set={(leastMinor) => onChange({ ...value, leastMinor })}
      />
    </div>
  )
}

function Tier({ value, onChange }: Kind<'tier'>) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const tiers = useLiveProgram()?.tiers.list ?? []
  return (
    <Labelled label={t('care.rule.tier')}>
      <Select
        value={value.tier === '' ? null : value.tier}
        options={tiers.map((one) => ({ value: one.code, label: nameOf(one) }))}
        onChange={(tier) => onChange({ ...value, tier: tier ?? '' })}
      />
    </Labelled>
  )
}

function Points({ value, onChange }: Kind<'points_dying'>) {
  const { t } = useTranslation()
  return (
    <div className="form-pair">
      <Before value={value.daysBefore} set={(daysBefore) => onChange({ ...value, daysBefore })} />
      <Labelled label={t('journeys.field.leastPoints')}>
        <InputNumber
          min={1}
          precision={0}
          value={value.leastPoints}
          onChange={(least) => onChange({ ...value, leastPoints: least ?? 1 })}
        />
      </Labelled>
    </div>
  )
}

type NumberWords = Readonly<{ value: number; label: string; set: (value: number) => void; least?: number }>

function Days({ value, label, set, least = 1 }: NumberWords) {
  return (
    <Labelled label={label}>
      <InputNumber
        min={least}
        max={365}
        precision={0}
        value={value}
        onChange={(days) => set(days ?? least)}
      />
    </Labelled>
  )
}

function Before({ value, set }: Pick<NumberWords, 'value' | 'set'>) {
  const { t } = useTranslation()
  return (
    <Labelled label={t('journeys.field.daysBefore')}>
      <InputNumber min={0} max={60} precision={0} value={value} onChange={(days) => set(days ?? 0)} />
    </Labelled>
  )
}

const MINOR = 100

function Money({ value, label, set }: NumberWords) {
  return (
    <Labelled label={label}>
      <InputNumber
        min={0}
        precision={2}
        value={value / MINOR}
        onChange={(money) => set(Math.round((money ?? 0) * MINOR))}
      />
    </Labelled>
  )
}
