import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { ladder, pareto, quadrants, rfm } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { Looked } from './looked.tsx'
import { QuestionList } from './question-list.tsx'
import { CurveSketch, GridSketch, KindSketch, StairSketch } from './sketches.tsx'
import { useLens } from './use-lens.ts'

type Kinds = Told<typeof quadrants>

/** Who your customers are, in four pictures; each opens its page. */
export function InsightPage() {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const use = useLens()
  const ask = useCall(quadrants, use.lens, { keep: true })
  const answer = (told: Kinds) => {
    const best = told.groups.find((group) => group.quadrant === 'confidant')
    return t('insight.home.answer', {
      n: number(best?.people ?? 0),
      all: number(told.members),
      share: percent(shareOf(best?.spendMinor ?? 0, told.spendMinor), 0),
    })
  }
  return (
    <Looked title={t('insight.title')} use={use} ask={ask} home answer={answer} below={<QuestionList />}>
      {(told) => (
        <>
          <div className="insight-cards">
            <QuadrantsCard told={told} to={use.to(paths.quadrants)} />
            <RfmCard lens={use.lens} to={use.to(paths.rfm)} />
            <LadderCard lens={use.lens} to={use.to(paths.ladder)} />
            <ParetoCard lens={use.lens} to={use.to(paths.pareto)} />
          </div>
          <p className="insight-more">
            <Go to={paths.comeBack}>{t('comeBack.title')}</Go>
            <Go to={use.to(paths.audience({}))}>{t('insight.home.all')}</Go>
          </p>
        </>
      )}
    </Looked>
  )
}

/** A part of a whole that may be nothing. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

type CardWords = Readonly<{ title: string; answer: ReactNode; to: string; children: ReactNode }>

function Card({ title, answer, to, children }: CardWords) {
  return (
    <Go to={to}>
      <div>
        <h2>{title}</h2>
        <p>{answer}</p>
      </div>
      {children}
    </Go>
  )
}

type Asking = Readonly<{ lens: ReturnType<typeof useLens>['lens']; to: string }>

function QuadrantsCard({ told, to }: Readonly<{ told: Kinds; to: string }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const people = (kind: string) => told.groups.find((group) => group.quadrant === kind)?.people ?? 0
  const answer = t('insight.home.quadrantsAnswer', {
    n: number(people('confidant')),
    butterflies: number(people('butterfly')),
  })
  return (
    <Card title={t('insight.home.quadrants')} answer={answer} to={to}>
      <KindSketch groups={told.groups} />
    </Card>
  )
}

function RfmCard({ lens, to }: Asking) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const { data } = useCall(rfm, lens, { keep: true })
  const best = data?.grid.find((cell) => cell.r === 5 && cell.f === 5)
  const answer = data
    ? t('insight.home.rfmAnswer', {
        count: best?.people ?? 0,
        n: number(best?.people ?? 0),
        share: percent(shareOf(best?.spendMinor ?? 0, data.spendMinor), 0),
      })
    : null
  return (
    <Card title={t('insight.home.rfm')} answer={answer} to={to}>
      <GridSketch cells={data?.grid ?? []} />
    </Card>
  )
}

function LadderCard({ lens, to }: Asking) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(ladder, lens, { keep: true })
  const of100 = (step: number) => number(outOf100(data?.steps ?? [], step))
  const answer = data ? t('insight.home.ladderAnswer', { two: of100(2), three: of100(3) }) : null
  return (
    <Card title={t('insight.home.ladder')} answer={answer} to={to}>
      <StairSketch values={data?.steps.map((step) => step.members) ?? []} />
    </Card>
  )
}

/** Of a hundred members on the first step, how many reach another. */
export function outOf100(
  steps: readonly Readonly<{ purchases: number; members: number }>[],
  step: number,
): number {
  const members = (purchases: number) => steps.find((one) => one.purchases === purchases)?.members ?? 0
  return Math.round(shareOf(members(step), members(1)) * 100)
}

function ParetoCard({ lens, to }: Asking) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const { data } = useCall(pareto, lens, { keep: true })
  const answer = data
    ? t('insight.home.paretoAnswer', { share: percent(data.topFifthShareBps / 10_000, 0) })
    : null
  return (
    <Card title={t('insight.home.pareto')} answer={answer} to={to}>
      <CurveSketch
        points={data?.curve.map((p) => [p.membersBps / 10_000, p.spendBps / 10_000] as const) ?? []}
      />
    </Card>
  )
}
