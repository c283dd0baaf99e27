import { useNarrow } from '../surroundings.tsx'

export type Interval = Readonly<{
  key: string
  label: string
  low: number
  middle: number
  high: number
  text: string
}>

type IntervalWords = Readonly<{
  caption: string
  rows: readonly Interval[]
  /** Writes a number of the axis. */
  write: (value: number) => string
}>

/** Drawn units; a phone gets fewer, so that the text stays readable. */
const WIDE = 640
const SLIM = 350
const ROW = 46
const LEFT = 12
const TOP = 26

/** Where the axis begins and ends: all intervals and zero, with a little room. */
export function reach(rows: readonly Pick<Interval, 'low' | 'high'>[]): readonly [number, number] {
  const low = Math.min(0, ...rows.map((row) => row.low))
  const high = Math.max(0, ...rows.map((row) => row.high))
  const room = (high - low || 1) * 0.08
  return [low - room, high + room]
}

/** Effects as dots with intervals against zero: what crosses the zero line may be nothing. */
export function IntervalDot({ caption, rows, write }: IntervalWords) {
  const width = useNarrow() ? SLIM : WIDE
  const [from, to] = reach(rows)
  const x = (value: number) => LEFT + ((value - from) / (to - from)) * (width - 2 * LEFT)
  const height = TOP + rows.length * ROW + 26
  return (
    <svg className="interval" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={caption}>
      <line className="interval-zero" x1={x(0)} x2={x(0)} y1={TOP - 8} y2={height - 22} />
      <text className="interval-axis" x={x(0)} y={TOP - 12} textAnchor="middle">
        {write(0)}
      </text>
      {rows.map((row, at) => {
        const y = TOP + at * ROW + ROW / 2 + 4
        const sure = row.low > 0 || row.high < 0
        return (
          <g key={row.key} className={sure ? 'interval-sure' : 'interval-open'}>
            <text className="interval-label" x={LEFT} y={y - 12}>
              {`${row.label}  ${row.text}`}
            </text>
            <line x1={x(row.low)} x2={x(row.high)} y1={y} y2={y} />
            <line x1={x(row.low)} x2={x(row.low)} y1={y - 5} y2={y + 5} />
            <line x1={x(row.high)} x2={x(row.high)} y1={y - 5} y2={y + 5} />
            <circle cx={x(row.middle)} cy={y} r={6} />
          </g>
        )
      })}
      <text className="interval-axis" x={LEFT} y={height - 4}>
        {write(from)}
      </text>
      <text className="interval-axis" x={width - LEFT} y={height - 4} textAnchor="end">
        {write(to)}
      </text>
    </svg>
  )
}
