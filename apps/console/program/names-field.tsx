import { useTranslation } from 'react-i18next'
import { Labelled } from './fields.tsx'
import { useEditing, usePlace } from './editing.ts'
import { TextInput } from './inputs.tsx'
import { codeAfter, namesAfter } from './naming.ts'
import { get, put } from './raw.ts'
import type { Path, Raw } from './raw.ts'

/** The name in the reader's language; the other language and the code stand folded below it. */
export function NamesField({ path }: Readonly<{ path: Path }>) {
  const { t, i18n } = useTranslation()
  const [own, other] =
    i18n.language === 'zh-CN' ? (['nameZh', 'nameEn'] as const) : (['nameEn', 'nameZh'] as const)
  const { change, asked } = useEditing()
  const place = usePlace([...path, own])
  const name = (typed: string) =>
    change((raw) => {
      const item = (get(raw, path) ?? {}) as Raw // A place of names is an item, or will be one.
      const items = get(raw, path.slice(0, -1))
      const named = namesAfter(item, own, typed)
      const list = Array.isArray(items) ? items : []
      const code = codeAfter({ code: item['code'], name: typed, items: list, document: raw })
      return put(raw, path, { ...named, code })
    })
  return (
    <div className="field field-names">
      <Labelled id={place.id} label={t('program.field.name')} trouble={place.trouble} asked={asked}>
        <TextInput
          id={place.id}
          value={place.value}
          set={name}
          wrong={place.trouble !== undefined && asked}
        />
      </Labelled>
      <details className="field-fold field-fold-small">
        <summary>{t('program.advanced')}</summary>
        <Folded path={[...path, other]} label={t(`program.other.${other}`)} />
        <Folded path={[...path, 'code']} label={t('program.form.code')} hint={t('program.form.codeHint')} />
      </details>
    </div>
  )
}

function Folded({ path, label, hint }: Readonly<{ path: Path; label: string; hint?: string }>) {
  const { value, set, id, trouble } = usePlace(path)
  const { asked } = useEditing()
  return (
    <Labelled id={id} label={label} trouble={trouble} asked={asked} hint={hint ?? null}>
      <TextInput id={id} value={value} set={set} wrong={trouble !== undefined && asked} />
    </Labelled>
  )
}
