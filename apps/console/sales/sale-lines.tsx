import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showSale } from '#domain/sale/contract'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { useCodeName } from '../wallet/names.ts'

export type Sale = Told<typeof showSale>
type Line = Sale['lines'][number]

/**
 * The goods of a receipt: list price, every deduction with its reason, what was charged, who sold it, what came back.
 */
export function SaleLines({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const head = [
    t('sales.sale.product'),
    t('sales.sale.quantity'),
    t('sales.sale.listed'),
    t('sales.sale.charged'),
  ]
  const rows = sale.lines.map((line) => ({
    key: String(line.no),
    cells: [
      <What key="what" line={line} />,
      number(line.quantity),
      money(line.listedMinor),
      money(line.chargedMinor),
    ],
  }))
  return (
    <Section title={t('sales.sale.lines')}>
      <div className="sale-lines">
        <NumbersTable caption={t('sales.sale.lines')} head={head} rows={rows} />
      </div>
    </Section>
  )
}

function What({ line }: Readonly<{ line: Line }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const deductionName = useDeductionName()
  const { name, productCode, quantity, unitPriceMinor, deductions, seller, returnedQuantity } = line
  return (
    <span className="line-what">
      {name || productCode}
      <small className="num">
        {[
          name ? productCode : '',
          quantity === 1 ? '' : t('sales.sale.each', { money: money(unitPriceMinor) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {deductions.map((one) => (
        <small key={`${one.kind} ${one.code} ${one.minor}`} className="line-off">
          {deductionName(one)} <MoneyText of={-one.minor} />
        </small>
      ))}
      {seller ? <small>{t('sales.sale.seller', { seller })}</small> : null}
      {returnedQuantity > 0 ? (
        <small className="line-back num">
          {returnedQuantity === quantity
            ? t('sales.sale.allBack')
            : t('sales.sale.partBack', { n: number(returnedQuantity) })}
        </small>
      ) : null}
    </span>
  )
}

/** Why a line cost less, in the reader's words. */
export function useDeductionName(): (of: Line['deductions'][number]) => string {
  const { t } = useTranslation()
  const codeName = useCodeName()
  return ({ kind, code }) => {
    if (kind === 'coupon' || kind === 'pass') {
      return t(`sales.deduction.${kind}`, { name: code === null ? '' : codeName(kind, code) })
    }
    return t(`sales.deduction.${kind}`)
  }
}
