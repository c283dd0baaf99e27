import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { quadrants } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { KIND_SHAPES } from '#ui/kit/chart/staircase.tsx'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { quadrantKind } from '#ui/parts/quadrant-tag.tsx'
import { paths } from '../paths.ts'
import { CutChoices } from './cut-choices.tsx'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { cutOf } from './lens.ts'
import { Looked } from './looked.tsx'
import { Movement } from './movement.tsx'
import { QuadrantPicture } from './quadrant-picture.tsx'
import { useLens } from './use-lens.ts'

type Kinds = Told<typeof quadrants>
type Group = Kinds['groups'][number]

/** Confidants, butterflies, barnacles, passers-by: who they are and what to do (C63). */
export function QuadrantsPage() {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const use = useLens()
  const cuts = { countCut: cutOf(use.search['countCut']), spendCut: cutOf(use.search['spendCut']) }
  const ask = useCall(quadrants, { ...use.lens, ...cuts }, { keep: true })
  const answer = (told: Kinds) => {
    const best = told.groups.find((group) => group.quadrant === 'confidant')
    const count = best?.people ?? 0
    const share = percent(shareOf(best?.spendMinor ?? 0, told.spendMinor), 0)
    return t('insight.quadrants.answer', {
      count,
      n: number(count),
      all: number(told.members),
      share,
      day: day(told.asOf),
    })
  }
  const to = (quadrant: string) => use.to(paths.audience({}), { quadrants: quadrant, ...ownCuts(cuts) })
  return (
    <Looked title={t('insight.quadrants.title')} use={use} ask={ask} answer={answer}>
      {(told) => (
        <>
          <Section title={t('insight.quadrants.picture')} note={t('insight.quadrants.pictureNote')}>
            <CutChoices told={told} cuts={cuts} change={use.change} />
            <QuadrantPicture told={told} change={use.change} />
          </Section>
          <Section title={t('insight.quadrants.groups')}>
            <div className="kinds">
              {told.groups.map((group) => (
                <KindCard key={group.quadrant} group={group} told={told} to={to(group.quadrant)} />
              ))}
            </div>
            <KindTable told={told} to={to} />
          </Section>
          <Movement by="quadrant" lens={use.lens} cuts={cuts} />
          <How>
            <p>{t('insight.quadrants.how.method')}</p>
            <p>{t('insight.quadrants.how.limits')}</p>
            <p>{t('insight.quadrants.how.source')}</p>
          </How>
        </>
      )}
    </Looked>
  )
}

type Cuts = Readonly<{ countCut: ReturnType<typeof cutOf>; spendCut: ReturnType<typeof cutOf> }>

/** Cuts other than the usual ones travel along, so that the list holds the same people. */
const ownCuts = (cuts: Cuts): Record<string, string | number> =>
  Object.fromEntries(Object.entries(cuts).filter(([, cut]) => cut !== 'mean'))

function KindCard({ group, told, to }: Readonly<{ group: Group; told: Kinds; to: string }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const { quadrant, people, spendMinor, near } = group
  const kind = quadrantKind(quadrant)
  return (
    <section className="kind">
      <h3>
        <span aria-hidden style={{ color: `var(--kind-${kind})` }}>
          {KIND_SHAPES[kind]}
        </span>
        {t(`parts.quadrant.${quadrant}`)}
        <small>{t(`parts.quadrantMeans.${quadrant}`)}</small>
      </h3>
      <div className="kind-numbers">
        <Go to={to}>{t('insight.members', { count: people, n: number(people) })}</Go>{' '}
        <small>{percent(shareOf(people, told.members), 0)}</small> · {money(spendMinor)}{' '}
        <small>{percent(shareOf(spendMinor, told.spendMinor), 0)}</small>
      </div>
      <p>{t(`insight.quadrants.todo.${quadrant}`)}</p>
      {near > 0 ? (
        <p className="quiet">{t('insight.quadrants.nearWords', { count: near, n: number(near) })}</p>
      ) : null}
    </section>
  )
}

function KindTable({ told, to }: Readonly<{ told: Kinds; to: (quadrant: string) => string }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const words = ['group', 'people', 'share', 'money', 'moneyShare', 'perHead', 'near'] as const
  const rows = told.groups.map(({ quadrant, people, spendMinor, near }) => ({
    key: quadrant,
    cells: [
      t(`parts.quadrant.${quadrant}`),
      number(people),
      percent(shareOf(people, told.members)),
      money(spendMinor),
      percent(shareOf(spendMinor, told.spendMinor)),
      people === 0 ? '–' : money(Math.round(spendMinor / people)),
      number(near),
    ],
    to: to(quadrant),
  }))
  return (
    <NumbersTable
      caption={t('insight.quadrants.groups')}
      head={words.map((word) => t(`insight.quadrants.${word}`))}
      rows={rows}
    />
  )
}
