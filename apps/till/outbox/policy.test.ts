import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { programDocument } from '#domain/program/contract'
import type { SealedText } from '#domain/device/model/policy'
import type { Identity, Kept } from '../till-context.ts'
import { keptPolicy, takePolicy } from './policy.ts'

const id = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const identity: Identity = { device: id(3), code: 'A01', epoch: 1, chain: id(1), store: id(2) }
const now = instant('2026-01-02T03:04:05.678Z')

function shelf(): Kept {
  const rows = new Map<string, unknown>()
  return {
    get: async <T>(key: string) => (rows.get(key) ?? null) as T | null,
    set: async (key, value) => void rows.set(key, value),
  }
}
const policy = (more: object = {}): SealedText => {
  const words = {
    v: 1,
    t: 'policy',
    chain: id(1),
    chainName: '高山流水',
    currency: 'CNY',
    language: 'zh-CN',
    store: id(2),
    storeName: '琴台路店',
    storeCode: 'S1',
    zone: 'Asia/Shanghai',
    closingHour: 3,
    device: id(3),
    deviceCode: 'A01',
    version: 5,
    issuedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-01-31T00:00:00.000Z',
    certifiedUntil: '2026-01-31T00:00:00.000Z',
    epoch: 1,
    programVersion: 1,
    program: programDocument.parse({ earning: { points: 1, perMinor: 100 } }),
    limits: null,
    deny: [],
    cashiers: [],
    publicUrl: 'https://shop.example/',
    playlist: [],
    bulletin: [],
    ...more,
  }
  return { text: JSON.stringify(words), signature: 's' }
}
const judging = (good = true) => ({ identity, now, signed: async () => good })

test('a policy that was taken is the one a till opens with again', async () => {
  const kept = shelf()
  expect(await takePolicy(kept, policy(), judging())).toMatchObject({ version: 5 })
  expect(await keptPolicy(kept)).toMatchObject({ version: 5, storeName: '琴台路店' })
})

test('O7: once a version was seen no older one is taken, and the one in force stays', async () => {
  const kept = shelf()
  await takePolicy(kept, policy(), judging())
  expect(await takePolicy(kept, policy({ version: 4 }), judging())).toBe('policy_older')
  expect(await keptPolicy(kept)).toMatchObject({ version: 5 })
})

test.each([
  [{ text: 'no policy', signature: 's' }, true, 'policy_unreadable'],
  [policy({ v: 2, device: id(9), version: 1 }), false, 'policy_unreadable'],
  [policy({ device: id(9), expiresAt: '2026-01-02T00:00:00.000Z' }), false, 'policy_signature_wrong'],
  [policy({ device: id(9), expiresAt: '2026-01-02T00:00:00.000Z' }), true, 'policy_of_another_device'],
  [policy({ expiresAt: '2026-01-02T00:00:00.000Z' }), true, 'policy_expired'],
])('what is none is not taken (%#)', async (sealed, good, code) => {
  const kept = shelf()
  expect(await takePolicy(kept, sealed, judging(good))).toBe(code)
  expect(await keptPolicy(kept)).toBeNull()
})
