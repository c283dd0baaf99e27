import { must } from '#base/must'

// Smooth functions on an interval as sums of Chebyshev polynomials, from a few dozen values instead of one for each
// place that is asked about. Good to about 1e-13 in units of the function, so who wants relative digits gives its
// logarithm (Trefethen 2013, Approximation Theory and Practice, ch. 3 and 8).

export type Interval = Readonly<{ low: number; high: number }>

/** What the last terms may still add: a smooth function's terms fall fast, so that what is left out is less. */
const LEFT_OUT = 1e-13

/** A term that a double next to 1 does not feel. */
const NOTHING = 1e-17

/** Where a function is asked for its sum of so many polynomials on an interval. */
export const smoothPlaces = (terms: number, { low, high }: Interval): Float64Array =>
  Float64Array.from(
    { length: terms },
    (_, k) => low + ((Math.cos((Math.PI * (k + 0.5)) / terms) + 1) / 2) * (high - low),
  )

/**
 * For functions on one interval that are all asked at the same places, each given by its values at `smoothPlaces`: the
 * values there, null where so few terms are not enough. The polynomials are worked out once for all of them.
 */
export function smoothSums(
  terms: number,
  { low, high }: Interval,
  asked: Float64Array,
): (values: Float64Array) => Float64Array<ArrayBuffer> | null {
  must(low < high && terms % 4 === 0, 'Q3: an interval has a length, and terms come in fours')
  const polynomials = polynomialsAt(
    Float64Array.from(asked, (at) => (2 * (at - low)) / (high - low) - 1),
    terms,
  )
  const cosines = Float64Array.from({ length: 4 * terms }, (_, n) => Math.cos((Math.PI * n) / (2 * terms)))
  return (values) => {
    const c = coefficients(values, cosines)
    const left = Math.max(...c.subarray(terms - 4).map(Math.abs))
    // Also where a value was no number.
    if (!(left <= LEFT_OUT)) return null
    const sums = new Float64Array(asked.length)
    // Smallest first, so that they are not lost to the large ones; four at a time, so that a sum is put away once.
    for (let j = terms - 4; j >= 0; j -= 4)
      if (!c.subarray(j, j + 4).every(isNothing)) addFour(sums, c, j, polynomials)
    return sums
  }
}

const isNothing = (by: number): boolean => Math.abs(by) < NOTHING

function addFour(sums: Float64Array, c: Float64Array, j: number, polynomials: readonly Float64Array[]): void {
  const [c0, c1, c2, c3] = [c[j], c[j + 1], c[j + 2], c[j + 3]] as [number, number, number, number]
  const [p0, p1, p2, p3] = polynomials.slice(j, j + 4) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0; i < sums.length; i += 1)
    sums[i] =
      (sums[i] as number) +
      (c3 * (p3[i] as number) + c2 * (p2[i] as number) + (c1 * (p1[i] as number) + c0 * (p0[i] as number)))
}

/** Each from the two before. */
function polynomialsAt(t: Float64Array, terms: number): Float64Array[] {
  const made = [new Float64Array(t.length).fill(1), t]
  for (let j = 2; j < terms; j += 1) {
    const [before, last, next] = [made[j - 2], made[j - 1], new Float64Array(t.length)]
    for (let i = 0; i < t.length; i += 1)
      next[i] = 2 * (t[i] as number) * (last?.[i] as number) - (before?.[i] as number)
    made.push(next)
  }
  return made
}

/** From the values at the zeros of the polynomial of that degree; the first is halved. */
function coefficients(values: Float64Array, cosines: Float64Array): Float64Array {
  const terms = values.length
  return Float64Array.from({ length: terms }, (_, j) => {
    let sum = 0
    for (let k = 0; k < terms; k += 1)
      sum += (values[k] as number) * (cosines[(j * (2 * k + 1)) % (4 * terms)] as number)
    return (sum * (j === 0 ? 1 : 2)) / terms
  })
}
