import { createPublicKey, pbkdf2Sync, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { present } from '#base/must'
import { addProduct } from '#domain/goods/contract'
import { openBranch } from '#domain/org/contract'
import { publishProgram } from '#domain/program/contract'
import { callerOf } from '#test/world/caller'
import { rules } from '#test/world/shop'
import { tillKeys } from '#test/world/till'
import { world, type TestWorld } from '#test/world/world'
import {
  approveDevice,
  createDeviceCode,
  deviceEnrolment,
  enrolDevice,
  listDevices,
  listEnrolments,
  offlineLimits,
  revokeDevice,
  setOfflineLimits,
  setTillPin,
} from './contract/device.ts'
import { devicePolicy, setPlaylist, showPlaylist } from './contract/policy.ts'
import { announcePublicAddress } from './index.ts'
import { policySchema, sealedText, STANDARD_LIMITS, type Policy } from './model/policy.ts'

const MINUTE = 60_000

async function code(w: TestWorld, more: object = {}) {
  return w.call(createDeviceCode, { id: w.newId(), branchId: w.branchId, name: '一号台', ...more })
}

const showing = (w: TestWorld, typed: string, seed = 1) => {
  const { signPublic: signKey, sealPublic: sealKey } = tillKeys(seed)
  return { id: w.newId(), code: typed, signKey, sealKey, appVersion: '1.0' }
}

/** A till from its code to its token, by the host. */
async function enrolled(w: TestWorld, more: object = {}, seed = 1) {
  const made = await code(w, more)
  const wish = showing(w, made.code, seed)
  const { secret } = await w.anonymous.call(enrolDevice, wish)
  await w.call(approveDevice, { id: w.newId(), enrolmentId: wish.id, approve: true })
  const { device } = await w.anonymous.call(deviceEnrolment, { id: wish.id, secret })
  const till = present(device, 'test: a till that was approved is let in')
  return { ...till, wish, secret, caller: callerOf(w.app, { authorization: `Bearer ${till.token}` }) }
}

type Till = Awaited<ReturnType<typeof enrolled>>

async function policyOf(till: Till): Promise<Policy> {
  const { policy } = await till.caller.call(devicePolicy, {})
  const der = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(till.headSignKey, 'base64'),
  ])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  const text = Buffer.from(sealedText('policy', policy.text))
  expect(verify(null, text, key, Buffer.from(policy.signature, 'base64'))).toBe(true)
  return policySchema.parse(JSON.parse(policy.text))
}

test('a till is enrolled by its code, let in by a manager, and signs in with its own token', async () => {
  const w = await world()
  const made = await code(w)
  expect(made.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/)
  // Typed in small letters and without dashes it is the same code.
  const wish = showing(w, made.code.toLowerCase().replaceAll('-', ' '))
  const { secret } = await w.anonymous.call(enrolDevice, wish)
  const look = () => w.anonymous.call(deviceEnrolment, { id: wish.id, secret })
  expect(await look()).toEqual({ state: 'pending', device: null })
  const [waiting] = (await w.call(listEnrolments, {})).rows
  expect(waiting).toMatchObject({ id: wish.id, name: '一号台', branchId: w.branchId, replaces: null })

  const approval = { id: w.newId(), enrolmentId: wish.id, approve: true }
  const approved = await w.call(approveDevice, approval)
  expect(await w.call(approveDevice, approval)).toEqual(approved)
  const told = await look()
  expect(told).toMatchObject({ state: 'approved', device: { code: 'T1', epoch: 1, branchId: w.branchId } })
  // A second look before the token was used makes a new one; the first opens nothing any more.
  const again = await look()
  const policy = (token: string) =>
    callerOf(w.app, { authorization: `Bearer ${token}` }).post('/device-policies', {})
  expect((await policy(told.device?.token ?? '')).status).toBe(401)
  w.clock.advance(2 * MINUTE)
  expect((await policy(again.device?.token ?? '')).status).toBe(200)
  expect((await w.anonymous.post('/device-enrolment-looks', { id: wish.id, secret })).body).toMatchObject({
    code: 'device_enrolment_unknown',
  })
  expect((await w.call(listDevices, {})).rows).toMatchObject([
    { id: approved.deviceId, code: 'T1', status: 'active', epoch: 1, mark: 0, policyVersion: 1, pending: 0 },
  ])
})

