import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'

type Band = Readonly<{ kind: 'returned' | 'free' | 'bill'; fromMinor: number | null; toMinor: number | null }>

/** A band of bills as people say it: ¥50–100. */
export function useBandName(): (band: Band) => string {
  const { t } = useTranslation()
  const { shortMoney } = useFormats()
  return useCallback(
    ({ kind, fromMinor, toMinor }) => {
      if (kind !== 'bill') return t(`reports.bills.${kind}`)
      return t('reports.bills.band', { from: shortMoney(fromMinor ?? 0), to: shortMoney(toMinor ?? 0) })
    },
    [t, shortMoney],
  )
}
