import { createPublicKey } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { canonical } from '#base/fingerprint'
import { instant } from '#base/instant'
import { must } from '#base/must'
import type { Instant } from '#base/instant'
import { product, publish } from '#test/world/shop'
import {
  answerOf,
  hashOf,
  ring,
  signedSegment,
  stick,
  till,
  tillKeys,
  tillPorts,
  type TestTill,
  type TillKeys,
} from '#test/world/till'
import { world, type TestWorld } from '#test/world/world'
import { open, sealPrivate, sha256, unpacked } from './bundle-ports.ts'
import { bring } from './bundle.ts'
import { takeSegments } from './contract/log.ts'
import { readLogBundle } from './model/bundle-log.ts'
import { writeBundle, type BundleHeader, type ReadPorts } from './model/bundle.ts'
import { eventText, NO_HASH, segmentText, type DeviceEvent, type Segment } from './model/event.ts'
import { judgePolicy, type Policy } from './model/policy.ts'
import { emptyLog, receive, type DeviceLog } from './model/receive.ts'
import { signatureGood } from './verify.ts'

/** T19: no bundle and no segment that is not exactly what the till signed has any effect, and each says why. */

const CHAIN = '00000000-0000-4000-8000-0000000000c1'
const STORE = '00000000-0000-4000-8000-0000000000a1'
const DEVICE = '00000000-0000-4000-8000-0000000000d1'
const ELSE = '00000000-0000-4000-8000-0000000000ff'
const AT = instant('2026-03-02T02:00:00.000Z')
const own = tillKeys(1)
const other = tillKeys(2)
const head = { raw: Buffer.alloc(32, 5) }
const headKeyObject = sealPrivate(head.raw)
const headPublic = tillKeysPublic()
const me = { id: DEVICE, epoch: 2, keys: own }

function tillKeysPublic(): string {
  return createPublicKey(headKeyObject)
    .export({ format: 'der', type: 'spki' })
    .subarray(-32)
    .toString('base64')
}

/** Six things a till wrote; head office knows the first three. */
function chainOf(count: number, of: Partial<DeviceEvent> = {}): string[] {
  const texts: string[] = []
  for (let n = 1; n <= count; n++) {
    const event: DeviceEvent = {
      v: 1,
      chain: CHAIN,
      store: STORE,
      device: DEVICE,
      epoch: 2,
      kind: 'mark',
      policy: 1,
      boot: 1,
      mono: n,
      seq: n,
      prev: n === 1 ? NO_HASH : hashOf(texts.at(-1) ?? ''),
      id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      body: { what: 'started', version: `v${n}` },
      wall: AT,
      anchor: AT,
      reservation: null,
      ...of,
    } as DeviceEvent
    texts.push(eventText(event))
  }
  return texts
}

const texts = chainOf(6)
const log: DeviceLog = {
  ...emptyLog({ chain: CHAIN, device: DEVICE, store: STORE }, 2),
  mark: 3,
  head: hashOf(texts[2] ?? ''),
}
const known = new Map(texts.slice(0, 3).map((text, at) => [at + 1, hashOf(text)]))
const good = signedSegment(CHAIN, me, texts.slice(3), 4)

/** The same words under the same signature are verified once: most attacks change what is below it. */
const verified = new Map<string, boolean>()
function isGood(key: string, text: string, signature: string): boolean {
  const name = `${key} ${text} ${signature}`
  const before = verified.get(name)
  const good = before ?? signatureGood({ key, text, signature })
  verified.set(name, good)
  return good
}

/** What head office says of a segment: the reason nothing was taken, or that something was. */
function judged(segment: Segment, of: DeviceLog = log, keys: TillKeys | null = own): string {
  const words = {
    device: segment.device,
    epoch: segment.epoch,
    from: segment.from,
    to: segment.to,
    head: segment.head,
  }
  const text = segmentText(CHAIN, words)
  const key = keys !== null && segment.device === DEVICE && segment.epoch <= of.epoch ? keys.signPublic : null
  const signed = key !== null && isGood(key, text, segment.signature)
  const arrived = segment.events.map((one) => ({ text: one, hash: hashOf(one) }))
  const told = receive(of, segment, { signed, arrived, known })
  if (told.kind === 'refused') return told.fault
  if (told.kind === 'gap') return 'gap'
  const taken = told.placed.filter((one) => one.outcome === 'take').length
  if (taken > 0) return 'ACCEPTED'
  if (told.kind === 'fork') return 'fork'
  return told.placed[0]?.why ?? 'duplicates'
}

