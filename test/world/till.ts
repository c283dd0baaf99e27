import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { must, present } from '#base/must'
import { house, nobody, type Actor } from '#db/work'
import { answerSchema, type Answer } from '#domain/device/contract/log'
import { sealPrivate } from '#domain/device/bundle-ports'
import { approve, enrol, lookAtEnrolment, makeCode } from '#domain/device/enrol'
import { headKeys } from '#domain/device/keys'
import { take } from '#domain/device/log'
import { writeLogBundles } from '#domain/device/model/bundle-log'
import type { WritePorts } from '#domain/device/model/bundle'
import { gzipWith, sealWith, sha256With } from '#domain/device/model/bundle-web'
import type { SaleBody } from '#domain/device/model/bodies'
import {
  eventText,
  hashedText,
  NO_HASH,
  segmentText,
  type DeviceEvent,
  type EventKind,
  type Segment,
} from '#domain/device/model/event'
import { balancesOf } from '#domain/ledger/index'
import { saleWish } from '#domain/sale/contract/wish'
import { callerOf, type Caller } from './caller.ts'
import { seededBytes } from './dice.ts'
import type { SaleAsked, Shopper } from './shop.ts'
import type { TestWorld } from './world.ts'

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const rawOf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

/** A till's keys, from its own dice. */
export function tillKeys(seed: number) {
  const bytes = seededBytes(seed)
  const signKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, bytes(32)]),
    format: 'der',
    type: 'pkcs8',
  })
  const sealKey = sealPrivate(bytes(32))
  return { signKey, sealKey, signPublic: rawOf(signKey), sealPublic: rawOf(sealKey) }
}
export type TillKeys = ReturnType<typeof tillKeys>

export const CASHIER = { id: '00000000-0000-4000-8000-00000000c001', name: '小李' }

/** A till of a test: it writes down what happens and signs it, and knows nothing of head office but its answers. */
export type TestTill = Readonly<{
  id: string
  code: string
  name: string
  keys: TillKeys
  by: Actor
  /** Signed in with its own token, over HTTP. */
  caller: Caller
  epoch: number
  /** Everything it wrote, canonical, in order. */
  events: string[]
  hashes: string[]
  write(kind: EventKind, body: Record<string, unknown>, more?: Partial<DeviceEvent>): DeviceEvent
  segment(from: number, to: number): Segment
  /** Sends numbers `from` to `to`, everything when left out. */
  send(from?: number, to?: number): Promise<Answer>
  sendAll(segments: readonly Segment[]): Promise<Answer>
  /** A copy of its disk as it is now: writes on by itself. */
  clone(): TestTill
}>

type Made = Pick<TestTill, 'id' | 'code' | 'name' | 'epoch' | 'keys' | 'by' | 'caller'>

let made = 0

/** A till of branch S1, enrolled by its code and approved by the owner; with `replaces`, a new life of an old one. */
export async function till(
  w: TestWorld,
  of: Readonly<{ branchId?: string; replaces?: TestTill; seed?: number }> = {},
): Promise<TestTill> {
  const { branchId = w.branchId, replaces, seed = 9_000 + ++made } = of
  const keys = tillKeys(seed)
  const asked = { id: w.newId(), branchId, name: `till ${made}`, replaces: replaces?.id ?? null }
  const { code } = await w.work((work) => makeCode(work, asked))
  const id = w.newId()
  const { signPublic: signKey, sealPublic: sealKey } = keys
  const wish = { id, code, signKey, sealKey, appVersion: '1' }
  const { secret } = await w.work((work) => enrol(work, wish), nobody)
  await w.work((work) => approve(work, { id: w.newId(), enrolmentId: id, approve: true }))
  const { device } = await w.work((work) => lookAtEnrolment(work, { id, secret }), nobody)
  must(device !== null, 'test: an approved till is let in')
  const by: Actor = {
    ...house,
    kind: 'key',
    id: device.id,
    name: asked.name,
    permissions: ['device.sync'],
    branchIds: [branchId],
  }
  const caller = callerOf(w.app, { authorization: `Bearer ${device.token}` })
  return writing(w, { ...device, keys, by, caller }, branchId, [])
}

function writing(w: TestWorld, of: Made, store: string, before: readonly string[]): TestTill {
  const events: string[] = [...before]
  const hashes = before.map(hashOf)
  const write: TestTill['write'] = (kind, body, more = {}) => {
    const event: DeviceEvent = {
      v: 1,
      chain: w.chainId,
      store,
      device: of.id,
      epoch: of.epoch,
      seq: events.length + 1,
      prev: hashes.at(-1) ?? NO_HASH,
      id: typeof body['id'] === 'string' ? body['id'] : w.newId(),
      kind,
      body,
      wall: w.clock.now(),
      mono: events.length,
      boot: 1,
      anchor: w.clock.now(),
      policy: 1,
      reservation: null,
      ...more,
    }
    const text = eventText(event)
    events.push(text)
    hashes.push(hashOf(text))
    return event
  }
  const segment: TestTill['segment'] = (from, to) =>
    signedSegment(w.chainId, of, events.slice(from - 1, to), from)
  const sendAll: TestTill['sendAll'] = async (segments) =>
    answerOf(
      await w.work(
        (work) =>
          take(work, {
            segments: segments.map((one) => ({ ...one, events: [...one.events] })),
            pending: 0,
            pendingMinor: 0,
            readsOldMarks: true,
          }),
        of.by,
      ),
    )
  const send: TestTill['send'] = (from = 1, to = events.length) => sendAll(cut(from, to, segment))
  const clone = () => writing(w, of, store, events)
  return { ...of, events, hashes, write, segment, send, sendAll, clone }
}

