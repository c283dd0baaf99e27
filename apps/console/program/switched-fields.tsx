import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePlace } from './editing.ts'
import { Groups } from './fields.tsx'
import type { Group, Label } from './field.ts'
import { freshAt } from './raw.ts'
import type { Path, Raw } from './raw.ts'

type Words = Readonly<{ path: Path; label: Label; groups: readonly Group[]; given?: Raw }>

/** A rule that is there or not: switching it off forgets it, switching it on starts with what is usual. */
export function SwitchedFields({ path, label, groups, given = {} }: Words) {
  const { t } = useTranslation()
  const { value, set, id } = usePlace(path)
  const on = typeof value === 'object' && value !== null
  return (
    <div className="field field-wide">
      <span className="field-switch">
        <Switch id={id} checked={on} onChange={(next) => set(next ? freshAt(path, given) : null)} />
        <label htmlFor={id}>{t(`program.field.${label}`)}</label>
      </span>
      {on ? <Groups groups={groups} path={path} /> : null}
    </div>
  )
}
