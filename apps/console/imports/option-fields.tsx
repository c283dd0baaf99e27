import { Form, Input, Radio, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { DATE_FORMATS } from '#domain/import/contract'
import { useMe } from '../me.ts'
import type { Kind } from './guess.ts'

/** How the file is to be read; only what matters for its kind. */
export function OptionFields({ kind }: Readonly<{ kind: Kind }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const dates = DATE_FORMATS.map((value) => ({ value, label: t(`imports.map.${value}`) }))
  const places = branches.map((branch) => ({ value: branch.code, label: `${branch.name} (${branch.code})` }))
  return (
    <div className="form-pair">
      {kind === 'sales' || kind === 'members' ? (
        <Form.Item name={['options', 'branchCode']} label={t('imports.map.branch')}>
          <Select allowClear placeholder={t('imports.map.noBranch')} options={places} />
        </Form.Item>
      ) : null}
      {kind === 'sales' || kind === 'members' || kind === 'pastCoupons' ? (
        <Form.Item name={['options', 'dateFormat']} label={t('imports.map.date')}>
          <Select options={dates} />
        </Form.Item>
      ) : null}
      {kind === 'pastCoupons' ? (
        <Repeated label={t('imports.map.repeatedUse')} real={t('imports.map.repeatedUseReal')} />
      ) : (
        <Form.Item
          name={['options', 'sourceName']}
          label={t('imports.map.source')}
          extra={t('imports.map.sourceHint')}
        >
          <Input maxLength={60} />
        </Form.Item>
      )}
      {kind === 'sales' ? <SalesOptions /> : null}
    </div>
  )
}

function Repeated({ label, real }: Readonly<{ label: string; real: string }>) {
  const { t } = useTranslation()
  return (
    <Form.Item name={['options', 'repeatedLines']} label={label}>
      <Radio.Group
        options={[
          { value: 'duplicate', label: t('imports.map.repeatedDuplicate') },
          { value: 'real', label: real },
        ]}
      />
    </Form.Item>
  )
}

function SalesOptions() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name={['options', 'cancellationPrefix']} label={t('imports.map.prefix')}>
        <Input maxLength={10} />
      </Form.Item>
      <Form.Item name={['options', 'receiptNumbersRestart']} label={t('imports.map.restart')}>
        <Radio.Group
          options={[
            { value: 'never', label: t('imports.map.restartNever') },
            { value: 'daily', label: t('imports.map.restartDaily') },
          ]}
        />
      </Form.Item>
      <Repeated label={t('imports.map.repeated')} real={t('imports.map.repeatedReal')} />
      <Form.Item
        name={['options', 'createMissingMembers']}
        label={t('imports.map.createMembers')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name={['options', 'roundFinerPrices']}
        label={t('imports.map.round')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </>
  )
}
