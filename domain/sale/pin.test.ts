import { expect, test } from 'vitest'
import { resetPin } from '#domain/member/contract/card'
import { enrol, give, held, walletWorld } from '#test/world/wallet'
import { recordSale } from './contract.ts'

test('a mistyped PIN is counted and spends nothing; the same sale with the right one is taken in', async () => {
  const w = await walletWorld({ authentication: { pinAboveMinor: 10_00 } })
  const memberId = await enrol(w, { number: 'P1' })
  await give(w, memberId, [{ unit: 'principal', amount: 50_00 }])
  await w.call(resetPin, { memberId, id: w.newId(), pin: '258036' })
  const wish = {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber: 'P1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'TEA', quantity: 1, unitPriceMinor: 20_00 }],
    tenders: [{ kind: 'stored_value' as const, amountMinor: 20_00 }],
  }
  for (const [pin, code] of [
    [undefined, 'pin_needed'],
    ['258037', 'pin_wrong'],
  ] as const) {
    const reply = await w.ask(recordSale, pin === undefined ? wish : { ...wish, pin })
    expect(reply.body).toMatchObject({ code })
  }
  expect(await held(w, memberId)).toMatchObject({ principal: 50_00 })

  expect(await w.call(recordSale, { ...wish, pin: '258036' })).toMatchObject({
    principalMinor: 30_00,
    replayed: false,
  })
  expect(await w.call(recordSale, { ...wish, pin: '000001' })).toMatchObject({
    principalMinor: 30_00,
    replayed: true,
  })

  const next = { ...wish, id: w.newId(), pin: '258037' }
  for (let wrong = 0; wrong < 4; wrong += 1) await w.ask(recordSale, next)
  expect((await w.ask(recordSale, next)).body).toMatchObject({
    code: expect.stringMatching(/pin_(wrong|locked)/),
  })
  expect((await w.ask(recordSale, { ...next, pin: '258036' })).body).toMatchObject({ code: 'pin_locked' })
})
