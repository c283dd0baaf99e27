import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Segment } from '#domain/insight/contract'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

/** Who the campaign is for, and what it is called. */
export function WhoStep({ segments }: Readonly<{ segments: readonly Segment[] | undefined }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const required = [{ required: true, message: t('shell.required') }]
  const options = (segments ?? []).map((segment) => {
    const members = t('insight.members', { count: segment.members, n: number(segment.members) })
    return { value: segment.id, label: t('campaigns.who.option', { name: segment.name, members }) }
  })
  return (
    <>
      <Form.Item name="name" label={t('campaigns.who.name')} rules={required}>
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item
        name="segmentId"
        label={t('campaigns.who.segment')}
        rules={required}
        extra={
          segments?.length === 0 ? (
            <Go to={paths.segments}>{t('campaigns.empty.segment')}</Go>
          ) : (
            t('campaigns.who.segmentHint')
          )
        }
      >
        <Select
          options={options}
          loading={segments === undefined}
          showSearch={{ optionFilterProp: 'label' }}
          notFoundContent={t('campaigns.who.none')}
        />
      </Form.Item>
    </>
  )
}
