import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { on, type Route } from '#base/endpoint'
import { day } from '#base/instant'
import type { Work } from '#db/work'
import { enrolMember } from '#domain/member/contract'
import { world, type TestWorld } from '#test/world/world'
import { freezeValue, liftFreeze, memberFreezes } from './contract/freeze.ts'
import { freeze, frozenMembers, lift, list } from './freeze.ts'
import { openBalances } from './opening.ts'

const routes: Route<Work>[] = [on(freezeValue, freeze), on(liftFreeze, lift), on(memberFreezes, list)]

async function holder(w: TestWorld): Promise<string> {
  const { id } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  const opening = { id: w.newId(), memberId: id, unit: 'principal' as const, amount: 100_00 }
  await w.work((work) => openBalances(work, [{ ...opening, openedOn: day('2026-01-01'), expiresOn: null }]))
  return id
}

const freezing = (w: TestWorld, memberId: string) => ({ memberId, id: w.newId(), reason: '疑似盗用' })
const lifting = (w: TestWorld, memberId: string, freezeId: string) => ({
  memberId,
  freezeId,
  id: w.newId(),
  reason: '已核实本人',
})
const isFrozen = async (w: TestWorld, ...ids: string[]) => {
  const found = await w.work((work) => frozenMembers(work, ids))
  return ids.map((id) => found.has(id))
}

test('W20: a member’s value is frozen and lifted, with who and why, and can be frozen again', async () => {
  const w = await world({ routes })
  const [memberId, other] = [await holder(w), await holder(w)]
  const first = freezing(w, memberId)
  expect(await w.call(freezeValue, first)).toMatchObject({ ...first, at: w.clock.now() })
  expect(await isFrozen(w, memberId, other)).toEqual([true, false])
  await w.call(liftFreeze, lifting(w, memberId, first.id))
  expect(await isFrozen(w, memberId, other)).toEqual([false, false])
  w.clock.advance(1000)
  await w.call(freezeValue, freezing(w, memberId))

  const { frozen, rows } = await w.call(memberFreezes, { memberId })
  expect(frozen).toBe(true)
  expect(rows).toMatchObject([
    { reason: '疑似盗用', byId: w.ownerId, lifting: null },
    { id: first.id, lifting: { reason: '已核实本人', at: '2026-03-02T02:00:00.000Z', byId: w.ownerId } },
  ])
  expect(await w.call(memberFreezes, { memberId: other })).toEqual({ frozen: false, rows: [] })
})

test('W20: of many freezes at once one stands; of many liftings at once one ends it', async () => {
  const w = await world({ routes })
  const { id: bare } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  // With purses to lock and without: a member who never held anything has no account to queue at.
  for (const memberId of [await holder(w), bare]) {
    const freezes = Array.from({ length: 8 }, () => freezing(w, memberId))
    const replies = await Promise.all(freezes.map((wish) => w.ask(freezeValue, wish)))
    const won = freezes.filter((_, at) => replies[at]?.status === 200)
    expect(won).toHaveLength(1)
    const lost = replies.filter((reply) => reply.status !== 200).map((reply) => reply.body['code'])
    expect(lost).toEqual(Array.from({ length: 7 }, () => 'value_already_frozen'))

    const liftings = Array.from({ length: 8 }, () => lifting(w, memberId, won[0]?.id ?? ''))
    const answers = await Promise.all(liftings.map((wish) => w.ask(liftFreeze, wish)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body['code'] === 'value_not_frozen')).toHaveLength(7)
    expect(await isFrozen(w, memberId)).toEqual([false])
  }
})

test('W21: a freeze waits for the spend that was let through before it', async () => {
  const w = await world({ routes })
  const memberId = await holder(w)
  const steps: string[] = []
  const answered: { freeze?: Promise<unknown> } = {}
  await w.work(async (work) => {
    await sql`select from ledger.account where holder_id = ${memberId} for update`.execute(work.tx)
    expect(await frozenMembers(work, [memberId])).toEqual(new Set())
    answered.freeze = w.call(freezeValue, freezing(w, memberId)).then(() => steps.push('frozen'))
    // The freeze is really waiting for our lock before the spend goes on.
    await expect
      .poll(async () => {
        const { rows } = await sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          w.database,
        )
        return rows.length
      })
      .toBeGreaterThan(0)
    steps.push('spent')
  })
  await answered.freeze
  expect(steps).toEqual(['spent', 'frozen'])
})

test('a freeze is refused for the first law it breaks', async () => {
  const w = await world({ routes })
  const memberId = await holder(w)
  const first = freezing(w, memberId)
  await w.call(freezeValue, first)
  const answers = [
    { ...first, memberId: w.newId(), code: 'freeze_id_reused' },
    { ...first, reason: '别的', code: 'freeze_id_reused' },
    { ...freezing(w, w.newId()), code: 'member_unknown' },
    { ...freezing(w, memberId), code: 'value_already_frozen' },
  ]
  for (const { code, ...wish } of answers) {
    expect((await w.ask(freezeValue, wish)).body).toMatchObject({ code })
  }
  expect((await w.ask(freezeValue, { ...freezing(w, memberId), reason: ' ' })).body['code']).toBe('invalid')
  const cashier = await w.as('cashier')
  expect((await cashier.ask(freezeValue, freezing(w, memberId))).status).toBe(403)
})

