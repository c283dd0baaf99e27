import { describe, expect, test } from 'vitest'
import { resetPin } from '#domain/member/contract/card'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import { world } from '#test/world/world'
import { authenticateMember } from './contract/authentication.ts'

describe('C07 a policy of the program, channel by channel', () => {
  const CHANNELS = ['web', 'hotline', 'counter'] as const
  type Auth = 'number' | 'card_shown' | 'number_and_pin'

  async function shop(policy: Auth) {
    const w = await world()
    const authentication = { counter: policy, web: policy, hotline: policy }
    const document = { earning: { points: 1, perMinor: 100 }, authentication }
    await w.call(publishProgram, { id: w.newId(), document })
    const { id: memberId } = await w.call(enrolMember, { id: w.newId(), number: 'V1', source: 'web' })
    await w.call(resetPin, { memberId, id: w.newId(), pin: '258036' })
    const asked = async (
      channel: (typeof CHANNELS)[number],
      of: { pin?: string; cardShown?: boolean } = {},
    ) => {
      const { body } = await w.ask(authenticateMember, { number: 'V1', channel, ...of })
      return body['code'] ?? body['membership']
    }
    return { w, memberId, asked }
  }

  test('right number and wrong password: refused everywhere; both right: allowed', async () => {
    const { asked } = await shop('number_and_pin')
    for (const channel of CHANNELS) {
      expect(await asked(channel)).toBe('pin_needed')
      expect(await asked(channel, { pin: '111112' })).toBe('pin_wrong')
      expect(await asked(channel, { pin: '258036' })).toBe('active')
    }
  })

  test('wrong passwords are counted although each is refused', async () => {
    const { asked } = await shop('number_and_pin')
    for (let n = 0; n < 5; n += 1) expect(await asked('web', { pin: '111112' })).toBe('pin_wrong')
    expect(await asked('web', { pin: '258036' })).toBe('pin_locked')
  })

  test('no card shown: refused; the number alone is enough where the program says so', async () => {
    const warehouse = await shop('card_shown')
    expect(await warehouse.asked('counter')).toBe('card_not_shown')
    expect(await warehouse.asked('counter', { cardShown: true })).toBe('active')
    const plain = await shop('number')
    for (const channel of CHANNELS) expect(await plain.asked(channel)).toBe('active')
    expect((await plain.w.ask(authenticateMember, { number: 'nobody', channel: 'web' })).body['code']).toBe(
      'member_number_unknown',
    )
  })
})
