import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { checkImport, mapImport, previewImport } from '#domain/import/contract'
import { call, useCall } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { OptionFields } from './option-fields.tsx'
import { useForget } from './use-imports.ts'

type Preview = Told<typeof previewImport>
type Options = Preview['options']

/** Which column is what: guessed, shown with the first rows, corrected by whoever knows the file. */
export function ColumnsStep({ id }: Readonly<{ id: string }>) {
  return <Answered ask={useCall(previewImport, { id })}>{(told) => <MapForm told={told} />}</Answered>
}

type MapValues = { mapping: Record<string, string | null | undefined>; options: Options }

function MapForm({ told }: Readonly<{ told: Preview }>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<MapValues>()
  const { busy, trouble, send } = useMapping(told.file.id)
  const start = { mapping: told.mapping, options: told.options }
  return (
    <Form form={form} layout="vertical" initialValues={start} onFinish={(values) => void send(values)}>
      <Section
        title={t('imports.map.title')}
        note={told.savedBefore ? t('imports.map.saved') : t('imports.map.guessed')}
      >
        <Fields told={told} />
      </Section>
      <Section title={t('imports.map.options')}>
        <OptionFields kind={told.file.kind} />
      </Section>
      <Section title={t('imports.map.sample')}>
        <Sample told={told} />
      </Section>
      <ErrorNotice of={trouble} />
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('imports.map.check')}
        </Button>
      </div>
    </Form>
  )
}

/** Keeps the mapping, then starts the trial run: two commands behind one button. */
function useMapping(id: string) {
  const forget = useForget()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const send = async ({ mapping, options }: MapValues) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      const given = Object.fromEntries(Object.entries(mapping).map(([key, column]) => [key, column ?? null]))
      await call(mapImport, { id, mapping: given, options: options as Asked<typeof mapImport>['options'] })
      await call(checkImport, { id })
      await forget()
    } catch (why) {
      // Shown above the button: a field without a column, an unknown branch.
      setTrouble(why)
      setBusy(false)
    }
  }
  return { busy, trouble, send }
}

const FIRST = 3

function Fields({ told }: Readonly<{ told: Preview }>) {
  const { t, i18n } = useTranslation()
  const zh = i18n.language === 'zh-CN'
  const options = told.columns.map((column) => ({ value: column, label: column }))
  return (
    <div className="map-fields">
      {told.fields.map((field) => (
        <div key={field.key} className="map-field">
          <Form.Item
            name={['mapping', field.key]}
            label={zh ? field.zh : field.en}
            rules={field.required ? [{ required: true, message: t('shell.required') }] : []}
          >
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('imports.map.none')}
              options={options}
            />
          </Form.Item>
          <FirstCells told={told} field={field.key} />
        </div>
      ))}
    </div>
  )
}

/** What stands in the chosen column, so that a wrong guess is seen at once. */
function FirstCells({ told, field }: Readonly<{ told: Preview; field: string }>) {
  const form = Form.useFormInstance<MapValues>()
  const column = Form.useWatch(['mapping', field], form) as string | null | undefined
  const at = column ? told.columns.indexOf(column) : -1
  if (at < 0) return null
  const cells = told.sample.slice(0, FIRST).map((row) => row[at] ?? '')
  return <p className="first-cells num">{cells.filter(Boolean).join(' · ') || '–'}</p>
}

function Sample({ told }: Readonly<{ told: Preview }>) {
  return (
    <div className="numbers sample">
      <table>
        <thead>
          <tr>
            {told.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.sample.slice(0, 8).map((row, no) => (
            <tr key={`row ${no + 1}`}>
              {told.columns.map((column, at) => (
                <td key={column}>{row[at] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
