import { programs, type ProgramDocument } from '#domain/program/index'
import type { Work } from '#db/work'
import type { ValueKind } from './contract/value.ts'

export type ValueSubject = Readonly<{
  kind: ValueKind
  code: string | null
  names: Readonly<{ nameZh: string; nameEn: string }> | null
  faceMinor: number | null
}>

/** What a unit of the ledger means to the shop; null for units that are no value of members, such as credit lines. */
export function subjectOf(program: ProgramDocument | null, unit: string): ValueSubject | null {
  if (unit === 'points' || unit === 'principal' || unit === 'bonus')
    return { kind: unit, code: null, names: null, faceMinor: null }
  const [kind, code = ''] = [unit.slice(0, unit.indexOf(':')), unit.slice(unit.indexOf(':') + 1)]
  if (kind === 'coupon') {
    const rule = program?.coupons.find((one) => one.code === code)
    const faceMinor = rule && ['amount', 'voucher'].includes(rule.kind) ? rule.minor : null
    return { kind, code, names: namesOf(rule), faceMinor }
  }
  if (kind !== 'pass') return null
  return { kind, code, names: namesOf(program?.passes.find((one) => one.code === code)), faceMinor: null }
}

const namesOf = (rule: Readonly<{ nameZh: string; nameEn: string }> | undefined) =>
  rule ? { nameZh: rule.nameZh, nameEn: rule.nameEn } : null

const ORDER: readonly ValueKind[] = ['points', 'principal', 'bonus', 'pass', 'coupon']

/** Points first, then money, then counts by their code. */
export const bySubject = (a: ValueSubject, b: ValueSubject): number =>
  ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.code ?? '').localeCompare(b.code ?? '')

/** Subjects by the program of today; a question publishes none, so it may be asked before the first sale. */
export async function subjects(work: Work): Promise<(unit: string) => ValueSubject | null> {
  const { document } = (await programs(work)).live
  return (unit) => subjectOf(document, unit)
}
