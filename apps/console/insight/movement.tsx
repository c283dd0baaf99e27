import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { movement, MOVEMENT_STEPS } from '#domain/insight/contract/movement'
import type { LIFECYCLES, QUADRANTS } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { HeatMap } from '#ui/kit/chart/heat-map.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Cut, Lens } from './lens.ts'

type Moved = Told<typeof movement>
type Flow = Moved['flows'][number]
type By = Moved['by']

type MovementWords = Readonly<{ by: By; lens: Lens; cuts?: Readonly<{ countCut: Cut; spendCut: Cut }> }>

const APARTS = [1, 3, 6, 12] as const

/** Who moved from one snapshot to the next, and which changes have held two of them (C62, C63). */
export function Movement({ by, lens, cuts }: MovementWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [apartMonths, setApart] = useState<number>(1)
  const ask = useCall(movement, { ...lens, ...cuts, by, apartMonths }, { keep: true })
  const options = APARTS.map((value) => ({
    value: value as number,
    label: t('insight.lens.months', { count: value, n: number(value) }),
  }))
  const choice = (
    <label className="lens-since">
      {t('insight.movement.apart')}{' '}
      <Select popupMatchSelectWidth={false} value={apartMonths} options={options} onChange={setApart} />
    </label>
  )
  return (
    <Section title={t('insight.movement.title')} note={t('insight.movement.note')} actions={choice}>
      <Answered ask={ask}>{(told) => <Moves told={told} />}</Answered>
    </Section>
  )
}

function useStateName(by: By): (state: string | null) => string {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (state) => {
    if (state === null) return t('insight.movement.nowhere')
    if (by === 'quadrant') return t(`parts.quadrant.${state as (typeof QUADRANTS)[number]}`)
    if (by === 'lifecycle') return t(`parts.lifecycle.${state as (typeof LIFECYCLES)[number]}`)
    const n = Number(state)
    const words = { count: n, n: number(n) }
    return n === MOVEMENT_STEPS ? t('insight.movement.stepOn', words) : t('insight.ladder.step', words)
  }
}

const sum = (flows: readonly Flow[]): number => flows.reduce((all, { members }) => all + members, 0)

function Moves({ told }: Readonly<{ told: Moved }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const held = sum(told.held.filter(({ from }) => from !== null))
  const words = {
    count: told.moved,
    n: number(told.moved),
    stayed: number(told.stayed),
    came: number(told.came),
    left: number(told.left),
    before: day(told.before),
    day: day(told.asOf),
  }
  return (
    <>
      <p>{t('insight.movement.answer', words)}</p>
      <p className="quiet">
        {t('insight.movement.held', { count: held, n: number(held), before: day(told.before) })}
      </p>
      <Ways told={told} />
    </>
  )
}

/** Every change of this period, and every one that has held, with how many of each. */
function waysOf({ flows, held }: Moved) {
  const same = (a: Flow) => (b: Flow) => a.from === b.from && a.to === b.to
  const changes = flows.filter(({ from, to }) => from !== to)
  const older = held.filter((one) => !changes.some(same(one))).map((one) => ({ ...one, members: 0 }))
  return [...changes, ...older]
    .map(({ members, ...way }) => ({
      ...way,
      now: members,
      held: held.find(same({ ...way, members }))?.members ?? 0,
    }))
    .toSorted((a, b) => b.now - a.now || b.held - a.held)
}

/** From the rows to the columns; 0 is nowhere. */
function Ways({ told }: Readonly<{ told: Moved }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const name = useStateName(told.by)
  const at = (state: string | null): number => (state === null ? 0 : told.states.indexOf(state) + 1)
  // Steps are numbers on the map, so that seven of them fit a phone.
  const label = (place: number) => {
    if (told.by !== 'step' || place === 0) return name(told.states[place - 1] ?? null)
    return place === MOVEMENT_STEPS ? t('insight.movement.more', { n: number(place) }) : number(place)
  }
  const places = [...told.states.map((_, place) => place + 1), 0]
  const wordsOf = ({ from, to, members }: Flow) => ({
    from: name(from),
    to: name(to),
    n: number(members),
    count: members,
  })
  const cells = told.flows.map((flow) => ({
    x: at(flow.to),
    y: at(flow.from),
    value: flow.members,
    text: number(flow.members),
    label: t('insight.movement.cell', wordsOf(flow)),
  }))
  // A change of the period before may have held although nobody made it in this one.
  const rows = waysOf(told).map(({ now, held, ...way }) => ({
    key: `${way.from} ${way.to}`,
    cells: [t('insight.movement.way', wordsOf({ ...way, members: now })), number(now), number(held)],
  }))
  const caption = t('insight.movement.caption')
  const head = [t('insight.movement.from'), t('insight.movement.members'), t('insight.movement.holds')]
  return (
    <WithTable
      drawing={
        <HeatMap
          caption={caption}
          xs={places}
          ys={places}
          xTitle={t('insight.movement.now')}
          yTitle={t('insight.movement.before')}
          xLabel={label}
          yLabel={label}
          cells={cells}
        />
      }
      table={{ caption, head, rows }}
    />
  )
}
