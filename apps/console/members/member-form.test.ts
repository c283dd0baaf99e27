import { expect, test } from 'vitest'
import { enrolment } from '#domain/member/contract'
import { newId } from '#ui/call.ts'
import { cleaned } from './cleaned.ts'

test('what was left empty is unknown, and the contract takes it', () => {
  const wish = {
    id: newId(),
    ...cleaned({ name: undefined, mobile: '', source: 'qr', extra: { hobby: '', vip: false, size: 0 } }),
  }
  const told = enrolment.parse(wish)
  expect(told).toMatchObject({ name: '', mobile: null, source: 'qr', extra: { vip: false, size: 0 } })
  expect(told.extra).not.toHaveProperty('hobby')
})
