import { mayCharge, mayChargeAsked, type ChargeRefusal } from '#domain/device/model/offline'
import { limitUseOf } from '#domain/device/model/till-log'
import { burningOf } from './burning.ts'
import type { AskedRoom, Running, Sale } from './till.ts'

type Charge = Pick<Sale, 'member' | 'minor'> & Readonly<{ asked: AskedRoom | null }>

/**
 * As the till's own counter asks: by the room head office has just said, else by the room it last told; either less
 * what was charged here and nobody has judged.
 */
export function chargeRefusal(running: Running, of: Charge): ChargeRefusal | null {
  const { identity, events, memory, known } = running
  const { minor, asked } = of
  const memberId = of.member?.id ?? null
  const waitingMinor = waitingOf(running, memberId)
  if (asked !== null) return mayChargeAsked({ minor, roomMinor: asked.roomMinor, waitingMinor })
  const last = known.get(memberId ?? '')
  return mayCharge({
    epoch: identity.epoch,
    memberId,
    minor,
    now: running.time.now(),
    policy: memory.policy,
    room: last ? { minor: last.roomMinor - waitingMinor, at: last.at } : null,
    used: limitUseOf(events, { memberId: memberId ?? '', mark: memory.state.mark }, burningOf),
  })
}

const waitingOf = ({ events, memory }: Running, memberId: string | null): number =>
  events
    .filter((one) => one.seq > memory.state.mark)
    .map((one) => burningOf(one.event))
    .filter((one) => one.memberId === memberId)
    .reduce((sum, one) => sum + (one.accountMinor ?? 0), 0)