test('a lifting is refused for the first law it breaks', async () => {
  const w = await world({ routes })
  const [memberId, other] = [await holder(w), await holder(w)]
  const before = freezing(w, memberId)
  await w.call(freezeValue, before)
  const first = lifting(w, memberId, before.id)
  await w.call(liftFreeze, first)
  await w.call(freezeValue, freezing(w, memberId))
  const others = freezing(w, other)
  await w.call(freezeValue, others)
  const answers = [
    { ...first, memberId: w.newId(), code: 'freeze_lifting_id_reused' },
    { ...lifting(w, w.newId(), before.id), code: 'member_unknown' },
    { ...lifting(w, memberId, before.id), code: 'value_not_frozen' },
    { ...lifting(w, memberId, others.id), code: 'value_not_frozen' },
  ]
  for (const { code, ...wish } of answers) {
    expect((await w.ask(liftFreeze, wish)).body).toMatchObject({ code })
  }
  expect(await isFrozen(w, memberId, other)).toEqual([true, true])
})

test('W22: a console that retries freezes once, lifts once, and is answered alike ever after', async () => {
  const w = await world({ routes })
  const memberId = await holder(w)
  const one = freezing(w, memberId)
  const end = lifting(w, memberId, one.id)
  const frozen = await Promise.all([1, 2, 3, 4].map(() => w.call(freezeValue, one)))
  const lifted = await Promise.all([1, 2, 3, 4].map(() => w.call(liftFreeze, end)))
  w.clock.advance(60_000)
  for (const replies of [
    [...frozen, await w.call(freezeValue, one)],
    [...lifted, await w.call(liftFreeze, end)],
  ]) {
    expect(replies.filter((reply) => !reply.replayed)).toHaveLength(1)
    expect(new Set(replies.map((reply) => JSON.stringify({ ...reply, replayed: true }))).size).toBe(1)
  }
  expect(await isFrozen(w, memberId)).toEqual([false])
  const { rows } = await sql`
    select from house.event where kind in ('wallet.frozen', 'wallet.freeze_lifted')`.execute(w.database)
  expect(rows).toHaveLength(2)
})

test('W22: a refusal is final for its id: a late retry does not freeze what was lifted since', async () => {
  const w = await world({ routes })
  const memberId = await holder(w)
  const first = freezing(w, memberId)
  const second = freezing(w, memberId)
  const early = lifting(w, memberId, second.id)
  await w.call(freezeValue, first)
  const refused = async () => [
    (await w.ask(freezeValue, second)).body['code'],
    (await w.ask(liftFreeze, early)).body['code'],
  ]
  expect(await refused()).toEqual(['value_already_frozen', 'value_not_frozen'])
  await w.call(liftFreeze, lifting(w, memberId, first.id))
  expect(await refused()).toEqual(['value_already_frozen', 'value_not_frozen'])
  expect(await isFrozen(w, memberId)).toEqual([false])
  const changed = await w.ask(freezeValue, { ...second, reason: '别的' })
  expect(changed.body).toMatchObject({ code: 'freeze_id_reused' })
  await w.call(freezeValue, { ...second, id: w.newId() })
})

test('W20 in SQL: a second open freeze, a changed one and one lifted twice are refused', async () => {
  const w = await world({ routes })
  const memberId = await holder(w)
  const one = freezing(w, memberId)
  await w.call(freezeValue, one)
  const twin = sql`
    insert into wallet.freeze (id, fingerprint, member_id, reason, at)
    select ${w.newId()}, fingerprint, member_id, reason, at from wallet.freeze`
  await expect(twin.execute(w.database)).rejects.toThrow('freeze_open')
  await expect(sql`update wallet.freeze set reason = 'x'`.execute(w.database)).rejects.toThrow('append-only')
  await w.call(liftFreeze, lifting(w, memberId, one.id))
  const reopen = sql`update wallet.freeze set lifted_by_id = null`
  await expect(reopen.execute(w.database)).rejects.toThrow('append-only')
})

test('the audit finds a freeze that ended by nothing', async () => {
  const w = await world({ routes, closing: 'by hand' })
  const memberId = await holder(w)
  await w.call(freezeValue, freezing(w, memberId))
  await sql`update wallet.freeze set lifted_by_id = ${w.newId()}`.execute(w.database)
  const { rows } = await sql<{ law: string }>`select law from wallet.audit_freeze()`.execute(w.database)
  expect(rows.map((row) => row.law)).toEqual(['W20 freeze ends by a lifting'])
  await w.close()
})
