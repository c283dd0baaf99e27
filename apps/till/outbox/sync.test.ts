import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { instant } from '#base/instant'
import type { Answer } from '#domain/device/model/answer'
import type { Segment } from '#domain/device/model/event'
import type { Policy } from '#domain/device/model/policy'
import type { SyncState } from './sync-state.ts'
import { makeSync, standingWith, type Line, type Outbox } from './sync.ts'

const NONE = { count: 0, minor: 0 }
const ID = '01890000-0000-7000-8000-000000000001'
const segment = (from: number): Segment => ({
  device: ID,
  epoch: 1,
  from,
  to: from,
  head: 'a'.repeat(64),
  events: ['{}'],
  signature: 's',
})
const answerTo = (mark: number, policyVersion = 1): Answer => ({
  v: 1,
  t: 'answer',
  chain: ID,
  device: ID,
  epoch: 1,
  mark,
  head: 'a'.repeat(64),
  at: instant('2026-01-02T03:04:05.000Z'),
  events: [],
  counts: { created: NONE, applied: NONE, duplicate: NONE, quarantined: NONE, pending: NONE },
  policyVersion,
  missingFrom: null,
  frozen: false,
  revoked: false,
  refused: [],
})
const unreachable = () =>
  Object.assign(new Error(''), { problem: { status: 0, code: 'unreachable', title: '', fields: [] } })

/** A till with events 1 to n to send, and a head office that is there or not. */
function shop(n: number) {
  const state: Partial<SyncState>[] = []
  const seen = {
    mark: 0,
    sent: [] as number[],
    policies: 0,
    members: 0,
    products: 0,
    answers: true,
    /** Whether what the till sends goes through. */
    sends: true,
    policy: null as Policy | null,
    signed: true,
  }
  const line: Line = {
    send: async ([first]) => {
      if (!seen.answers || !seen.sends) throw unreachable()
      seen.sent.push(first?.from ?? 0)
      return { text: JSON.stringify(answerTo(first?.to ?? 0)), signature: 's' }
    },
    policy: async () => {
      if (!seen.answers) throw unreachable()
      seen.policies++
      return { text: '{}', signature: 's' }
    },
    products: async () => ++seen.products % 3 !== 0,
    members: async () => ++seen.members % 2 !== 0,
    leases: async () => undefined,
  }
  const outbox: Outbox = {
    segments: async () => (seen.mark < n ? [segment(seen.mark + 1)] : []),
    leftAfter: async () => ({ pending: n - seen.mark - 1, pendingMinor: 0 }),
    signed: async () => seen.signed,
    answered: async ({ mark }) => {
      const more = mark - seen.mark
      seen.mark = mark
      return more
    },
    policyCame: async () => null,
    policy: () => seen.policy,
    changed: (part) => state.push(part),
  }
  const told = (): Partial<SyncState> => Object.assign({}, ...state)
  return { seen, told, sync: makeSync(line, outbox, { nowMs: () => Date.now(), chance: () => 1 }) }
}

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-01-02T03:00:00.000Z') }))
afterEach(() => vi.useRealTimers())

test('everything is sent in order, then balances are read to the last page', async () => {
  const { seen, sync, told } = shop(3)
  await sync.now()
  expect(seen).toMatchObject({ sent: [1, 2, 3], mark: 3, policies: 1, products: 3, members: 2 })
  expect(told()).toMatchObject({ online: true, busy: false, trouble: null })
})

test('a head office that is away is asked again after growing pauses, and nothing is skipped', async () => {
  const { seen, sync, told } = shop(2)
  seen.answers = false
  sync.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(told()).toMatchObject({ online: false, trouble: 'unreachable' })
  const tries: string[] = []
  for (const pause of [2_000, 4_000, 8_000]) {
    tries.push(told().nextTryAt ?? '')
    await vi.advanceTimersByTimeAsync(pause)
  }
  expect(tries).toEqual(['2026-01-02T03:00:02.000Z', '2026-01-02T03:00:06.000Z', '2026-01-02T03:00:14.000Z'])
  seen.answers = true
  await vi.advanceTimersByTimeAsync(16_000)
  expect(seen.sent).toEqual([1, 2])
  expect(told()).toMatchObject({ online: true, trouble: null })
  sync.stop()
})

test('a till that cannot send what it wrote still gets its rules, and says what is in the way', async () => {
  const { seen, sync, told } = shop(2)
  seen.sends = false
  await sync.now()
  expect(seen).toMatchObject({ sent: [], mark: 0, policies: 1, members: 2 })
  expect(told()).toMatchObject({ online: false, trouble: 'unreachable' })
  seen.sends = true
  await sync.now()
  expect(seen).toMatchObject({ sent: [1, 2], mark: 2 })
  expect(told()).toMatchObject({ online: true, trouble: null })
})

test('a till that has its rules asks for no others while nobody answers', async () => {
  const { seen, sync, told } = shop(2)
  Object.assign(seen, { sends: false, policy: {} })
  await sync.now()
  expect(seen.policies).toBe(0)
  expect(told()).toMatchObject({ online: false, trouble: 'unreachable' })
})

test('an answer that head office did not sign changes nothing', async () => {
  const { seen, sync, told } = shop(2)
  seen.signed = false
  await sync.now()
  expect(seen.mark).toBe(0)
  expect(told()).toMatchObject({ trouble: 'answer_signature_wrong' })
})

test('two rounds never run at once: what was asked meanwhile is done after', async () => {
  const { seen, sync } = shop(1)
  const [one, other] = [sync.now(), sync.now()]
  await Promise.all([one, other])
  await vi.advanceTimersByTimeAsync(0)
  expect(seen.sent).toEqual([1])
  expect(seen.policies).toBe(1)
})

test('within a minute rules are read again only when an answer says they changed', async () => {
  const { seen, sync } = shop(0)
  await sync.now()
  await sync.now()
  expect(seen.policies).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  await sync.now()
  expect(seen.policies).toBe(2)
})

test.each([
  ['good', 1, 'good'],
  ['good', 2, 'epoch_over'],
  // Its log is not taken any more, whatever rules it gets: the way on stays in sight.
  ['frozen', 1, 'frozen'],
  ['epoch_over', 1, 'epoch_over'],
  ['revoked', 1, 'good'],
] as const)('a till that was %s and gets rules of epoch %i is %s', (before, epoch, then) => {
  expect(standingWith({ epoch }, 1, before)).toBe(then)
})
