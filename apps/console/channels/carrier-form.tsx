import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currencyDigits } from '#base/money'
import { keepCarrier, PROVIDERS, type Carrier, type Provider } from '#domain/campaign/contract/carrier'
import { MEDIA } from '#domain/member/model/consent'
import { newId, useCommand } from '#ui/call.ts'
import { ActForm } from '../members/act-form.tsx'
import { useMe } from '../me.ts'
import { useDone } from '../standing/act.tsx'
import { CarrierTemplates } from './carrier-templates.tsx'
import {
  emptyValues,
  FIELDS,
  mayBeEmpty,
  usualSettings,
  valuesOf,
  wishOf,
  type CarrierValues,
  type FieldName,
} from './carrier-values.ts'

type FormWords = Readonly<{ carrier: Carrier | null; close: () => void }>

/** K13: sets up an account or changes it; the secret goes in and never comes out again. */
export function CarrierForm({ carrier, close }: FormWords) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const [newOne] = useState(newId)
  const done = useDone(close)
  const keep = useCommand(keepCarrier, () => done(t('channels.form.saved')))
  return (
    <ActForm<CarrierValues>
      means={t('channels.form.means')}
      label={t('shell.save')}
      why="none"
      start={carrier === null ? emptyValues(chain.currency) : valuesOf(carrier)}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ id: _, reason: __, ...values }, told) =>
        keep.mutate(wishOf(carrier?.id ?? newOne, values), told)
      }
    >
      <Account carrier={carrier} />
      <Price />
      <Form.Item noStyle dependencies={['provider']}>
        {({ getFieldValue }) =>
          getFieldValue('provider') === 'smpp' || getFieldValue('provider') === 'twilio' ? null : (
            <CarrierTemplates />
          )
        }
      </Form.Item>
      <Form.Item name="active" label={t('channels.form.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </ActForm>
  )
}

function Account({ carrier }: Readonly<{ carrier: Carrier | null }>) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<CarrierValues>()
  const provider = Form.useWatch('provider', form) ?? carrier?.settings.provider ?? PROVIDERS[0]
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  const choose = (value: Provider) => form.setFieldValue('settings', usualSettings(value))
  const { first, more } = FIELDS[provider]
  return (
    <>
      <Form.Item name="provider" label={t('channels.form.provider')}>
        <Select
          disabled={carrier !== null}
          options={PROVIDERS.map((value) => ({ value, label: t(`channels.provider.${value}`) }))}
          onChange={choose}
        />
      </Form.Item>
      {provider === 'webhook' ? (
        <Form.Item name="medium" label={t('channels.form.medium')}>
          <Select
            disabled={carrier !== null}
            options={MEDIA.map((value) => ({ value, label: t(`parts.channel.${value}`) }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="name" label={t('channels.form.name')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      {first.map((name) => (
        <Setting key={`${provider} ${name}`} provider={provider} name={name} />
      ))}
      <Secret provider={provider} carrier={carrier} />
      {more.length === 0 ? null : (
        <details className="channel-more">
          <summary>{t('channels.form.more')}</summary>
          {more.map((name) => (
            <Setting key={`${provider} ${name}`} provider={provider} name={name} />
          ))}
        </details>
      )}
    </>
  )
}

type SecretWords = Readonly<{ provider: Provider; carrier: Carrier | null }>

/** Goes in and never comes out; left empty, the one there is stays. */
function Secret({ provider, carrier }: SecretWords) {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <Form.Item
      name="secret"
      label={t(`channels.form.secretOf.${provider}`)}
      rules={carrier === null ? required : []}
      extra={
        carrier === null
          ? t('channels.form.secretHint')
          : t('channels.form.secretKept', { end: carrier.secretEnd })
      }
    >
      <Input.Password maxLength={500} autoComplete="new-password" visibilityToggle={false} />
    </Form.Item>
  )
}

function Setting({ provider, name }: Readonly<{ provider: Provider; name: FieldName }>) {
  const { t } = useTranslation()
  const rules = mayBeEmpty(provider, name) ? [] : [{ required: true, message: t('shell.required') }]
  const label =
    provider === 'wechat' && name === 'url' ? t('channels.form.tapUrl') : t(`channels.form.${name}`)
  const at = ['settings', name]
  if (name === 'tls')
    return (
      <Form.Item name={at} label={label} valuePropName="checked">
        <Switch />
      </Form.Item>
    )
  return (
    <Form.Item
      name={at}
      label={label}
      rules={rules}
      {...(name === 'signName' ? { extra: t('channels.form.signNameHint') } : {})}
    >
      {name === 'port' ? (
        <InputNumber min={1} max={65_535} precision={0} />
      ) : (
        <Input maxLength={500} autoComplete="off" />
      )}
    </Form.Item>
  )
}

function Price() {
  const { t } = useTranslation()
  const { chain } = useMe()
  const form = Form.useFormInstance<CarrierValues>()
  const currency = Form.useWatch('currency', form) ?? chain.currency
  const required = [{ required: true, message: t('shell.required') }]
  const known = /^[A-Z]{3}$/.test(currency)
  return (
    <div className="form-pair">
      <Form.Item name="perThousand" label={t('channels.form.perThousand')}>
        <InputNumber stringMode min="0" max="10000000" precision={known ? currencyDigits(currency) : 2} />
      </Form.Item>
      <Form.Item name="currency" label={t('channels.form.currency')} rules={required}>
        <Input maxLength={3} />
      </Form.Item>
      <Form.Item name="ratePerSecond" label={t('channels.form.rate')} rules={required}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
    </div>
  )
}
