import { DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../me.ts'
import { useMinor } from '../wallet/money-item.tsx'
import type { Choice } from './choices.ts'
import type { Unfinished } from './draft.ts'

/** What an input shows, and how it says something else; undefined takes a part away. */
export type Held = Readonly<{ of: Unfinished; put: (part: Readonly<Record<string, unknown>>) => void }>

/** A number, or nothing. */
const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)
/** The items of a list, whatever else stands there. */
export const listIn = (value: unknown): (string | number)[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string' || typeof one === 'number') : []
const recordIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const ENDS = ['from', 'to'] as const

/** At least, at most, or both; counts, or money. `at` is where in the condition the ends stand. */
export function Ends({ of, put, at, unit }: Held & Readonly<{ at?: string; unit?: string }>) {
  const { t } = useTranslation()
  const held = at === undefined ? of : recordIn(of[at])
  const set = (part: Record<string, unknown>) => put(at === undefined ? part : { [at]: { ...held, ...part } })
  return (
    <>
      {ENDS.map((end) => (
        <label key={end}>
          <span>{t(`audience.${end}`)}</span>
          <InputNumber
            className="num"
            min={0}
            precision={0}
            value={numberIn(held[end])}
            onChange={(value) => set({ [end]: value ?? undefined })}
            suffix={unit ?? null}
          />
        </label>
      ))}
    </>
  )
}

export function MoneyEnds({ of, put }: Held) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const { digits, minorOf, textOf } = useMinor()
  return (
    <>
      {ENDS.map((end) => {
        const held = numberIn(of[end])
        return (
          <label key={end}>
            <span>{t(`audience.${end}`)}</span>
            <InputNumber
              className="num"
              stringMode
              precision={digits}
              suffix={chain.currency}
              value={held === null ? null : textOf(held)}
              onChange={(text) => put({ [end]: minorOf(text) ?? undefined })}
            />
          </label>
        )
      })}
    </>
  )
}

type ChosenWords = Held &
  Readonly<{
    at: string
    options: readonly Choice[]
    label: string
    /** Whether other codes may be typed: not everything is known by name. */
    typed?: boolean
    /** Whether nothing chosen means that it does not matter. */
    loose?: boolean
  }>

/** Any of several. */
export function Chosen({ of, put, at, options, label, typed = false, loose = false }: ChosenWords) {
  const { t } = useTranslation()
  const set = (values: (string | number)[]) =>
    put({ [at]: loose && values.length === 0 ? undefined : values })
  return (
    <label className="condition-list">
      <span>{label}</span>
      <Select
        mode={typed ? 'tags' : 'multiple'}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={loose ? t('audience.whichever') : t('audience.choose')}
        value={listIn(of[at])}
        options={options.map((one) => ({ ...one }))}
        onChange={set}
      />
    </label>
  )
}

export function One({ of, put, at, options, label }: ChosenWords) {
  const value = of[at]
  return (
    <label>
      <span>{label}</span>
      <Select
        popupMatchSelectWidth={false}
        value={typeof value === 'string' ? value : null}
        options={options.map((one) => ({ ...one }))}
        onChange={(chosen) => put({ [at]: chosen })}
      />
    </label>
  )
}

const DAY_MINUTES = 1440
const CLOCK = Array.from({ length: 25 }, (_, hour) => ({
  value: hour * 60,
  label: `${String(hour).padStart(2, '0')}:00`,
}))

/** From one hour to another, over midnight where the second is the earlier one; unset means any time of day. */
export function Hours({ of, put }: Held) {
  const { t } = useTranslation()
  const [start, end] = listIn(of['minutes']) as (number | undefined)[]
  const set = (from: number | undefined, to: number | undefined) => {
    const all = from === undefined && to === undefined
    put({ minutes: all ? undefined : [from ?? 0, to ?? DAY_MINUTES] })
  }
  return (
    <>
      {ENDS.map((which) => (
        <label key={which}>
          <span>{t(`audience.hour.${which}`)}</span>
          <Select
            allowClear
            popupMatchSelectWidth={false}
            placeholder={t('audience.whichever')}
            value={which === 'from' ? start : end}
            options={which === 'from' ? CLOCK.slice(0, -1) : CLOCK.slice(1)}
            onChange={(value: number | undefined) => (which === 'from' ? set(value, end) : set(start, value))}
          />
        </label>
      ))}
    </>
  )
}

const SPANS = ['ever', 'days', 'months', 'dates'] as const
type SpanKind = (typeof SPANS)[number]

const spanKindOf = (span: Readonly<Record<string, unknown>>): SpanKind => {
  if (typeof span['days'] === 'number') return 'days'
  if (typeof span['months'] === 'number') return 'months'
  return span['from'] === undefined && span['to'] === undefined ? 'ever' : 'dates'
}

const SPAN_STARTS = { ever: {}, days: { days: 30 }, months: { months: 6 }, dates: {} } as const

/** The time in which something must have happened. */
export function Within({ of, put }: Held) {
  const { t } = useTranslation()
  const span = recordIn(of['within'])
  const [kind, setKind] = useState(() => spanKindOf(span))
  const choose = (next: SpanKind) => {
    setKind(next)
    put({ within: SPAN_STARTS[next] })
  }
  const options = SPANS.map((value) => ({ value, label: t(`audience.span.${value}`) }))
  return (
    <>
      <label>
        <span>{t('audience.span.title')}</span>
        <Select popupMatchSelectWidth={false} value={kind} options={options} onChange={choose} />
      </label>
      {kind === 'days' || kind === 'months' ? (
        <InputNumber
          className="num"
          aria-label={t(`audience.span.${kind}`)}
          min={1}
          max={kind === 'days' ? 36_600 : 1_200}
          precision={0}
          value={numberIn(span[kind])}
          onChange={(value) => put({ within: { [kind]: value ?? undefined } })}
          suffix={t(`audience.unit.${kind}`)}
        />
      ) : null}
      {kind === 'dates' ? <Dates span={span} set={(within) => put({ within })} /> : null}
    </>
  )
}

type DatesWords = Readonly<{
  span: Readonly<Record<string, unknown>>
  set: (span: Record<string, unknown>) => void
}>

function Dates({ span, set }: DatesWords) {
  const { t } = useTranslation()
  return (
    <>
      {ENDS.map((end) => (
        <label key={end}>
          <span>{t(`audience.day.${end}`)}</span>
          <Day
            value={span[end]}
            set={(value) =>
              set(
                Object.fromEntries(
                  Object.entries({ ...span, [end]: value }).filter(([, one]) => one !== undefined),
                ),
              )
            }
          />
        </label>
      ))}
    </>
  )
}

/** A day, or none. */
export function Day({ value, set }: Readonly<{ value: unknown; set: (value: string | undefined) => void }>) {
  return (
    <DatePicker
      value={typeof value === 'string' && value !== '' ? dayjs(value) : null}
      onChange={(next) => set(next?.format('YYYY-MM-DD'))}
    />
  )
}
