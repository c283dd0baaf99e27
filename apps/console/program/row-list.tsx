import { Button } from 'antd'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useListAt } from './editing.ts'
import { Groups } from './fields.tsx'
import type { RowsField } from './field.ts'
import { freeCode } from './naming.ts'
import { freshAt } from './raw.ts'
import type { Path } from './raw.ts'

/** Short lists: every row stands open. */
export function RowList({ field, path }: Readonly<{ field: RowsField; path: Path }>) {
  const { t } = useTranslation()
  const { items, add, remove } = useListAt(path)
  const named = field.fields.some((one) => one.kind === 'names')
  const fresh = () => {
    const code = named ? { code: freeCode(field.key, items) } : {}
    return freshAt([...path, 0], { ...code, ...field.given })
  }
  return (
    <div className="field field-wide">
      <span className="field-title">{t(`program.field.${field.label}`)}</span>
      {items.map((_, at) => (
        <div key={at} className="field-line">
          <Groups groups={[{ fields: field.fields }]} path={[...path, at]} />
          <Button
            type="text"
            className="line-remove"
            aria-label={t('program.form.remove')}
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => remove(at)}
          />
        </div>
      ))}
      <Button
        size="small"
        className="list-add"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => add(fresh())}
      >
        {t('program.form.add')}
      </Button>
    </div>
  )
}
