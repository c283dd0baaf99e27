import { Button, Dropdown } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FORMATS, reportFile, type Format, type ReportCode } from '#domain/report/contract'
import { download } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useSurroundings } from '#ui/kit/surroundings.tsx'

type Wanted = Readonly<Record<string, string | number | boolean | undefined>>
type MenuWords = Readonly<{ code: ReportCode; filters: Wanted; quiet?: boolean }>

/** What a page asks, as the text of a report's filters. */
export const asFilters = (wanted: Wanted): Record<string, string> =>
  Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

/** The report as a file: the very rows of the page. */
export function SaveMenu({ code, filters, quiet = false }: MenuWords) {
  const { t } = useTranslation()
  const { manner } = useSurroundings()
  const [trouble, setTrouble] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const language = manner.language.startsWith('zh') ? 'zh-CN' : 'en'
  const save = async (format: Format) => {
    setBusy(true)
    setTrouble(undefined)
    await download(reportFile, { code, format, language, filters: asFilters(filters) })
      .catch(setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: FORMATS.map((format) => ({ key: format, label: t(`reports.save.${format}`) })),
          onClick: ({ key }) => void save(FORMATS.find((format) => format === key) ?? 'csv'),
        }}
      >
        <Button type={quiet ? 'text' : 'default'} icon={<DownloadOutlined aria-hidden />} loading={busy}>
          {t('reports.save.title')}
        </Button>
      </Dropdown>
      <ErrorNotice of={trouble} />
    </>
  )
}