test('a code that is wrong, spent or older than ten minutes enrols nobody', async () => {
  const w = await world()
  const refused = async (typed: string) =>
    (await w.anonymous.post('/device-enrolments', showing(w, typed))).body?.['code']
  expect(await refused('0000-0000-00000')).toBe('device_code_wrong')
  const first = await code(w)
  await w.anonymous.call(enrolDevice, showing(w, first.code))
  expect(await refused(first.code)).toBe('device_code_wrong')
  const late = await code(w)
  w.clock.advance(10 * MINUTE)
  expect(await refused(late.code)).toBe('device_code_wrong')
})

test('of two tills that type one code at once one waits', async () => {
  const w = await world()
  const made = await code(w)
  const replies = await Promise.all(
    [1, 2].map((seed) => w.anonymous.post('/device-enrolments', showing(w, made.code, seed))),
  )
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 422])
})

test('only who sees the branch makes its codes and lets its tills in', async () => {
  const w = await world()
  const other = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const manager = await w.as('manager', { branchIds: [other.id] })
  const asked = { id: w.newId(), branchId: w.branchId, name: 'x' }
  expect((await manager.post('/device-codes', asked)).body).toMatchObject({ code: 'branch_unknown' })
  const made = await code(w)
  const wish = showing(w, made.code)
  await w.anonymous.call(enrolDevice, wish)
  expect((await manager.call(listEnrolments, {})).rows).toEqual([])
  const approval = { id: w.newId(), enrolmentId: wish.id, approve: true }
  expect((await manager.post('/device-approvals', approval)).body).toMatchObject({
    code: 'device_enrolment_unknown',
  })
})

test('a till that is turned away is told so, and nothing of it stays', async () => {
  const w = await world()
  const made = await code(w)
  const wish = showing(w, made.code)
  const { secret } = await w.anonymous.call(enrolDevice, wish)
  const told = await w.call(approveDevice, { id: w.newId(), enrolmentId: wish.id, approve: false })
  expect(told).toMatchObject({ state: 'refused', deviceId: null })
  expect(await w.anonymous.call(deviceEnrolment, { id: wish.id, secret })).toEqual({
    state: 'refused',
    device: null,
  })
  const late = { id: w.newId(), enrolmentId: wish.id, approve: true }
  expect((await w.post('/device-approvals', late)).body).toMatchObject({ code: 'device_enrolment_decided' })
  expect((await w.call(listDevices, {})).total).toBe(0)
})

test('D9 a policy gets a new number when its content changes or half of its life is over, and only then', async () => {
  const w = await world()
  const till = await enrolled(w)
  const first = await policyOf(till)
  expect(first).toMatchObject({ version: 1, storeCode: 'S1', deviceCode: 'T1', limits: null, epoch: 1 })
  expect(first.certifiedUntil).toBe(first.expiresAt)
  expect((await policyOf(till)).version).toBe(1)
  // What tills fetch by their feeds is no part of it.
  await w.call(addProduct, { id: w.newId(), code: 'A', name: 'A', priceMinor: 1 })
  expect((await policyOf(till)).version).toBe(1)
  await w.call(publishProgram, { id: w.newId(), document: rules() })
  expect(await policyOf(till)).toMatchObject({ version: 2, programVersion: 2 })
  w.clock.advance(15 * 24 * 60 * MINUTE)
  expect((await policyOf(till)).version).toBe(2)
  w.clock.advance(MINUTE)
  expect((await policyOf(till)).version).toBe(3)
})

test('D9 a till is told where phones reach the program, anew whenever the program says another address', async () => {
  const w = await world()
  const till = await enrolled(w)
  const say = (url: string | null) => w.work((work) => announcePublicAddress(work, url))
  expect(await policyOf(till)).toMatchObject({ version: 1, publicUrl: '' })
  await say(null)
  expect((await policyOf(till)).version).toBe(1)
  await say('https://club.example.com/')
  expect(await policyOf(till)).toMatchObject({ version: 2, publicUrl: 'https://club.example.com/' })
  await say('https://club.example.com/')
  expect((await policyOf(till)).version).toBe(2)
  await say('https://members.example.com/')
  expect(await policyOf(till)).toMatchObject({ version: 3, publicUrl: 'https://members.example.com/' })
  await say(null)
  expect(await policyOf(till)).toMatchObject({ version: 4, publicUrl: '' })
})

