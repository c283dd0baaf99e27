import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatMoney, money } from '#base/money'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { useSurroundings } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import type { CampaignForm, Channel } from './words.ts'

/** The account that carries the messages, and its approved template where it has some. */
export function CarrierFields({ channel }: Readonly<{ channel: Channel }>) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const form = Form.useFormInstance<CampaignForm>()
  const carrierId = Form.useWatch('carrierId', { form, preserve: true })
  const { data } = useCall(listCarriers, {})
  if (channel !== 'sms' && channel !== 'wechat') return null
  const fit = (data?.rows ?? []).filter((one) => one.active && one.medium === channel)
  const templates = fit.find((one) => one.id === carrierId)?.templates ?? []
  const priced = (minor: number, currency: string) =>
    t('campaigns.carrier.price', { price: formatMoney(money(minor), currency, manner.language) })
  const options = fit.map((one) => ({
    value: one.id,
    label: `${one.name} · ${priced(one.perThousandMinor, one.currency)}`,
  }))
  const required = [{ required: true, message: t('shell.required') }]
  const none = (
    <>
      {t('campaigns.carrier.none')} <Go to={paths.channels()}>{t('campaigns.carrier.setUp')}</Go>
    </>
  )
  const fill = (code: string) =>
    form.setFieldValue('body', templates.find((one) => one.code === code)?.words ?? '')
  return (
    <>
      <Form.Item
        name="carrierId"
        label={t('campaigns.carrier.label')}
        rules={required}
        extra={fit.length === 0 ? none : null}
      >
        <Select options={options} onChange={() => form.setFieldValue('templateCode', null)} />
      </Form.Item>
      {templates.length === 0 ? null : (
        <Form.Item name="templateCode" label={t('campaigns.carrier.template')}>
          <Select
            allowClear
            options={templates.map((one) => ({ value: one.code, label: `${one.code} · ${one.words}` }))}
            onChange={fill}
          />
        </Form.Item>
      )}
    </>
  )
}
