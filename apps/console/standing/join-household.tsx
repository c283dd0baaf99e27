import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listMembers } from '#domain/member/contract'
import { joinHousehold } from '#domain/member/contract/household'
import { useCall, useCommand } from '#ui/call.ts'
import { useRested } from '#ui/kit/rested.ts'
import { ActForm } from '../members/act-form.tsx'
import { useDone } from './act.tsx'

/** Whose account a member comes to share. */
export function JoinForm({ memberId, close }: Readonly<{ memberId: string; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const [typed, setTyped] = useState('')
  const q = useRested(typed.trim())
  const found = useCall(listMembers, { q, page: 1, rows: 8 }, { enabled: q !== '', keep: true })
  const join = useCommand(joinHousehold, () => done(t('standing.household.joined')))
  const options = (found.data?.rows ?? [])
    .filter((one) => one.id !== memberId)
    .map((one) => ({ value: one.id, label: [one.name, one.number].filter(Boolean).join(' · ') }))
  return (
    <ActForm<{ ownerId: string; relation?: string }>
      means={t('standing.household.joinMeans')}
      label={t('standing.household.join')}
      why="none"
      pending={join.isPending}
      trouble={join.error}
      send={({ id, ownerId, relation }, told) =>
        join.mutate({ id, memberId, ownerId, relation: relation ?? '', monthMostMinor: null }, told)
      }
    >
      <Form.Item name="ownerId" label={t('standing.household.owner')} rules={[{ required: true }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setTyped }}
          options={options}
          notFoundContent={null}
          placeholder={t('shell.find.hint')}
        />
      </Form.Item>
      <Form.Item name="relation" label={t('standing.household.relation')}>
        <Input maxLength={60} />
      </Form.Item>
    </ActForm>
  )
}
