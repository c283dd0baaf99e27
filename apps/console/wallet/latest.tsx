import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { adjustments } from '#domain/wallet/contract/adjustment'
import { listTopUps } from '#domain/wallet/contract/top-up'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { DayText, MomentText, MoneyText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { useUnits } from './names.ts'

const LATEST = 5
type Of = Readonly<{ memberId: string }>

/** The member's latest top-ups; the whole list is one link away. */
export function LatestTopUps({ memberId }: Of) {
  const { t } = useTranslation()
  const { data } = useCall(listTopUps, { memberId, rows: LATEST })
  if (!data || data.total === 0) return null
  return (
    <Section
      title={t('wallet.topUps.title')}
      actions={<Go to={paths.topUps({ memberId })}>{t('wallet.all')}</Go>}
    >
      <ul className="receipts">
        {data.rows.map((one) => (
          <li key={one.id}>
            <Go to={paths.topUp(one.id)}>
              <span>
                <DayText of={one.day} />
                <small>{t(`parts.tender.${one.tender}`)}</small>
              </span>
              <span className="receipt-numbers">
                <MoneyText of={one.paidMinor} />
                {one.refund ? <small>{t('wallet.topUps.refunded')}</small> : null}
              </span>
            </Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The member's latest corrections by hand, those that wait among them. */
export function LatestCorrections({ memberId }: Of) {
  const { t } = useTranslation()
  const units = useUnits()
  const { data } = useCall(adjustments, { memberId, rows: LATEST })
  if (!data || data.total === 0) return null
  return (
    <Section
      title={t('wallet.corrections.title')}
      actions={<Go to={paths.corrections({ memberId })}>{t('wallet.all')}</Go>}
    >
      <ul className="lines">
        {data.rows.map((one) => (
          <li key={one.id}>
            <span className="lines-what">
              <strong>{units.name(one.unit)}</strong>
              <span>{one.reason}</span>
              <MomentText of={one.at} />
            </span>
            <span className="lines-numbers num">
              <strong className={one.amount < 0 ? 'num-below' : ''}>
                {units.signed(one.unit, one.amount)}
              </strong>
              {one.state === 'applied' ? null : <Tag>{t(`wallet.corrections.state.${one.state}`)}</Tag>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
