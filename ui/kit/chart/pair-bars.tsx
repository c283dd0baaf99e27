import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { useNarrow, useSurroundings } from '../surroundings.tsx'
import { tokens } from '../theme.ts'
import type { Tokens } from '../theme.ts'
import { Canvas } from './canvas.tsx'
import { axis, escaped, inked } from './inks.ts'

/** A bar, the same before beside it, and a point of the line over them where there is one. */
export type PairBar = Readonly<{ key: string; label: string; now: number; before?: number; line?: number }>

type PairBarsWords = Readonly<{
  /** Said to those who cannot see the picture. */
  label: string
  bars: readonly PairBar[]
  nowTitle: string
  beforeTitle?: string
  lineTitle?: string
  write: (value: number) => string
  writeAxis: (value: number) => string
  /** Bars that lie, for names too long to stand under one. */
  lying?: boolean
  /** Shares of one: the axis ends at the whole, and has fractions. */
  share?: boolean
  onClick?: (bar: PairBar) => void
}>

const HEIGHT = 320
const ROW = 38

/** Bars beside those of before: told apart by how light they are, so that no eye needs the hue. */
export function PairBars(words: PairBarsWords) {
  const { label, bars, lying = false, onClick, nowTitle, beforeTitle, lineTitle } = words
  const option = useOption(words)
  const open = onClick ? { onClick: (at: number) => bars[at] && onClick(bars[at]) } : {}
  const height = lying ? bars.length * ROW + 40 : HEIGHT
  const legend = [
    ['now', nowTitle],
    ['before', beforeTitle],
    ['line', lineTitle],
  ] as const
  return (
    <figure className="pair">
      {beforeTitle === undefined && lineTitle === undefined ? null : (
        <figcaption>
          {legend.map(([key, title]) =>
            title === undefined ? null : (
              <span key={key} className={`pair-${key}`}>
                {title}
              </span>
            ),
          )}
        </figcaption>
      )}
      <Canvas option={option} height={height} label={label} {...open} />
    </figure>
  )
}

function useOption(words: PairBarsWords): EChartsOption {
  const { bars, nowTitle, beforeTitle, lineTitle, write, writeAxis, lying = false, share = false } = words
  const { light } = useSurroundings()
  const narrow = useNarrow()
  return useMemo<EChartsOption>(() => {
    const t = tokens[light]
    const { tooltip, ...inks } = inked(t)
    const names = { ...axis(t, ''), type: 'category' as const, data: bars.map((bar) => bar.label) }
    const values = {
      ...axis(t, ''),
      type: 'value' as const,
      axisLine: { show: false },
      // Counts have no halves, and neither have minor units.
      ...(share ? { max: 1 } : { minInterval: 1 }),
      axisLabel: { color: t.faded, formatter: writeAxis, hideOverlap: true },
    }
    const width = narrow ? 96 : 190
    const lyingNames = {
      ...names,
      inverse: true,
      axisLabel: { color: t.ink, width, overflow: 'truncate' as const },
    }
    const standing = { ...names, axisLabel: { color: t.faded, hideOverlap: true } }
    return {
      ...inks,
      grid: { left: 4, right: 16, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: t.well, opacity: 0.5 } },
        formatter: (at) => tip(Array.isArray(at) ? at : [at], write),
      },
      xAxis: lying ? values : standing,
      yAxis: lying ? lyingNames : values,
      series: series(t, bars, { nowTitle, beforeTitle, lineTitle }),
    }
  }, [light, narrow, bars, nowTitle, beforeTitle, lineTitle, write, writeAxis, lying, share])
}

type Titles = Readonly<{
  nowTitle: string
  beforeTitle: string | undefined
  lineTitle: string | undefined
}>

function series(t: Tokens, bars: readonly PairBar[], of: Titles): NonNullable<EChartsOption['series']> {
  const { nowTitle, beforeTitle, lineTitle } = of
  const now = {
    type: 'bar' as const,
    name: nowTitle,
    data: bars.map((bar) => bar.now),
    itemStyle: { color: t.kinds[0] },
    barMaxWidth: 26,
    emphasis: { disabled: true },
  }
  const before = {
    ...now,
    name: beforeTitle ?? '',
    data: bars.map((bar) => bar.before ?? null),
    itemStyle: { color: t.steps[1], borderColor: t.edge, borderWidth: 1 },
  }
  const line = {
    type: 'line' as const,
    name: lineTitle ?? '',
    data: bars.map((bar) => bar.line ?? null),
    showSymbol: false,
    lineStyle: { color: t.cinnabar, type: 'dashed' as const, width: 2 },
    itemStyle: { color: t.cinnabar },
  }
  return [now, ...(beforeTitle === undefined ? [] : [before]), ...(lineTitle === undefined ? [] : [line])]
}

type Point = Readonly<{ name?: string; seriesName?: string; value?: unknown; marker?: unknown }>

/** Names come from data, so they are escaped before they enter a tooltip. */
function tip(points: readonly Point[], write: (value: number) => string): string {
  const told = points.filter(({ value }) => typeof value === 'number')
  const lines = told.map(
    ({ marker, seriesName = '', value }) =>
      `${String(marker ?? '')}${escaped(seriesName)} <b>${escaped(write(Number(value)))}</b>`,
  )
  return [escaped(points[0]?.name ?? ''), ...lines].join('<br>')
}
