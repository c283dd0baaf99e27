import type { SaleBody } from '#domain/device/model/bodies'
import { OPEN, OWN, OWN_UNIT } from './coupons.ts'
import type { HeadOffice } from './head-office.ts'
import type { World } from './world.ts'

/** A coupon that was shown at a sale that is carried out. */
type Shown = Readonly<{ saleId: string; store: string; couponId: string | null }>

/**
 * C1, C5: every coupon that was ever shown either counts or is named with what it cost; one of a member's own counts
 * once, one that is open to all no oftener than its cap. From rows and from what was said, never from the ledger.
 */
export function proveCoupons(world: World): void {
  const { memo, holdings, witness } = world
  const { house, said } = memo.office
  const named = said.filter((one) => one.kind === 'coupon_not_valid')
  const bad = new Set(named.map((one) => one.saleId))
  const shown = shownAt(memo.office)
  const good = shown.filter((one) => !bad.has(one.saleId))
  if (shown.length - good.length !== named.length)
    witness.fail('C5 every coupon that is not good is named once')

  const open = good.filter((one) => one.couponId === null).length
  if (open > OPEN.most || open !== house.coupons.openUsed())
    witness.fail('C5 of a coupon open to all no more count than its cap')
  for (const [memberId, { coupons }] of holdings) {
    const left = coupons.filter((id) => !isSpent(world, good, id)).length
    if (house.held(OWN_UNIT, memberId) !== left)
      witness.fail('C1 a coupon is there until it is used, and no longer')
  }
  for (const store of new Set(shown.map((one) => one.store))) {
    const lost = shown.filter((one) => one.store === store && bad.has(one.saleId))
    const minor = lost.reduce((sum, { couponId }) => sum + (couponId === null ? OPEN.minor : OWN.minor), 0)
    if (house.coupons.lost(store) !== minor)
      witness.fail('C5 what was honoured beyond costs the store so much')
  }
  if (named.some((one) => one.lossMinor !== OPEN.minor && one.lossMinor !== OWN.minor))
    witness.fail('C5 what is named is what the coupon took off')
}

function isSpent({ memo, witness }: World, uses: readonly Shown[], id: string): boolean {
  const standing = uses.filter((one) => one.couponId === id && !cameBack(memo.office, one.saleId))
  if (standing.length > 1) witness.fail('C1 a coupon is used once')
  return standing.length === 1
}

function shownAt({ rows }: HeadOffice): Shown[] {
  return [...rows.values()].flatMap(({ event, outcome }) => {
    if (event.kind !== 'sale' || outcome !== 'applied') return []
    const { wish } = event.body as unknown as SaleBody
    const { id: saleId, store } = event
    return wish.coupons.map((one) => ({ saleId, store, couponId: 'couponId' in one ? one.couponId : null }))
  })
}

/** All of a sale came back, and with it its coupon. */
const cameBack = ({ house }: HeadOffice, saleId: string): boolean =>
  [...house.sales.values()].some((row) => row.returnsId === saleId)
