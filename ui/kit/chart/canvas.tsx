import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import type { EChartsOption } from 'echarts'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer])

type CanvasWords = Readonly<{
  option: EChartsOption
  height: number
  /** Said instead of the picture to those who cannot see it; the numbers are in the table beside. */
  label: string
  onClick?: (dataIndex: number, seriesIndex: number) => void
  /** Called after every drawing, with the chart for reading positions off it. */
  onDrawn?: (chart: EChartsType) => void
  children?: ReactNode
}>

/** A drawing by ECharts that follows its box. Loaded only by pages that draw. */
export function Canvas({ option, height, label, onClick, onDrawn, children }: CanvasWords) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | undefined>(undefined)
  const heard = useRef({ onClick, onDrawn })
  useEffect(() => {
    heard.current = { onClick, onDrawn }
  })

  useEffect(() => {
    const place = box.current
    if (!place) return
    const drawn = init(place)
    chart.current = drawn
    drawn.on('click', (event) => heard.current.onClick?.(event.dataIndex, event.seriesIndex ?? 0))
    const follow = new ResizeObserver(() => {
      drawn.resize()
      heard.current.onDrawn?.(drawn)
    })
    follow.observe(place)
    return () => {
      follow.disconnect()
      drawn.dispose()
      chart.current = undefined
    }
  }, [])

  useEffect(() => {
    const drawn = chart.current
    if (!drawn) return
    drawn.setOption({ animation: false, ...option }, { notMerge: true })
    heard.current.onDrawn?.(drawn)
  }, [option])

  return (
    <div className="canvas" style={{ height }}>
      <div ref={box} role="img" aria-label={label} className="canvas-box" />
      {children}
    </div>
  )
}
