import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { useMinor } from '../wallet/money-item.tsx'
import type { Unit } from './field.ts'

export type Held<Of> = Readonly<{ id: string; value: unknown; wrong: boolean; set: (value: Of) => void }>
export type Option = Readonly<{ value: string; label: string }>

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
const status = (wrong: boolean) => (wrong ? ({ status: 'error' } as const) : {})

/** Money typed as decimal text and held in minor units, so that no fen passes through a float. */
export function MoneyInput({ id, value, wrong, set }: Held<number | null>) {
  const { chain } = useMe()
  const { digits, minorOf, textOf } = useMinor()
  const held = numberIn(value)
  return (
    <InputNumber
      id={id}
      className="form-short num"
      stringMode
      min="0"
      precision={digits}
      suffix={chain.currency}
      value={held === null ? null : textOf(held)}
      onChange={(text) => set(minorOf(text) ?? null)}
      {...status(wrong)}
    />
  )
}

export function CountInput({ id, value, wrong, set, unit }: Held<number | null> & { unit?: Unit }) {
  const { t } = useTranslation()
  return (
    <InputNumber
      id={id}
      className="form-short num"
      min={0}
      precision={0}
      suffix={unit ? t(`program.unit.${unit}`) : null}
      value={numberIn(value)}
      onChange={set}
      {...status(wrong)}
    />
  )
}

/** A share typed in percent and held in basis points. */
export function ShareInput({ id, value, wrong, set }: Held<number | null>) {
  const held = numberIn(value)
  return (
    <InputNumber
      id={id}
      className="form-short num"
      min={0}
      precision={2}
      suffix="%"
      value={held === null ? null : held / 100}
      onChange={(share) => set(share === null ? null : Math.round(share * 100))}
      {...status(wrong)}
    />
  )
}

/**
 * What is taken off, the way each language says it: Chinese shops type the 折 that is left to pay, others the percent
 * that goes. The other way of saying it stands beside. Empty takes nothing off.
 */
export function OffInput({ id, value, wrong, set }: Held<number>) {
  const { t, i18n } = useTranslation()
  const { percent } = useFormats()
  const bps = numberIn(value) ?? 0
  const chinese = i18n.language === 'zh-CN'
  const shown = bps === 0 ? null : chinese ? (10_000 - bps) / 1000 : bps / 100
  const bpsOf = (typed: number) => Math.round(chinese ? 10_000 - typed * 1000 : typed * 100)
  return (
    <span className="input-beside">
      <InputNumber
        id={id}
        className="form-short num"
        min={0}
        max={chinese ? 10 : 100}
        step={chinese ? 0.5 : 1}
        suffix={t('program.off.unit')}
        placeholder={t('program.off.none')}
        value={shown}
        onChange={(typed) => set(typed === null ? 0 : bpsOf(typed))}
        {...status(wrong)}
      />
      <small className="quiet num">
        {bps === 0 ? null : t('program.off.said', { off: percent(bps / 10_000, 2) })}
      </small>
    </span>
  )
}

/** How many times the points. */
export function TimesInput({ id, value, wrong, set }: Held<number | null>) {
  const held = numberIn(value)
  return (
    <InputNumber
      id={id}
      className="form-short num"
      prefix="×"
      min={0}
      step={0.5}
      max={100}
      value={held === null ? null : held / 10_000}
      onChange={(often) => set(often === null ? null : Math.round(often * 10_000))}
      {...status(wrong)}
    />
  )
}

export function TextInput({ id, value, wrong, set, most = 60 }: Held<string> & { most?: number }) {
  return (
    <Input
      id={id}
      className="form-text"
      maxLength={most}
      autoComplete="off"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => set(event.target.value)}
      {...status(wrong)}
    />
  )
}

export function DayInput({ id, value, wrong, set }: Held<string | null>) {
  return (
    <DatePicker
      id={id}
      value={typeof value === 'string' && value !== '' ? dayjs(value) : null}
      onChange={(day) => set(day?.format('YYYY-MM-DD') ?? null)}
      {...status(wrong)}
    />
  )
}

type Choice = Held<string | null> & Readonly<{ options: readonly Option[]; clearable?: boolean }>

export function ChoiceInput({ id, value, wrong, set, options, clearable = false }: Choice) {
  return (
    <Select
      id={id}
      className="form-choice"
      options={[...options]}
      popupMatchSelectWidth={false}
      allowClear={clearable}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(next: string | undefined) => set(next ?? null)}
      {...status(wrong)}
    />
  )
}

type Several = Held<readonly string[]> &
  Readonly<{ options: readonly Option[]; free?: boolean; nothing?: string }>

/** Several from a long list; with `free`, what is not in the list may be typed. */
export function SeveralInput({ id, value, wrong, set, options, free = false, nothing }: Several) {
  return (
    <Select
      id={id}
      className="form-several"
      mode={free ? 'tags' : 'multiple'}
      options={[...options]}
      showSearch={{ optionFilterProp: 'label' }}
      tokenSeparators={[',', '，', ' ']}
      {...(nothing === undefined ? {} : { placeholder: nothing })}
      value={textsIn(value)}
      onChange={(next: string[]) => set(next)}
      {...status(wrong)}
    />
  )
}

type Chips<Of extends string | number> = Readonly<{
  id: string
  label: string
  value: unknown
  set: (value: readonly Of[]) => void
  options: readonly Readonly<{ value: Of; label: string }>[]
}>

/** Several of a few: each is a button that stays pressed. */
export function ChipsInput<Of extends string | number>({ id, label, value, set, options }: Chips<Of>) {
  const held: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <div id={id} role="group" aria-label={label} className="chips">
      {options.map((one) => {
        const pressed = held.includes(one.value)
        // In the order of the list, however they were pressed.
        const next = options.filter((other) =>
          other.value === one.value ? !pressed : held.includes(other.value),
        )
        return (
          <button
            key={one.value}
            type="button"
            className="chip"
            aria-pressed={pressed}
            onClick={() => set(next.map((other) => other.value))}
          >
            {one.label}
          </button>
        )
      })}
    </div>
  )
}
