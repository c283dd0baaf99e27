import { expect, test } from 'vitest'
import { showMember } from '#domain/member/contract'
import { listSales } from '#domain/sale/contract'
import { product, publish, shopper, type Rules } from '#test/world/shop'
import { CASHIER, ring, till, type TestTill } from '#test/world/till'
import { held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { decideQuarantine, deviceEvents, deviceExceptions, deviceLog } from './contract/log.ts'
import { setOfflineLimits } from './contract/device.ts'
import { revoke } from './devices.ts'
import { STANDARD_LIMITS } from './model/policy.ts'

async function shop(rules: Rules = {}): Promise<TestWorld> {
  const w = await world()
  await publish(w, rules)
  await product(w, 'P', 80_00)
  return w
}

const exceptions = async (w: TestWorld) =>
  (await w.call(deviceExceptions, {})).rows.map((one) => [one.kind, one.subject, one.amount]).toSorted()
const sales = async (w: TestWorld) => (await w.call(listSales, {})).total
const three = async (w: TestWorld): Promise<TestTill> => {
  const t = await till(w)
  for (let n = 0; n < 3; n++) ring(w, t)
  return t
}

test('D2 what a till wrote is carried out in order, once, and told alike when it is sent again', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  ring(w, t, { member })
  ring(w, t)
  const first = await t.send()
  expect(first).toMatchObject({ mark: 2, missingFrom: null, frozen: false, refused: [] })
  expect(first.events.map((one) => [one.seq, one.outcome, one.points])).toEqual([
    [1, 'applied', 80],
    [2, 'applied', 0],
  ])
  expect(first.head).toBe(t.hashes.at(-1))
  const again = await t.send()
  expect({ ...again, at: first.at }).toEqual(first)
  expect(first.counts).toMatchObject({
    created: { count: 2, minor: 160_00 },
    applied: { count: 2, minor: 160_00 },
    pending: { count: 0 },
  })
  expect(await sales(w)).toBe(2)
  expect(await held(w, member.id)).toMatchObject({ points: 80 })
})

test('O5 a gap is waited for: nothing behind it is believed until it is closed', async () => {
  const w = await shop()
  const t = await three(w)
  const early = await t.send(3, 3)
  expect(early).toMatchObject({ mark: 0, missingFrom: 1, events: [] })
  expect(early.counts.pending).toEqual({ count: 1, minor: 80_00 })
  expect(await sales(w)).toBe(0)
  expect(await t.send(1, 2)).toMatchObject({ mark: 3, missingFrom: null })
  expect(await sales(w)).toBe(3)
  expect((await w.call(deviceLog, { id: t.id })).applied).toEqual({ count: 3, minor: 240_00 })
})

test('O5 a forged, foreign or broken segment has no effect and says why', async () => {
  const w = await shop()
  const t = await three(w)
  const other = await till(w)
  const good = t.segment(1, 3)
  const faults = async (segment: typeof good) => (await t.sendAll([segment])).refused
  expect(await faults({ ...good, signature: other.segment(1, 0).signature })).toMatchObject([
    { at: 0, fault: 'signature_wrong' },
  ])
  expect(await faults({ ...good, device: other.id })).toMatchObject([{ fault: 'signature_wrong' }])
  expect(await faults({ ...good, events: good.events.toReversed() })).toMatchObject([
    { fault: 'segment_range_wrong' },
  ])
  expect(await faults({ ...good, events: good.events.slice(0, 2) })).toMatchObject([
    { fault: 'segment_range_wrong' },
  ])
  expect(await sales(w)).toBe(0)
})

test('O5 two contents under one number freeze the till; both are kept and nothing is lost', async () => {
  const w = await shop()
  const t = await three(w)
  const copy = t.clone()
  ring(w, t, { body: { points: 1 } })
  ring(w, copy, { body: { points: 2 } })
  await t.send()
  const told = await copy.send(4, 4)
  expect(told).toMatchObject({ frozen: true, mark: 4 })
  expect(told.events).toMatchObject([{ seq: 4, outcome: 'quarantined', code: 'device_frozen' }])
  ring(w, t)
  expect((await t.send(5, 5)).events).toMatchObject([{ outcome: 'quarantined', code: 'device_frozen' }])
  expect(await sales(w)).toBe(4)
  expect(await exceptions(w)).toEqual([
    ['device_frozen', 'device_frozen', 80_00],
    ['device_frozen', 'device_frozen', 80_00],
    ['fork', '4', 80_00],
  ])
  // A new life of the till begins clean; what the old one still sends is put aside.
  const anew = await till(w, { replaces: t })
  expect(anew).toMatchObject({ id: t.id, epoch: 2 })
  ring(w, anew)
  expect(await anew.send()).toMatchObject({ epoch: 2, mark: 1, frozen: false })
  ring(w, t)
  expect((await t.send(6, 6)).events).toMatchObject([{ outcome: 'quarantined', code: 'epoch_over' }])
  expect(await sales(w)).toBe(5)
})

