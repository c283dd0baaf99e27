import { must } from '#base/must'
import { differenceOf, type MeanDifference } from './mean-difference.ts'
import { meanOf, together, type Sums } from './moments.ts'

export type Stratum = Readonly<{ treated: Sums; control: Sums }>

/**
 * Post-stratified difference: the arms are compared inside each stratum and the differences weighted by its members.
 * Strata too thin to have a variance in both arms are compared as one. Degrees of freedom as Satterthwaite's.
 */
export function stratified(strata: readonly Stratum[], alpha = 0.05): MeanDifference {
  const usable = gather(strata)
  must(usable.length > 0, 'E1: an arm has at least two members before it has a variance')
  const all = usable.reduce((n, s) => n + s.treated.n + s.control.n, 0)
  let difference = 0
  let variance = 0
  let below = 0
  for (const stratum of usable) {
    const weight = (stratum.treated.n + stratum.control.n) / all
    const t = meanOf(stratum.treated)
    const c = meanOf(stratum.control)
    difference += weight * (t.mean - c.mean)
    for (const arm of [t, c]) {
      const part = weight * weight * arm.ofMean
      variance += part
      below += (part * part) / (arm.n - 1)
    }
  }
  // Handing over the variance as one arm's lets differenceOf work out interval and p alike everywhere.
  const degrees = below > 0 ? variance ** 2 / below : all - 2 * usable.length
  return differenceOf(difference, { t: variance, c: 0 }, { t: degrees + 1, c: 2 }, alpha)
}

function gather(strata: readonly Stratum[]): Stratum[] {
  const thick = (s: Stratum): boolean => s.treated.n >= 2 && s.control.n >= 2
  const merge = (a: Stratum, b: Stratum): Stratum => ({
    treated: together(a.treated, b.treated),
    control: together(a.control, b.control),
  })
  const good = strata.filter(thick)
  const thin = strata.filter((s) => !thick(s))
  if (thin.length === 0) return good
  const rest = thin.reduce(merge)
  if (thick(rest)) return [...good, rest]
  // What is left is added to the last stratum rather than dropped: everybody assigned is counted.
  const last = good.at(-1)
  return last ? [...good.slice(0, -1), merge(last, rest)] : []
}
