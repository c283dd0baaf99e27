import { useTranslation } from 'react-i18next'
import { listSales } from '#domain/sale/contract'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MoneyText, SignedText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'

const LATEST = 12

/** The member's latest receipts; the whole list is one link away. */
export function MemberSales({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(listSales, { memberId, rows: LATEST })
  const total = ask.data?.total ?? 0
  const all =
    total > 0 ? (
      <Go to={paths.sales({ memberId })}>{t('sales.all', { count: total, n: number(total) })}</Go>
    ) : null
  return (
    <Section title={t('members.page.sales')} actions={all}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('members.page.noSales')}>{t('members.page.noSalesWords')}</EmptyState>
          ) : (
            <ul className="receipts">
              {rows.map((sale) => (
                <li key={sale.id}>
                  <Go to={paths.sale(sale.id)} className={sale.voided ? 'receipt-void' : ''}>
                    <span>
                      <DayText of={sale.day} />
                      <small>
                        {t(`parts.kind.${sale.kind}`)} {sale.receiptNo ?? ''}{' '}
                        {sale.voided ? t('sales.voided') : ''}
                      </small>
                    </span>
                    <span className="receipt-numbers">
                      <MoneyText of={sale.totalMinor} />
                      <small>
                        <SignedText of={sale.points} /> {t('sales.pointsUnit')}
                      </small>
                    </span>
                  </Go>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}
