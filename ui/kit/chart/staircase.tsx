import type { ReactNode } from 'react'
import { Go } from '../go.tsx'

export type Step = Readonly<{
  key: string
  label: string
  value: number
  text: string
  note?: ReactNode
  to?: string
}>

/** Steps of one staircase: each bar is its share of the first, the note says how many climbed on. */
export function Staircase({ caption, steps }: Readonly<{ caption: string; steps: readonly Step[] }>) {
  const most = steps.reduce((max, step) => Math.max(max, step.value), 0)
  return (
    <ol className="stairs" aria-label={caption}>
      {steps.map((step) => {
        const width = most > 0 ? Math.max(0.4, (step.value / most) * 100) : 0
        const inside = (
          <>
            <span className="stairs-label">{step.label}</span>
            <span className="stairs-track" aria-hidden>
              <span className="stairs-bar" style={{ width: `${width}%` }} />
            </span>
            <span className="stairs-value num">{step.text}</span>
            <span className="stairs-note">{step.note}</span>
          </>
        )
        return (
          <li key={step.key}>
            {step.to === undefined ? <div>{inside}</div> : <Go to={step.to}>{inside}</Go>}
          </li>
        )
      })}
    </ol>
  )
}

export type Share = Readonly<{
  key: string
  label: string
  value: number
  text: string
  note?: ReactNode
  kind: 0 | 1 | 2 | 3
  to?: string
}>

export const KIND_SHAPES = ['●', '◆', '▲', '■'] as const

/** A whole in up to four kinds: one strip, and under it each kind with its shape, number and link. */
export function ShareStrip({ caption, shares }: Readonly<{ caption: string; shares: readonly Share[] }>) {
  const whole = shares.reduce((sum, share) => sum + share.value, 0)
  return (
    <figure className="strip" aria-label={caption}>
      <div className="strip-bar" aria-hidden>
        {shares.map((share) => (
          <span
            key={share.key}
            style={{ flexGrow: whole > 0 ? share.value / whole : 0, background: `var(--kind-${share.kind})` }}
          />
        ))}
      </div>
      <ul>
        {shares.map((share) => {
          const inside = (
            <>
              <span className="strip-name">
                <span aria-hidden style={{ color: `var(--kind-${share.kind})` }}>
                  {KIND_SHAPES[share.kind]}
                </span>{' '}
                {share.label}
              </span>
              <span className="strip-value num">{share.text}</span>
              {share.note ? <span className="strip-note num">{share.note}</span> : null}
            </>
          )
          return (
            <li key={share.key}>
              {share.to === undefined ? <div>{inside}</div> : <Go to={share.to}>{inside}</Go>}
            </li>
          )
        })}
      </ul>
    </figure>
  )
}
