import { expect, test } from 'vitest'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import { world } from '#test/world/world'
import { placeHold } from './contract/hold.ts'
import { valueEvent } from './contract/event.ts'
import { issueCoupon } from './contract/coupon.ts'

test('an id that was sent is told applied, refused or unknown', async () => {
  const w = await world()
  const { id: memberId } = await w.call(enrolMember, { id: w.newId(), source: 'terminal' })
  const coupon = {
    code: 'WELCOME',
    nameZh: '迎新券',
    nameEn: 'Welcome',
    kind: 'amount' as const,
    minor: 10_00,
  }
  const document = { earning: { points: 1, perMinor: 100 }, coupons: [coupon] }
  await w.call(publishProgram, { id: w.newId(), document })
  const [given, held, never] = [w.newId(), w.newId(), w.newId()]

  await w.call(issueCoupon, { id: given, memberId, code: 'WELCOME' })
  const refused = await w.ask(placeHold, { id: held, memberId, unit: 'points', amount: 5, seconds: 60 })
  expect(refused.status).toBeGreaterThanOrEqual(400)

  const outcomes = await Promise.all([given, held, never].map((id) => w.call(valueEvent, { id })))
  expect(outcomes).toMatchObject([
    { outcome: 'applied', kind: 'coupon', code: null },
    { outcome: 'refused', code: (refused.body as { code: string }).code },
    { outcome: 'unknown', kind: null, code: null },
  ])
})
