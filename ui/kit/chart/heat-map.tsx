import type { CSSProperties } from 'react'
import { Go } from '../go.tsx'

export type HeatCell = Readonly<{
  x: number
  y: number
  value: number
  text: string
  note?: string
  label: string
  to?: string
}>

type HeatWords = Readonly<{
  caption: string
  /** Columns from left to right, rows from top to bottom. */
  xs: readonly number[]
  ys: readonly number[]
  xTitle: string
  yTitle: string
  xLabel: (x: number) => string
  yLabel: (y: number) => string
  cells: readonly HeatCell[]
}>

const STEPS = 6

/**
 * Step 0…5 of a value. By the square root, because a few cells hold most people and a straight
 * scale would paint all the others alike; zero is always the lightest.
 */
export function stepOf(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0
  return Math.min(STEPS - 1, 1 + Math.floor(Math.sqrt(value / most) * (STEPS - 1) * 0.999))
}

/** A heat map that is a table: read by screen readers, walked by keyboard, each cell a link to who is in it. */
export function HeatMap({ caption, xs, ys, xTitle, yTitle, xLabel, yLabel, cells }: HeatWords) {
  const at = new Map(cells.map((cell) => [`${cell.x} ${cell.y}`, cell]))
  const most = cells.reduce((max, cell) => Math.max(max, cell.value), 0)
  return (
    <div className="heat">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td className="heat-corner">
              {yTitle} ↓<br />
              {xTitle} →
            </td>
            {xs.map((x) => (
              <th key={x} scope="col">
                {xLabel(x)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ys.map((y) => (
            <tr key={y}>
              <th scope="row">{yLabel(y)}</th>
              {xs.map((x) => (
                <Cell key={x} cell={at.get(`${x} ${y}`)} most={most} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell, most }: Readonly<{ cell: HeatCell | undefined; most: number }>) {
  if (!cell || cell.value <= 0) return <td className="heat-none">·</td>
  const step = stepOf(cell.value, most)
  const paint: CSSProperties = { background: `var(--step-${step})`, color: `var(--on-step-${step})` }
  const inside = (
    <>
      <span className="num">{cell.text}</span>
      {cell.note ? <small className="num">{cell.note}</small> : null}
    </>
  )
  return (
    <td style={paint}>
      {cell.to === undefined ? (
        <span title={cell.label}>{inside}</span>
      ) : (
        <Go to={cell.to} title={cell.label} aria-label={cell.label} style={paint}>
          {inside}
        </Go>
      )}
    </td>
  )
}
