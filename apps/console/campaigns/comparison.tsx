import { useTranslation } from 'react-i18next'
import { showCampaign } from '#domain/campaign/contract'
import { useCall } from '#ui/call.ts'
import { IntervalDot } from '#ui/kit/chart/interval-dot.tsx'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Report } from './report-page.tsx'
import { useSigned } from './signed.ts'

type Difference = NonNullable<Report['buyers']>

/** The difference made, as a picture against zero and as a table. */
export function Comparison({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const buyers = report.arms.reduce((sum, arm) => sum + arm.buyers, 0)
  if (!report.buyers || !report.spend || buyers === 0) {
    return (
      <Section title={t('campaigns.report.table')}>
        <p className="quiet">
          {t(buyers === 0 ? 'campaigns.report.noneBought' : 'campaigns.report.noCompare')}
        </p>
        <ArmTable report={report} />
      </Section>
    )
  }
  return (
    <>
      <Section title={t('campaigns.report.picture')} note={t('campaigns.report.pictureNote')}>
        <Picture buyers={report.buyers} spend={report.spend} />
        <Relative spend={report.spend} />
      </Section>
      <Section title={t('campaigns.report.table')}>
        <ArmTable report={report} />
      </Section>
    </>
  )
}

type PictureWords = Readonly<{ buyers: Difference; spend: NonNullable<Report['spend']> }>

const KINDS = ['adjusted', 'capped', 'raw'] as const

/** Two axes, because points and money have no common one. */
export function Picture({ buyers, spend }: PictureWords) {
  const { t } = useTranslation()
  const { signedMoney, signedPoints } = useSigned()
  const label = t('campaigns.report.pictureLabel')
  const row = (key: string, title: string, of: Difference, write: (n: number) => string) => ({
    key,
    label: title,
    low: of.interval.low,
    middle: of.diff,
    high: of.interval.high,
    text: t('campaigns.report.range', {
      middle: write(of.diff),
      low: write(of.interval.low),
      high: write(of.interval.high),
    }),
  })
  const money = KINDS.flatMap((kind) => {
    const of = spend[kind]
    const title = `${t('campaigns.report.perMember')} (${t(`campaigns.report.${kind}`)})`
    return of ? [row(kind, title, of, signedMoney)] : []
  })
  return (
    <>
      <IntervalDot caption={label} rows={money} write={signedMoney} />
      <IntervalDot
        caption={label}
        rows={[row('buyers', t('campaigns.report.buyers'), buyers, signedPoints)]}
        write={signedPoints}
      />
    </>
  )
}

export function Relative({ spend }: Readonly<{ spend: Report['spend'] }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const relative = spend?.relative
  if (!relative) return null
  const sign = (share: number) => (share > 0 ? `+${percent(share)}` : percent(share))
  const words = relative.ratio < 0 ? 'relativeLess' : 'relative'
  return (
    <p>
      {t(`campaigns.report.${words}`, {
        ratio: percent(Math.abs(relative.ratio)),
        low: sign(relative.low),
        high: sign(relative.high),
      })}
    </p>
  )
}

/** Counts of both groups first, then every comparison with where the truth may lie. */
function ArmTable({ report }: Readonly<{ report: Report }>) {
  const { t } = useTranslation()
  const counts = useCounts(report)
  const compare = useCompare()
  const rows = [
    ...counts,
    ...compare('share', report.buyers),
    ...compare('raw', report.spend?.raw),
    ...compare('capped', report.spend?.capped),
    ...compare('adjusted', report.spend?.adjusted),
  ]
  const titles = ['what', 'treated', 'control', 'diff', 'range'] as const
  const head = titles.map((key) => t(`campaigns.report.head.${key}`))
  return <NumbersTable caption={t('campaigns.report.table')} head={head} rows={rows} />
}

type TableRow = Readonly<{ key: string; cells: readonly string[] }>

function useCounts(report: Report): readonly TableRow[] {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const sent = useCall(showCampaign, { id: report.campaignId }).data?.channel !== 'record'
  const treated = report.arms.find((arm) => arm.arm === 'treated')
  const control = report.arms.find((arm) => arm.arm === 'control')
  const rows = [
    ['members', number],
    ['reached', number],
    ['buyers', number],
    ['purchases', number],
    ['spendMinor', money],
    ['spendBeforeMinor', money],
  ] as const
  // Who does not send does not know who was reached.
  const known = rows.filter(([key]) => sent || key !== 'reached')
  return known.map(([key, write]) => ({
    key,
    cells: [
      t(`campaigns.report.row.${ROW_NAMES[key]}`),
      write(treated?.[key] ?? 0),
      write(control?.[key] ?? 0),
      '',
      '',
    ],
  }))
}

type Compared = 'share' | 'raw' | 'capped' | 'adjusted'

function useCompare(): (key: Compared, of: Difference | null | undefined) => readonly TableRow[] {
  const { t } = useTranslation()
  const { money, percent } = useFormats()
  const { signedMoney, signedPoints } = useSigned()
  const minor = (n: number) => money(Math.round(n))
  return (key, of) => {
    if (!of) return []
    const [write, sign] = key === 'share' ? [percent, signedPoints] : [minor, signedMoney]
    const range = t('campaigns.report.span', { low: sign(of.interval.low), high: sign(of.interval.high) })
    const what = t(`campaigns.report.row.${key}`)
    return [{ key, cells: [what, write(of.treated), write(of.control), sign(of.diff), range] }]
  }
}

const ROW_NAMES = {
  members: 'members',
  reached: 'reached',
  buyers: 'buyers',
  purchases: 'purchases',
  spendMinor: 'spend',
  spendBeforeMinor: 'before',
} as const
