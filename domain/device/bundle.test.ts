import { createPublicKey } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listMembers } from '#domain/member/contract'
import { listSales } from '#domain/sale/contract'
import { openBranch } from '#domain/org/contract'
import { product, publish, shopper } from '#test/world/shop'
import { answerOf, ring, stick, sticks, till, type TestTill } from '#test/world/till'
import { held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { open, packed, seal, sealPrivate, sha256, unpacked } from './bundle-ports.ts'
import { answer, bring, show } from './bundle.ts'
import { deviceExceptions, deviceLog } from './contract/log.ts'
import { headKeys } from './keys.ts'
import { readAnswerBundle } from './model/bundle-answer.ts'
import { MOST_EXPANSION, readBundle, readHeader, writeBundle, type BundleHeader } from './model/bundle.ts'
import { gunzipWith, openWith } from './model/bundle-web.ts'
import { sealedText } from './model/policy.ts'
import { signatureGood } from './verify.ts'

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w)
  await product(w, 'P', 80_00)
  return w
}

const into = (w: TestWorld, bytes: Uint8Array, id = w.newId()) => w.work((work) => bring(work, { id, bytes }))
const sales = async (w: TestWorld) => (await w.call(listSales, {})).total

test('X6 a stick brings in what the network would have; twice is once, from anybody at any branch', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  for (let n = 0; n < 3; n++) ring(w, t, { member })
  const file = await stick(w, t)
  const id = w.newId()
  const told = await into(w, file, id)
  expect(told).toMatchObject({
    state: 'done',
    from: 1,
    to: 3,
    applied: 3,
    mark: 3,
    waiting: 0,
    replayed: false,
  })
  expect(await into(w, file, id)).toMatchObject({ applied: 3, replayed: true })
  const elsewhere = w.newId()
  await w.call(openBranch, { id: elsewhere, code: 'S2', name: '南京路店' })
  const cashier = await w.as('cashier', { branchIds: [elsewhere] })
  const again = await cashier.post(`/device-bundles?id=${w.newId()}`, file)
  expect([again.status, again.body]).toMatchObject([200, { applied: 3, mark: 3 }])
  expect(await sales(w)).toBe(3)
  expect(await held(w, member.id)).toMatchObject({ points: 240 })
  expect((await t.send()).counts.created).toEqual({ count: 3, minor: 240_00 })
  const marketer = await w.as('marketer')
  const denied = await marketer.post(`/device-bundles?id=${w.newId()}`, file)
  expect(denied.body).toMatchObject({ code: 'not_allowed' })
})

test('X6 the same log by the network and from two sticks at the same moment is carried out once', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  for (let n = 0; n < 40; n++) ring(w, t, { member })
  const file = await stick(w, t)
  const told = await Promise.all([t.send(), into(w, file), t.send(1, 20), into(w, file), t.send(21, 40)])
  expect(told.map((one) => one.frozen)).toEqual([false, false, false, false, false])
  expect(await t.send()).toMatchObject({
    mark: 40,
    counts: { applied: { count: 40 }, created: { count: 40 } },
  })
  expect(await sales(w)).toBe(40)
  expect(await held(w, member.id)).toMatchObject({ points: 3_200 })
})

test('head office’s answer on a stick: its mark, signed, sealed to the till alone', async () => {
  const w = await shop()
  const t = await till(w)
  ring(w, t)
  const { id } = await into(w, await stick(w, t))
  const { content } = await w.work((work) => answer(work, { id }))
  const head = await w.work(headKeys)
  const privateKey = await globalThis.crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(t.keys.sealKey.export({ format: 'der', type: 'pkcs8' })),
    { name: 'X25519' },
    false,
    ['deriveBits'],
  )
  const ports = {
    admit: async (header: BundleHeader) =>
      header.sealedTo === t.keys.sealPublic ? null : ('bundle_not_ours' as const),
    verify: async (header: BundleHeader, bytes: Uint8Array, signature: Uint8Array) =>
      header.signKey === head.signKey &&
      signatureGood({ key: head.signKey, text: bytes, signature: Buffer.from(signature).toString('base64') }),
    open: (sealed: Uint8Array, bound: Uint8Array) =>
      openWith(globalThis.crypto.subtle, {
        privateKey,
        publicKey: Buffer.from(t.keys.sealPublic, 'base64'),
        sealed,
        bound,
      }),
    hash: async (bytes: Uint8Array) => sha256(bytes),
    gunzip: gunzipWith,
  }
  const read = await readAnswerBundle(content as Uint8Array, ports)
  if (typeof read === 'string') throw new Error(read)
  const [piece] = read.pieces
  if (piece?.what !== 'answer') throw new Error('the answer comes first')
  const { text, signature } = piece.sealed
  expect(signatureGood({ key: head.signKey, text: sealedText('answer', text), signature })).toBe(true)
  expect(answerOf({ answer: { text } })).toMatchObject({ mark: 1, events: [{ outcome: 'applied' }] })
  const other = await till(w)
  const wrong = sealPrivate(
    Buffer.from(other.keys.sealKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)),
  )
  const stolen = {
    ...ports,
    open: async (s: Uint8Array, bound: Uint8Array) => open(s, { privateKey: wrong, bound }),
  }
  expect(await readAnswerBundle(content as Uint8Array, stolen)).toBe('bundle_not_ours')
})

