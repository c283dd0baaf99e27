import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { rfm } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { HeatMap } from '#ui/kit/chart/heat-map.tsx'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { bandsOf, emptyScores } from './bands.ts'
import { useBandText } from './band-text.ts'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { Looked } from './looked.tsx'
import { useLens } from './use-lens.ts'
import type { LensInUse } from './use-lens.ts'

type Told5 = Told<typeof rfm>

/** Who came lately, who comes often, who spends (C60). */
export function RfmPage() {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const use = useLens()
  const ask = useCall(rfm, use.lens, { keep: true })
  const answer = (told: Told5) => {
    const best = told.grid.find((cell) => cell.r === 5 && cell.f === 5)
    const people = best?.people ?? 0
    const share = percent(shareOf(best?.spendMinor ?? 0, told.spendMinor), 0)
    return t('insight.rfm.answer', {
      count: people,
      n: number(people),
      all: number(told.members),
      share,
      day: day(told.asOf),
    })
  }
  return (
    <Looked title={t('insight.rfm.title')} use={use} ask={ask} answer={answer}>
      {(told) => (
        <>
          <EmptyScores told={told} />
          <Map told={told} use={use} />
          <Meaning told={told} use={use} />
          <How>
            <p>{t('insight.rfm.how.method')}</p>
            <p>{t('insight.rfm.how.ties')}</p>
            <p>{t('insight.rfm.how.limits')}</p>
          </How>
        </>
      )}
    </Looked>
  )
}

/** Why a column of the picture is empty, before anybody asks. */
function EmptyScores({ told }: Readonly<{ told: Told5 }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const scores = emptyScores(bandsOf(told.cuts.f, 'f'))
  const heavy = told.heavyFrequency
  if (scores.length === 0 || !heavy) return null
  const bought = t('insight.rfm.bought', { count: heavy.value, n: number(heavy.value) })
  return (
    <p className="teach">
      {t('insight.rfm.emptyScore', {
        scores: scores.join(t('segments.rule.or')),
        share: percent(heavy.shareBps / 10_000, 0),
        bought,
      })}
      <small>{t('insight.rfm.emptyWhy')}</small>
    </p>
  )
}

const UP = [1, 2, 3, 4, 5] as const
const DOWN = [5, 4, 3, 2, 1] as const

function Map({ told, use }: Readonly<{ told: Told5; use: LensInUse }>) {
  const { t } = useTranslation()
  const { money, number, shortMoney } = useFormats()
  const members = (count: number) => t('insight.members', { count, n: number(count) })
  const to = (r: number, f: number) => use.to(paths.audience({}), { r: String(r), f: String(f) })
  const filled = told.grid.filter((cell) => cell.people > 0)
  const cells = filled.map((cell) => ({
    x: cell.f,
    y: cell.r,
    // A cell whose members took more back than they bought still holds people: the palest colour, never none.
    value: Math.max(1, cell.spendMinor),
    text: number(cell.people),
    note: shortMoney(cell.spendMinor),
    label: t('insight.rfm.cell', {
      r: cell.r,
      f: cell.f,
      people: members(cell.people),
      money: money(cell.spendMinor),
    }),
    to: to(cell.r, cell.f),
  }))
  const rows = filled
    .toSorted((a, b) => b.spendMinor - a.spendMinor)
    .map((cell) => ({
      key: `${cell.r}${cell.f}`,
      cells: [`R ${cell.r} · F ${cell.f}`, number(cell.people), money(cell.spendMinor)],
      to: to(cell.r, cell.f),
    }))
  const head = [t('insight.rfm.score'), t('insight.rfm.people'), t('insight.rfm.money')]
  const drawing = (
    <HeatMap
      caption={t('insight.rfm.caption')}
      xs={UP}
      ys={DOWN}
      xTitle={t('insight.rfm.frequency')}
      yTitle={t('insight.rfm.recency')}
      xLabel={(n) => t('insight.rfm.column', { n })}
      yLabel={(n) => t('insight.rfm.row', { n })}
      cells={cells}
    />
  )
  return (
    <Section title={t('insight.rfm.map')} note={t('insight.rfm.mapNote')}>
      <WithTable drawing={drawing} table={{ caption: t('insight.rfm.caption'), head, rows }} />
    </Section>
  )
}

/** The cuts in the shop's own words, best score first. */
function Meaning({ told, use }: Readonly<{ told: Told5; use: LensInUse }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const bandText = useBandText()
  const head = [t('insight.rfm.score'), t('insight.rfm.means'), t('insight.rfm.people')]
  return (
    <Section title={t('insight.rfm.meaning')} note={t('insight.rfm.meaningNote')}>
      <div className="three">
        {(['r', 'f', 'm'] as const).map((kind) => {
          const rows = bandsOf(told.cuts[kind], kind).map((band) => {
            const people = told.counts[kind][band.score - 1] ?? 0
            return {
              key: String(band.score),
              cells: [String(band.score), bandText(kind, band), number(people)],
              ...(people > 0 ? { to: use.to(paths.audience({}), { [kind]: String(band.score) }) } : {}),
            }
          })
          const title = t(`segments.field.${kind}`)
          return (
            <div key={kind}>
              <h3>{title}</h3>
              <NumbersTable caption={title} head={head} words={[1]} rows={rows.toReversed()} />
            </div>
          )
        })}
      </div>
    </Section>
  )
}
