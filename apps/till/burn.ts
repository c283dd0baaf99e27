import { mayBurn, type BurnRefusal, type BurnWish } from '#domain/device/model/offline'
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
