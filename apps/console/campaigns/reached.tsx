import { useTranslation } from 'react-i18next'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Facts, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Report } from './report-page.tsx'

/** Whom it reached and what they did besides buying; what was caused stands beside what was only counted. */
export function Reached({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('campaigns.report.reach')} note={t('campaigns.report.reachNote')}>
        <Delivery report={report} />
        <Answers report={report} />
      </Section>
      <CausedPart report={report} />
    </>
  )
}

const STAGES = ['handed', 'arrived', 'lost', 'failed', 'withheld', 'unreachable', 'waiting'] as const

function Delivery({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { delivery, newMembers } = report
  const isNews = (key: (typeof STAGES)[number]) => key === 'handed' || (delivery?.[key] ?? 0) > 0
  const rows = [
    ...(delivery === null
      ? []
      : STAGES.filter(isNews).map((key) => ({
          label: t(`campaigns.report.delivery.${key}`),
          value: <span className="num">{number(delivery[key])}</span>,
        }))),
    ...(newMembers === null
      ? []
      : [
          {
            label: t('campaigns.report.newMembers'),
            value: <span className="num">{number(newMembers)}</span>,
          },
        ]),
  ]
  if (rows.length === 0) return <p className="quiet">{t('campaigns.report.nothingSent')}</p>
  return <Facts rows={rows} />
}

/** Both groups side by side: whoever was held out may say no or use a coupon, too. */
function Answers({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const of = (arm: 'treated' | 'control') => report.arms.find((one) => one.arm === arm)
  const shown = (['replied', 'stopped', 'couponUsers', 'couponUses'] as const).filter(
    (key) => report.couponCode !== null || key === 'replied' || key === 'stopped',
  )
  const rows = shown.map((key) => ({
    key,
    cells: [
      t(`campaigns.report.answers.${key}`, { code: report.couponCode ?? '' }),
      number(of('treated')?.[key] ?? 0),
      number(of('control')?.[key] ?? 0),
    ],
  }))
  const head = (['what', 'treated', 'control'] as const).map((key) => t(`campaigns.report.head.${key}`))
  return <NumbersTable caption={t('campaigns.report.reach')} head={head} rows={rows} />
}

function CausedPart({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const { number, percent, money } = useFormats()
  const { caused, couponCode, detectableMinor, measured } = report
  if (!measured) return <p className="teach">{t('campaigns.report.unmeasured')}</p>
  if (caused === null) return null
  const signed = (n: number) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${number(Math.abs(Math.round(n)))}`
  const range = (of: typeof caused.buyers) =>
    t('campaigns.report.range', { middle: signed(of.middle), low: signed(of.low), high: signed(of.high) })
  const attributed = report.arms.find((one) => one.arm === 'treated')?.couponUsers ?? 0
  const rows = [
    { label: t('campaigns.report.causedBuyers'), value: <span className="num">{range(caused.buyers)}</span> },
    {
      label: t('campaigns.report.causedPurchases'),
      value: <span className="num">{range(caused.purchases)}</span>,
    },
    ...(caused.anyway === null
      ? []
      : [
          {
            label: t('campaigns.report.anyway'),
            value: <span className="num">{percent(caused.anyway, 0)}</span>,
          },
        ]),
    ...(couponCode === null
      ? []
      : [
          {
            label: t('campaigns.report.attributed', { code: couponCode }),
            value: <span className="num">{number(attributed)}</span>,
          },
        ]),
    ...(detectableMinor === null
      ? []
      : [
          {
            label: t('campaigns.report.detectable'),
            value: <span className="num">{money(Math.round(detectableMinor))}</span>,
          },
        ]),
  ]
  return (
    <Section title={t('campaigns.report.causedTitle')} note={t('campaigns.report.causedNote')}>
      <div className="wide-facts">
        <Facts rows={rows} />
      </div>
    </Section>
  )
}
