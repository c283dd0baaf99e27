import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { changeBranch, closeBranch, createKey, openBranch, revokeKey } from './contract.ts'

test('a branch opens in the chain’s zone, once however often it is asked for', async () => {
  const w = await world()
  const wish = { id: w.newId(), code: 'S2', name: '二店' }
  const [first, again] = [await w.call(openBranch, wish), await w.call(openBranch, wish)]
  expect(first).toMatchObject({ zone: 'Asia/Shanghai', closingHour: 0, openedOn: '2026-03-02', version: 1 })
  expect(again).toEqual(first)
  expect((await w.ask(openBranch, { ...wish, name: 'x' })).body).toMatchObject({ code: 'branch_id_reused' })
  expect((await w.ask(openBranch, { ...wish, id: w.newId() })).body).toMatchObject({
    code: 'branch_code_taken',
  })
})

test('two people who change one branch do not overwrite each other', async () => {
  const w = await world()
  const words = { id: w.branchId, version: 1, code: 'S1', region: '', zone: 'Asia/Shanghai', closingHour: 3 }
  const replies = await Promise.all(['a', 'b'].map((name) => w.ask(changeBranch, { ...words, name })))
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409])
})

test('a zone nobody knows is refused as a field', async () => {
  const w = await world()
  const reply = await w.post('/branches', { id: w.newId(), code: 'S2', name: 'x', zone: 'Asia/Nowhere' })
  expect(reply.body).toMatchObject({ code: 'invalid', fields: [{ path: 'zone' }] })
})

test('the last open branch stays open', async () => {
  const w = await world()
  expect((await w.ask(closeBranch, { id: w.branchId })).body).toMatchObject({ code: 'last_open_branch' })
  const second = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  expect((await w.ask(closeBranch, { id: second.id, closedOn: '2020-01-01' })).body).toMatchObject({
    code: 'closed_before_opening',
  })
  expect(await w.call(closeBranch, { id: second.id })).toMatchObject({ closedOn: '2026-03-02' })
})

test('a key works within its scopes until it is revoked, and its use is seen', async () => {
  const w = await world()
  const made = await w.call(createKey, { id: w.newId(), name: '收银系统', scopes: ['org.read'] })
  const headers = { authorization: `Bearer ${made.secret}` }
  expect(made.secret).toMatch(/^zj_[\w-]{43}$/)
  expect((await w.anonymous.get('/branches', {}, headers)).status).toBe(200)
  expect((await w.anonymous.get('/keys', {}, headers)).status).toBe(403)
  const { rows } = (await w.get<{ rows: object[] }>('/keys')).body
  expect(rows).toEqual([expect.objectContaining({ prefix: made.secret.slice(0, 9), usedAt: w.clock.now() })])
  expect(JSON.stringify(rows)).not.toContain(made.secret)

  await w.call(revokeKey, { id: made.id })
  expect((await w.anonymous.get('/branches', {}, headers)).status).toBe(401)
})

test('a key cannot make a key with more scopes than its own', async () => {
  const w = await world()
  const key = await w.key('key.manage')
  const wish = { id: w.newId(), name: 'x', scopes: ['member.export' as const] }
  expect((await key.ask(createKey, wish)).body).toMatchObject({ code: 'beyond_own_rights' })
})
