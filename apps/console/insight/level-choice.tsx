import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/insight/contract/baskets'
import type { PlaceInUse } from './use-place.ts'

export type Level = (typeof LEVELS)[number]

/** Whether products or their categories are looked at, as it stands in the address. */
export const levelOf = (search: Readonly<Record<string, unknown>>): Level =>
  LEVELS.find((one) => one === search['level']) ?? 'product'

export function LevelChoice({ use, level }: Readonly<{ use: PlaceInUse; level: Level }>) {
  const { t } = useTranslation()
  return (
    <Segmented
      options={LEVELS.map((value) => ({ value, label: t(`shop.baskets.level.${value}`) }))}
      value={level}
      onChange={(value) => use.change({ level: value === 'product' ? undefined : value, offer: undefined })}
    />
  )
}
