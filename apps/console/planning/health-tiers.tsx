import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Unknown } from '#ui/kit/texts.tsx'
import { useNameOf } from '../wallet/names.ts'
import type { Health } from './health-sums.ts'

/** Members by tier, and where the fifth stands that spends most; the highest tier on top. */
export function HealthTiers({ tiers }: Pick<Health, 'tiers'>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const nameOf = useNameOf()
  if (tiers.length === 0) return null
  return (
    <Section title={t('health.tiers.title')} note={t('health.tiers.note')}>
      <div className="health-tiers">
        <NumbersTable
          caption={t('health.tiers.title')}
          head={(['tier', 'members', 'share', 'topFifth'] as const).map((key) => t(`health.tiers.${key}`))}
          rows={tiers.toReversed().map((tier) => ({
            key: tier.code,
            cells: [
              <span key="tier">
                {nameOf(tier)}{' '}
                {tier.bestDiscount ? <Tag color="success">{t('health.tiers.best')}</Tag> : null}
              </span>,
              number(tier.members),
              percent(tier.shareBps / 10_000),
              tier.topFifthBps === null ? <Unknown /> : percent(tier.topFifthBps / 10_000),
            ],
          }))}
        />
      </div>
    </Section>
  )
}