const ports: ReadPorts = {
  admit: async (header) => {
    if (header.chain !== CHAIN || header.sealedTo !== headPublic) return 'bundle_not_ours'
    return header.device === DEVICE ? null : 'device_unknown'
  },
  verify: async (header, bytes, signature) =>
    header.epoch === 2 &&
    header.signKey === own.signPublic &&
    signatureGood({ key: own.signPublic, text: bytes, signature: Buffer.from(signature).toString('base64') }),
  open: async (sealed, bound) => open(sealed, { privateKey: headKeyObject, bound }),
  hash: async (bytes) => sha256(bytes),
  gunzip: unpacked,
}

async function judgedFile(bytes: Uint8Array): Promise<string> {
  const told = await readLogBundle(bytes, ports)
  if (typeof told === 'string') return told
  const verdicts = told.segments.map((one) => judged(one))
  return verdicts.includes('ACCEPTED') ? 'ACCEPTED' : (verdicts[0] ?? 'empty')
}

const plainHeader: BundleHeader = {
  v: 1,
  t: 'log',
  chain: CHAIN,
  device: DEVICE,
  epoch: 2,
  from: 4,
  to: 6,
  count: 3,
  totals: { minor: 0, points: 0 },
  signKey: own.signPublic,
  sealedTo: headPublic,
  anchor: AT,
}
const fileOf = (
  header: Partial<BundleHeader> = {},
  lines: readonly string[] = [canonical(good)],
  keys: Pick<TillKeys, 'signKey'> = own,
  to = headPublic,
) => writeBundle({ ...plainHeader, ...header }, lines, tillPorts(keys, to))

/** Counts what was tried, and fails on the first that was taken. */
const tried = { count: 0, reasons: new Set<string>() }
function refuse(verdict: string, what: string): void {
  tried.count++
  must(verdict !== 'ACCEPTED' && verdict.length > 2, `T19: ${what} has no effect and says why`)
  tried.reasons.add(verdict)
}

test('T19 the very bundle the till signed is taken: what follows is refused for its own sake', async () => {
  expect(judged(good)).toBe('ACCEPTED')
  expect(await judgedFile(await fileOf())).toBe('ACCEPTED')
})

test('T19 every bit of a bundle flipped, every length cut off, anything put behind it', async () => {
  const file = await fileOf()
  for (let at = 0; at < file.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      file[at] = (file[at] ?? 0) ^ (1 << bit)
      refuse(await judgedFile(file), `bit ${bit} of byte ${at} flipped`)
      file[at] = (file[at] ?? 0) ^ (1 << bit)
    }
    refuse(await judgedFile(file.subarray(0, at)), `cut at ${at}`)
  }
  for (let more = 1; more <= 200; more++)
    refuse(await judgedFile(Buffer.concat([file, Buffer.alloc(more)])), `${more} bytes behind it`)
  for (const size of [0, 1, 7, 8, 100, 1_000_000])
    refuse(await judgedFile(Buffer.alloc(size)), `${size} zeros`)
  expect(await judgedFile(file)).toBe('ACCEPTED')
})

