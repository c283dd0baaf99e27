import { must } from '#base/must'
import { chiSquareTail } from './special.ts'

/** Whether the arms have the sizes the draw promised: `red` blocks the result, `yellow` is shown beside it. */
export type SplitCheck = Readonly<{ chiSquare: number; p: number; light: 'green' | 'yellow' | 'red' }>

/**
 * χ² of the assigned counts against the planned shares (which need not sum to one). Red below 0.001,
 * yellow below 0.01.
 */
export function splitCheck(members: readonly number[], shares: readonly number[]): SplitCheck {
  must(members.length === shares.length && members.length >= 2, 'E4: every arm has a planned share')
  must(
    shares.every((s) => s > 0),
    'E4: a planned share is positive',
  )
  const all = members.reduce((a, b) => a + b, 0)
  must(all > 0, 'E4: somebody was assigned')
  const whole = shares.reduce((a, b) => a + b, 0)
  let chiSquare = 0
  members.forEach((n, arm) => {
    const expected = (all * (shares[arm] as number)) / whole
    chiSquare += (n - expected) ** 2 / expected
  })
  const p = chiSquareTail(chiSquare, members.length - 1)
  return { chiSquare, p, light: p < 0.001 ? 'red' : p < 0.01 ? 'yellow' : 'green' }
}
