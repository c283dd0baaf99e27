import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showSale } from '#domain/sale/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { useCodeName } from '../wallet/names.ts'

export type TenderLine = Told<typeof showSale>['tenders'][number]

/** How it was paid, or how it goes back: each tender with what it was in points, principal and bonus, or vouchers. */
export function TenderLines({ tenders }: Readonly<{ tenders: readonly TenderLine[] }>) {
  const { t } = useTranslation()
  const words = useTenderWords()
  return (
    <ul className="lines">
      {tenders.map((tender, at) => (
        // Two tenders of a receipt may be alike in everything; their order never changes.
        <li key={`${at} ${tender.kind}`}>
          <span className="lines-what">
            <strong>{t(`parts.tender.${tender.kind}`)}</strong>
            {words(tender).map((word) => (
              <small key={word} className="quiet num">
                {word}
              </small>
            ))}
          </span>
          <span className="lines-numbers">
            <strong>
              <MoneyText of={tender.amountMinor} />
            </strong>
          </span>
        </li>
      ))}
    </ul>
  )
}

function useTenderWords(): (tender: TenderLine) => readonly string[] {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const codeName = useCodeName()
  return (tender) => {
    const { kind, givenMinor, amountMinor, code, count, points, principalMinor, bonusMinor } = tender
    if (kind === 'cash' && givenMinor !== null && givenMinor !== amountMinor)
      return [t('sales.tender.given', { given: money(givenMinor), change: money(givenMinor - amountMinor) })]
    if (kind === 'points') return [t('sales.tender.points', { count: points, n: number(points) })]
    if (kind === 'voucher' && code !== null && count === 0)
      return [t('sales.tender.voucherPart', { name: codeName('coupon', code) })]
    if (kind === 'voucher' && code !== null)
      return [t('sales.tender.vouchers', { name: codeName('coupon', code), n: number(count) })]
    if (kind !== 'stored_value') return []
    return [t('sales.tender.stored', { principal: money(principalMinor), bonus: money(bonusMinor) })]
  }
}
