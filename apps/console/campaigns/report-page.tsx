import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { campaignReport } from '#domain/campaign/contract/report'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { How } from '../insight/how.tsx'
import { paths } from '../paths.ts'
import { Comparison } from './comparison.tsx'
import { SpanFigure } from './span-figure.tsx'
import { SpokenVerdict } from './spoken-verdict.tsx'
import { Reached } from './reached.tsx'
import { useSigned } from './signed.ts'
import '../insight/insight.css'
import './campaigns.css'

export type Report = Told<typeof campaignReport>

/** What a campaign earned, said plainly, and everything that lets one doubt it (C73). */
export function ReportPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(campaignReport, { id })
  return (
    <Answered ask={ask}>
      {(report) => (
        <Page
          title={t('campaigns.report.title', { name: report.name })}
          back={{ to: paths.campaign(report.campaignId), label: report.name }}
        >
          <div className="whole">
            <SpokenVerdict of={report} />
            <Totals report={report} />
            <Reached report={report} />
            <Comparison report={report} />
            <Section title={t('campaigns.report.checks')}>
              <p className={report.sampleRatio.state === 'fine' ? '' : 'teach'}>
                {t(`campaigns.report.split.${report.sampleRatio.state}`)}
              </p>
              {report.heldOut > 0 ? (
                <p className="quiet">
                  {t('campaigns.report.heldOut', { count: report.heldOut, n: number(report.heldOut) })}
                </p>
              ) : null}
            </Section>
            <LadderMoves report={report} />
            <Method report={report} />
          </div>
        </Page>
      )}
    </Answered>
  )
}

function Totals({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const { signedPoints } = useSigned()
  const { total, buyers, caused, verdict } = report
  const known = verdict.kind !== 'no_sign'
  const totalLabel = t(caused?.profit ? 'campaigns.report.causedProfit' : 'campaigns.report.total')
  return (
    <Figures>
      {caused ? (
        <SpanFigure label={t('campaigns.report.causedSales')} of={caused.sales} known={known} />
      ) : null}
      {total ? (
        <SpanFigure label={totalLabel} of={total} known={known} />
      ) : (
        <Figure label={totalLabel} value={t('campaigns.report.totalUnknown')} />
      )}
      {buyers ? (
        <Figure
          label={t('campaigns.report.buyers')}
          value={signedPoints(buyers.diff)}
          note={t('campaigns.report.buyersNote', {
            treated: percent(buyers.treated),
            control: percent(buyers.control),
          })}
        />
      ) : null}
      <Figure label={t('campaigns.report.cost')} value={<MoneyText of={report.costMinor} />} />
    </Figures>
  )
}

function LadderMoves({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { treated, control } = report.ladder
  const head = [
    t('campaigns.report.head.what'),
    t('campaigns.report.head.treated'),
    t('campaigns.report.head.control'),
  ]
  const rows = (['oneToTwo', 'twoToThree'] as const).map((move) => ({
    key: move,
    cells: [t(`campaigns.report.${move}`), number(treated[move]), number(control[move])],
  }))
  return (
    <Section title={t('campaigns.report.ladder')} note={t('campaigns.report.ladderNote')}>
      <NumbersTable caption={t('campaigns.report.ladder')} head={head} rows={rows} />
    </Section>
  )
}

function Method({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const { money, percent } = useFormats()
  const { spend } = report
  return (
    <How>
      <p>{t('campaigns.report.how.itt')}</p>
      <p>{t('campaigns.report.how.interval')}</p>
      {spend ? (
        <p>{t('campaigns.report.how.capped', { cap: money(Math.round(spend.capped.capMinor)) })}</p>
      ) : null}
      {spend?.adjusted ? (
        <p>
          {t('campaigns.report.how.adjusted', {
            share: percent(Math.max(0, 1 - spend.adjusted.varianceRatio), 0),
          })}
        </p>
      ) : null}
      <p>{t('campaigns.report.how.limits')}</p>
    </How>
  )
}
