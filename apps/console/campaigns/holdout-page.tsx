import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { holdoutReport, showHoldout } from '#domain/campaign/contract/holdout'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { How } from '../insight/how.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { Picture, Relative } from './comparison.tsx'
import { HoldoutForm } from './holdout-form.tsx'
import { useSigned } from './signed.ts'
import { SpanFigure } from './span-figure.tsx'
import { SpokenVerdict } from './spoken-verdict.tsx'
import { lastDayOf } from './words.ts'
import '../insight/insight.css'
import './campaigns.css'

type Holdout = Told<typeof showHoldout>
type Measured = NonNullable<Told<typeof holdoutReport>['measured']>

/** What all campaigns and journeys brought together, and whom that is measured by (G3, C73). */
export function HoldoutPage() {
  const { t } = useTranslation()
  const ask = useCall(showHoldout, {})
  const may = useMay()
  return (
    <Answered ask={ask}>
      {(holdout) => (
        <Page
          title={t('holdout.title')}
          answer={<Stands holdout={holdout} />}
          actions={may('org.manage') && isOffered(holdout) ? <HoldoutForm holdout={holdout} /> : null}
          back={{ to: paths.campaigns, label: t('campaigns.title') }}
        >
          <div className="whole">
            <Report holdout={holdout} />
            <How>
              <p>{t('holdout.how.draw')}</p>
              <p>{t('holdout.how.itt')}</p>
              <p>{t('campaigns.report.how.interval')}</p>
              <p>{t('holdout.how.limits')}</p>
            </How>
          </div>
        </Page>
      )}
    </Answered>
  )
}

const isOffered = ({ state, members, membersNeeded }: Holdout): boolean =>
  state === 'on' || members >= membersNeeded

function Stands({ holdout }: Readonly<{ holdout: Holdout }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const { state, offSince, members, membersNeeded, heldNow, periods } = holdout
  const [now] = periods
  if (state === 'on' && now)
    return (
      <>
        {t('holdout.answer.on', {
          share: percent(now.shareBps / 10_000),
          n: number(heldNow),
          day: day(now.endsOn),
        })}
      </>
    )
  if (state === 'off') return <>{t('holdout.answer.off', { day: day(offSince ?? '') })}</>
  if (members < membersNeeded)
    return <>{t('holdout.answer.small', { n: number(members), needed: number(membersNeeded) })}</>
  return <>{t('holdout.answer.undecided')}</>
}

function Report({ holdout }: Readonly<{ holdout: Holdout }>) {
  const { t } = useTranslation()
  const [, , { period }] = useListState()
  const ask = useCall(holdoutReport, typeof period === 'string' ? { id: period } : {})
  return (
    <Answered ask={ask}>
      {({ measured }) =>
        measured === null ? (
          <EmptyState title={t('holdout.nothing')}>{t('holdout.nothingWords')}</EmptyState>
        ) : (
          <>
            <Periods holdout={holdout} shown={measured.period.id} />
            <Outcome holdout={holdout} of={measured} />
          </>
        )
      }
    </Answered>
  )
}

function Periods({ holdout, shown }: Readonly<{ holdout: Holdout; shown: string }>) {
  const { t } = useTranslation()
  const go = useGo()
  const { day, percent } = useFormats()
  if (holdout.periods.length < 2) return null
  const options = holdout.periods.map(({ id, startsOn, endsOn, shareBps }) => ({
    value: id,
    label: t('holdout.periodOf', {
      from: day(startsOn),
      to: day(lastDayOf(endsOn)),
      share: percent(shareBps / 10_000),
    }),
  }))
  return (
    <Select
      className="holdout-period"
      aria-label={t('holdout.period')}
      value={shown}
      options={options}
      onChange={(period) => go(paths.holdout({ period }))}
    />
  )
}

function Outcome({ holdout, of }: Readonly<{ holdout: Holdout; of: Measured }>) {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  const { period, buyers, spend, arms } = of
  const bought = arms.reduce((sum, one) => sum + one.buyers, 0)
  const ended = holdout.state === 'off' && period.id === holdout.periods[0]?.id
  return (
    <>
      {ended ? <p className="teach">{t('holdout.stopped', { day: day(period.endsOn) })}</p> : null}
      <SpokenVerdict of={{ ...of, startsOn: period.startsOn, endsOn: period.endsOn }} />
      <Totals of={of} />
      {buyers && spend && bought > 0 ? (
        <Section title={t('holdout.compare')} note={t('campaigns.report.pictureNote')}>
          <Picture buyers={buyers} spend={spend} />
          <Relative spend={spend} />
        </Section>
      ) : null}
      <Section title={t('holdout.table')}>
        <Sides of={of} />
        <p className={of.sampleRatio.state === 'fine' ? 'quiet' : 'teach'}>
          {t(`campaigns.report.split.${of.sampleRatio.state}`)}
        </p>
        <Resting of={of.resting} />
        {of.detectableMinor === null ? null : (
          <p className="quiet">{t('holdout.detectable', { money: money(Math.round(of.detectableMinor)) })}</p>
        )}
      </Section>
    </>
  )
}

function Resting({ of }: Readonly<{ of: number }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return of === 0 ? null : <p className="quiet">{t('holdout.resting', { count: of, n: number(of) })}</p>
}

function Totals({ of }: Readonly<{ of: Measured }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const { signedPoints } = useSigned()
  const { caused, total, buyers, verdict } = of
  const known = verdict.kind !== 'no_sign'
  return (
    <Figures>
      {caused ? <SpanFigure label={t('holdout.caused')} of={caused.sales} known={known} /> : null}
      {total ? (
        <SpanFigure label={t('holdout.total')} of={total} known={known} />
      ) : (
        <Figure label={t('holdout.total')} value={t('campaigns.report.totalUnknown')} />
      )}
      {buyers ? (
        <Figure
          label={t('holdout.buyers')}
          value={signedPoints(buyers.diff)}
          note={t('campaigns.report.buyersNote', {
            treated: percent(buyers.treated),
            control: percent(buyers.control),
          })}
        />
      ) : null}
      <Figure label={t('holdout.cost')} value={<MoneyText of={of.costMinor} />} />
      <Figure
        label={t('holdout.sent')}
        value={<NumberText of={of.messages} />}
        note={t('holdout.sentNote', { count: of.campaigns, n: number(of.campaigns) })}
      />
    </Figures>
  )
}

const ROWS = ['members', 'reached', 'buyers', 'purchases', 'spendMinor', 'spendBeforeMinor'] as const

function Sides({ of }: Readonly<{ of: Measured }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const side = (arm: 'told' | 'held') => of.arms.find((one) => one.arm === arm)
  const rows = ROWS.map((key) => {
    const write = key === 'spendMinor' || key === 'spendBeforeMinor' ? money : number
    const cells = [t(`holdout.row.${key}`), write(side('told')?.[key] ?? 0), write(side('held')?.[key] ?? 0)]
    return { key, cells }
  })
  const head = (['what', 'told', 'held'] as const).map((key) => t(`holdout.head.${key}`))
  return <NumbersTable caption={t('holdout.table')} head={head} rows={rows} />
}