test('T19 somebody else’s signature, seal, chain, store, epoch; a header that lies; names that climb', async () => {
  const theirs = { ...plainHeader, signKey: other.signPublic }
  refuse(await judgedFile(await fileOf({}, undefined, other)), 'signed by another till')
  refuse(await judgedFile(await fileOf(theirs, undefined, other)), 'signed by another till that says so')
  refuse(await judgedFile(await fileOf({}, undefined, own, other.sealPublic)), 'sealed to somebody else')
  const lies: Partial<BundleHeader>[] = [
    { chain: ELSE },
    { device: ELSE },
    { epoch: 1 },
    { epoch: 3 },
    { from: 3 },
    { from: 5 },
    { to: 5 },
    { to: 7 },
    { count: 2 },
    { count: 4 },
    { totals: { minor: 1, points: 0 } },
    { totals: { minor: 0, points: 1 } },
    { t: 'answer' },
    { sealedTo: other.sealPublic },
    { signKey: other.signPublic },
  ]
  for (const lie of lies) refuse(await judgedFile(await fileOf(lie)), JSON.stringify(lie))
  const line = canonical(good)
  const bad = [
    [],
    [line, line],
    ['{}'],
    ['['.repeat(100_000)],
    [`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    [line.replace('"device"', '"device":"x","device"')],
    [` ${line}`],
    [line.replace(`"${DEVICE}"`, '"../../etc/passwd"')],
    [line.replace('"head"', '"__proto__":{"epoch":2},"head"')],
  ]
  for (const lines of bad)
    refuse(await judgedFile(await fileOf({}, lines)), `content ${lines[0]?.slice(0, 60)}`)
  // A name that climbs is no id: nothing of a bundle ever becomes a path.
  const file = Buffer.from(await fileOf())
  for (const path of ['../../etc/passwd', '/etc/passwd', 'C:\\x', '..']) {
    const named = Buffer.from(file)
    named.write(path.padEnd(DEVICE.length, '/'), file.indexOf(DEVICE), 'utf8')
    expect(await judgedFile(named)).toBe('bundle_unreadable')
  }
})

test('T19 tens of thousands of changed events: any character put, replaced or taken away', () => {
  const dice = seeded(19)
  const letters = '0123456789abcdef{}[]",:.- \u0000é\\'
  while (tried.count < 50_500) {
    const at = dice(3)
    const text = good.events[at] ?? ''
    const where = dice(text.length)
    const way = dice(3)
    const put = letters[dice(letters.length)] ?? 'x'
    const changed = [
      `${text.slice(0, where)}${put}${text.slice(where + 1)}`,
      `${text.slice(0, where)}${put}${text.slice(where)}`,
      `${text.slice(0, where)}${text.slice(where + 1 + dice(4))}`,
    ][way]
    if (changed === undefined || changed === text) continue
    const events = good.events.map((one, n) => (n === at ? changed : one))
    refuse(judged({ ...good, events }), `event ${at} changed at ${where}`)
  }
})

test('T19 every field of a segment, every bit of its signature, its events in another order', () => {
  const fields: Partial<Segment>[] = [
    { device: ELSE },
    { epoch: 1 },
    { epoch: 3 },
    { from: 3 },
    { from: 5 },
    { to: 5 },
    { to: 7 },
    { head: hashOf('x') },
    { head: NO_HASH },
    { signature: '' },
    { signature: good.signature.slice(0, -4) },
    { signature: `${good.signature} ` },
    { signature: good.signature.replace(/=+$/, '') },
    { events: good.events.toReversed() },
    { events: good.events.slice(1) },
    { events: [...good.events, good.events[0] ?? ''] },
    { events: [] },
  ]
  for (const field of fields) refuse(judged({ ...good, ...field }), JSON.stringify(field).slice(0, 80))
  for (let bit = 0; bit < 512; bit++) {
    const bytes = Buffer.from(good.signature, 'base64')
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    refuse(judged({ ...good, signature: bytes.toString('base64') }), `bit ${bit} of the signature`)
  }
})

test('T19 signed with the till’s own key and still not what follows here: replay, gap, fork, old epoch', () => {
  const signed = (events: readonly string[], from: number, of = me) => signedSegment(CHAIN, of, events, from)
  const expectations: [string, Segment, string][] = [
    ['replay', signed(texts.slice(0, 3), 1), 'duplicates'],
    ['gap', signed(texts.slice(4), 5), 'gap'],
    ['fork', signed(chainOf(3, { mono: 77 }).slice(1), 2), 'fork'],
    ['another branch', signed(chainOf(6, { boot: 9 }).slice(3), 4), 'chain_broken'],
    ['another store', signed(chainOf(6, { store: ELSE }).slice(3), 4), 'segment_of_another_device'],
    ['another chain', signed(chainOf(6, { chain: ELSE }).slice(3), 4), 'segment_of_another_device'],
    ['another till', signed(chainOf(6, { device: ELSE }).slice(3), 4), 'segment_of_another_device'],
    ['old epoch', signed(chainOf(6, { epoch: 1 }).slice(3), 4, { ...me, epoch: 1 }), 'epoch_over'],
    [
      'an epoch to come',
      signed(chainOf(6, { epoch: 3 }).slice(3), 4, { ...me, epoch: 3 }),
      'signature_wrong',
    ],
    ['another key', signed(texts.slice(3), 4, { ...me, keys: other }), 'signature_wrong'],
    ['deep', signed([`{"v":${'['.repeat(40)}${']'.repeat(40)}}`], 4), 'event_unreadable'],
    ['twice a key', signed([(texts[3] ?? '').replace('{', '{"boot":1,')], 4), 'event_not_canonical'],
    ['no event', signed(['null'], 4), 'event_malformed'],
    ['no text', signed(['{'], 4), 'event_unreadable'],
    ['endless', signed(['"'.padEnd(1_000_002, 'x')], 4), 'event_too_long'],
  ]
  for (const [name, segment, wanted] of expectations) {
    refuse(judged(segment), name)
    expect([name, judged(segment)]).toEqual([name, wanted])
  }
})

test('T19 a key that was revoked, a log that is frozen; 50,000 attacks had no effect and said why', () => {
  const revoked: DeviceLog = { ...log, status: 'revoked', revokedAfter: 3 }
  expect(judged(good, revoked)).toBe('device_revoked')
  expect(judged(good, { ...log, status: 'frozen' })).toBe('device_frozen')
  expect(judged(good, log, null)).toBe('signature_wrong')
  expect(tried.count).toBeGreaterThan(50_000)
  expect([...tried.reasons].toSorted()).toEqual(
    expect.arrayContaining(['bundle_signature_wrong', 'chain_broken', 'event_not_canonical', 'fork', 'gap']),
  )
})

test('T19 a policy that is older, ended, somebody else’s or not signed is not taken', () => {
  const policy = {
    chain: CHAIN,
    device: DEVICE,
    version: 7,
    expiresAt: instant('2026-04-01T00:00:00.000Z'),
  } as Policy
  const holding = { chain: CHAIN, device: DEVICE, highest: 7, now: AT }
  expect(judgePolicy(policy, true, holding)).toBeNull()
  expect(judgePolicy(policy, false, holding)).toBe('policy_signature_wrong')
  expect(judgePolicy({ ...policy, device: ELSE }, true, holding)).toBe('policy_of_another_device')
  expect(judgePolicy({ ...policy, chain: ELSE }, true, holding)).toBe('policy_of_another_device')
  expect(judgePolicy({ ...policy, version: 6 }, true, holding)).toBe('policy_older')
  for (const now of ['2026-04-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z'] as Instant[])
    expect(judgePolicy(policy, true, { ...holding, now })).toBe('policy_expired')
})

/** Every row of every table, as one digest per table. */
async function everything(w: TestWorld): Promise<Record<string, string>> {
  return w.work(async ({ tx }) => {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(tx)
    const found: Record<string, string> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ digest: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
          from ${sql.raw(name)} t`.execute(tx)
      found[name] = rows[0]?.digest ?? ''
    }
    return found
  })
}

