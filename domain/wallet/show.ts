import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { UNITS, type ledgerLines, type showWallet, type WalletUnit } from './contract.ts'
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
  const balances = await ledger.balancesOf(work.tx, memberId)
  const lots = await ledger.openLots(work.tx, memberId)
  return {
    pointsBalance: find(balances, 'points', 'member'),
    principalMinor: find(balances, 'principal', 'member'),
    bonusMinor: find(balances, 'bonus', 'member'),
    pointsDebt: -find(balances, 'points', 'debt'),
    lots: lots.flatMap((lot) => UNITS.filter((unit) => unit === lot.unit).map((unit) => ({ ...lot, unit }))),
  }
}

/** Why this number? Every posting behind it, with its cause and the balance after it. */
export async function lines(work: Work, wish: Wish<typeof ledgerLines>) {
  await mustKnow(work, wish.memberId)
  const key = wish.unit === 'debt' ? debtKey('points', wish.memberId) : purseKey(wish.unit, wish.memberId)
  return ledger.statement(work.tx, { key, from: (wish.page - 1) * wish.rows, most: wish.rows })
}

/** What the chain owes its members. */
export async function totals(work: Work) {
  const rows = await ledger.outstanding(work.tx)
  return {
    pointsOutstanding: find(rows, 'points', 'member'),
    pointsIssued: await ledger.credited(work.tx, 'points', ['earn']),
    principalMinor: find(rows, 'principal', 'member'),
    bonusMinor: find(rows, 'bonus', 'member'),
    pointsDebt: -find(rows, 'points', 'debt'),
  }
}
