import {
  meansMde,
  meansPower,
  meansSize,
  sharesMde,
  sharesPower,
  sharesSize,
  splitSharesSize,
  type Wanted,
} from '#domain/insight/model/power'
import { planTable } from '#domain/insight/model/trial-plan-table'
import { ask, numberGiven, properShare, wholeGiven, type Given } from './insight-ask.ts'
import { BadFile } from './insight-file.ts'
import { POWER_HELP, powerText } from './insight-power-text.ts'
import type { Io } from './insight.ts'

/** `zhiji insight power`: what can be seen with so many members, before anything is sent. */
export const power = (args: string[], io: Io): Promise<number> =>
  ask(args, io, {
    options: ['base', 'to', 'sd', 'difference', 'n', 'members', 'held', 'alpha', 'power', 'rho'],
    help: POWER_HELP,
    answer: async (given, language) => {
      const found = answerPower(given)
      return { json: found, text: powerText(found, language) }
    },
  })

const above = (value: number): boolean => value > 0

function answerPower(given: Given) {
  const share = (name: string): number | null => numberGiven(given, name, properShare)
  const wanted: Wanted = { alpha: share('alpha') ?? 0.05, power: share('power') ?? 0.8 }
  const [base, to, held] = [share('base'), share('to'), share('held') ?? 0.1]
  const sd = numberGiven(given, 'sd', above)
  const difference = numberGiven(given, 'difference', (v) => v !== 0)
  const n = wholeGiven(given, 'n', { least: 2, most: 1e9 })
  const members = wholeGiven(given, 'members', { least: 4, most: 1e10 })
  const rho = numberGiven(given, 'rho', (v) => v >= 0 && v < 1) ?? 0
  if (base === null && sd === null) throw BadFile({ kind: 'missing', option: 'base' })
  if (to !== null && to === base) throw BadFile({ kind: 'share', option: 'to', value: String(to) })
  const head = { ...wanted, held, n, members, rho }
  if (base !== null) {
    return {
      kind: 'shares' as const,
      ...head,
      base,
      to,
      ...forShares({ base, to, held, n, members, rho, wanted }),
    }
  }
  return {
    kind: 'means' as const,
    ...head,
    sd,
    difference,
    ...forMeans({ sd: sd as number, difference, held, n, members, rho, wanted }),
  }
}
export type PowerAnswer = ReturnType<typeof answerPower>

type Plan = Readonly<{ held: number; n: number | null; members: number | null; rho: number; wanted: Wanted }>

const armsOf = (members: number, held: number) => ({ control: members * held, treated: members * (1 - held) })

/** A covariate that correlates ρ with the outcome leaves √(1 − ρ²) of its spread. */
const left = (rho: number): number => Math.sqrt(1 - rho * rho)

function forShares({
  base,
  to,
  held,
  n,
  members,
  rho,
  wanted,
}: Plan & Readonly<{ base: number; to: number | null }>) {
  const mde = members === null ? null : sharesMde(base, armsOf(members, held), wanted) * left(rho)
  return {
    achieved: to !== null && n !== null ? sharesPower(base, to, n, wanted.alpha) : null,
    perArm: to === null ? null : sharesSize(base, to, wanted),
    inAll: to === null ? null : splitSharesSize(base, to, held, wanted),
    detectable: mde,
    detectableRelative: mde === null ? null : mde / base,
    table: to === null && members === null ? planTable({ base, wanted }) : null,
  }
}

function forMeans({
  sd,
  difference,
  held,
  n,
  members,
  rho,
  wanted,
}: Plan & Readonly<{ sd: number; difference: number | null }>) {
  const effect = difference === null ? null : Math.abs(difference) / (sd * left(rho))
  const perArm = effect === null ? null : meansSize(effect, wanted)
  return {
    achieved: effect !== null && n !== null ? meansPower(effect, n, wanted.alpha) : null,
    perArm,
    // Arms of unlike size need more in all: equal arms have the smallest error.
    inAll: perArm === null ? null : perArm / 2 / (held * (1 - held)),
    detectable: members === null ? null : meansMde(sd * left(rho), armsOf(members, held), wanted),
    detectableRelative: null,
    table: null,
  }
}