test.each([
  ['in their order', (files: Uint8Array[]) => files],
  ['the newest life first, and each twice', (files: Uint8Array[]) => [...files, ...files].toReversed()],
])('D4 D12 a till that began anew hands in both lives by file, %s', async (_, order) => {
  const w = await shop()
  const member = await shopper(w, '1')
  const old = await till(w)
  for (let n = 0; n < 4; n++) ring(w, old, { member })
  await old.send(1, 2)
  const anew = await till(w, { replaces: old })
  for (let n = 0; n < 3; n++) ring(w, anew, { member })
  const files = await sticks(w, [{ at: old, from: 3 }, { at: anew }])
  expect(files).toHaveLength(2)
  for (const file of order(files)) expect(await into(w, file)).toMatchObject({ state: 'done', fault: null })
  // What the life before had not sent is put aside with its amounts; the new life counts, and everything once.
  const { created, applied, quarantined, pending } = await w.call(deviceLog, { id: old.id })
  expect([created.count, applied.count, pending.count]).toEqual([7, 5, 0])
  expect(quarantined).toEqual({ count: 2, minor: 160_00 })
  expect(await sales(w)).toBe(5)
  const { rows } = await w.call(deviceExceptions, { kind: 'epoch_over' })
  expect(rows.map((one) => one.amount)).toEqual([80_00, 80_00])
  expect(await held(w, member.id)).toMatchObject({ points: 400 })
  await w.audit()
})

test('D12 an earlier life’s file under another life’s key is not believed', async () => {
  const w = await shop()
  const old = await till(w)
  ring(w, old)
  const anew = await till(w, { replaces: old })
  const [file] = await sticks(w, [{ at: { ...old, keys: anew.keys } }])
  await expect(into(w, file ?? new Uint8Array())).rejects.toMatchObject({ code: 'bundle_signature_wrong' })
})

test('a long log goes on segment by segment, and a program that is killed goes on where it stopped', async () => {
  const w = await shop()
  const t = await till(w)
  for (let n = 0; n < 2_400; n++) t.write('mark', { what: 'started', version: String(n) })
  const { id, state, segments, segmentsDone } = await into(w, await stick(w, t))
  expect([state, segments, segmentsDone]).toEqual(['running', 10, 8])
  await w.settle()
  expect(await w.work((work) => show(work, { id }))).toMatchObject({
    state: 'done',
    applied: 2_400,
    mark: 2_400,
  })
})

test('what packs very well can always be read back, and nothing is unpacked beyond its bound', async () => {
  const dice = Buffer.alloc(44, 7)
  const key = sealPrivate(Buffer.alloc(32, 9))
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const header: BundleHeader = {
    v: 1,
    t: 'log',
    chain: '00000000-0000-4000-8000-000000000001',
    epoch: 1,
    from: 1,
    to: 1,
    count: 1,
    device: '00000000-0000-4000-8000-000000000002',
    totals: { minor: 0, points: 0 },
    signKey: raw.toString('base64'),
    sealedTo: raw.toString('base64'),
    anchor: '2026-03-02T02:00:00.000Z' as never,
  } as BundleHeader
  const write = {
    seal: async (plain: Uint8Array, bound: Uint8Array) => seal(plain, { to: raw, bound, dice }),
    sign: async () => new Uint8Array(64),
    hash: async (bytes: Uint8Array) => sha256(bytes),
    gzip: packed,
  }
  let asked = 0
  const read = {
    admit: async () => null,
    verify: async () => true,
    open: async (sealed: Uint8Array, bound: Uint8Array) => open(sealed, { privateKey: key, bound }),
    hash: async (bytes: Uint8Array) => sha256(bytes),
    gunzip: async (bytes: Uint8Array, most: number) => {
      asked = most
      return unpacked(bytes, most)
    },
  }
  const lines = ['0'.repeat(3_000_000)]
  const file = await writeBundle(header, lines, write)
  expect(await readBundle(file, read)).toEqual({ header, lines })
  expect(asked).toBeLessThanOrEqual(file.length * MOST_EXPANSION)
  // A gigabyte of zeros in a few bytes is not unpacked.
  const zeros = await packed(Buffer.alloc(50_000_000))
  expect(await unpacked(zeros, zeros.length * MOST_EXPANSION)).toBeNull()
  expect(await gunzipWith(zeros, zeros.length * MOST_EXPANSION)).toBeNull()
  expect(gunzipSync(zeros).length).toBe(50_000_000)
  expect(readHeader(file)).toEqual(header)
})

