import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { useFormats, useSurroundings } from '../surroundings.tsx'
import { tokens } from '../theme.ts'
import type { Tokens } from '../theme.ts'
import { Canvas } from './canvas.tsx'
import { axis, inked } from './inks.ts'

type CurveWords = Readonly<{
  label: string
  /** Shares of one, from 0,0 to 1,1. */
  points: readonly (readonly [number, number])[]
  xTitle: string
  yTitle: string
  /** The point to look at, for example 20 % of members bring 62 % of the money. */
  mark: Readonly<{ x: number; y: number; text: string }>
}>

/** A concentration curve (Pareto, Lorenz) with the one point worth reading on it, against "everybody equal". */
export function Curve({ label, points, xTitle, yTitle, mark }: CurveWords) {
  const { light } = useSurroundings()
  const { percent } = useFormats()
  const option = useMemo<EChartsOption>(() => {
    const t = tokens[light]
    const { tooltip, ...inks } = inked(t)
    return {
      ...inks,
      grid: { left: 8, right: 24, top: 34, bottom: 30, containLabel: true },
      tooltip: { ...tooltip, trigger: 'axis', valueFormatter: (v) => percent(Number(v)) },
      xAxis: { ...shareAxis(t, xTitle, percent), nameLocation: 'middle', nameGap: 28 },
      yAxis: shareAxis(t, yTitle, percent),
      series: [curveLine(t, yTitle, points), equalLine(t), markDot(t, mark)] as NonNullable<
        EChartsOption['series']
      >,
    }
  }, [light, percent, points, xTitle, yTitle, mark])
  return <Canvas option={option} height={340} label={label} />
}

const shareAxis = (t: Tokens, title: string, percent: (share: number, digits?: number) => string) => ({
  ...axis(t, title),
  type: 'value' as const,
  min: 0,
  max: 1,
  axisLabel: { color: t.faded, formatter: (v: number) => percent(v, 0) },
})

const curveLine = (t: Tokens, name: string, points: CurveWords['points']) => ({
  type: 'line',
  name,
  data: points.map((point) => [...point]),
  showSymbol: false,
  lineStyle: { color: t.pine, width: 2.5 },
  areaStyle: { color: t.wash },
  itemStyle: { color: t.pine },
})

/** Where the curve would lie if everybody brought the same. */
const equalLine = (t: Tokens) => ({
  type: 'line',
  silent: true,
  tooltip: { show: false },
  data: [0, 1].map((end) => [end, end]),
  showSymbol: false,
  lineStyle: { color: t.edge, type: 'dashed', width: 1 },
})

const markDot = (t: Tokens, mark: CurveWords['mark']) => ({
  type: 'scatter',
  silent: true,
  tooltip: { show: false },
  data: [[mark.x, mark.y]],
  symbolSize: 11,
  // Above the filled curve.
  z: 10,
  itemStyle: { color: t.cinnabar, opacity: 1 },
  label: {
    show: true,
    position: 'right',
    distance: 10,
    formatter: mark.text,
    color: t.ink,
    fontSize: 13,
    fontWeight: 600,
  },
})
