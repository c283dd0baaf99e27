import { Form, Input, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '#domain/org/model'
import { closingHours, countries, currencies, zones } from './world.ts'

/** A required text. */
function Text({
  name,
  label,
  hint,
  focus,
}: Readonly<{ name: string[]; label: string; hint?: string; focus?: boolean }>) {
  const { t } = useTranslation()
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[{ required: true, whitespace: true, message: t('shell.required') }]}
    >
      <Input autoFocus={focus ?? false} />
    </Form.Item>
  )
}

type Option = Readonly<{ value: string | number; label: string }>

export function Choice({
  name,
  label,
  hint,
  options,
}: Readonly<{ name: string | string[]; label: string; hint?: string; options: readonly Option[] }>) {
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={options.map((option) => ({ ...option }))} />
    </Form.Item>
  )
}

export function ChainFields() {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const world = useMemo(
    () => ({ countries: countries(language), currencies: currencies(language), zones: zones() }),
    [language],
  )
  return (
    <>
      <Text
        name={['chain', 'name']}
        label={t('start.setUp.chainName')}
        hint={t('start.setUp.chainHint')}
        focus
      />
      <div className="form-pair">
        <Choice name={['chain', 'country']} label={t('start.setUp.country')} options={world.countries} />
        <Choice
          name={['chain', 'language']}
          label={t('start.setUp.language')}
          options={LANGUAGES.map((value) => ({ value, label: t(`shell.languages.${value}`) }))}
        />
      </div>
      <div className="form-pair">
        <Choice
          name={['chain', 'currency']}
          label={t('start.setUp.currency')}
          hint={t('start.setUp.currencyHint')}
          options={world.currencies}
        />
        <Choice name={['chain', 'zone']} label={t('start.setUp.zone')} options={world.zones} />
      </div>
      <Choice
        name={['chain', 'closingHour']}
        label={t('start.setUp.closingHour')}
        hint={t('start.setUp.closingHint')}
        options={closingHours(t('start.setUp.midnight'))}
      />
    </>
  )
}

export function BranchFields() {
  const { t } = useTranslation()
  return (
    <>
      <Text name={['branch', 'name']} label={t('start.setUp.branchName')} />
      <div className="form-pair">
        <Text
          name={['branch', 'code']}
          label={t('start.setUp.branchCode')}
          hint={t('start.setUp.branchCodeHint')}
        />
        <Form.Item name={['branch', 'region']} label={t('start.setUp.region')}>
          <Input />
        </Form.Item>
      </div>
    </>
  )
}

export function OwnerFields() {
  const { t } = useTranslation()
  return (
    <>
      <div className="form-pair">
        <Text name={['owner', 'name']} label={t('start.setUp.ownerName')} />
        <Form.Item
          name={['owner', 'login']}
          label={t('start.setUp.login')}
          extra={t('start.setUp.loginHint')}
          rules={[{ required: true, message: t('shell.required') }]}
        >
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
      </div>
      <Form.Item
        name={['owner', 'password']}
        label={t('start.setUp.password')}
        extra={t('start.setUp.passwordHint')}
        rules={[
          { required: true, message: t('shell.required') },
          { min: 8, message: t('start.setUp.passwordShort') },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
