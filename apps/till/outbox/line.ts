import { deviceMembers, deviceProducts } from '#domain/device/contract/feed'
import { takeSegments } from '#domain/device/contract/log'
import { devicePolicy } from '#domain/device/contract/policy'
import { deviceCoupon, deviceCredit, storeLeases, takeVoucher } from '#domain/device/contract/reservation'
import type { SealedText } from '#domain/device/model/policy'
import { call, isProblem, newId } from '#ui/call.ts'
import type { reservationsOn } from '../shelf/reservations.ts'
import type { Shelf } from '../shelf/shelf.ts'
import type { VoucherWish } from '../till-context.ts'
import type { FoundCoupon } from '../member-since.ts'
import { takeMembers, takeProducts } from './feeds.ts'
import type { Line } from './sync.ts'

type Taking = Readonly<{ reservations: ReturnType<typeof reservationsOn>; productsChanged: () => void }>

const cursor = async (shelf: Shelf, key: string): Promise<string> => {
  const kept = (await shelf.kept.get(key))?.value
  return typeof kept === 'string' ? kept : ''
}

/** Head office by the line. */
export const lineOf = (shelf: Shelf, { reservations, productsChanged }: Taking): Line => ({
  send: async (segments, left) => {
    const sent = segments.map((segment) => ({ ...segment, events: [...segment.events] }))
    return (await call(takeSegments, { segments: sent, ...left, readsOldMarks: true })).answer
  },
  policy: async () => (await call(devicePolicy, {})).policy,
  products: async () => {
    const page = await call(deviceProducts, { after: await cursor(shelf, 'products cursor') })
    await takeProducts(shelf, page)
    if (page.rows.length > 0 || page.gone.length > 0) productsChanged()
    return page.more
  },
  members: async () => {
    const page = await call(deviceMembers, { after: await cursor(shelf, 'members cursor') })
    await takeMembers(shelf, page)
    return page.more
  },
  leases: async () => {
    const { reservations: leases } = await call(storeLeases, {})
    for (const sealed of leases) await reservations.keep(sealed)
  },
})

/** Asks head office to set value aside for one burn at this till. */
export async function askVoucher({
  memberId,
  units,
  coupons,
  passes = [],
  pin,
}: VoucherWish): Promise<SealedText> {
  const { reservation } = await call(takeVoucher, {
    id: newId(),
    memberId,
    ...units,
    coupons: [...coupons],
    passes: [...passes],
    ...(pin === undefined || pin === '' ? {} : { pin }),
  })
  return reservation
}

/** How much more a member may buy on account, by head office's books of now. */
export const askRoom = async (memberId: string): Promise<number | null> =>
  (await call(deviceCredit, { memberId })).roomMinor

/** The coupon behind a secret, by head office's books of now; null for one nobody has. */
export async function findCoupon(secret: string): Promise<FoundCoupon | null> {
  try {
    return await call(deviceCoupon, { secret })
  } catch (error) {
    if (isProblem(error) && error.problem.code === 'coupon_not_found') return null
    throw error
  }
}
