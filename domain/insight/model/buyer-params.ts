/** Buy-till-you-die models: how members buy (r, alpha), and how they leave (a, b after a purchase; s, beta in time). */
export type DropoutParams = Readonly<{ kind: 'bg' | 'mbg'; r: number; alpha: number; a: number; b: number }>
/** Every k-th event of a Poisson process is a purchase: k = 1 is MBG/NBD, larger k are more regular buyers. */
export type RegularParams = Readonly<{
  kind: 'mbgcnbd'
  r: number
  alpha: number
  a: number
  b: number
  k: number
}>
export type LifetimeParams = Readonly<{ kind: 'pareto'; r: number; alpha: number; s: number; beta: number }>
/** Nobody leaves: what remains when no dropout can be seen. */
export type SteadyParams = Readonly<{ kind: 'nbd'; r: number; alpha: number }>

/** alpha and beta are times, in days or whatever unit the histories are in. */
export type BuyerParams = DropoutParams | RegularParams | LifetimeParams | SteadyParams
export type BuyerKind = BuyerParams['kind']

/** x repeat purchases, the last of them `tx` and today `age` after the first purchase, in the unit of alpha. */
export type BuyerState = Readonly<{ x: number; tx: number; age: number }>

/** Somebody who buys for the first time now. */
export const NEWCOMER: BuyerState = { x: 0, tx: 0, age: 0 }

/** The same model with times in units of so many of the old unit: 7 makes weeks of days. */
export function inUnit<P extends BuyerParams>(params: P, unit: number): P {
  const alpha = params.alpha / unit
  return params.kind === 'pareto' ? { ...params, alpha, beta: params.beta / unit } : { ...params, alpha }
}
