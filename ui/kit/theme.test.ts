import { describe, expect, test } from 'vitest'
import { customProperties, tokens } from './theme.ts'
import type { Tokens } from './theme.ts'

const channel = (hex: string, at: number) => {
  const c = Number.parseInt(hex.slice(1 + at * 2, 3 + at * 2), 16) / 255
  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
const luminance = (hex: string) =>
  0.2126 * channel(hex, 0) + 0.7152 * channel(hex, 1) + 0.0722 * channel(hex, 2)
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const textPairs = (t: Tokens): (readonly [string, string, string])[] => [
  ...(['ground', 'sheet', 'well', 'wash'] as const).flatMap((under) => [
    [`ink on ${under}`, t.ink, t[under]] as const,
    [`faded on ${under}`, t.faded, t[under]] as const,
  ]),
  ...(['ground', 'sheet', 'wash'] as const).map((under) => [`pine on ${under}`, t.pine, t[under]] as const),
  ['onPine on pine', t.onPine, t.pine],
  ['onSeal on seal', t.onSeal, t.seal],
  ['cinnabar on ground', t.cinnabar, t.ground],
  ['cinnabar on sheet', t.cinnabar, t.sheet],
  ['cinnabar on blush', t.cinnabar, t.blush],
  ['onCinnabar on cinnabar', t.onCinnabar, t.cinnabar],
  ['ochre on ground', t.ochre, t.ground],
  ['ochre on sand', t.ochre, t.sand],
  ...t.steps.map((step, at) => [`text on step ${at}`, t.onSteps[at] ?? '', step] as const),
]

describe.each(Object.entries(tokens))('%s', (_light, t) => {
  test.each(textPairs(t))('%s is readable (WCAG AA, 4.5:1)', (_name, text, under) => {
    expect(contrast(text, under)).toBeGreaterThanOrEqual(4.5)
  })

  test('marks and control edges stand out from the ground (3:1)', () => {
    for (const mark of [...t.kinds, t.edge]) expect(contrast(mark, t.ground)).toBeGreaterThanOrEqual(3)
  })

  test('the steps of the heat map only ever get further from the ground', () => {
    const away = t.steps.map((step) => Math.abs(luminance(step) - luminance(t.ground)))
    expect(away).toEqual(away.toSorted((a, b) => a - b))
  })
})

test('light and dark define the same custom properties', () => {
  expect(Object.keys(customProperties('dark'))).toEqual(Object.keys(customProperties('light')))
})
