import { must } from '#base/must'

/**
 * How many cases a property tries: few on every push, as many as the environment says by night (`T01_RUNS=20000`).
 * fast-check prints the seed of a run that fails.
 */
export function runs(name: 'T01_RUNS' | 'T03_RUNS' | 'T14_RUNS', fewest: number): number {
  const told = Number(process.env[name] ?? fewest)
  must(Number.isSafeInteger(told) && told > 0, `test: ${name} is a count of runs, got ${told}`)
  return told
}
