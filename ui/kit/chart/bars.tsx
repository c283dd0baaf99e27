import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { useSurroundings } from '../surroundings.tsx'
import { tokens } from '../theme.ts'
import type { Tokens } from '../theme.ts'
import { Canvas } from './canvas.tsx'
import { axis, escaped, inked } from './inks.ts'

/** A bar; a light one is what is not whole or not the usual, and its table says so. */
export type Bar = Readonly<{ key: string; label: string; value: number; before?: number; light?: boolean }>

type BarsWords = Readonly<{
  label: string
  bars: readonly Bar[]
  title: string
  /** The line of diamonds: the same of the time before. */
  beforeTitle?: string
  write: (value: number) => string
  writeAxis: (value: number) => string
  /** From top to bottom, for names that are long. */
  lying?: boolean
  average?: Readonly<{ value: number; text: string }>
  onClick?: (key: string) => void
}>

const ROW = 34

/** Bars by name, with the time before as diamonds: told apart by shape and not by colour alone. */
export function Bars(words: BarsWords) {
  const { light } = useSurroundings()
  const { label, bars, title, beforeTitle, write, writeAxis, lying = false, average, onClick } = words
  const option = useMemo<EChartsOption>(() => {
    const t = tokens[light]
    const { tooltip, ...inks } = inked(t)
    const { names, values } = axesOf(t, { bars, lying, writeAxis })
    const series = [
      barsOf(t, { bars, title, average, lying }),
      ...(beforeTitle === undefined ? [] : [diamonds(t, beforeTitle, bars, lying)]),
    ]
    return {
      ...inks,
      grid: { left: 4, right: average ? 64 : 16, top: 16, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: t.well, opacity: 0.5 } },
        valueFormatter: (v) => (v === undefined || v === null ? '–' : escaped(write(Number(v)))),
      },
      xAxis: lying ? values : names,
      yAxis: lying ? names : values,
      series: series as NonNullable<EChartsOption['series']>,
    }
  }, [light, bars, title, beforeTitle, write, writeAxis, lying, average])
  const open = onClick ? { onClick: (at: number) => bars[at] && onClick(bars[at].key) } : {}
  return (
    <Canvas
      option={option}
      height={lying ? Math.max(160, bars.length * ROW + 30) : 320}
      label={label}
      {...open}
    />
  )
}

function axesOf(
  t: Tokens,
  { bars, lying, writeAxis }: Pick<BarsWords, 'bars' | 'writeAxis'> & { lying: boolean },
) {
  const narrow = lying ? { width: 130, overflow: 'truncate' as const } : {}
  return {
    names: {
      ...axis(t, ''),
      type: 'category' as const,
      data: bars.map((bar) => bar.label),
      inverse: lying,
      axisLabel: { color: t.faded, hideOverlap: true, ...narrow },
    },
    values: {
      ...axis(t, ''),
      type: 'value' as const,
      axisLine: { show: false },
      splitNumber: 4,
      axisLabel: { color: t.faded, formatter: writeAxis, hideOverlap: true },
    },
  }
}

type Drawn = Readonly<{
  bars: readonly Bar[]
  title: string
  average: BarsWords['average']
  lying: boolean
}>

function barsOf(t: Tokens, { bars, title, average, lying }: Drawn) {
  const line = average
    ? {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: t.cinnabar, type: 'dashed' as const },
          label: { color: t.cinnabar, formatter: average.text, position: 'end' as const },
          data: [lying ? { xAxis: average.value } : { yAxis: average.value }],
        },
      }
    : {}
  return {
    type: 'bar',
    name: title,
    barMaxWidth: 30,
    emphasis: { disabled: true },
    data: bars.map((bar) => ({
      value: bar.value,
      itemStyle: { color: bar.light ? t.steps[2] : t.kinds[0] },
    })),
    ...line,
  }
}

const diamonds = (t: Tokens, name: string, bars: readonly Bar[], lying: boolean) => ({
  type: 'scatter',
  name,
  symbol: 'diamond',
  symbolSize: 11,
  itemStyle: { color: t.kinds[1], borderColor: t.sheet, borderWidth: 1 },
  data: bars.map((bar, at) => {
    const value = bar.before ?? null
    return lying ? [value, at] : [at, value]
  }),
  encode: lying ? { x: 0, y: 1, tooltip: 0 } : { x: 0, y: 1, tooltip: 1 },
})
