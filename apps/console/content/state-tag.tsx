import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '#domain/content/contract'

const COLOURS = {
  draft: 'default',
  scheduled: 'blue',
  sending: 'gold',
  sent: 'green',
  failed: 'red',
  withdrawn: 'default',
} as const

export function StateTag({ of }: Readonly<{ of: Broadcast['state'] }>) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[of]}>{t(`content.state.${of}`)}</Tag>
}
