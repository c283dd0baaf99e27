import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditing, usePlace } from './editing.ts'
import type { Field, Group } from './field.ts'
import type { Finding } from './findings.ts'
import { ItemList } from './item-list.tsx'
import { NamesField } from './names-field.tsx'
import { PlainInput } from './plain-input.tsx'
import { get } from './raw.ts'
import type { Path, Raw } from './raw.ts'
import { RowList } from './row-list.tsx'
import { SwitchedFields } from './switched-fields.tsx'
import { WordsField } from './words-field.tsx'

/** The place of a field inside its item; a key may lead deeper. */
export const placeOf = (path: Path, key: string): Path => [
  ...path,
  ...key.split('.').filter((one) => one !== ''),
]

type GroupsWords = Readonly<{ groups: readonly Group[]; path: Path }>

/** Fields in groups. A folded group opens by a touch, and stands open when something in it is wrong. */
export function Groups({ groups, path }: GroupsWords) {
  return groups.map((group, at) => <GroupOf key={group.title ?? at} group={group} path={path} />)
}

function GroupOf({ group, path }: Readonly<{ group: Group; path: Path }>) {
  const { t } = useTranslation()
  const { raw, troubles, asked } = useEditing()
  const item = (get(raw, path) ?? {}) as Raw // What is no object has no keys, and then nothing is shown.
  const shown = group.fields.filter((field) => field.when?.(item) ?? true)
  if (shown.length === 0) return null
  const fields = (
    <div className="field-row">
      {shown.map((field) => (
        <FieldOf key={`${field.key} ${field.label}`} field={field} path={path} />
      ))}
    </div>
  )
  const title = group.title ? t(`program.field.${group.title}`) : null
  if (!group.folded) {
    return title === null ? (
      fields
    ) : (
      <fieldset className="field-group">
        <legend>{title}</legend>
        {fields}
      </fieldset>
    )
  }
  const places = shown.map((field) => placeOf(path, field.key).join('.'))
  const wrong = troubles.some((one) =>
    places.some((place) => `${one.path.join('.')}.`.startsWith(`${place}.`)),
  )
  return (
    <details className="field-fold" {...(asked && wrong ? { open: true } : {})}>
      <summary>{title}</summary>
      {fields}
    </details>
  )
}

function FieldOf({ field, path }: Readonly<{ field: Field; path: Path }>) {
  const place = placeOf(path, field.key)
  if (field.kind === 'names') return <NamesField path={place} />
  if (field.kind === 'words') return <WordsField path={place} label={field.label} />
  if (field.kind === 'rows') return <RowList field={field} path={place} />
  if (field.kind === 'items') return <ItemList {...field} path={place} />
  if (field.kind === 'switched') return <SwitchedFields {...field} path={place} />
  if (field.kind === 'flag') return <Flag field={field} path={place} />
  return <Plain field={field} path={place} />
}

type Plain = Exclude<Field, { kind: 'rows' | 'items' | 'switched' }>

function Plain({ field, path }: Readonly<{ field: Plain; path: Path }>) {
  const { t } = useTranslation()
  const { id, trouble } = usePlace(path)
  const { asked } = useEditing()
  return (
    <Labelled
      id={id}
      label={t(`program.field.${field.label}`)}
      hint={field.hint ? t(`program.hint.${field.hint}`) : null}
      trouble={trouble}
      asked={asked}
    >
      <PlainInput field={field} path={path} />
    </Labelled>
  )
}

function Flag({ field, path }: Readonly<{ field: Plain; path: Path }>) {
  const { t } = useTranslation()
  const { value, set, id } = usePlace(path)
  return (
    <div className="field field-flag">
      <Checkbox id={id} checked={value === true} onChange={(event) => set(event.target.checked)}>
        {t(`program.field.${field.label}`)}
      </Checkbox>
      {field.hint ? <small className="quiet">{t(`program.hint.${field.hint}`)}</small> : null}
    </div>
  )
}

type LabelledWords = Readonly<{
  id: string
  label: string
  hint?: string | null
  trouble?: Finding | undefined
  /** Whether a field that was never touched says that it is empty. */
  asked: boolean
  wide?: boolean
  children: ReactNode
}>

/** A label, what it stands for, and what is wrong with it. */
export function Labelled({ id, label, hint, trouble, asked, wide = false, children }: LabelledWords) {
  const shown = trouble && (asked || trouble.code !== 'fill_in') ? trouble : undefined
  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {shown ? (
        <small className="field-trouble" role="alert">
          {shown.words}
        </small>
      ) : null}
      {!shown && hint ? <small className="quiet">{hint}</small> : null}
    </div>
  )
}
