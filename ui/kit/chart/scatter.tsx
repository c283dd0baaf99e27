import type { EChartsType } from 'echarts/core'
import type { EChartsOption } from 'echarts'
import { useCallback, useMemo, useState } from 'react'
import { useSurroundings } from '../surroundings.tsx'
import { tokens } from '../theme.ts'
import { Canvas } from './canvas.tsx'
import { CutHandle } from './cut-handle.tsx'
import { axis, escaped, inked } from './inks.ts'

export type Dot = Readonly<{ key: string; x: number; y: number; kind: 0 | 1 | 2 | 3; near: boolean }>

type ScatterWords = Readonly<{
  label: string
  dots: readonly Dot[]
  kindNames: readonly [string, string, string, string]
  xTitle: string
  yTitle: string
  writeX: (x: number) => string
  writeY: (y: number) => string
  /** Writes heights in the tooltip, where there is room for the whole number. */
  writeTipY?: (y: number) => string
  /** How far an arrow key moves the upright line; a twentieth when absent. */
  stepX?: number
  /** The two lines; dragging or arrow keys move them, the page decides what follows. */
  cutX: number
  cutY: number
  onCutX?: (x: number) => void
  onCutY?: (y: number) => void
  onOpen?: (key: string) => void
}>

const SHAPES = ['circle', 'diamond', 'triangle', 'rect'] as const

/** Where the plot lies inside the drawing, in pixels, and where the two lines cross it. */
type Plot = Readonly<{
  left: number
  right: number
  top: number
  bottom: number
  x: number
  y: number
  chart: EChartsType
}>

/** Members as dots on logarithmic axes, in four kinds (colour and shape), with two lines that can be moved. */
export function Scatter(words: ScatterWords) {
  const { dots, cutX, cutY, onCutX, onCutY, onOpen } = words
  const option = useScatterOption(words)
  const [plot, setPlot] = useState<Plot | undefined>(undefined)
  const order = useMemo(
    () => [0, 1, 2, 3].map((kind) => dots.filter((dot) => dot.kind === kind && dot.x > 0 && dot.y > 0)),
    [dots],
  )
  const drawn = useCallback((chart: EChartsType) => setPlot(plotOf(chart, cutX, cutY)), [cutX, cutY])
  const open = onOpen
    ? {
        onClick: (at: number, series: number) => {
          const dot = order[series]?.[at]
          if (dot) onOpen(dot.key)
        },
      }
    : {}
  return (
    <Canvas option={option} height={420} label={words.label} onDrawn={drawn} {...open}>
      {plot && onCutX ? (
        <CutHandle
          across={false}
          at={plot.x}
          from={plot.top}
          to={plot.bottom}
          value={cutX}
          text={words.writeX(cutX)}
          label={words.xTitle}
          valueAt={(px) => plot.chart.convertFromPixel({ xAxisIndex: 0 }, px)}
          onMove={onCutX}
          {...(words.stepX === undefined ? {} : { step: words.stepX })}
        />
      ) : null}
      {plot && onCutY ? (
        <CutHandle
          across
          at={plot.y}
          from={plot.left}
          to={plot.right}
          value={cutY}
          text={words.writeY(cutY)}
          label={words.yTitle}
          valueAt={(px) => plot.chart.convertFromPixel({ yAxisIndex: 0 }, px)}
          onMove={onCutY}
        />
      ) : null}
    </Canvas>
  )
}

const COUNTS = { logBase: 2, min: 0.5, nameLocation: 'middle', nameGap: 28 } as const
const MARGIN = { left: 64, right: 20, top: 34, bottom: 44 } as const

function plotOf(chart: EChartsType, cutX: number, cutY: number): Plot {
  return {
    left: MARGIN.left,
    right: chart.getWidth() - MARGIN.right,
    top: MARGIN.top,
    bottom: chart.getHeight() - MARGIN.bottom,
    x: chart.convertToPixel({ xAxisIndex: 0 }, cutX),
    y: chart.convertToPixel({ yAxisIndex: 0 }, cutY),
    chart,
  }
}

function useScatterOption(words: ScatterWords): EChartsOption {
  const { light } = useSurroundings()
  const { dots, kindNames, xTitle, yTitle, writeX, writeY, cutX, cutY, writeTipY = writeY } = words
  return useMemo(() => {
    const t = tokens[light]
    const line = {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: t.cinnabar, type: 'solid', width: 1.5 },
    }
    const log = (title: string, write: (n: number) => string) => ({
      ...axis(t, title),
      type: 'log' as const,
      axisLabel: { color: t.faded, formatter: write, hideOverlap: true },
    })
    const series = ([0, 1, 2, 3] as const).map((kind) => ({
      type: 'scatter',
      name: kindNames[kind],
      symbol: SHAPES[kind],
      symbolSize: 8,
      data: dots
        .filter((dot) => dot.kind === kind && dot.x > 0 && dot.y > 0)
        .map((dot) => ({
          value: [dot.x, dot.y],
          // People near a line are hollow: a small change would move them to another kind.
          itemStyle: dot.near
            ? { color: t.sheet, borderColor: t.kinds[kind], borderWidth: 1.5 }
            : { color: t.kinds[kind], opacity: 0.62 },
        })),
      ...(kind === 0 ? { markLine: { ...line, data: [{ xAxis: cutX }, { yAxis: cutY }] } } : {}),
    }))
    return {
      ...inked(t),
      grid: { ...MARGIN, containLabel: false },
      tooltip: {
        ...inked(t).tooltip,
        formatter: (hovered: unknown) => {
          // The library types this for all its charts; a scatter's dot is its series and our pair.
          const { seriesName, value } = hovered as { seriesName: string; value: [number, number] }
          return `${escaped(seriesName)}<br>${writeX(value[0])} · ${writeTipY(value[1])}`
        },
      },
      // Counts of purchases double: 1, 2, 4, 8; powers of ten would leave most of the drawing empty.
      xAxis: { ...log(xTitle, (x) => (x < 1 ? '' : writeX(x))), ...COUNTS },
      yAxis: log(yTitle, writeY),
      series: series as EChartsOption['series'],
    } as EChartsOption
  }, [light, dots, kindNames, xTitle, yTitle, writeX, writeY, writeTipY, cutX, cutY])
}
