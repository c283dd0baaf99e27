import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { useFormats, useSurroundings } from '../surroundings.tsx'
import { tokens } from '../theme.ts'
import type { Tokens } from '../theme.ts'
import { Canvas } from './canvas.tsx'
import { axis, inked } from './inks.ts'

export type DayBar = Readonly<{ day: string; lower: number; upper: number }>

type DayBarsWords = Readonly<{
  label: string
  days: readonly DayBar[]
  lowerTitle: string
  upperTitle: string
  write: (value: number) => string
  writeAxis: (value: number) => string
  onClick?: (day: string) => void
}>

/** A bar per day in two stacked parts, such as money from members and from others. */
export function DayBars(words: DayBarsWords) {
  const { label, days, lowerTitle, upperTitle, write, writeAxis, onClick } = words
  const { light } = useSurroundings()
  const { shortDay, day: longDay } = useFormats()
  const option = useMemo<EChartsOption>(() => {
    const t = tokens[light]
    const { tooltip, ...inks } = inked(t)
    const lower = part(
      t.kinds[0],
      lowerTitle,
      days.map((bar) => bar.lower),
    )
    const upper = part(
      t.steps[2],
      upperTitle,
      days.map((bar) => bar.upper),
    )
    return {
      ...inks,
      grid: { left: 4, right: 8, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip,
        trigger: 'axis',
        valueFormatter: (v) => write(Number(v)),
        axisPointer: shadow(t, longDay),
      },
      xAxis: {
        ...axis(t, ''),
        type: 'category',
        data: days.map((bar) => bar.day),
        axisLabel: { color: t.faded, formatter: shortDay, hideOverlap: true },
      },
      yAxis: {
        ...axis(t, ''),
        type: 'value',
        axisLine: { show: false },
        axisLabel: { color: t.faded, formatter: writeAxis },
      },
      series: [lower, upper],
    }
  }, [light, days, lowerTitle, upperTitle, write, writeAxis, shortDay, longDay])
  const open = onClick ? { onClick: (at: number) => days[at] && onClick(days[at].day) } : {}
  return <Canvas option={option} height={320} label={label} {...open} />
}

const part = (colour: string, name: string, data: number[]) => ({
  type: 'bar' as const,
  stack: 'day',
  name,
  data,
  itemStyle: { color: colour },
  barMaxWidth: 26,
  emphasis: { disabled: true },
})

const shadow = (t: Tokens, longDay: (day: string) => string) => ({
  type: 'shadow' as const,
  shadowStyle: { color: t.well, opacity: 0.5 },
  label: { formatter: ({ value }: { value: unknown }) => longDay(String(value)) },
})
