import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrol, held, holder, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { adjustValue, decideAdjustment } from './contract/adjustment.ts'
import { payAccount, setCreditLine } from './contract/credit.ts'
import { placeHold, releaseHold } from './contract/hold.ts'
import { mergeMembers, undoMemberMerge } from './contract/merge.ts'
import { transferValue } from './contract/transfer.ts'

let w: TestWorld
const ids = { waiting: '', asker: '', gone: '', keep: '', merge: '', undone: '', hold: '' }

/** One of everything, by the commands themselves; the audit finds nothing wrong with it. */
beforeAll(async () => {
  w = await walletWorld({ prices: 'as_sent' }, { closing: 'by hand' })
  const manager = await w.as('manager')
  const adjust = (memberId: string, amount: number) => ({
    memberId,
    id: w.newId(),
    unit: 'points',
    amount,
    reason: '补登',
  })
  const member = await enrol(w, { number: 'M1' })
  const decided = adjust(member, 900)
  const waiting = adjust(member, 901)
  await manager.call(adjustValue, adjust(member, 100))
  await manager.call(adjustValue, decided)
  await manager.call(adjustValue, waiting)
  await w.call(decideAdjustment, { id: w.newId(), adjustmentId: decided.id, approves: true })
  const rich = await holder(w, { principal: 100_00, bonus: 20_00 })
  const move = {
    memberId: rich,
    toMemberId: member,
    id: w.newId(),
    unit: 'stored_value' as const,
    amount: 60_00,
  }
  await w.call(transferValue, move)
  const hold = { memberId: member, id: w.newId(), unit: 'points', amount: 10, seconds: 60 }
  await w.call(placeHold, hold)
  await w.call(releaseHold, { id: w.newId(), holdId: hold.id })
  await w.call(setCreditLine, { memberId: member, id: w.newId(), mostMinor: 50_00, reason: '月结' })
  const lines = [{ productCode: 'T', quantity: 1, unitPriceMinor: 30_00 }]
  const tenders = [{ kind: 'on_account', amountMinor: 30_00 }]
  const happenedAt = w.clock.now()
  await w.post('/sales', { id: w.newId(), branchCode: 'S1', memberNumber: 'M1', happenedAt, lines, tenders })
  await w.call(payAccount, { memberId: member, id: w.newId(), amountMinor: 10_00, tender: 'cash' })
  const pair = async () => ({
    id: w.newId(),
    keepId: await enrol(w),
    goneId: await holder(w, { points: 5 }),
    reason: '重复',
  })
  const [first, second] = [await pair(), await pair()]
  await w.call(mergeMembers, first)
  await w.call(mergeMembers, second)
  await w.call(undoMemberMerge, { id: w.newId(), mergeId: second.id, reason: '并错' })
  expect((await held(w, member)).owed).toBe(20_00)
  Object.assign(ids, { waiting: waiting.id, asker: manager.staffId, hold: hold.id })
  Object.assign(ids, { gone: first.goneId, keep: first.keepId, merge: first.id, undone: second.id })
  await w.audit()
})
afterAll(() => w.close())

/** The laws that the audit finds broken after somebody has bent a row behind every guard; nothing of it is kept. */
async function broken(bend: string): Promise<string[]> {
  const found: string[] = []
  const trial = w.database.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(bend).execute(tx)
    const { rows } = await sql<{ law: string }>`
      select law from wallet.audit_adjustment() union select law from wallet.audit_credit()
       union select law from wallet.audit_transfer() union select law from wallet.audit_merge()
       union select law from member.audit_merge()`.execute(tx)
    found.push(...rows.map((row) => row.law).sort())
    throw new Error('only a trial')
  })
  await expect(trial).rejects.toThrow('only a trial')
  return found
}

const someone = '018f0000-0000-7000-8000-00000000beef'
test.each<[string, () => string]>([
  ['W10 applied adjustment is posted', () => `update wallet.adjustment set amount = 99 where amount = 100`],
  [
    'W10 waiting adjustment is not posted',
    () => `update ledger.transaction set cause_id = '${ids.waiting}' where kind = 'adjust'`,
  ],
  ['W11 second person', () => `update wallet.adjustment_decision set asked_by_id = '${someone}'`],
  ['W16 floor is the line', () => `update wallet.credit_line set most_minor = 1`],
  ['W17 payment is posted', () => `update wallet.account_payment set amount_minor = amount_minor + 1`],
  ['W12 transfer moves what it says', () => `update wallet.transfer set amount = amount + 1`],
  ['W13 bonus goes with principal', () => `update wallet.transfer set bonus = bonus - 1`],
  [
    'W12 moved lot keeps its last day',
    () =>
      `update ledger.lot set expires_on = '2030-01-01' where id in (select to_lot_id from wallet.moved_lot)`,
  ],
  ['W12 moved lot is its posting', () => `update wallet.moved_lot set amount = amount + 1`],
  ['W14 hold is in the ledger', () => `update wallet.hold_wish set unit = 'bonus'`],
  ['W14 released once', () => `update ledger.hold set state = 'expired' where id = '${ids.hold}'`],
  [
    'W18 merge conserves value',
    () => `update ledger.account set holder_id = '${someone}' where holder_id = '${ids.keep}'`,
  ],
  [
    'W19 undoing conserves value',
    () => `update ledger.transaction set cause_id = '${someone}' where kind = 'merge_undo'`,
  ],
  [
    'W18 gone member holds nothing',
    () => `update ledger.account set balance = 1 where holder_id = '${ids.gone}' and purpose = 'member';
           update ledger.transaction set recorded_at = recorded_at - interval '2 hours'`,
  ],
  ['N10 gone member is withdrawn', () => `update member.member set withdrawn_at = null`],
  [
    'N10 merges have no circle',
    () => `insert into member.merge (id, fingerprint, keep_id, gone_id, reason, filled, silenced, at)
           values ('${someone}', '', '${ids.gone}', '${ids.keep}', 'x', '{}', '{}', '2026-03-02')`,
  ],
  [
    'N10 number stays',
    () => `update member.member set number = number || '~' || left(id::text, 8) || right(id::text, 4)
            where withdrawn_at is not null`,
  ],
  [
    'N11 merge ends by an undoing',
    () => `update member.merge set undone_by_id = null where id = '${ids.undone}'`,
  ],
  ['N11 event per merge', () => `delete from house.event where kind = 'member.merge_undone'`],
])('the audit finds %s', async (law, bend) => {
  expect(await broken(bend())).toContain(law)
})

test('every law of these parts was bent above', async () => {
  const { rows } = await sql<{ law: string }>`
    select wallet.audit_adjustment_laws() as law union select wallet.audit_credit_laws()
     union select wallet.audit_transfer_laws() union select wallet.audit_merge_laws()
     union select member.audit_merge_laws()`.execute(w.database)
  expect(rows).toHaveLength(19)
})
