import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import type { ledgerLines, showWallet, WalletUnit } from './contract.ts'
import { creditKey } from './on-account.ts'
import { debtKey, purseKey } from './purse.ts'

async function mustKnow(work: Work, memberId: string): Promise<void> {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
}

const find = (
  rows: readonly { unit: string; purpose: string; balance: number }[],
  unit: WalletUnit,
  purpose: string,
): number => rows.find((row) => row.unit === unit && row.purpose === purpose)?.balance ?? 0

/** What a member holds, down to the lots (C59). */
export async function show(work: Work, { memberId }: Wish<typeof showWallet>) {
  await mustKnow(work, memberId)
  const on = await today(work)
  const balances = await ledger.balancesOf(work.tx, memberId)
  const open = (await ledger.openLots(work.tx, memberId)).map((lot) => ({
    ...lot,
    alive: ledger.alive(lot, on),
  }))
  const free = (unit: WalletUnit) => availableOf(balances, open, unit)
  return {
    pointsBalance: find(balances, 'points', 'member'),
    pointsAvailable: free('points'),
    principalMinor: find(balances, 'principal', 'member'),
    principalAvailable: free('principal'),
    bonusMinor: find(balances, 'bonus', 'member'),
    bonusAvailable: free('bonus'),
    pointsDebt: 0 - find(balances, 'points', 'debt'),
    owedMinor: 0 - find(balances, 'on_account', 'credit'),
    counts: await counts(work, balances, free),
    lots: open,
  }
}

/** L4: what can be spent now, whether or not the end of dead lots has been posted. */
function availableOf(
  balances: readonly ledger.Balance[],
  lots: readonly Readonly<{ unit: string; remaining: number; alive: boolean }>[],
  unit: WalletUnit,
): number {
  const account = balances.find((row) => row.unit === unit && row.purpose === 'member')
  const living = lots.reduce((all, lot) => all + (lot.unit === unit && lot.alive ? lot.remaining : 0), 0)
  return Math.max(0, Math.min(living, (account?.balance ?? 0) - (account?.held ?? 0)))
}

/** Passes and coupons by the names their program gives them. */
async function counts(work: Work, balances: readonly ledger.Balance[], free: (unit: WalletUnit) => number) {
  const counted = balances.filter(
    (row) => row.purpose === 'member' && row.balance > 0 && row.unit.includes(':'),
  )
  if (counted.length === 0) return []
  const { document } = await liveProgram(work)
  return counted.flatMap(({ unit }) => {
    const [kind = '', code = ''] = unit.split(':')
    if (kind !== 'pass' && kind !== 'coupon') return []
    const rule = (kind === 'pass' ? document.passes : document.coupons).find((one) => one.code === code)
    const names = { nameZh: rule?.nameZh ?? code, nameEn: rule?.nameEn ?? code }
    return [{ kind: kind as 'pass' | 'coupon', code, ...names, available: free(unit as WalletUnit) }]
  })
}

/** Why this number? Every posting behind it, with its cause and the balance after it. */
export async function lines(work: Work, wish: Wish<typeof ledgerLines>) {
  await mustKnow(work, wish.memberId)
  const page = { from: (wish.page - 1) * wish.rows, most: wish.rows }
  return ledger.statement(work.tx, { key: keyOf(wish), ...page })
}

function keyOf({ unit, memberId }: Wish<typeof ledgerLines>): ledger.AccountKey {
  if (unit === 'debt') return debtKey('points', memberId)
  // The contract lets only units of this room through.
  return unit === 'on_account' ? creditKey(memberId) : purseKey(unit as WalletUnit, memberId)
}

/** What the chain owes its members. */
export async function totals(work: Work) {
  const rows = await ledger.outstanding(work.tx)
  return {
    pointsOutstanding: find(rows, 'points', 'member'),
    pointsIssued: await ledger.issuedEver(work.tx, 'points'),
    principalMinor: find(rows, 'principal', 'member'),
    bonusMinor: find(rows, 'bonus', 'member'),
    pointsDebt: 0 - find(rows, 'points', 'debt'),
  }
}