type Shown = Readonly<{ sales: number; points: number; members: number; kinds: string[]; log: unknown }>

/** Everything that must not depend on how a log arrived. */
async function stateOf(w: TestWorld, t: TestTill, memberId: string): Promise<Shown> {
  const { rows } = await w.call(deviceExceptions, { rows: 200 })
  const { status, mark, head, created, applied, quarantined, pending } = await w.call(deviceLog, { id: t.id })
  return {
    sales: await sales(w),
    points: (await held(w, memberId)).points,
    members: (await w.call(listMembers, {})).total,
    kinds: rows.map((one) => one.kind).toSorted(),
    log: { status, mark, head, created, applied, quarantined, pending },
  }
}

/** A log with a little of everything, the same in every world with the same dice. */
async function story(w: TestWorld): Promise<{ t: TestTill; memberId: string }> {
  const member = await shopper(w, '1', { unit: 'principal', amount: 100_00 })
  const t = await till(w, { seed: 77 })
  const first = ring(w, t, { member })
  ring(w, t, { member, tenders: [{ kind: 'stored_value', amountMinor: 80_00 }] })
  ring(w, t, { member, tenders: [{ kind: 'stored_value', amountMinor: 80_00 }] })
  const back = {
    kind: 'return' as const,
    returnsSaleId: first.id,
    lines: [],
    items: [{ no: 1, quantity: 1 }],
  }
  ring(w, t, { ...back, member, body: { charged: [80_00], totalMinor: 80_00 } })
  t.write('sale', { what: 'nonsense' })
  for (let n = 0; n < 7; n++) ring(w, t)
  return { t, memberId: member.id }
}

test('X6 pieces in any order, twice or half: head office is as after one delivery in order', async () => {
  const plain = await shop()
  const one = await story(plain)
  await one.t.send()
  await plain.settle()
  const wanted = await stateOf(plain, one.t, one.memberId)
  expect(wanted).toMatchObject({ sales: 11, kinds: ['body_unknown', 'overspend'] })

  const cuts = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 5 }), fc.boolean()),
    {
      minLength: 3,
      maxLength: 12,
    },
  )
  await fc.assert(
    fc.asyncProperty(cuts, async (pieces) => {
      const w = await world({ closing: 'by hand' })
      try {
        await publish(w)
        await product(w, 'P', 80_00)
        const { t, memberId } = await story(w)
        for (const [from, more, byStick] of pieces) {
          const to = Math.min(12, from + more)
          if (byStick) await into(w, await stick(w, t, from, to))
          else await t.send(from, to)
        }
        // At the end the till sends from head office's mark, as it always does.
        const { mark } = await w.call(deviceLog, { id: t.id })
        await t.send(mark + 1)
        await w.settle()
        expect(await stateOf(w, t, memberId)).toEqual(wanted)
        await w.audit()
      } finally {
        await w.close()
      }
    }),
    { numRuns: 12, seed: 20_260_302, endOnFailure: true },
  )
}, 120_000)

test('X7 head office restored to an older state has everything again when the till sends from its mark', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  ring(w, t, { member })
  await t.send()
  // What was lost with the newer state is what was never sent, as far as head office knows.
  ring(w, t, { member })
  ring(w, t, { member })
  const { mark } = await t.send(1, 1)
  expect(mark).toBe(1)
  expect(await t.send(mark + 1)).toMatchObject({
    mark: 3,
    events: [{ outcome: 'applied' }, { outcome: 'applied' }],
  })
  expect(await t.send()).toMatchObject({ mark: 3, counts: { created: { count: 3 } } })
  expect(await held(w, member.id)).toMatchObject({ points: 240 })
})
