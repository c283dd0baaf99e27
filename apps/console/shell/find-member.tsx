import { AutoComplete, Input } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listMembers } from '#domain/member/contract'
import { useCall } from '#ui/call.ts'
import { useGo } from '#ui/kit/go.tsx'
import { useRested } from '#ui/kit/rested.ts'
import { paths } from '../paths.ts'

const AT_ONCE = 8

/** Finds a member from anywhere by phone tail, number or name; the slash key goes here. */
export function FindMember() {
  const { t } = useTranslation()
  const go = useGo()
  const [text, setText] = useState('')
  const wanted = useRested(text.trim())
  const found = useCall(
    listMembers,
    { q: wanted, rows: AT_ONCE },
    { enabled: wanted.length >= 2, keep: true },
  )
  useSlash()
  const clear = () => setText('')
  const options = (found.data?.rows ?? []).map((member) => ({
    value: `m:${member.id}`,
    label: (
      <span className="find-row">
        <strong>{member.name || member.number}</strong>
        <span className="num">{[member.number, member.mobile].filter(Boolean).join(' · ')}</span>
      </span>
    ),
  }))
  const all = { value: 'all', label: <span>{t('shell.find.all', { q: wanted })}</span> }
  const open = (value: string) => {
    clear()
    go(value === 'all' ? paths.members([], wanted) : paths.member(value.slice(2)))
  }
  return (
    <AutoComplete
      className="find"
      value={text}
      options={wanted.length < 2 ? [] : [...options, ...(options.length > 0 ? [all] : [])]}
      notFoundContent={
        found.data && wanted.length >= 2 ? (
          <span className="quiet">{t('shell.find.none', { q: wanted })}</span>
        ) : null
      }
      onSelect={open}
      onChange={(next: string) => setText(/^(m:|all$)/.test(next) ? '' : next)}
      defaultActiveFirstOption
    >
      <Input
        id="find-member"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('shell.find.label')}
        placeholder={t('shell.find.hint')}
      />
    </AutoComplete>
  )
}

function useSlash(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const busy =
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || busy || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      document.getElementById('find-member')?.focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
