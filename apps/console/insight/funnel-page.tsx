import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { LEAST_MEMBERS } from '#domain/insight/contract/people'
import { visitFunnel } from '#domain/insight/contract/signs'
import { useCall } from '#ui/call.ts'
import { Staircase } from '#ui/kit/chart/staircase.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { AsOfChoice, useAsOf } from './as-of.tsx'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { MonthsChoice, monthsIn } from './months-choice.tsx'
import { QuestionPage } from './question-page.tsx'
import { useLens } from './use-lens.ts'

type Funnel = Told<typeof visitFunnel>

const USUAL = 12
const MOST = 60
const OFFERED = [3, 6, 12, 24, 36] as const

/** At which visit newcomers buy (C77). */
export function FunnelPage() {
  const { t } = useTranslation()
  const use = useLens()
  const [asOf, changeDay] = useAsOf()
  const months = monthsIn(use.search, USUAL, MOST)
  const ask = useCall(visitFunnel, { ...(asOf ? { asOf } : {}), months }, { keep: true })
  return (
    <QuestionPage
      question="funnel"
      ask={ask}
      bar={
        <>
          <AsOfChoice chosen={asOf} shown={ask.data?.asOf} change={changeDay} />
          <MonthsChoice
            label={t('shop.funnel.months')}
            months={months}
            offered={OFFERED}
            named={(count, n) => t('shop.funnel.month', { count, n })}
            change={(chosen) => use.change({ months: chosen === USUAL ? undefined : chosen })}
          />
        </>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} />}
    </QuestionPage>
  )
}

/** The furthest visit that enough members came to: what is said of fewer would be chance. */
const furthest = ({ steps }: Funnel) => steps.findLast(({ visitors }) => visitors >= LEAST_MEMBERS)

function Answer({ told }: Readonly<{ told: Funnel }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const share = (bps: number | null | undefined) => percent((bps ?? 0) / 10_000, 0)
  const [first] = told.steps
  const last = furthest(told)
  const words = {
    n: number(told.visitors),
    from: day(told.joinedFrom),
    first: share(first?.shareBps),
    visit: last?.visit ?? 1,
    share: share(last?.shareBps),
    without: number(told.withoutPurchase),
    least: LEAST_MEMBERS,
  }
  if (told.verdict !== 'known') return <>{t(`shop.funnel.${told.verdict}`, words)}</>
  return <>{t((last?.visit ?? 1) > 1 ? 'shop.funnel.known' : 'shop.funnel.once', words)}</>
}

function Parts({ told }: Readonly<{ told: Funnel }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const members = paths.members([{ field: 'joinedOn', op: 'from', value: told.joinedFrom }])
  return (
    <>
      <Figures>
        <Figure label={t('shop.funnel.joined')} value={<NumberText of={told.newcomers} />} to={members} />
        <Figure
          label={t('shop.funnel.bought')}
          value={<NumberText of={told.bought} />}
          note={t('shop.funnel.boughtNote', { share: percent(shareOf(told.bought, told.newcomers), 0) })}
        />
        <Figure
          label={t('shop.funnel.without')}
          value={<NumberText of={told.withoutPurchase} />}
          note={t('shop.funnel.withoutNote', { n: number(told.visits) })}
        />
      </Figures>
      {told.visitors === 0 ? null : (
        <Section title={t('shop.funnel.picture')} note={t('shop.funnel.note')}>
          <Steps told={told} />
        </Section>
      )}
      <How>
        <p>{t('shop.funnel.how.method')}</p>
        <p>{t('shop.funnel.how.limits')}</p>
      </How>
    </>
  )
}

function Steps({ told }: Readonly<{ told: Funnel }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const share = (bps: number | null) => (bps === null ? '–' : percent(bps / 10_000))
  const caption = t('shop.funnel.picture')
  const steps = told.steps
    .filter(({ visitors }) => visitors > 0)
    .map(({ visit, visitors, boughtBy, shareBps }) => ({
      key: String(visit),
      label: t('shop.funnel.step', { n: visit }),
      value: visitors,
      text: number(visitors),
      note: `${t('shop.funnel.buyers')} ${number(boughtBy)} · ${share(shareBps)}`,
    }))
  const table = {
    caption,
    head: [
      t('shop.funnel.visit'),
      t('shop.funnel.visitors'),
      t('shop.funnel.buyers'),
      t('shop.column.share'),
    ],
    rows: told.steps.map((step) => ({
      key: String(step.visit),
      cells: [number(step.visit), number(step.visitors), number(step.boughtBy), share(step.shareBps)],
    })),
  }
  return <WithTable drawing={<Staircase caption={t('shop.funnel.label')} steps={steps} />} table={table} />
}
