import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { BenefitsForm } from './benefits-form.tsx'
import { usePlace } from './editing.ts'
import { Groups } from './fields.tsx'
import { FORMS } from './forms/parts.ts'
import type { Form } from './forms/parts.ts'
import { ItemList } from './item-list.tsx'
import type { Part } from './parts.ts'
import { freshAt } from './raw.ts'
import { TiersForm } from './tiers-form.tsx'

/** The fields of a part. */
export function PartForm({ part }: Readonly<{ part: Part }>) {
  if (part === 'tiers') return <TiersForm />
  if (part === 'benefits') return <BenefitsForm />
  const form = FORMS[part]
  if (form.kind === 'items') return <ItemList {...form} path={[form.at]} />
  if (form.kind === 'switched') return <Whole form={form} part={part} />
  return <Groups groups={form.groups} path={form.at === '' ? [] : [form.at]} />
}

type WholeWords = Readonly<{ form: Extract<Form, { kind: 'switched' }>; part: Part }>

/** A part that is there as a whole or not at all. */
function Whole({ form, part }: WholeWords) {
  const { t } = useTranslation()
  const path = [form.at]
  const { value, set, id } = usePlace(path)
  const on = typeof value === 'object' && value !== null
  return (
    <>
      <span className="field-switch">
        <Switch id={id} checked={on} onChange={(next) => set(next ? freshAt(path, form.given) : null)} />
        <label htmlFor={id}>{t(`program.switch.${part}` as 'program.switch.joining')}</label>
      </span>
      {on ? <Groups groups={form.groups} path={path} /> : null}
    </>
  )
}
