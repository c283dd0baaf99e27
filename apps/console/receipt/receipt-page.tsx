import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { eReceipt } from '#domain/device/contract/e-receipt'
import { RECEIPT_SECRET } from '#domain/device/model/e-receipt'
import { call, isProblem } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { formats } from '#ui/kit/formats.ts'
import { Seal } from '#ui/kit/seal.tsx'
import { Languages } from '../shell/languages.tsx'
import '../join/join.css'
import './receipt.css'

type Receipt = Told<typeof eReceipt>

/** What the code on a receipt opens on the customer's phone; the secret stands behind `#`, and no server logs it. */
export function ReceiptPage() {
  const { t } = useTranslation()
  const { hash } = useLocation()
  const known = RECEIPT_SECRET.test(hash)
  const ask = useQuery({
    queryKey: ['e-receipt', hash],
    queryFn: () => call(eReceipt, { secret: hash }),
    enabled: known,
    retry: false,
  })
  useEffect(() => {
    document.title = t('receipt.title')
  }, [t])
  return (
    <div className="join receipt-hall">
      <header className="join-head">
        <Seal size={34} />
        <span className="join-chain">{ask.data?.chainName ?? null}</span>
        <Languages />
      </header>
      <main className="join-main">
        {!known ? (
          <Said title={t('receipt.none')}>{t('receipt.noSecret')}</Said>
        ) : ask.data !== undefined ? (
          <Paper of={ask.data} />
        ) : (
          <NotThere trouble={ask.error} again={() => void ask.refetch()} />
        )}
      </main>
    </div>
  )
}

function Said({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <article role="status">
      <h1>{title}</h1>
      <p>{children}</p>
    </article>
  )
}

/** Not arrived, or a line that is down: either may be different in a minute. */
function NotThere({ trouble, again }: Readonly<{ trouble: unknown; again: () => void }>) {
  const { t } = useTranslation()
  if (trouble === null) return <p role="status">{t('receipt.opening')}</p>
  const unknown = isProblem(trouble) && trouble.problem.status === 404
  return (
    <>
      {unknown ? (
        <Said title={t('receipt.none')}>{t('receipt.noneWords')}</Said>
      ) : (
        <ErrorNotice of={trouble} />
      )}
      <Button size="large" onClick={again}>
        {t('receipt.again')}
      </Button>
    </>
  )
}

/** Moments are the store's, money the chain's; only the words are the reader's. */
function useManner({ currency, zone }: Receipt) {
  const { i18n } = useTranslation()
  return formats({ language: i18n.language, currency, zone })
}

function Paper({ of }: Readonly<{ of: Receipt }>) {
  const { t } = useTranslation()
  const { moment } = useManner(of)
  return (
    <article className="receipt-card">
      <header>
        <h1>{of.branchName}</h1>
        <p className="quiet num">
          {t(of.kind === 'return' ? 'receipt.return' : 'receipt.title')} ·{' '}
          <time dateTime={of.happenedAt}>{moment(of.happenedAt)}</time>
        </p>
        {of.receiptNo === null ? null : (
          <p className="quiet num">
            {t('receipt.no')} {of.receiptNo}
          </p>
        )}
        {of.voided ? (
          <p className="receipt-voided" role="alert">
            {t('receipt.voided')}
          </p>
        ) : null}
      </header>
      <Lines of={of} />
      <Sums of={of} />
      <Paid of={of} />
      <footer className="quiet">
        <p>{t('receipt.thanks')}</p>
        <p>{t('receipt.keep')}</p>
      </footer>
    </article>
  )
}

function Lines({ of }: Readonly<{ of: Receipt }>) {
  const { t } = useTranslation()
  const { money, number } = useManner(of)
  return (
    <ul className="receipt-lines">
      {of.lines.map((line) => (
        <li key={line.no}>
          <span>
            {line.name}
            <small className="quiet num">
              {money(line.unitPriceMinor)} × {number(line.quantity)}
              {line.returnedQuantity > 0
                ? ` · ${t('receipt.lineBack', { n: number(line.returnedQuantity) })}`
                : null}
            </small>
          </span>
          <span className="num">
            {line.chargedMinor < line.listedMinor ? <s className="quiet">{money(line.listedMinor)}</s> : null}{' '}
            {money(line.chargedMinor)}
          </span>
        </li>
      ))}
    </ul>
  )
}

type RowWords = Readonly<{ label: string; amount: string; strong?: boolean }>

const SumRow = ({ label, amount, strong = false }: RowWords) => (
  <div className={strong ? 'receipt-due' : undefined}>
    <dt>{label}</dt>
    <dd className="num">{amount}</dd>
  </div>
)

function Sums({ of }: Readonly<{ of: Receipt }>) {
  const { t } = useTranslation()
  const { money } = useManner(of)
  const isReturn = of.kind === 'return'
  const due = Math.abs(of.totalMinor + of.roundingMinor)
  const saved = Math.abs(of.listedMinor) - Math.abs(of.totalMinor)
  return (
    <dl className="receipt-sums">
      {!isReturn && saved > 0 ? (
        <>
          <SumRow label={t('receipt.listed')} amount={money(of.listedMinor)} />
          <SumRow label={t('receipt.saved')} amount={money(0 - saved)} />
        </>
      ) : null}
      {of.roundingMinor === 0 ? null : (
        <SumRow label={t('receipt.rounding')} amount={money(of.roundingMinor)} />
      )}
      <SumRow strong label={t(isReturn ? 'receipt.back' : 'receipt.total')} amount={money(due)} />
    </dl>
  )
}

const TENDERS = [
  'cash',
  'card',
  'wechat',
  'alipay',
  'stored_value',
  'points',
  'voucher',
  'on_account',
] as const

function Paid({ of }: Readonly<{ of: Receipt }>) {
  const { t } = useTranslation()
  const { money, number, moment } = useManner(of)
  const named = (kind: string) => t(`receipt.tender.${TENDERS.find((one) => one === kind) ?? 'other'}`)
  return (
    <dl className="receipt-sums">
      {of.tenders.map(({ kind, amountMinor }, at) => (
        <SumRow key={at} label={named(kind)} amount={money(amountMinor)} />
      ))}
      {of.changeMinor > 0 ? <SumRow label={t('receipt.change')} amount={money(of.changeMinor)} /> : null}
      {of.points === null || of.points === 0 ? null : (
        <SumRow label={t('receipt.points')} amount={number(of.points)} />
      )}
      {of.returns.map((one) => (
        <SumRow
          key={one.happenedAt}
          label={t('receipt.returned', { moment: moment(one.happenedAt) })}
          amount={money(one.totalMinor)}
        />
      ))}
    </dl>
  )
}
