import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { cardsByNumber, verifyPin } from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import { couponsOfMany, frozenMembers } from '#domain/wallet/index'
import type { memberVoucher, memberVoucherCoupons } from './contract/reservation.ts'
import { couponsOf, place, replayed, voucherEnd, type Sealed } from './reservations.ts'
import { logOf } from './store/log.ts'
import type { Till } from './till.ts'
import { tillByCode } from './tills.ts'

/**
 * D5: the member's own phone, for a till without a network: value and coupons are held for that till until the voucher
 * is spent, closed or over (promises §4.2 V, §4.3).
 */
export async function voucherForMember(work: Work, wish: Wish<typeof memberVoucher>): Promise<Sealed> {
  const { pin, coupons, ...said } = wish
  const { id, minor, points, cardNumber } = said
  // A wish without coupons is the one of before there were any, also to whoever sends it again across an upgrade.
  const print = fingerprint(coupons.length === 0 ? said : { ...said, coupons })
  const again = await replayed(work, id, print)
  const till = await activeTill(work, wish.deviceCode)
  if (minor + points === 0 && coupons.length === 0) throw new Refusal('nothing_to_reserve')
  const memberId = await holderBy(work, { cardNumber, pin })
  if (again) return again
  return place(work, {
    id,
    print,
    coupons: await couponsOf(work, memberId, [...new Set(coupons)]),
    tellsCodes: true,
    passes: [],
    kind: 'voucher',
    store: till.storeId,
    device: till.id,
    memberId,
    memberNumber: cardNumber,
    amounts: { minor, points },
    expiresAt: voucherEnd(work),
  })
}

/** What a member may choose from: coupons that are theirs and free, the one that ends first first. */
export async function couponsForMember(work: Work, wish: Wish<typeof memberVoucherCoupons>) {
  await activeTill(work, wish.deviceCode)
  const memberId = await holderBy(work, wish)
  const { document } = await liveProgram(work)
  const held = (await couponsOfMany(work, [memberId])).get(memberId) ?? []
  const coupons = held.flatMap(({ id, code, expiresOn }) => {
    const rule = document.coupons.find((one) => one.code === code)
    return rule ? [{ id, code, nameZh: rule.nameZh, nameEn: rule.nameEn, expiresOn }] : []
  })
  return { coupons: coupons.toSorted((a, b) => endOf(a).localeCompare(endOf(b)) || a.id.localeCompare(b.id)) }
}

const endOf = ({ expiresOn }: Readonly<{ expiresOn: string | null }>): string => expiresOn ?? '9999'

async function activeTill(work: Work, code: string): Promise<Till> {
  const till = await tillByCode(work, code)
  if (!till || (await logOf(work.tx, till.id))?.status !== 'active') throw new Refusal('device_unknown')
  return till
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Whose card it is; unknown cards, wrong PINs and locked ones are answered alike, after the same work (S4). */
async function holderBy(
  work: Work,
  { cardNumber, pin }: Readonly<{ cardNumber: string; pin: string }>,
): Promise<string> {
  const card = (await cardsByNumber(work, [cardNumber])).get(cardNumber)
  // Nobody's id takes as long to verify as somebody's.
  const right = (await verifyPin(work, card?.personId ?? NOBODY, pin)) === 'right'
  const frozen = card !== undefined && (await frozenMembers(work, [card.memberId])).size > 0
  if (!card || card.state !== 'good' || frozen || !right)
    // Kept, so that the try is counted though nothing else comes of it.
    throw new Refusal('card_or_pin_wrong', { kept: true })
  return card.memberId
}
