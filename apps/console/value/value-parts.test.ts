import { expect, test } from 'vitest'
import { tenderTotals, topUpTotals } from './reconciliation-totals.ts'
import { spanOf } from './use-span.ts'

const drawer = {
  salesMinor: 0,
  returnsMinor: 0,
  topUpsMinor: 0,
  refundsMinor: 0,
  accountPaymentsMinor: 0,
  expectedMinor: 0,
  givenMinor: 0,
  changeMinor: 0,
  roundingMinor: 0,
}
const cash = { tender: 'cash' as const, receipts: 2, amountMinor: 1_000, said: null, posted: null }
const stored = { tender: 'stored_value' as const, receipts: 1, amountMinor: 500, said: 500, posted: 400 }
const top = { tender: 'cash' as const, inMinor: 900, backMinor: 100, postedMinor: 810, interestMinor: 10 }
const one = {
  day: '2026-03-02',
  tenders: [cash, stored],
  topUps: [top],
  accountPayments: [],
  drawer,
  differences: 1,
}

test('days sum by tender, and what the ledger does not know stays unknown', () => {
  const days = [one, { ...one, day: '2026-03-03' }]
  expect(tenderTotals(days)).toEqual([
    { tender: 'cash', receipts: 4, amountMinor: 2_000, said: null, posted: null },
    { tender: 'stored_value', receipts: 2, amountMinor: 1_000, said: 1_000, posted: 800 },
  ])
  expect(topUpTotals(days)).toEqual([
    { tender: 'cash', inMinor: 1_800, backMinor: 200, postedMinor: 1_620, interestMinor: 20 },
  ])
})

test('a span in the address that makes no sense is left out', () => {
  expect(spanOf({ from: '2026-02-30', on: '2026-03-02', to: 7, branchId: '' })).toEqual({ on: '2026-03-02' })
})
