import type { Told } from '#base/endpoint'
import type { showWallet } from '#domain/wallet/contract'

type Wallet = Told<typeof showWallet>

const lotsOf = (wallet: Wallet, unit: string, alive?: boolean): number =>
  wallet.lots
    .filter((lot) => lot.unit === unit && (alive === undefined || lot.alive === alive))
    .reduce((all, lot) => all + lot.remaining, 0)

/** A balance as the ledger has it; of passes and coupons their lots are the balance. */
export function balanceOf(wallet: Wallet, unit: string): number {
  const balances: Readonly<Record<string, number>> = {
    points: wallet.pointsBalance,
    principal: wallet.principalMinor,
    bonus: wallet.bonusMinor,
    debt: wallet.pointsDebt,
    on_account: wallet.owedMinor,
  }
  return balances[unit] ?? lotsOf(wallet, unit)
}

/** What can be spent now. */
export function availableOf(wallet: Wallet, unit: string): number {
  const free: Readonly<Record<string, number>> = {
    points: wallet.pointsAvailable,
    principal: wallet.principalAvailable,
    bonus: wallet.bonusAvailable,
  }
  const counted = wallet.counts.find((one) => `${one.kind}:${one.code}` === unit)
  return free[unit] ?? counted?.available ?? balanceOf(wallet, unit)
}

/**
 * Why less is available than the balance says: what passed its last day and will be posted as ended, and what payments
 * under way hold.
 */
export function shortOf(wallet: Wallet, unit: string): { held: number; over: number } {
  const over = lotsOf(wallet, unit, false)
  return { over, held: Math.max(0, balanceOf(wallet, unit) - over - availableOf(wallet, unit)) }
}