test('O4 a revoked till gets no policy and no way back by an old code', async () => {
  const w = await world()
  const till = await enrolled(w)
  const again = await code(w, { replaces: till.id })
  const wish = showing(w, again.code, 2)
  await w.anonymous.call(enrolDevice, wish)
  const revocation = { id: w.newId(), deviceId: till.id, reason: '被盗' }
  const revoked = await w.call(revokeDevice, revocation)
  expect(revoked).toMatchObject({ status: 'revoked', revokedReason: '被盗' })
  expect(await w.call(revokeDevice, revocation)).toMatchObject({ id: till.id, status: 'revoked' })
  expect((await till.caller.post('/device-policies', {})).body).toMatchObject({ code: 'device_revoked' })
  const approval = { id: w.newId(), enrolmentId: wish.id, approve: true }
  expect((await w.post('/device-approvals', approval)).body).toMatchObject({ code: 'device_revoked' })
  expect(
    (await w.post('/device-codes', { id: w.newId(), branchId: w.branchId, name: 'x', replaces: till.id }))
      .body,
  ).toMatchObject({ code: 'device_revoked' })
})

test('a till that starts anew keeps its name, gets the next epoch, and its old token ends', async () => {
  const w = await world()
  const first = await enrolled(w)
  const second = await enrolled(w, { replaces: first.id }, 2)
  expect(second).toMatchObject({ id: first.id, code: 'T1', epoch: 2 })
  expect((await first.caller.post('/device-policies', {})).status).toBe(401)
  expect((await policyOf(second)).epoch).toBe(2)
})

test('limits are opted into with the worst case in view, shared by tills, never beyond the hard ones', async () => {
  const w = await world()
  const till = await enrolled(w)
  await enrolled(w, {}, 2)
  const set = (limits: object | null) =>
    w.call(setOfflineLimits, { id: w.newId(), branchId: w.branchId, limits: limits as never })
  expect(await set(STANDARD_LIMITS)).toMatchObject({
    tills: 2,
    worstCase: { cardMinor: 100_00, storeMinor: 3_000_00 },
  })
  expect((await policyOf(till)).limits).toEqual({ ...STANDARD_LIMITS, tills: 2 })
  const beyond = { id: w.newId(), branchId: w.branchId, limits: { ...STANDARD_LIMITS, perCardMinor: 500_01 } }
  expect((await w.post('/device-limits', beyond)).body).toMatchObject({
    code: 'invalid',
    fields: [{ path: 'limits.perCardMinor' }],
  })
  await set(null)
  expect((await policyOf(till)).limits).toBeNull()
  expect((await w.call(offlineLimits, {})).rows).toMatchObject([
    { branchId: w.branchId, limits: null, tills: 2 },
  ])
})

test('who may sell signs in at the till by a PIN it checks itself; nobody else’s verifier travels', async () => {
  const w = await world()
  const till = await enrolled(w)
  const cashier = await w.as('cashier', { branchIds: [w.branchId] })
  const marketer = await w.as('marketer')
  for (const { staffId } of [cashier, marketer]) await w.call(setTillPin, { staffId, pin: '4711' })
  const { cashiers } = await policyOf(till)
  expect(cashiers.some((one) => one.id === marketer.staffId)).toBe(false)
  const { pin } = present(
    cashiers.find((one) => one.id === cashier.staffId),
    'test: the cashier is there',
  )
  const derived = (typed: string) =>
    pbkdf2Sync(typed, Buffer.from(pin?.salt ?? '', 'base64'), pin?.rounds ?? 1, 32, 'sha256').toString(
      'base64',
    )
  expect(derived('4711')).toBe(pin?.hash)
  expect(derived('4712')).not.toBe(pin?.hash)
  expect((await w.put(`/staff/${cashier.staffId}/till-pin`, { pin: '12' })).status).toBe(422)
})

test('what customer screens show is set by one at a time and reaches the tills', async () => {
  const w = await world()
  const till = await enrolled(w)
  const { version } = await w.call(showPlaylist, {})
  const items = [{ id: 'hello', kind: 'text' as const, textZh: '欢迎光临', textEn: 'Welcome', seconds: 5 }]
  const wish = { version, items, bulletin: [{ zh: '今日双倍积分', en: 'Double points today' }] }
  await w.call(setPlaylist, wish)
  expect((await w.put('/device-playlist', wish)).body).toMatchObject({ code: 'changed_meanwhile' })
  expect(await policyOf(till)).toMatchObject({ playlist: items, bulletin: wish.bulletin })
  const image = [{ ...items[0], id: w.newId(), kind: 'image' }]
  expect(
    (await w.put('/device-playlist', { ...wish, version: version + 1, items: image })).body,
  ).toMatchObject({
    code: 'media_unknown',
  })
})
