import type { ReactNode } from 'react'
import { Skeleton } from 'antd'
import { Go } from './go.tsx'
import { useFormats } from './surroundings.tsx'

type FigureWords = Readonly<{
  label: string
  /** Undefined while it is being asked. */
  value: ReactNode | undefined
  note?: ReactNode
  /** Change against the period before, as a share of it. */
  change?: number | undefined
  changeLabel?: string
  /** What is behind the number: a page, or a drawer. */
  to?: string
  onOpen?: () => void
}>

/** One number with its name, its change and a way to what is behind it. */
export function Figure(words: FigureWords) {
  const inside = <FigureInside {...words} />
  if (words.to !== undefined) {
    return (
      <Go to={words.to} className="figure figure-opens">
        {inside}
      </Go>
    )
  }
  if (words.onOpen) {
    return (
      <button type="button" className="figure figure-opens" onClick={words.onOpen}>
        {inside}
      </button>
    )
  }
  return <div className="figure">{inside}</div>
}

function FigureInside({ label, value, note, change, changeLabel }: FigureWords) {
  const { percent } = useFormats()
  return (
    <>
      <span className="figure-label">{label}</span>
      <span className="figure-value num">
        {value === undefined ? <Skeleton.Button active size="small" style={{ width: 96 }} /> : value}
      </span>
      {change === undefined ? null : (
        <span className={change < 0 ? 'figure-change figure-down' : 'figure-change'}>
          <span aria-hidden>{change < 0 ? '▼' : change > 0 ? '▲' : '='}</span> {percent(Math.abs(change))}{' '}
          {changeLabel}
        </span>
      )}
      {note ? <span className="figure-note">{note}</span> : null}
    </>
  )
}

/** Figures in a row with hairlines between them. */
export function Figures({ children }: Readonly<{ children: ReactNode }>) {
  return <div className="figures">{children}</div>
}
