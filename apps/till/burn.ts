import {
  mayBurn,
  mayCharge,
  type BurnRefusal,
  type BurnWish,
  type ChargeRefusal,
} from '#domain/device/model/offline'
import type { BurnWay } from '#domain/device/model/bodies'
import type { Policy } from '#domain/device/model/policy'
import type { PassCounts, Units } from '#domain/device/model/reservation'
import type { Till } from './till-context.ts'

/** What would be burned, and of whom. */
export type Burning = Readonly<{
  memberId: string
  units: Units
  coupons: readonly string[]
  passes?: PassCounts
}>
/** By what it may be burned; goes into the event's body and its `reservation`. */
export type Allowed = Readonly<{ way: BurnWay; reservation: string | null }>

/**
 * By what this much of a member's value may be burned here and now: by something set aside, voucher before lease,
 * else by the limits the owner opted in to; or why not (D5). Asks nobody.
 */
export async function burnHere(
  till: Pick<Till, 'identity' | 'now' | 'members' | 'reservations'>,
  policy: Policy | null,
  { memberId, units, coupons, passes = [] }: Burning,
): Promise<Allowed | BurnRefusal> {
  const { identity, members, reservations } = till
  const member = await members.byId(memberId)
  const wish: Omit<BurnWish, 'reservation'> = {
    device: identity.device,
    store: identity.store,
    epoch: identity.epoch,
    memberId,
    amounts: units,
    coupons,
    passes,
    now: till.now(),
    // Limits hold for cards they were switched on for at this store, and for no other.
    policy: policy && member?.limitHere !== true ? { ...policy, limits: null } : policy,
    lastKnown: await members.lastKnown(memberId),
    used: await members.limitUse(memberId),
  }
  const kept = (await reservations.of(memberId)).toSorted((a, b) => (a.of.kind > b.of.kind ? -1 : 1))
  let aside: BurnRefusal | null = null
  for (const { of, spent } of kept) {
    const no = mayBurn({ ...wish, reservation: { of, spent } })
    if (no === null) return { way: of.kind, reservation: of.id }
    aside = no
  }
  const no = mayBurn({ ...wish, reservation: null })
  if (no === null) return { way: 'limit', reservation: null }
  // That something was set aside and does not fit says more than that a network is needed.
  return no === 'burn_needs_line' && aside !== null ? aside : no
}

/**
 * Whether so much may go on a member's account here and now without asking: by the room head office last told, and by
 * the limits the owner opted in to. `burnedMinor` is what the same sale burns on those limits.
 */
export async function chargeHere(
  till: Pick<Till, 'identity' | 'now' | 'members'>,
  policy: Policy | null,
  { memberId, minor, burnedMinor = 0 }: Readonly<{ memberId: string; minor: number; burnedMinor?: number }>,
): Promise<ChargeRefusal | null> {
  const member = await till.members.byId(memberId)
  const { cardMinor, storeMinor } = await till.members.limitUse(memberId)
  const { roomMinor = null, at = null, pending } = member ?? {}
  return mayCharge({
    epoch: till.identity.epoch,
    memberId,
    minor,
    now: till.now(),
    policy: policy && member?.limitHere !== true ? { ...policy, limits: null } : policy,
    room: roomMinor === null || at === null ? null : { minor: roomMinor + (pending?.accountMinor ?? 0), at },
    used: { cardMinor: cardMinor + burnedMinor, storeMinor: storeMinor + burnedMinor },
  })
}
