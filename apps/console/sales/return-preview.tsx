import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { showWallet } from '#domain/wallet/contract'
import { useCall } from '#ui/call.ts'
import { Facts } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { useCodeName, useLiveProgram } from '../wallet/names.ts'
import { couponsOf, passesBack } from './return-wish.ts'
import type { Chosen, Quote } from './return-wish.ts'
import type { Sale } from './sale-lines.tsx'
import { TenderLines } from './tender-lines.tsx'

type PreviewWords = Readonly<{ sale: Sale; chosen: Chosen; quote: Quote }>

/** Everything a return would do, before anybody presses: money, points, stored value, passes, coupons. */
export function ReturnPreview({ sale, chosen, quote }: PreviewWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  return (
    <div className="return-preview" aria-live="polite">
      <p className="return-total">
        {t('sales.return.worth')} <MoneyText of={-quote.totalMinor} />
      </p>
      <TenderLines tenders={quote.tenders.filter((one) => one.amountMinor > 0)} />
      {quote.roundingMinor === 0 ? null : (
        <p className="quiet num">{t('sales.return.rounding', { money: money(-quote.roundingMinor) })}</p>
      )}
      {sale.memberId === null ? null : <Holdings sale={sale} memberId={sale.memberId} quote={quote} />}
      <Coupons sale={sale} quote={quote} />
      <Passes sale={sale} chosen={chosen} />
    </div>
  )
}

type Row = Readonly<{ label: string; value: ReactNode }>

/** What the member's balances do, and what they are then. */
function Holdings({ memberId, quote }: Readonly<{ sale: Sale; memberId: string; quote: Quote }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const may = useMay()
  const wallet = useCall(showWallet, { memberId }, { enabled: may('wallet.read') }).data
  const { points, pointsBurned, pointsBalance, principalMinor, bonusMinor } = quote
  const debt = quote.pointsDebt ?? 0
  const rows: Row[] = [
    ...(points === 0 ? [] : [{ label: t('sales.return.taken'), value: <NumberText of={-points} /> }]),
    ...(pointsBurned === 0
      ? []
      : [{ label: t('sales.return.given'), value: <NumberText of={-pointsBurned} /> }]),
    ...(pointsBalance === null
      ? []
      : [{ label: t('sales.return.pointsThen'), value: <NumberText of={pointsBalance} /> }]),
    ...(principalMinor === null
      ? []
      : [{ label: t('sales.return.principalThen'), value: <MoneyText of={principalMinor} /> }]),
    ...(bonusMinor === null
      ? []
      : [{ label: t('sales.return.bonusThen'), value: <MoneyText of={bonusMinor} /> }]),
  ]
  return (
    <>
      {rows.length > 0 ? <Facts rows={rows} /> : <p className="quiet">{t('sales.return.untouched')}</p>}
      {wallet && debt > wallet.pointsDebt ? (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('sales.return.debt', { n: number(debt - wallet.pointsDebt) })}
          description={t('sales.return.debtMeans')}
        />
      ) : null}
    </>
  )
}

/** Coupons of the receipt come back or stay used, by their own rule. */
function Coupons({ sale, quote }: Readonly<{ sale: Sale; quote: Quote }>) {
  const { t } = useTranslation()
  const codeName = useCodeName()
  const program = useLiveProgram()
  const back = quote.couponsBack
  const stay = couponsOf(sale).filter((code) => !back.includes(code))
  const why = (code: string) =>
    program?.coupons.find((one) => one.code === code)?.onReturn === 'when_all_returned'
      ? 'couponNotYet'
      : 'couponStays'
  if (back.length + stay.length === 0) return null
  return (
    <ul className="return-words">
      {back.map((code, at) => (
        <li key={`${at} ${code}`}>{t('sales.return.couponBack', { name: codeName('coupon', code) })}</li>
      ))}
      {stay.map((code) => (
        <li key={code}>{t(`sales.return.${why(code)}`, { name: codeName('coupon', code) })}</li>
      ))}
    </ul>
  )
}

function Passes({ sale, chosen }: Readonly<{ sale: Sale; chosen: Chosen }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const codeName = useCodeName()
  const back = passesBack(sale, chosen)
  if (back.length === 0) return null
  return (
    <ul className="return-words">
      {back.map(({ code, count }) => (
        <li key={code}>
          {t('sales.return.passBack', { name: codeName('pass', code), n: number(count), count })}
        </li>
      ))}
    </ul>
  )
}
