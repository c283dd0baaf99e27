import { passesOf, type GiftBody, type SaleBody } from '#domain/device/model/bodies'
import type { DeviceEvent } from '#domain/device/model/event'
import type { Burning } from '#domain/device/model/till-log'

const NOTHING: Burning = { memberId: null, minor: 0, points: 0, way: null }

/** What a sale put on the member's account; what comes back lessens it. */
export const accountMinorOf = ({ wish }: Pick<SaleBody, 'wish'>): number =>
  wish.kind === 'return'
    ? 0
    : wish.tenders.filter((one) => one.kind === 'on_account').reduce((sum, one) => sum + one.amountMinor, 0)

/** What an event took of a member, by its body alone. */
export function burningOf(event: DeviceEvent): Burning {
  if (event.kind === 'gift') {
    const { points, way, memberId } = event.body as unknown as GiftBody
    return { memberId, minor: 0, points, way }
  }
  if (event.kind !== 'sale') return NOTHING
  const body = event.body as unknown as SaleBody
  const { burned, way, memberId, wish } = body
  const passes = wish.kind === 'return' ? [] : passesOf(wish.lines)
  return {
    memberId,
    minor: burned.minor,
    points: burned.points,
    way,
    passes,
    accountMinor: accountMinorOf(body),
  }
}
