import * as ledger from '#domain/ledger/index'
import { chainKey } from './purse.ts'

/**
 * What a store gave away without a network and nobody held: value burned beyond what the member had (`loss`), discounts
 * by coupons that were used before (`coupon_loss`). Minor units, below zero, one account each per store: a shortfall is
 * a named account, never silently less (promises M4, §4.6).
 */
export type LossPurpose = 'loss' | 'coupon_loss'
export type Loss = Readonly<{ branchId: string; purpose: LossPurpose; minor: number }>

const lossKey = ({ branchId, purpose }: Omit<Loss, 'minor'>): ledger.AccountKey => ({
  unit: 'offline_loss',
  purpose,
  holderId: branchId,
})

/** The accounts of a store's losses, as a batch opens them. */
export const lossWanted = (branchId: string): ledger.Wanted[] =>
  (['loss', 'coupon_loss'] as const).map((purpose) => ({
    ...lossKey({ branchId, purpose }),
    floor: null,
    credits: 'only',
  }))

/** Puts a shortfall on the store's account; a negative one takes it off again, as when goods come back. */
export function lose(side: ledger.Side, of: Loss): void {
  ledger.move(side, lossKey(of), -of.minor)
  ledger.move(side, chainKey('offline_loss', 'redeemed'), of.minor)
}
