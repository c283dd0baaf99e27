import { Button, DatePicker, Select } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useMe } from '../me.ts'

type BarWords = Readonly<{
  from: string | undefined
  to: string | undefined
  today: string
  branchId: string | undefined
  /** Whether all branches together are a choice. */
  whole: boolean
  choose: (part: Readonly<{ from: string; to: string }>) => void
  chooseBranch: (branchId: string | null) => void
  save: () => Promise<void>
}>

/** Which days and which branch, and the same as a file. */
export function SpanBar(words: BarWords) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const { from, to, today, branchId, whole } = words
  const [trouble, setTrouble] = useState<unknown>()
  const all = whole ? [{ value: '', label: t('value.lens.all') }] : []
  return (
    <>
      <DatePicker.RangePicker
        allowClear={false}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        maxDate={dayjs(today)}
        placeholder={[t('value.lens.from'), t('value.lens.to')]}
        onChange={(days) => {
          const [first, last] = [days?.[0], days?.[1]].map((day) => day?.format('YYYY-MM-DD'))
          if (first !== undefined && last !== undefined) words.choose({ from: first, to: last })
        }}
      />
      {branches.length + all.length > 1 ? (
        <Select
          className="list-choice"
          aria-label={t('value.lens.branch')}
          value={branchId ?? ''}
          options={[...all, ...branches.map((branch) => ({ value: branch.id, label: branch.name }))]}
          onChange={(chosen: string) => words.chooseBranch(chosen === '' ? null : chosen)}
        />
      ) : null}
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void words.save().catch(setTrouble)}>
        {t('value.lens.export')}
      </Button>
      <ErrorNotice of={trouble} />
    </>
  )
}