async function post(t: TestTill, segment: Segment) {
  const wish = { segments: [{ ...segment, events: [...segment.events] }], pending: 0, pendingMinor: 0 }
  return answerOf(await t.caller.call(takeSegments, wish))
}

/** Two hundred files with a bit flipped, a quarter of them cut off there. */
async function attackFiles(w: TestWorld, file: Uint8Array): Promise<void> {
  const dice = seeded(7)
  for (let n = 0; n < 200; n++) {
    const bytes = Uint8Array.from(file)
    const at = dice(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8))
    const changed = n % 4 === 0 ? bytes.subarray(0, at) : bytes
    const reply = await w.post(`/device-bundles?id=${w.newId()}`, changed)
    expect([n, reply.status >= 400 && reply.status < 500]).toEqual([n, true])
    expect(String(reply.body?.['code'])).toMatch(/^bundle_|^device_unknown|^invalid$/)
  }
}

/** A hundred segments with one character changed. */
async function attackSegments(t: TestTill, segment: Segment): Promise<void> {
  const dice = seeded(8)
  for (let n = 0; n < 100; n++) {
    const text = segment.events[n % 2] ?? ''
    const at = dice(text.length)
    const events = segment.events.map((one, no) =>
      no === n % 2 ? `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}` : one,
    )
    const told = await post(t, { ...segment, events })
    expect(told).toMatchObject({ mark: 2, events: [], refused: [{ at: 0 }] })
  }
}

test('T19 through the endpoints: hundreds of attacks leave every table of the database as it was', async () => {
  const w = await world()
  await publish(w)
  await product(w, 'P', 80_00)
  const t = await till(w)
  const foreign = await till(w)
  for (let n = 0; n < 4; n++) ring(w, t)
  await t.send(1, 2)
  await t.caller.call(takeSegments, { segments: [], pending: 0, pendingMinor: 0 })
  const file = await stick(w, t, 3, 4)
  const segment = t.segment(3, 4)
  const before = await everything(w)
  await attackFiles(w, file)
  await attackSegments(t, segment)
  const strange = await post(foreign, segment)
  expect(strange.refused).toEqual([{ at: 0, fault: 'signature_wrong' }])
  const wrongBundle = w.work((work) => bring(work, { id: w.newId(), bytes: Buffer.alloc(65 * 1024 * 1024) }))
  await expect(wrongBundle).rejects.toMatchObject({ code: 'bundle_too_large' })
  const after = await everything(w)
  // The other till has said what it has to send, which is nothing; and was seen: that is all.
  for (const table of ['device.log', 'device.device']) {
    delete before[table]
    delete after[table]
  }
  expect(after).toEqual(before)
  expect(await t.send(3, 4)).toMatchObject({
    mark: 4,
    events: [{ outcome: 'applied' }, { outcome: 'applied' }],
  })
}, 120_000)

/** Whole numbers below a bound, the same every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
