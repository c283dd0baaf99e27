import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { sourceReport } from '#domain/member/contract'
import type { salesByDay } from '#domain/sale/contract'
import { valueReport } from '#domain/wallet/contract'
import { useCall } from '#ui/call.ts'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { changeOf } from './span.ts'
import type { Span } from './span.ts'

type Sales = Told<typeof salesByDay>
type RowWords = Readonly<{
  now: Sales | undefined
  then: Sales | undefined
  from: string
  to: string
  span: Span
}>

/** The numbers of the span; each leads to what is behind it. */
export function FigureRow(words: RowWords) {
  const may = useMay()
  return (
    <Figures>
      <SalesFigures {...words} />
      {may('member.read') ? <MembersFigure /> : null}
      {may('wallet.read') ? <ValueFigures /> : null}
    </Figures>
  )
}

function SalesFigures({ now, then, from, to, span }: RowWords) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const share = now && now.totalMinor > 0 ? percent(now.memberMinor / now.totalMinor, 0) : undefined
  const receipts = now?.receipts ?? 0
  const change = (pick: (sales: Sales) => number) => ({
    change: now && then ? changeOf(pick(now), pick(then)) : undefined,
    changeLabel: t('overview.before', { span: t(`overview.span.${span}`) }),
    to: paths.sales({ from, to }),
  })
  return (
    <>
      <Figure
        label={t('overview.figure.sales')}
        value={now && <MoneyText of={now.totalMinor} />}
        note={now && t('overview.figure.receipts', { count: receipts, n: number(receipts) })}
        {...change((sales) => sales.totalMinor)}
      />
      <Figure
        label={t('overview.figure.fromMembers')}
        value={now && <MoneyText of={now.memberMinor} />}
        note={share && t('overview.figure.ofSales', { share })}
        {...change((sales) => sales.memberMinor)}
      />
      <Figure
        label={t('overview.figure.earned')}
        value={now && <NumberText of={now.points} />}
        to={paths.sales({ from, to })}
      />
    </>
  )
}

function MembersFigure() {
  const { t } = useTranslation()
  const { data } = useCall(sourceReport, {})
  const count = data && <NumberText of={data.total} />
  return <Figure label={t('overview.figure.members')} value={count} to={paths.members()} />
}

/** What the chain owes its members. */
function ValueFigures() {
  const { t } = useTranslation()
  const may = useMay()
  const { number } = useFormats()
  const { data } = useCall(valueReport, {})
  return (
    <>
      <Figure
        label={t('overview.figure.outstanding')}
        value={data && <NumberText of={data.pointsOutstanding} />}
        note={data && t('overview.figure.issued', { n: number(data.pointsIssued) })}
        {...(may('program.read') ? { to: paths.program } : {})}
      />
      {data && data.principalMinor !== 0 ? (
        <Figure
          label={t('overview.figure.stored')}
          value={<MoneyText of={data.principalMinor} />}
          to={paths.members()}
        />
      ) : null}
    </>
  )
}
