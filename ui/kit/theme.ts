/** How a screen is lit. What the user chose may also be `system`, which follows the device. */
export type Light = 'light' | 'dark'

/**
 * The one place with colours. Rice paper and pine ink; cinnabar is for the seal and for what must not be missed.
 * Pairs that carry text keep WCAG AA contrast: the test beside this file computes it.
 */
export type Tokens = Readonly<{
  ground: string
  sheet: string
  well: string
  ink: string
  faded: string
  rule: string
  edge: string
  pine: string
  onPine: string
  wash: string
  /** The seal keeps its colour in every light, as stamped paste does. */
  seal: string
  onSeal: string
  cinnabar: string
  onCinnabar: string
  blush: string
  ochre: string
  sand: string
  /** Under what floats. */
  shade: string
  /** Lightness steps of one hue, few to many: readable without telling hues apart. */
  steps: readonly [string, string, string, string, string, string]
  /** Text on each step. */
  onSteps: readonly [string, string, string, string, string, string]
  /** Four kinds side by side, told apart in every common kind of colour blindness; a shape goes with each. */
  kinds: readonly [string, string, string, string]
}>

const paper: Tokens = {
  ground: '#f6f2e8',
  sheet: '#fcfaf4',
  well: '#efe9da',
  ink: '#1f2723',
  faded: '#5a5f57',
  rule: '#dfd8c7',
  edge: '#8d8877',
  pine: '#1d5a4a',
  onPine: '#fbfaf3',
  wash: '#e4ebdf',
  seal: '#a6321f',
  onSeal: '#fff8ef',
  cinnabar: '#a6321f',
  onCinnabar: '#fff8ef',
  blush: '#f6e2d8',
  ochre: '#7a5200',
  sand: '#f5e8c8',
  shade: '#1f272326',
  steps: ['#f1eee0', '#d5e1cd', '#a5c6b0', '#6ba390', '#2f7665', '#124a3f'],
  onSteps: ['#1f2723', '#1f2723', '#1f2723', '#10201b', '#fbfaf3', '#fbfaf3'],
  kinds: ['#0b7a5f', '#b96f00', '#3566b0', '#77706a'],
}

const night: Tokens = {
  ground: '#151917',
  sheet: '#1c211e',
  well: '#111412',
  ink: '#ebe6d8',
  faded: '#aaa998',
  rule: '#323830',
  edge: '#727a70',
  pine: '#7cc4a8',
  onPine: '#10231c',
  wash: '#24332c',
  seal: '#a93a26',
  onSeal: '#fff3e6',
  cinnabar: '#ef8a74',
  onCinnabar: '#2b0c06',
  blush: '#3c2520',
  ochre: '#e2b458',
  sand: '#362e1b',
  shade: '#00000080',
  steps: ['#232a26', '#24423a', '#2b6153', '#4a907b', '#7db9a1', '#c4e4d3'],
  onSteps: ['#ebe6d8', '#ebe6d8', '#f5f2e6', '#0c1613', '#10231c', '#10231c'],
  kinds: ['#4cc7a3', '#efb045', '#8db2f2', '#b0a99c'],
}

export const tokens: Readonly<Record<Light, Tokens>> = { light: paper, dark: night }

/** System fonts only: nothing is downloaded, and Chinese text is set in the system's own Song for titles. */
export const fonts = {
  titleHan:
    "'Iowan Old Style', 'Palatino Linotype', Palatino, 'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', " +
    "STSong, SimSun, 'Noto Serif', Georgia, serif",
  /** For English pages, as below. */
  title:
    "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, 'Noto Serif', 'Noto Serif CJK KR', 'Songti SC', " +
    "'Noto Serif CJK SC', serif",
  /** For English pages: Latin first, or quotation marks come out as wide as a Chinese character. */
  text:
    "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK KR', " +
    "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  /** For Chinese pages: Chinese first, so that punctuation is Chinese. */
  han:
    "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', " +
    "'Source Han Sans SC', 'WenQuanYi Micro Hei', 'Segoe UI', Roboto, sans-serif",
  mono: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
} as const

/** The tokens as custom properties on the root, so that style sheets name them and never a colour. */
export function customProperties(light: Light): Record<string, string> {
  const { steps, onSteps, kinds, ...plain } = tokens[light]
  const named: Record<string, string> = {
    '--latin-title-font': fonts.title,
    '--han-title-font': fonts.titleHan,
    '--text-font': fonts.text,
    '--han-font': fonts.han,
    '--mono-font': fonts.mono,
  }
  for (const [name, colour] of Object.entries(plain)) named[`--${name}`] = colour
  steps.forEach((colour, at) => (named[`--step-${at}`] = colour))
  onSteps.forEach((colour, at) => (named[`--on-step-${at}`] = colour))
  kinds.forEach((colour, at) => (named[`--kind-${at}`] = colour))
  return named
}
