import { useRef } from 'react'
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react'

type HandleWords = Readonly<{
  /** A line across (moved up and down) or upright (moved left and right). */
  across: boolean
  at: number
  from: number
  to: number
  value: number
  text: string
  label: string
  /** The value under a pixel of the drawing. */
  valueAt: (px: number) => number
  onMove: (value: number) => void
  /** How far an arrow key moves it; a twentieth of the value when absent. */
  step?: number
}>

/** The grip of a line in a drawing: dragged, or moved by arrow keys (a twentieth; with shift, a fifth). */
export function CutHandle({ across, at, from, to, value, text, label, valueAt, onMove, step }: HandleWords) {
  const grip = useRef<HTMLDivElement>(null)
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = grip.current?.parentElement?.getBoundingClientRect()
    if (!box) return
    const moved = valueAt(across ? event.clientY - box.top : event.clientX - box.left)
    if (Number.isFinite(moved) && moved > 0) onMove(moved)
  }
  const press = (event: KeyboardEvent) => {
    const up = event.key === 'ArrowUp' || event.key === 'ArrowRight'
    if (!up && event.key !== 'ArrowDown' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    if (step !== undefined) {
      onMove(up ? value + step : Math.max(step / 2, value - step))
      return
    }
    const part = event.shiftKey ? 0.2 : 0.05
    onMove(up ? value * (1 + part) : value / (1 + part))
  }
  const place: CSSProperties = across
    ? { top: at - 12, left: from, width: to - from, height: 24 }
    : { left: at - 12, top: from, height: to - from, width: 24 }
  return (
    <div
      ref={grip}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-valuenow={value}
      aria-valuetext={text}
      className={across ? 'cut cut-across' : 'cut'}
      style={place}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    >
      <span className="cut-grip num">{text}</span>
    </div>
  )
}
