import { expect, test } from 'vitest'
import { account, followers, officialAccount, planned, send } from '#test/world/content'
import { mergeInto } from '#test/world/standing'
import { world } from '#test/world/world'
import { memberHistory } from './contract/history.ts'

const HOUR = 3_600_000

test('C45: a broadcast stands in the contact history of whom it reached, and of nobody else', async () => {
  const w = await world()
  const { id: carrierId, name } = await officialAccount(w)
  const [a = '', b = ''] = await followers(w, ['1', '2'])
  const [no = ''] = await followers(w, ['3'], false)
  const broadcastId = await planned(w, carrierId)
  const shown = async (memberId: string, more: object = {}) =>
    (await w.call(memberHistory, { memberId, types: ['broadcast'], ...more })).rows
  w.clock.advance(HOUR)
  // It is on its way, and nobody has got it.
  await send(w, account({ mass: async () => ({ outcome: 'later', trouble: '-1 system busy' }) }).publisher)
  expect(await shown(a)).toEqual([])
  w.clock.advance(HOUR)
  const at = w.clock.now()
  await send(w, account().publisher)
  const touch = {
    direction: 'out',
    channel: 'wechat',
    words: { zh: '春茶上市' },
    account: name,
    broadcastId,
    at,
  }
  expect(await shown(a)).toMatchObject([touch])
  expect(await shown(no)).toEqual([])
  expect(await shown(a, { to: '2026-03-01' })).toEqual([])
  expect(await shown(a, { from: '2026-03-02', to: '2026-03-02' })).toHaveLength(1)
  // Both got it before they became one.
  await mergeInto(w, { keepId: a, goneId: b })
  expect(await shown(a)).toMatchObject([touch, touch])
  expect(await w.call(memberHistory, { memberId: a, rows: 1 })).toMatchObject({ rows: [touch], more: true })
})
