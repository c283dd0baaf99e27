import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays } from '#base/instant'
import { salesByDay } from '#domain/sale/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Beside, Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { FigureRow } from './figure-row.tsx'
import { DemoTour } from './demo-tour.tsx'
import { LatestCampaigns } from './latest-campaigns.tsx'
import { LatestImports } from './latest-imports.tsx'
import { NextSteps } from './next-steps.tsx'
import { QuadrantPart } from './quadrant-part.tsx'
import { SalesDays } from './sales-days.tsx'
import { anchorDay, dayIn, spanTo, SPANS } from './span.ts'
import type { Span } from './span.ts'

type Sales = Told<typeof salesByDay>

/** Today at a glance: money, members, points, who they are, what runs, what to do next. */
export function OverviewPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { day, money, percent } = useFormats()
  const { chain } = useMe()
  const [span, setSpan] = useState<Span>(30)
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const known = useCall(salesByDay, { from: addDays(today, -29), to: today })
  const anchor = anchorDay(today, known.data?.lastDay ?? null)
  const { from, to, before } = spanTo(anchor, span)
  const now = useCall(salesByDay, { from, to }, { enabled: known.data !== undefined, keep: true })
  const then = useCall(salesByDay, before, { enabled: known.data !== undefined, keep: true })
  const words = t(`overview.span.${span}`)
  // Before the first sale there is nothing to show but what to do: it takes the wide column.
  const fresh = known.data?.lastDay === null
  const answer = (sales: Sales) =>
    sales.totalMinor > 0
      ? t('overview.answer', {
          money: money(sales.totalMinor),
          span: words,
          share: percent(sales.memberMinor / sales.totalMinor, 0),
        })
      : t('overview.quiet', { span: words })
  return (
    <Page
      title={t('overview.title')}
      answer={fresh ? t('overview.fresh') : now.data ? answer(now.data) : null}
      actions={<SpanChoice span={span} choose={setSpan} past={anchor !== today} />}
    >
      {anchor === today ? null : <p className="quiet">{t('overview.asOf', { day: day(anchor) })}</p>}
      {known.error ? <Answered ask={known}>{() => null}</Answered> : null}
      <FigureRow now={now.data} then={then.data} from={from} to={to} span={span} />
      {now.data && now.data.receipts > 0 && span > 1 ? (
        <SalesDays sales={now.data} from={from} to={to} />
      ) : null}
      <Beside>
        <div>
          <DemoTour />
          {fresh ? <NextSteps hasSales={false} /> : null}
          {known.data && !fresh && may('insight.read') ? <QuadrantPart /> : null}
        </div>
        <div>
          {fresh ? null : <NextSteps hasSales />}
          {may('campaign.read') ? <LatestCampaigns /> : null}
          {may('import.read') ? <LatestImports /> : null}
        </div>
      </Beside>
    </Page>
  )
}

type ChoiceWords = Readonly<{ span: Span; choose: (span: Span) => void; past: boolean }>

/** How many days the page looks at; one day is today, or the last day with sales. */
function SpanChoice({ span, choose, past }: ChoiceWords) {
  const { t } = useTranslation()
  const ranges = SPANS.map((value) => ({
    value,
    label: value === 1 && past ? t('overview.range.last') : t(`overview.range.${value}`),
  }))
  return <Segmented aria-label={t('overview.range.label')} options={ranges} value={span} onChange={choose} />
}
