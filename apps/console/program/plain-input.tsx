import { useTranslation } from 'react-i18next'
import { useBranchOptions, useMonths, useNamedHere, useProductOptions, useWeekdays } from './choices.ts'
import { useEditing, usePlace } from './editing.ts'
import type { Field } from './field.ts'
import {
  ChipsInput,
  ChoiceInput,
  CountInput,
  DayInput,
  MoneyInput,
  OffInput,
  SeveralInput,
  ShareInput,
  TextInput,
  TimesInput,
} from './inputs.tsx'
import type { Held, Option } from './inputs.tsx'
import { choicesAt } from './raw.ts'
import type { Path } from './raw.ts'

type Plain = Exclude<Field, { kind: 'rows' | 'items' | 'switched' }>
type Words = Readonly<{ field: Plain; path: Path }>

/** The input of a field, by what the field holds. */
export function PlainInput({ field, path }: Words) {
  const { value, set, id, trouble } = usePlace(path)
  const { asked } = useEditing()
  const wrong = trouble !== undefined && (asked || trouble.code !== 'fill_in')
  const held = {
    id,
    value,
    wrong,
    set: (next: unknown) => set(next === null && field.absent ? undefined : next),
  }
  switch (field.kind) {
    case 'money':
      return <MoneyInput {...held} />
    case 'count':
      return <CountInput {...held} {...(field.unit ? { unit: field.unit } : {})} />
    case 'off':
      return <OffInput {...held} />
    case 'share':
      return <ShareInput {...held} />
    case 'times':
      return <TimesInput {...held} />
    case 'day':
      return <DayInput {...held} />
    case 'text':
      return <TextInput {...held} />
    default:
      return <Listed field={field} path={path} held={held} />
  }
}

type ListedWords = Words & Readonly<{ held: Held<unknown> }>

/** What is chosen from a list: of the document's own schema, of the document in hand, or of the house. */
function Listed({ field, path, held }: ListedWords) {
  switch (field.kind) {
    case 'choice':
      return <Schema path={path} held={held} field={field} />
    case 'chips':
      return <Schema path={path} held={held} field={field} several />
    case 'weekdays':
    case 'month':
      return <Calendar held={held} field={field} />
    case 'tiers':
    case 'tier':
    case 'coupon':
    case 'coupons':
    case 'pass':
      return <Here held={held} field={field} />
    case 'product':
    case 'products':
    case 'categories':
      return <Goods held={held} field={field} />
    case 'branches':
      return <Branches held={held} />
    default:
      return <SeveralInput {...held} options={[]} free />
  }
}

type Kind = Readonly<{ held: Held<unknown>; field: Plain }>

function Schema({ path, held, field, several = false }: Kind & Readonly<{ path: Path; several?: boolean }>) {
  const { t } = useTranslation()
  // The catalogue holds a text for every value of every schema: a test asks for each.
  const options = choicesAt(path).map((value) => ({
    value,
    label: t(`program.option.${field.label}.${value}` as 'program.option.combine.best'),
  }))
  if (!several) return <ChoiceInput {...held} options={options} />
  return <ChipsInput {...held} label={t(`program.field.${field.label}`)} options={options} />
}

function Calendar({ held, field }: Kind) {
  const { t } = useTranslation()
  const weekdays = useWeekdays()
  const months = useMonths()
  if (field.kind === 'weekdays')
    return <ChipsInput {...held} label={t(`program.field.${field.label}`)} options={weekdays} />
  const options = months.map((one) => ({ value: String(one.value), label: one.label }))
  const month = typeof held.value === 'number' ? String(held.value) : null
  return <ChoiceInput {...held} value={month} set={(next) => held.set(Number(next))} options={options} />
}

function Here({ held, field }: Kind) {
  const { t } = useTranslation()
  const tiers = useNamedHere('tiers')
  const coupons = useNamedHere('coupons')
  const passes = useNamedHere('passes')
  const label = t(`program.field.${field.label}`)
  if (field.kind === 'tiers') {
    if (tiers.length === 0) return <span className="quiet field-none">{t('program.noTiersYet')}</span>
    return <ChipsInput {...held} label={label} options={tiers} />
  }
  if (field.kind === 'coupons') return <SeveralInput {...held} options={coupons} />
  const options: Readonly<Record<string, readonly Option[]>> = { tier: tiers, coupon: coupons, pass: passes }
  return <ChoiceInput {...held} options={options[field.kind] ?? []} clearable />
}

function Goods({ held, field }: Kind) {
  const { t } = useTranslation()
  const { products, categories } = useProductOptions()
  if (field.kind === 'categories')
    return <SeveralInput {...held} options={categories} free nothing={t('program.all.categories')} />
  if (field.kind === 'products')
    return <SeveralInput {...held} options={products} free nothing={t('program.all.products')} />
  // One product: the last one named, so that typing another takes its place.
  const one = typeof held.value === 'string' && held.value !== '' ? [held.value] : []
  return (
    <SeveralInput
      {...held}
      value={one}
      set={(next) => held.set(next.at(-1) ?? null)}
      options={products}
      free
    />
  )
}

function Branches({ held }: Readonly<{ held: Held<unknown> }>) {
  const { t } = useTranslation()
  const branches = useBranchOptions()
  return <SeveralInput {...held} options={branches} nothing={t('program.all.branches')} />
}
