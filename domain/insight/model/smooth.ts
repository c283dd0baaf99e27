import { must } from '#base/must'

/** A function on an interval by other means than asking it. */
export type Smooth = (at: number) => number

const LEAST = 32
const MOST = 64
/** What the last terms may still add: a smooth function's terms fall fast, so that what is left out is less. */
const LEFT_OUT = 1e-13

/**
 * A smooth function on an interval as a sum of Chebyshev polynomials, from a few dozen values instead of one for each
 * place that is asked about; null where so few terms are not enough. Good to about 1e-13 in units of the function, so
 * who wants relative digits gives its logarithm (Trefethen 2013, Approximation Theory and Practice, ch. 3 and 8).
 */
export function smoothOn(
  of: (at: number) => number,
  { low, high }: Readonly<{ low: number; high: number }>,
): Smooth | null {
  must(low < high, 'Q3: an interval has a length')
  for (let terms = LEAST; terms <= MOST; terms *= 2) {
    const c = coefficients((t) => of(low + ((t + 1) / 2) * (high - low)), terms)
    const left = Math.max(...c.subarray(terms - 4).map(Math.abs))
    if (!Number.isFinite(left)) return null
    if (left <= LEFT_OUT) return (at) => summed(c, (2 * (at - low)) / (high - low) - 1)
  }
  return null
}

/** From the values at the zeros of the polynomial of that degree; the first is halved. */
function coefficients(of: (t: number) => number, terms: number): Float64Array {
  const values = Float64Array.from({ length: terms }, (_, k) => of(Math.cos((Math.PI * (k + 0.5)) / terms)))
  return Float64Array.from({ length: terms }, (_, j) => {
    let sum = 0
    for (let k = 0; k < terms; k += 1)
      sum += (values[k] as number) * Math.cos((Math.PI * j * (k + 0.5)) / terms)
    return (sum * (j === 0 ? 1 : 2)) / terms
  })
}

/** Clenshaw's way of adding up. */
function summed(c: Float64Array, t: number): number {
  let [next, after] = [0, 0]
  for (let j = c.length - 1; j > 0; j -= 1) {
    const here = (c[j] as number) + 2 * t * next - after
    after = next
    next = here
  }
  return (c[0] as number) + t * next - after
}
