import { Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listMembers } from '#domain/member/contract'
import { useCall } from '#ui/call.ts'
import { useRested } from '#ui/kit/rested.ts'

const AT_ONCE = 8

/** Another member, found by number, name or the last digits of the phone. */
export function MemberItem({ name, label, not }: Readonly<{ name: string; label: string; not: string }>) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const wanted = useRested(text.trim())
  const { data } = useCall(
    listMembers,
    { q: wanted, rows: AT_ONCE },
    { enabled: wanted.length >= 2, keep: true },
  )
  const options = (data?.rows ?? [])
    .filter((one) => one.id !== not)
    .map((one) => ({ value: one.id, label: [one.name, one.number, one.mobile].filter(Boolean).join(' · ') }))
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('shell.required') }]}>
      <Select
        showSearch={{ filterOption: false, onSearch: setText }}
        placeholder={t('shell.find.hint')}
        options={wanted.length < 2 ? [] : options}
        notFoundContent={wanted.length < 2 ? null : t('shell.find.none', { q: wanted })}
      />
    </Form.Item>
  )
}
