import type { Policy } from '#domain/device/model/policy'
import { mayChargeAsked, type ChargeRefusal } from '#domain/device/model/offline'
import { isProblem, type Problem } from '#ui/call.ts'
import { burnHere, chargeHere, type Allowed } from '../burn.ts'
import type { MemberRow, Till } from '../till-context.ts'
import { burnsNothing, type Burn } from './sale-body.ts'

/** Why the value of the member may not be taken: our own rule, or head office's words. */
export type BurnNo = Readonly<{ code: ChargeRefusal }> | Readonly<{ problem: Error }>
export type No = Readonly<{
  no: BurnNo | null
  /** Set when head office wants the member's PIN. */
  pinAsked: 'first' | 'again' | null
}>
export type NothingTaken = Readonly<{ way: null; reservation: null }>
const NOTHING: NothingTaken = { way: null, reservation: null }

type Around = Readonly<{ till: Till; policy: Policy; online: boolean }>
type Asked = Readonly<{
  member: Pick<MemberRow, 'id'> | null
  burn: Burn
  /** What goes on account. */
  chargeMinor: number
  pin: string | undefined
}>
type Answer = Allowed | NothingTaken | Readonly<{ refused: Partial<No> }>
const refusedBy = (code: ChargeRefusal) => ({ refused: { no: { code } } })

/** By what a sale may take what the member holds, or go on their account; or why not, in words for the cashier. */
export async function allowedFor(around: Around, asked: Asked): Promise<Answer> {
  const { member, burn, chargeMinor } = asked
  if (burnsNothing(burn) && chargeMinor === 0) return NOTHING
  if (member === null) return refusedBy('burn_needs_member')
  const burned = burnsNothing(burn) ? NOTHING : await burnFor(around, { ...asked, memberId: member.id })
  if ('refused' in burned || chargeMinor === 0) return burned
  const burnedMinor = burned.way === 'limit' ? burn.units.minor : 0
  return chargeFor(around, { memberId: member.id, chargeMinor, burnedMinor, burned })
}

type Burning = Readonly<{ memberId: string; burn: Burn; pin: string | undefined }>

/** With a line head office sets it aside first; without one, what is here must do. */
async function burnFor({ till, policy, online }: Around, { memberId, burn, pin }: Burning): Promise<Answer> {
  const burning = { memberId, ...burn }
  const here = await burnHere(till, policy, burning)
  if (typeof here !== 'string' && (here.way !== 'limit' || !online)) return here
  if (!online) return refusedBy(typeof here === 'string' ? here : 'burn_needs_line')
  try {
    await till.reservations.ask({ ...burning, ...(pin !== undefined && { pin }) })
  } catch (error) {
    if (!isProblem(error)) throw error
    const { code } = error.problem
    if (code === 'pin_needed' || code === 'pin_wrong')
      return { refused: { pinAsked: code === 'pin_needed' ? 'first' : 'again' } }
    // Head office is away after all: what is here must do.
    if (isAway(error.problem)) return typeof here === 'string' ? refusedBy(here) : here
    return { refused: { no: { problem: error } } }
  }
  const after = await burnHere(till, policy, burning)
  return typeof after === 'string' ? refusedBy(after) : after
}

type Charging = Readonly<{
  memberId: string
  chargeMinor: number
  burnedMinor: number
  burned: Allowed | NothingTaken
}>

/** With a line head office says what room there is now; without one, the room last told and the limits must do. */
async function chargeFor(
  { till, policy, online }: Around,
  { memberId, chargeMinor, burnedMinor, burned }: Charging,
): Promise<Answer> {
  if (online) {
    try {
      const roomMinor = await till.reservations.askRoom(memberId)
      const waitingMinor = await till.members.charged(memberId)
      const no = mayChargeAsked({ minor: chargeMinor, roomMinor, waitingMinor })
      return no === null ? burned : refusedBy(no)
    } catch (error) {
      if (!isProblem(error)) throw error
      if (!isAway(error.problem)) return { refused: { no: { problem: error } } }
    }
  }
  const no = await chargeHere(till, policy, { memberId, minor: chargeMinor, burnedMinor })
  if (no !== null) return refusedBy(no)
  return burned.way === null ? { way: 'limit', reservation: null } : burned
}

const isAway = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500
