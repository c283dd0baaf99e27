import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listSegments } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'

/** So many segments are offered, the newest first. */
const MOST = 200

type ChoiceWords = Readonly<{
  value?: string | null
  onChange?: (segmentId: string | null) => void
  /** What choosing none means, where that may be. */
  none?: string
}>

/** One of the saved segments, as a field of a form. */
export function SegmentChoice({ value = null, onChange = () => undefined, none }: ChoiceWords) {
  const { t } = useTranslation()
  const { data } = useCall(listSegments, { rows: MOST })
  const rows = data?.rows ?? []
  return (
    <Select
      allowClear={none !== undefined}
      value={value === '' ? null : value}
      placeholder={none ?? (rows.length === 0 ? t('journeys.field.noSegment') : null)}
      options={rows.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(chosen) => onChange(chosen ?? null)}
    />
  )
}

/** The name of a saved segment. */
export function useSegmentName(): (segmentId: string) => string {
  const { data } = useCall(listSegments, { rows: MOST })
  return (segmentId) => data?.rows.find((one) => one.id === segmentId)?.name ?? '…'
}