/** At most eight segments of 256 at a time. */
function cut(from: number, to: number, segment: TestTill['segment']): Segment[] {
  const segments: Segment[] = []
  for (let at = from; at <= to; at += 256) segments.push(segment(at, Math.min(to, at + 255)))
  return segments
}

export const hashOf = (text: string): string => createHash('sha256').update(hashedText(text)).digest('hex')

export const answerOf = ({ answer }: Readonly<{ answer: { text: string } }>): Answer =>
  answerSchema.parse(JSON.parse(answer.text))

/** Signs texts as they are, true or not: tests of attacks need that. */
export function signedSegment(
  chain: string,
  of: Readonly<{ id: string; epoch: number; keys: Pick<TillKeys, 'signKey'> }>,
  events: readonly string[],
  from: number,
): Segment {
  const head = hashOf(events.at(-1) ?? '')
  const words = { device: of.id, epoch: of.epoch, from, to: from + events.length - 1, head }
  const signature = sign(null, Buffer.from(segmentText(chain, words)), of.keys.signKey).toString('base64')
  return { ...words, events, signature }
}

export type SaleDraft = Omit<Partial<SaleAsked>, 'id'> &
  Readonly<{ id?: string; member?: Shopper; body?: Partial<SaleBody>; event?: Partial<DeviceEvent> }>

/** One thing for 80.00, paid in cash unless told otherwise, as a till writes it down. */
export function ring(w: TestWorld, at: TestTill, draft: SaleDraft = {}): DeviceEvent {
  const { member, body = {}, event = {}, id = w.newId(), ...rest } = draft
  const wish = saleWish.parse({
    id,
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: 80_00 }],
    tenders: [{ kind: 'cash', amountMinor: 80_00 }],
    ...(member && { memberNumber: member.number }),
    ...rest,
  })
  const burned = wish.tenders.filter((one) => one.kind === 'stored_value')
  const plain: SaleBody = {
    wish,
    buyer: { member: member !== undefined, tier: null },
    memberId: member?.id ?? null,
    programVersion: 1,
    charged: wish.lines.map((line) => Math.round((line.unitPriceMinor ?? 0) * line.quantity)),
    totalMinor: wish.lines.reduce(
      (sum, line) => sum + Math.round((line.unitPriceMinor ?? 0) * line.quantity),
      0,
    ),
    roundingMinor: 0,
    points: 80,
    burned: { minor: burned.reduce((sum, one) => sum + one.amountMinor, 0), points: 0 },
    way: burned.length > 0 ? 'voucher' : null,
    cashier: CASHIER,
  }
  const said = { ...plain, ...body }
  return at.write('sale', JSON.parse(JSON.stringify(said)) as Record<string, unknown>, { id, ...event })
}

/** What holds reserve of a member now. */
export async function walletHolds(w: TestWorld, memberId: string): Promise<[unit: string, held: number][]> {
  const rows = await w.work((work) => balancesOf(work.tx, memberId))
  return rows.flatMap((row): [string, number][] => (row.held === 0 ? [] : [[row.unit, row.held]]))
}

/** The log of a till as a file for a stick, sealed to head office. */
export async function stick(
  w: TestWorld,
  at: TestTill,
  from = 1,
  to = at.events.length,
): Promise<Uint8Array> {
  const [file] = await sticks(w, [{ at, from, to }])
  must(file !== undefined, 'test: a log that is not empty is a file')
  return file
}

type Part = Readonly<{ at: TestTill; from?: number; to?: number }>

/** What the lives of one till wrote, as the files it would save: each life has its own epoch and key. */
export async function sticks(w: TestWorld, parts: readonly Part[]): Promise<Uint8Array[]> {
  const head = await w.work(headKeys)
  const device = present(parts[0], 'test: a till wrote something').at.id
  const of = { chain: w.chainId, device, headSealKey: head.sealKey, anchor: w.clock.now() }
  const segments = parts.flatMap(({ at, from = 1, to = at.events.length }) => cut(from, to, at.segment))
  return writeLogBundles(of, segments, async (epoch) => {
    const life = present(
      parts.find(({ at }) => at.epoch === epoch),
      'test: an epoch is one of these lives',
    )
    const { keys } = life.at
    return { signKey: keys.signPublic, ports: tillPorts(keys, head.sealKey) }
  })
}

/** How a till writes a file; the cryptography is the standard's, as in a browser. */
export const tillPorts = (keys: Pick<TillKeys, 'signKey'>, sealTo: string): WritePorts => ({
  seal: (plain, bound) =>
    sealWith(globalThis.crypto.subtle, {
      to: Buffer.from(sealTo, 'base64'),
      nonce: seededBytes(plain.length)(12),
      plain,
      bound,
    }),
  sign: async (bytes) => sign(null, bytes, keys.signKey),
  hash: (bytes) => sha256With(globalThis.crypto.subtle, bytes),
  gzip: gzipWith,
})