test('O4 what a revoked till sends is put aside with its amounts and taken one by one', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  ring(w, t)
  await t.send()
  await w.work((work) => revoke(work, { id: w.newId(), deviceId: t.id, reason: '被盗' }))
  const late = ring(w, t, { member })
  const other = ring(w, t)
  const told = await t.send(2)
  expect(told).toMatchObject({ revoked: true, mark: 3 })
  expect(told.counts.quarantined).toEqual({ count: 2, minor: 160_00 })
  expect(await sales(w)).toBe(1)
  const open = await w.call(deviceEvents, { undecided: true })
  expect([open.total, open.minor]).toEqual([2, 160_00])
  const wish = { id: w.newId(), eventId: late.id, take: true, reason: '监控核实' }
  expect(await w.call(decideQuarantine, wish)).toMatchObject({ outcome: 'applied', replayed: false })
  expect(await w.call(decideQuarantine, wish)).toMatchObject({ outcome: 'applied', replayed: true })
  expect(await held(w, member.id)).toMatchObject({ points: 80 })
  const left = { id: w.newId(), eventId: other.id, take: false, reason: '无小票' }
  expect(await w.call(decideQuarantine, left)).toMatchObject({ outcome: 'quarantined', take: false })
  const twice = await w.ask(decideQuarantine, { ...left, id: w.newId(), take: true })
  expect(twice.body).toMatchObject({ code: 'quarantine_decided' })
  expect((await w.call(deviceEvents, { undecided: true })).total).toBe(0)
  expect((await t.send()).counts).toMatchObject({
    created: { count: 3, minor: 240_00 },
    applied: { count: 2, minor: 160_00 },
    quarantined: { count: 1, minor: 80_00 },
  })
})

test('§4.6 a burn nobody covered is taken as far as it goes; the rest is a named loss', async () => {
  const w = await shop()
  const member = await shopper(w, '1', { unit: 'principal', amount: 30_00 })
  const t = await till(w)
  ring(w, t, { member, tenders: [{ kind: 'stored_value', amountMinor: 80_00 }] })
  expect((await t.send()).events).toMatchObject([{ outcome: 'applied', points: 30 }])
  const { rows, lossMinor } = await w.call(deviceExceptions, { kind: 'overspend' })
  expect(lossMinor).toBe(50_00)
  expect(rows).toMatchObject([{ memberId: member.id, lossMinor: 50_00, beyondBound: true, settled: null }])
  expect(await held(w, member.id)).toMatchObject({ principal: 0 })
})

test('§4.6 a return before its sale waits for it, from whatever till; after thirty days people are told', async () => {
  const w = await shop()
  const [a, b] = [await till(w), await till(w)]
  const sale = ring(w, a)
  const back = { kind: 'return' as const, returnsSaleId: sale.id, lines: [], items: [{ no: 1, quantity: 1 }] }
  const body = { charged: [80_00], totalMinor: 80_00 }
  const gone = ring(w, b, { ...back, body })
  ring(w, b, { ...back, returnsSaleId: w.newId(), body })
  expect(await b.send()).toMatchObject({
    mark: 2,
    events: [],
    counts: { pending: { count: 2, minor: 160_00 } },
  })
  await a.send()
  await w.settle()
  expect((await b.send()).events).toMatchObject([{ id: gone.id, outcome: 'applied' }])
  w.clock.advance(31 * 86_400_000)
  await w.job('device.returns')
  const told = await b.send()
  expect(told.events.map((one) => [one.seq, one.outcome, one.code])).toEqual([
    [1, 'applied', null],
    [2, 'quarantined', 'sale_missing'],
  ])
  expect(await exceptions(w)).toMatchObject([['sale_missing', expect.anything(), 80_00]])
})

