import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useEditing, usePlace } from './editing.ts'
import { Labelled } from './fields.tsx'
import type { Label } from './field.ts'
import type { Path } from './raw.ts'

/** A longer text: the reader's language stands open, the other one a touch away. */
export function WordsField({ path, label }: Readonly<{ path: Path; label: Label }>) {
  const { t, i18n } = useTranslation()
  const [own, other] = i18n.language === 'zh-CN' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)
  const title = t(`program.field.${label}`)
  return (
    <div className="field field-wide">
      <Text path={[...path, own]} label={title} />
      <details className="field-fold field-fold-small">
        <summary>{t(`program.other.${other}`)}</summary>
        <Text path={[...path, other]} label={t(`program.other.${other}`)} />
      </details>
    </div>
  )
}

function Text({ path, label }: Readonly<{ path: Path; label: string }>) {
  const { value, set, id, trouble } = usePlace(path)
  const { asked } = useEditing()
  return (
    <Labelled id={id} label={label} trouble={trouble} asked={asked} wide>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 14 }}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => set(event.target.value)}
      />
    </Labelled>
  )
}
