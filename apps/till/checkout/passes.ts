import { countOf, lessPasses, summedPasses, type PassCounts } from '#domain/device/model/reservation'
import type { ProgramDocument } from '#domain/program/model/document'
import type { MemberRow } from '../till-context.ts'
import type { Draft, DraftLine } from './basket-state.ts'
import { passesIn } from './sale-body.ts'

/** Uses of passes that a member has as far as the till knows: what head office told, and what was done here since. */
export const passesLeft = ({ passes, pending }: Pick<MemberRow, 'passes' | 'pending'>): PassCounts =>
  summedPasses(passes, pending.passes).filter(({ count }) => count > 0)

export type PassOffer = Readonly<{ code: string; nameZh: string; nameEn: string; left: number }>

/**
 * Passes that could pay a line: they are for its product, there are enough uses beside those of other lines, and it is
 * whole units. The one that pays it already is among them.
 */
export function passesFor(
  line: DraftLine,
  of: Readonly<{ draft: Draft; member: MemberRow | null; program: ProgramDocument }>,
): PassOffer[] {
  const { draft, member, program } = of
  if (member === null || line.thousandths % 1000 !== 0) return []
  const others = passesIn(draft.lines.filter((one) => one.key !== line.key))
  const left = lessPasses(passesLeft(member), others)
  return program.passes
    .filter((rule) => rule.productCodes.includes(line.code))
    .map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn, left: countOf(left, code) }))
    .filter((one) => one.left * 1000 >= line.thousandths || one.code === line.passCode)
}
