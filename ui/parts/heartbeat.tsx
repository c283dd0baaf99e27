import { useTranslation } from 'react-i18next'
import { dayNumber } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import { useFormats } from '#ui/kit/surroundings.tsx'

export type Beat = Readonly<{ day: string; spendMinor: number }>

const WIDTH = 720
const HEIGHT = 64
const FLOOR = HEIGHT - 14
const LOWEST = 6

/** Where each purchase day stands between the first and the last, and how high; a root keeps small days visible. */
export function beatsAt(
  beats: readonly Beat[],
  asOf: string,
): readonly Readonly<{ x: number; height: number }>[] {
  const first = beats.reduce((min, beat) => (beat.day < min ? beat.day : min), asOf)
  const from = dayNumber(first as BusinessDay)
  const span = Math.max(1, dayNumber(asOf as BusinessDay) - from)
  const most = beats.reduce((max, beat) => Math.max(max, beat.spendMinor), 1)
  return beats.map((beat) => ({
    x: 8 + ((dayNumber(beat.day as BusinessDay) - from) / span) * (WIDTH - 16),
    height: LOWEST + Math.sqrt(Math.max(0, beat.spendMinor) / most) * (FLOOR - LOWEST - 4),
  }))
}

/** One member's purchase days as a pulse: how often, how much, and the silence since. */
export function Heartbeat({ beats, asOf }: Readonly<{ beats: readonly Beat[]; asOf: string }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const first = beats.reduce((min, beat) => (beat.day < min ? beat.day : min), asOf)
  const label = t('parts.heartbeat.label', {
    count: beats.length,
    n: number(beats.length),
    from: day(first),
    to: day(asOf),
  })
  const places = beatsAt(beats, asOf)
  return (
    <figure className="heartbeat">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
        <line className="heartbeat-floor" x1={0} x2={WIDTH} y1={FLOOR} y2={FLOOR} />
        {beats.map((beat, at) => {
          const place = places[at]
          return place ? (
            <line
              key={beat.day}
              className="heartbeat-beat"
              x1={place.x}
              x2={place.x}
              y1={FLOOR}
              y2={FLOOR - place.height}
            >
              <title>{t('parts.heartbeat.day', { day: day(beat.day), money: money(beat.spendMinor) })}</title>
            </line>
          ) : null
        })}
      </svg>
      <figcaption className="num">
        <span>{day(first)}</span>
        <span>{label}</span>
        <span>{day(asOf)}</span>
      </figcaption>
    </figure>
  )
}
