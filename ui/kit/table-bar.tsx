import { Button, Checkbox, Input, Popover } from 'antd'
import { DownloadOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from './error-notice.tsx'
import { FilterChips } from './filter-chips.tsx'
import type { FilterField } from './filter-chips.tsx'
import type { ListState } from './list-state.ts'
import { useFormats } from './surroundings.tsx'

type BarWords = Readonly<{
  columns: readonly Readonly<{ key: string; title: string }>[]
  shown: readonly string[]
  setShown: (keys: readonly string[]) => void
  total: number | undefined
  state: ListState
  change: (part: Partial<ListState>) => void
  search?: string
  filterFields?: readonly FilterField[]
  onExport?: () => Promise<void>
  tools?: ReactNode
}>

/** Above a list: search, filters, how many there are, columns, export. */
export function TableBar(words: BarWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { state, change, total, filterFields } = words
  return (
    <div className="list-bar">
      {words.search === undefined ? null : <SearchBox q={state.q} hint={words.search} change={change} />}
      {filterFields ? (
        <FilterChips
          fields={filterFields}
          filters={state.filters}
          change={(filters) => change({ filters })}
        />
      ) : null}
      {words.tools}
      <span className="list-bar-end">
        {total === undefined ? null : (
          <span className="list-total num">{t('kit.list.total', { count: total, n: number(total) })}</span>
        )}
        <ColumnChooser {...words} />
        {words.onExport ? <ExportButton onExport={words.onExport} /> : null}
      </span>
    </div>
  )
}

function SearchBox({ q, hint, change }: Readonly<{ q: string; hint: string; change: BarWords['change'] }>) {
  const { t } = useTranslation()
  const [text, setText] = useState(q)
  const [seen, setSeen] = useState(q)
  // The address changed by something else than typing: a chip, "back", a link.
  if (seen !== q) {
    setSeen(q)
    if (q !== text.trim()) setText(q)
  }
  useEffect(() => {
    if (text.trim() === q) return
    // Typing rests for a moment before the host is asked.
    const soon = setTimeout(() => change({ q: text.trim() }), 350)
    return () => clearTimeout(soon)
  }, [text, q, change])
  return (
    <Input
      className="list-search"
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('kit.list.search')}
      placeholder={hint}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => change({ q: text.trim() })}
    />
  )
}

function ColumnChooser({ columns, shown, setShown }: BarWords) {
  const { t } = useTranslation()
  const toggle = (key: string, on: boolean) => {
    const next = columns
      .filter((column) => (column.key === key ? on : shown.includes(column.key)))
      .map((column) => column.key)
    if (next.length > 0) setShown(next)
  }
  const list = (
    <div className="column-chooser">
      {columns.map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.includes(column.key)}
          onChange={(event) => toggle(column.key, event.target.checked)}
        >
          {column.title}
        </Checkbox>
      ))}
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={list} title={t('kit.list.columns')}>
      <Button className="wide-only" type="text" icon={<SettingOutlined aria-hidden />}>
        {t('kit.list.columns')}
      </Button>
    </Popover>
  )
}

function ExportButton({ onExport }: Readonly<{ onExport: () => Promise<void> }>) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const run = async () => {
    setBusy(true)
    setTrouble(undefined)
    await onExport().catch((e: unknown) => setTrouble(e))
    setBusy(false)
  }
  return (
    <>
      <Button type="text" icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={() => void run()}>
        {t('kit.list.export')}
      </Button>
      {trouble ? <ErrorNotice of={trouble} /> : null}
    </>
  )
}
