import { expect, test } from 'vitest'
import type { Refusal } from '#base/refusal'
import { waiting } from '#test/world/dump'
import { PASSWORD, world, type TestWorld } from '#test/world/world'
import { disableStaff as disable } from './staff.ts'
import { changeStaff, disableStaff, hireStaff, resetPassword } from './contract.ts'

const hire = (w: TestWorld, more: object = {}) => ({
  id: w.newId(),
  login: 'lin',
  name: '林经理',
  password: PASSWORD,
  roles: ['manager' as const],
  branchIds: [w.branchId],
  ...more,
})

test('two owners who disable each other at the same moment leave one', async () => {
  const w = await world()
  const second = await w.as('owner')
  let begun = () => {}
  const firstHasWritten = new Promise<void>((go) => (begun = go))
  let letGo = () => {}
  const held = new Promise<void>((go) => (letGo = go))
  const first = w.work(async (work) => {
    await disable(work, { id: second.staffId })
    begun()
    await held
  })
  await firstHasWritten
  const other = w.work((work) => disable(work, { id: w.ownerId })).catch((no: Refusal) => no.code)
  // Were they not queued, the other would see two owners and be done.
  await expect.poll(() => w.work(waiting)).toBe(1)
  letGo()
  await first
  expect(await other).toBe('last_owner')
})

test('the last owner can neither be disabled nor lose the role', async () => {
  const w = await world()
  expect((await w.ask(disableStaff, { id: w.ownerId })).body).toMatchObject({ code: 'last_owner' })
  const words = {
    id: w.ownerId,
    version: 1,
    name: 'x',
    language: 'en' as const,
    roles: ['auditor' as const],
    branchIds: null,
  }
  expect((await w.ask(changeStaff, words)).body).toMatchObject({ code: 'last_owner' })
})

test('disabling, a change of rights and a new password end the person’s sessions at once', async () => {
  const w = await world()
  const [a, b, c] = [await w.as('cashier'), await w.as('cashier'), await w.as('cashier')]
  await w.call(disableStaff, { id: a.staffId })
  await w.call(changeStaff, {
    id: b.staffId,
    version: 1,
    name: 'b',
    language: 'en',
    roles: ['manager'],
    branchIds: null,
  })
  await w.call(resetPassword, { id: c.staffId, password: 'a new horse 7 battery' })
  const statuses = await Promise.all([a, b, c].map(async (one) => (await one.get('/me')).status))
  expect(statuses).toEqual([401, 401, 401])
})

test('a change of name alone keeps the sessions', async () => {
  const w = await world()
  const a = await w.as('cashier')
  await w.call(changeStaff, {
    id: a.staffId,
    version: 1,
    name: '小王',
    language: 'zh-CN',
    roles: ['cashier'],
    branchIds: null,
  })
  expect((await a.get('/me')).body).toMatchObject({ name: '小王', roles: ['cashier'] })
})

test('the same person hired again by a retry is one person, with one sign-in', async () => {
  const w = await world()
  const wish = hire(w)
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(hireStaff, wish)))
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200])
  expect((await w.ask(hireStaff, { ...wish, name: 'x' })).body).toMatchObject({ code: 'staff_id_reused' })
})

// Each row breaks its own law and those below it.
test.each([
  { code: 'role_needs_whole_chain', more: { roles: ['auditor'], password: 'password', login: 'OWNER' } },
  { code: 'branch_needed', more: { branchIds: [], password: 'password', login: 'OWNER' } },
  {
    code: 'branch_unknown',
    more: { branchIds: ['00000000-0000-7000-8000-000000000000'], password: 'password', login: 'OWNER' },
  },
  { code: 'password_weak', more: { password: 'password', login: 'OWNER' } },
  { code: 'login_taken', more: { login: 'OWNER' } },
])('hiring is refused: $code', async ({ code, more }) => {
  const w = await world()
  expect((await w.post('/staff', hire(w, more))).body).toMatchObject({ code })
})

test('whoever manages staff by a key gives no rights the key lacks, and touches nobody above it', async () => {
  const w = await world()
  const key = await w.key('staff.manage')
  expect((await key.post('/staff', hire(w))).body).toMatchObject({ code: 'beyond_own_rights' })
  expect((await key.ask(resetPassword, { id: w.ownerId, password: PASSWORD })).body).toMatchObject({
    code: 'beyond_own_rights',
  })
})

test('a manager of one branch sees that branch only', async () => {
  const w = await world()
  await w.post('/branches', { id: w.newId(), code: 'S2', name: '二店' })
  const manager = await w.as('manager', { branchIds: [w.branchId] })
  const codes = async (who: { get: TestWorld['get'] }) =>
    (await who.get<{ rows: { code: string }[] }>('/branches')).body.rows.map(({ code }) => code)
  expect(await codes(w)).toEqual(['S1', 'S2'])
  expect(await codes(manager)).toEqual(['S1'])
})