test('§4.6 a mobile that is known: the older member stays and has what the till wrote of the new one', async () => {
  const w = await shop()
  const older = await shopper(w, '77')
  await w.call(showMember, { id: older.id })
  const { version } = await w.call(showMember, { id: older.id })
  expect(version).toBeGreaterThan(0)
  const t = await till(w)
  const first = w.newId()
  const second = w.newId()
  const enrolment = (id: string, number: string | null) => ({
    enrolment: { id, number, source: 'terminal', mobile: '13800000001', name: '张三' },
    cashier: CASHIER,
  })
  t.write('enrolment', enrolment(first, '500'), { id: first })
  t.write('enrolment', enrolment(second, '501'), { id: second })
  ring(w, t, { member: { id: second, number: '501' } })
  const told = await t.send()
  expect(told.events).toMatchObject([
    { outcome: 'applied', memberId: first, memberNumber: '500' },
    { outcome: 'applied', memberId: first, memberNumber: '500' },
    { outcome: 'applied', points: 80 },
  ])
  expect(await held(w, first)).toMatchObject({ points: 80 })
  // A number taken meanwhile: the next of the series, and what the till wrote under the old one follows.
  const third = w.newId()
  t.write(
    'enrolment',
    { enrolment: { id: third, number: '77', source: 'terminal' }, cashier: CASHIER },
    { id: third },
  )
  ring(w, t, { member: { id: third, number: '77' } })
  const next = (await t.send(4)).events
  expect(next[0]?.memberNumber).not.toBe('77')
  expect(await held(w, third)).toMatchObject({ points: 80 })
  expect(await held(w, older.id)).toMatchObject({ points: 0 })
  expect((await exceptions(w)).map(([kind]) => kind)).toEqual(['duplicate_mobile', 'number_taken'])
})

test('§4.6 one sale keyed at two tills: both post, and people are asked', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const [a, b] = [await till(w), await till(w)]
  ring(w, a, { member })
  w.clock.advance(240_000)
  ring(w, b, { member })
  await a.send()
  await b.send()
  expect(await sales(w)).toBe(2)
  expect(await exceptions(w)).toMatchObject([['possible_duplicate', expect.any(String), 80_00]])
})

test('a body nobody can read is kept aside, and what follows goes on', async () => {
  const w = await shop()
  const t = await till(w)
  t.write('sale', { what: 'nonsense' })
  t.write('shift', { what: 'opened' })
  ring(w, t)
  expect((await t.send()).events.map((one) => [one.outcome, one.code])).toEqual([
    ['quarantined', 'body_unknown'],
    ['quarantined', 'body_unknown'],
    ['applied', null],
  ])
})

test('O6 a clock five years off moves nothing: moments are clamped and the till is named once', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  for (const wall of ['2021-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z'])
    ring(w, t, { member, event: { wall: wall as never } })
  await t.send()
  const { rows } = await w.call(listSales, {})
  expect(rows.map((row) => row.day)).toEqual(['2026-03-02', '2026-03-02'])
  expect(await exceptions(w)).toEqual([['clock_clamped', null, 0]])
})

test('what waited behind a gap when a till began anew is put aside, and nothing is pending for ever', async () => {
  const w = await shop()
  const t = await three(w)
  await t.send(2, 3)
  const anew = await till(w, { replaces: t })
  ring(w, anew)
  const { counts } = await anew.send()
  expect(counts).toMatchObject({
    created: { count: 3, minor: 240_00 },
    applied: { count: 1 },
    quarantined: { count: 2, minor: 160_00 },
    pending: { count: 0, minor: 0 },
  })
  expect(await exceptions(w)).toEqual([
    ['epoch_over', 'epoch_over', 80_00],
    ['epoch_over', 'epoch_over', 80_00],
  ])
})

test('what no database can keep is put aside, and the log goes on', async () => {
  const w = await shop()
  const t = await till(w)
  ring(w, t, { body: { cashier: { ...CASHIER, name: 'a\u0000b' } } })
  ring(w, t, { body: { cashier: { ...CASHIER, name: 'a\ud800b' } } })
  ring(w, t)
  expect((await t.send()).events.map((one) => [one.outcome, one.code])).toEqual([
    ['quarantined', 'body_unknown'],
    ['quarantined', 'body_unknown'],
    ['applied', null],
  ])
})

test('O3 what is lost within the limits the owner accepted is no surprise; beyond them it is', async () => {
  const w = await shop()
  const limits = { ...STANDARD_LIMITS, perSaleMinor: 90_00, perCardMinor: 100_00 }
  await w.call(setOfflineLimits, { id: w.newId(), branchId: w.branchId, limits })
  const member = await shopper(w, '1')
  const t = await till(w)
  const burned = { member, tenders: [{ kind: 'stored_value' as const, amountMinor: 80_00 }] }
  ring(w, t, { ...burned, body: { way: 'limit' } })
  ring(w, t, { ...burned, body: { way: 'limit' } })
  await t.send()
  const { rows } = await w.call(deviceExceptions, { kind: 'overspend' })
  expect(rows.map((one) => [one.lossMinor, one.beyondBound]).toSorted()).toEqual([
    [80_00, false],
    [80_00, true],
  ])
})
