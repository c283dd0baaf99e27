import { expect, test } from 'vitest'
import type { Told } from '#base/endpoint'
import type { showWallet } from '#domain/wallet/contract'
import { availableOf, balanceOf, shortOf } from './wallet-balance.ts'

type Wallet = Told<typeof showWallet>

const lot = (unit: string, remaining: number, alive = true): Wallet['lots'][number] => ({
  id: `${unit} ${remaining}`,
  unit,
  amount: remaining,
  remaining,
  expiresOn: null,
  openedAt: '2026-01-01T00:00:00.000Z',
  originKind: 'sale',
  originId: 'x',
  alive,
})

const wallet: Wallet = {
  pointsBalance: 100,
  pointsAvailable: 50,
  principalMinor: 30_00,
  principalAvailable: 30_00,
  bonusMinor: 0,
  bonusAvailable: 0,
  counts: [{ kind: 'pass', code: 'WASH', nameZh: '洗车', nameEn: 'Wash', available: 3 }],
  pointsDebt: 7,
  owedMinor: 12_00,
  lots: [lot('points', 80), lot('points', 20, false), lot('principal', 30_00), lot('pass:WASH', 5)],
}

test('what is not available is past its day or held', () => {
  expect(shortOf(wallet, 'points')).toEqual({ over: 20, held: 30 })
  expect(shortOf(wallet, 'principal')).toEqual({ over: 0, held: 0 })
  expect(shortOf(wallet, 'pass:WASH')).toEqual({ over: 0, held: 2 })
})

test('debts are balances of which nothing is held', () => {
  expect([balanceOf(wallet, 'debt'), availableOf(wallet, 'debt')]).toEqual([7, 7])
  expect(shortOf(wallet, 'on_account')).toEqual({ over: 0, held: 0 })
})
