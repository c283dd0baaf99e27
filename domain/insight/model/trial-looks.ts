import { must } from '#base/must'
import { gaussLegendre } from './legendre.ts'
import { normalCdf, normalQuantile } from './special.ts'

/** Two-sided bounds on |z|, one per planned look; `times` is the share of the information at each look, last 1. */
export type Looks = Readonly<{ times: readonly number[]; bounds: readonly number[] }>

const PANEL = gaussLegendre(16)

/** The score process b = z·√t between the bounds: its mass at quadrature points after a look that crossed nothing. */
type Inside = Readonly<{ at: Float64Array; mass: Float64Array; time: number }>

const density = (x: number, sd: number): number =>
  Math.exp(-(x * x) / (2 * sd * sd)) / (sd * Math.sqrt(2 * Math.PI))

/** Points and weights over −half…half in panels no wider than twice the narrowest step of the process. */
function points(half: number, sd: number): { at: Float64Array; weight: Float64Array } {
  const panels = Math.max(1, Math.ceil(half / sd))
  const width = (2 * half) / panels
  const n = PANEL.nodes.length
  const at = new Float64Array(panels * n)
  const weight = new Float64Array(panels * n)
  for (let p = 0; p < panels; p += 1) {
    for (let i = 0; i < n; i += 1) {
      at[p * n + i] = -half + width * (p + 0.5 + (PANEL.nodes[i] as number) / 2)
      weight[p * n + i] = ((PANEL.weights[i] as number) * width) / 2
    }
  }
  return { at, weight }
}

/** Chance of crossing `bound` at `time` for the first time, under "no effect" (Armitage, McPherson, Rowe 1969). */
function crossing(before: Inside | null, time: number, bound: number): number {
  const half = bound * Math.sqrt(time)
  if (!before) return 2 * normalCdf(-bound)
  const sd = Math.sqrt(time - before.time)
  let total = 0
  for (let i = 0; i < before.at.length; i += 1) {
    const b = before.at[i] as number
    total += (before.mass[i] as number) * (normalCdf((-half - b) / sd) + normalCdf((b - half) / sd))
  }
  return total
}

function carry(
  before: Inside | null,
  on: Readonly<{ time: number; bound: number; next: number | undefined }>,
): Inside {
  const { time, bound, next } = on
  const sd = Math.sqrt(time - (before?.time ?? 0))
  const grid = points(bound * Math.sqrt(time), next === undefined ? sd : Math.min(sd, Math.sqrt(next - time)))
  const mass = new Float64Array(grid.at.length)
  for (let j = 0; j < mass.length; j += 1) {
    const here = grid.at[j] as number
    let d = 0
    if (!before) d = density(here, sd)
    else {
      for (let i = 0; i < before.at.length; i += 1)
        d += (before.mass[i] as number) * density(here - (before.at[i] as number), sd)
    }
    mass[j] = d * (grid.weight[j] as number)
  }
  return { at: grid.at, mass, time }
}

/** Chance of a false alarm at any of the looks with these bounds. */
export function falseAlarms({ times, bounds }: Looks): number {
  let inside: Inside | null = null
  let total = 0
  times.forEach((time, k) => {
    const bound = bounds[k] as number
    total += crossing(inside, time, bound)
    inside = carry(inside, { time, bound, next: times[k + 1] })
  })
  return total
}

/** Root of a falling function between the ends. */
function rootOf(falling: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high]
  for (let round = 0; round < 60 && to - from > 1e-10; round += 1) {
    const middle = (from + to) / 2
    if (falling(middle) > 0) from = middle
    else to = middle
  }
  return (from + to) / 2
}

const evenly = (looks: number): number[] => Array.from({ length: looks }, (_, k) => (k + 1) / looks)

function shaped(looks: number, alpha: number, shape: (time: number) => number): Looks {
  must(
    Number.isInteger(looks) && looks >= 1 && looks <= 50,
    'E9: looks are planned, between 1 and 50 of them',
  )
  const times = evenly(looks)
  const boundsAt = (c: number) => times.map((t) => c * shape(t))
  const c = rootOf((x) => falseAlarms({ times, bounds: boundsAt(x) }) - alpha, 1, 6)
  return { times, bounds: boundsAt(c) }
}

/** O'Brien and Fleming (1979): very strict early, nearly the plain test at the end. Equally spaced looks. */
export const obrienFleming = (looks: number, alpha = 0.05): Looks =>
  shaped(looks, alpha, (t) => 1 / Math.sqrt(t))

/** Pocock (1977): the same bound at every look. Equally spaced looks. */
export const pocock = (looks: number, alpha = 0.05): Looks => shaped(looks, alpha, () => 1)

/** How much of `alpha` may be spent by time t: Lan and DeMets (1983), O'Brien–Fleming type, two sides. */
export const spentLikeObrienFleming = (t: number, alpha: number): number =>
  Math.min(alpha, 4 * normalCdf(normalQuantile(alpha / 4) / Math.sqrt(t)))

/** Lan–DeMets bounds for looks at any times in order, the last at 1: dates may slip without breaking the test. */
export function lanDeMets(times: readonly number[], alpha = 0.05): Looks {
  must(
    times.length >= 1 && times.every((t, k) => t > (times[k - 1] ?? 0) && t <= 1),
    'E9: looks follow one another and none is after the end',
  )
  const bounds: number[] = []
  let inside: Inside | null = null
  let spent = 0
  times.forEach((time, k) => {
    const allowed = spentLikeObrienFleming(time, alpha) - spent
    const before = inside
    const bound = rootOf((x) => crossing(before, time, x) - allowed, 0, 12)
    bounds.push(bound)
    spent += crossing(before, time, bound)
    inside = carry(before, { time, bound, next: times[k + 1] })
  })
  return { times, bounds }
}

/** Lan–DeMets at equally spaced looks. */
export const lanDeMetsEvenly = (looks: number, alpha = 0.05): Looks => lanDeMets(evenly(looks), alpha)
