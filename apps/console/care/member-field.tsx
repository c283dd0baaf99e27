import { Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findCaller } from '#domain/care/contract/ticket'
import { useCall } from '#ui/call.ts'
import { useRested } from '#ui/kit/rested.ts'

/** Finds a member as `memberId`: by the number on the display, the tail of the mobile, card number or name. */
export function MemberField({ label }: Readonly<{ label: string }>) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const wanted = useRested(text.trim())
  const { data } = useCall(findCaller, { text: wanted }, { enabled: wanted.length >= 2, keep: true })
  const rows = wanted.length < 2 ? [] : (data?.rows ?? [])
  return (
    <Form.Item name="memberId" label={label}>
      <Select
        allowClear
        showSearch={{ filterOption: false, onSearch: setText }}
        placeholder={t('care.desk.whoHint')}
        notFoundContent={null}
        options={rows.map(({ memberId, number, name, mobile, open }) => ({
          value: memberId,
          label: [
            name,
            number,
            mobile,
            open > 0 ? t('care.desk.waiting', { count: open, n: String(open) }) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Form.Item>
  )
}
