import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { blanksOf } from './carrier-values.ts'

const NAME_BLANK = '{{ member.name }}'

/** Texts that the provider approved; their blanks are filled in the provider's order. */
export function CarrierTemplates() {
  const { t } = useTranslation()
  return (
    <fieldset className="channel-templates">
      <legend>{t('channels.form.templates')}</legend>
      <p className="quiet">{t('channels.form.templatesHint')}</p>
      <Form.List name="templates">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="channel-template">
                <Template name={name} />
                <Button size="small" icon={<DeleteOutlined aria-hidden />} onClick={() => remove(name)}>
                  {t('channels.form.removeTemplate')}
                </Button>
              </div>
            ))}
            <Button size="small" onClick={() => add({})}>
              {t('channels.form.addTemplate')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function Template({ name }: Readonly<{ name: number }>) {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  const readable = {
    validator: (_: unknown, typed: string | undefined) =>
      blanksOf(typed ?? '') === null
        ? Promise.reject(new Error(t('channels.form.valuesBroken')))
        : Promise.resolve(),
  }
  return (
    <>
      <Form.Item name={[name, 'code']} label={t('channels.form.code')} rules={required}>
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={[name, 'words']}
        label={t('channels.form.words')}
        rules={required}
        extra={t('channels.form.wordsHint', { example: NAME_BLANK })}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
      <Form.Item
        name={[name, 'values']}
        label={t('channels.form.values')}
        rules={[readable]}
        extra={t('channels.form.valuesHint', { example: `name = ${NAME_BLANK}` })}
      >
        <Input.TextArea autoSize={{ minRows: 1 }} />
      </Form.Item>
    </>
  )
}
