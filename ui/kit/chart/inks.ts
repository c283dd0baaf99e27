import type { EChartsOption } from 'echarts'
import { fonts } from '../theme.ts'
import type { Tokens } from '../theme.ts'

/** Text, axes and tooltips of every drawing in the house's inks. */
export function inked(t: Tokens): EChartsOption {
  return {
    textStyle: { fontFamily: fonts.text, color: t.faded },
    tooltip: {
      backgroundColor: t.sheet,
      borderColor: t.rule,
      textStyle: { color: t.ink, fontFamily: fonts.text, fontSize: 13 },
      confine: true,
    },
  }
}

/** An axis: no ticks, hairlines only. */
export function axis(t: Tokens, name: string) {
  return {
    name,
    nameTextStyle: { color: t.faded },
    axisLine: { lineStyle: { color: t.edge } },
    axisTick: { show: false },
    axisLabel: { color: t.faded, fontSize: 12 },
    splitLine: { lineStyle: { color: t.rule } },
    minorSplitLine: { show: false },
  } as const
}

/** ECharts tooltips are HTML: names from data are escaped before they enter one. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`)
