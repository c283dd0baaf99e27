import type { Told } from '#base/endpoint'
import type { quadrants, rfm } from '#domain/insight/contract'
import { stepOf } from '#ui/kit/chart/heat-map.tsx'
import { quadrantKind } from '#ui/parts/quadrant-tag.tsx'

/** Small pictures without words: each stands beside a sentence that says the same. */
const WIDTH = 168
const BOX = { viewBox: '0 0 168 96', 'aria-hidden': true } as const

type Cells = Told<typeof rfm>['grid']

const SCORES = [1, 2, 3, 4, 5] as const

/** The recency and frequency grid, money as colour. */
export function GridSketch({ cells }: Readonly<{ cells: Cells }>) {
  const most = cells.reduce((max, cell) => Math.max(max, cell.spendMinor), 0)
  const at = (r: number, f: number) => cells.find((cell) => cell.r === r && cell.f === f)
  return (
    <svg {...BOX}>
      {SCORES.flatMap((r) =>
        SCORES.map((f) => {
          const step = stepOf(at(r, f)?.spendMinor ?? 0, most)
          const place = { x: (f - 1) * 34, y: (5 - r) * 19.6, width: 31, height: 17 }
          return (
            <rect
              key={`${r}${f}`}
              {...place}
              rx={2}
              style={{ fill: step === 0 ? 'var(--well)' : `var(--step-${step})` }}
            />
          )
        }),
      )}
    </svg>
  )
}

type Groups = Told<typeof quadrants>['groups']

/** Four kinds as shares of people above and of money below. */
export function KindSketch({ groups }: Readonly<{ groups: Groups }>) {
  return (
    <svg {...BOX}>
      <Strip
        y={14}
        parts={groups.map((group) => ({ kind: quadrantKind(group.quadrant), value: group.people }))}
      />
      <Strip
        y={54}
        parts={groups.map((group) => ({ kind: quadrantKind(group.quadrant), value: group.spendMinor }))}
      />
    </svg>
  )
}

type Part = Readonly<{ kind: number; value: number }>

function Strip({ y, parts }: Readonly<{ y: number; parts: readonly Part[] }>) {
  const upTo = (end: number) => parts.slice(0, end).reduce((sum, part) => sum + Math.max(0, part.value), 0)
  const scale = WIDTH / Math.max(1, upTo(parts.length))
  return (
    <>
      {parts.map((part, at) => (
        <rect
          key={part.kind}
          x={upTo(at) * scale}
          y={y}
          width={Math.max(0, Math.max(0, part.value) * scale - 2)}
          height={28}
          style={{ fill: `var(--kind-${part.kind})` }}
        />
      ))}
    </>
  )
}

/** Steps of a staircase, each its share of the first. */
export function StairSketch({ values }: Readonly<{ values: readonly number[] }>) {
  const shown = values.slice(0, 6)
  const most = Math.max(1, ...shown)
  return (
    <svg {...BOX}>
      {shown.map((value, at) => {
        const height = (value / most) * 92
        return (
          <rect
            key={`step ${at + 1}`}
            x={at * 28}
            y={96 - height}
            width={25}
            height={height}
            style={{ fill: 'var(--kind-0)' }}
          />
        )
      })}
    </svg>
  )
}

/** The concentration curve over its shaded area. */
export function CurveSketch({ points }: Readonly<{ points: readonly (readonly [number, number])[] }>) {
  const line = [[0, 0] as const, ...points].map(([x, y]) => `${x * 166 + 1},${95 - y * 92}`).join(' ')
  return (
    <svg {...BOX}>
      <polygon points={`${line} 167,95 1,95`} style={{ fill: 'var(--wash)' }} />
      <line x1={1} y1={95} x2={167} y2={3} style={{ stroke: 'var(--edge)', strokeDasharray: '3 3' }} />
      <polyline points={line} style={{ fill: 'none', stroke: 'var(--pine)', strokeWidth: 2.5 }} />
    </svg>
  )
}
