import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#base/instant'
import { present } from '#base/must'
import { haltSending, keepRespect } from '#domain/campaign/contract/respect'
import { keepCarrier, listCarriers } from '#domain/campaign/contract/carrier'
import { consent } from '#domain/member/contract'
import {
  account,
  drafted,
  followers,
  kept,
  officialAccount,
  picture,
  planned,
  send,
  told,
} from '#test/world/content'
import { world, type TestWorld } from '#test/world/world'
import {
  addBroadcastPicture,
  broadcastPicture,
  listBroadcasts,
  saveBroadcast,
  turnBroadcast,
} from './contract.ts'
import { broadcastHtml, coverType, takeOf } from './model/broadcast.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

async function plan(numbers: readonly string[] = ['1', '2', '3']) {
  const w = await world()
  const { id: carrierId } = await officialAccount(w)
  const ids = await followers(w, numbers)
  return { w, carrierId, ids }
}

const withdraws = (w: TestWorld, id: string) =>
  w.call(consent, {
    id,
    consentId: w.newId(),
    channel: 'wechat',
    granted: false,
    textVersion: 'v1',
  })

/** No cap and no quiet hours, so that what is looked at is the platform’s own limit. */
const boundless = (w: TestWorld) =>
  w.call(keepRespect, { quietFrom: 0, quietTo: 0, capMessages: 50, capDays: 1 })

describe('P3 a scheduled post with its picture goes to whom it may (C44)', () => {
  test('at its moment and not before, once, with everybody’s will respected', async () => {
    const { w, carrierId } = await plan()
    await followers(w, ['4'], false)
    const broadcastId = await planned(w, carrierId)
    const there = account()
    await send(w, there.publisher)
    expect([there.seen.pictures, (await told(w, broadcastId)).state]).toEqual([0, 'scheduled'])
    w.clock.advance(HOUR)
    await send(w, there.publisher)
    expect(there.calls.map(({ openids, draftRef }) => [openids.toSorted(), draftRef])).toEqual([
      [['o1', 'o2', 'o3'], 'draft1'],
    ])
    await send(w, there.publisher)
    expect([there.calls.length, there.seen.pictures]).toEqual([1, 1])
    const shown = await told(w, broadcastId)
    expect(shown).toMatchObject({
      state: 'sent',
      counts: { sent: 3, withheld: 1, waiting: 0 },
      calls: [{ nth: 1, state: 'sent', members: 3 }],
    })
    expect(await kept(w, broadcastId)).toEqual({ no_consent: 1 })
  })

  test('whoever withdraws between the making of a call and its next attempt is not in it any more', async () => {
    const { w, carrierId, ids } = await plan(['1', '2', '3', '4'])
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    const busy = account({ mass: async () => ({ outcome: 'later', trouble: '-1 system busy' }) })
    await send(w, busy.publisher)
    expect(await told(w, broadcastId)).toMatchObject({
      state: 'sending',
      calls: [{ trouble: '-1 system busy' }],
    })
    await withdraws(w, ids[0] ?? '')
    w.clock.advance(10 * 60_000)
    const there = account()
    await send(w, there.publisher)
    expect(there.calls[0]?.openids.toSorted()).toEqual(['o2', 'o3', 'o4'])
    expect(there.calls[0]?.draftRef).toBe('draft1')
    expect(await told(w, broadcastId)).toMatchObject({ state: 'sent', counts: { sent: 3, withheld: 1 } })
  })

  test('the cap counts a post like any message, and a post that came to nothing not at all', async () => {
    const { w, carrierId } = await plan()
    await w.call(keepRespect, { quietFrom: 0, quietTo: 0, capMessages: 1, capDays: 7 })
    const lost = await planned(w, carrierId)
    w.clock.advance(HOUR)
    await send(w, account({ mass: async () => ({ outcome: 'refused', trouble: '45028' }) }).publisher)
    expect(await told(w, lost)).toMatchObject({ state: 'failed', counts: { failed: 3 } })
    const first = await planned(w, carrierId, { dueAt: '2026-03-02T04:00:00.000Z' })
    const second = await planned(w, carrierId, { dueAt: '2026-03-02T05:00:00.000Z' })
    w.clock.advance(2 * HOUR)
    const there = account()
    await send(w, there.publisher)
    expect([(await told(w, first)).state, (await told(w, second)).state]).toEqual(['sent', 'failed'])
    expect(await kept(w, second)).toEqual({ frequency_cap: 3 })
  })

  test('while everything is halted nothing goes; it waits, and uses up no attempt', async () => {
    const { w, carrierId } = await plan()
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    await w.call(haltSending, { halted: true })
    const there = account()
    await send(w, there.publisher)
    expect(there.calls).toEqual([])
    await w.call(haltSending, { halted: false })
    await send(w, there.publisher)
    expect((await told(w, broadcastId)).calls).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  test('one follower alone gets no post, because the platform takes none for one', async () => {
    const { w, carrierId } = await plan(['1'])
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    const there = account()
    await send(w, there.publisher)
    expect([there.calls.length, (await told(w, broadcastId)).state]).toEqual([0, 'failed'])
    expect(await kept(w, broadcastId)).toEqual({ one_alone: 1 })
  })
})

describe('P4 no post goes twice', () => {
  test('a program killed after its call was taken asks again under the same id, and counts it once', async () => {
    const { w, carrierId, ids } = await plan()
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    const there = account()
    // Taken there, and the answer is never heard.
    const dies = {
      ...there.publisher,
      mass: async (...of: Parameters<typeof there.publisher.mass>) => {
        await there.publisher.mass(...of)
        throw new Error('killed')
      },
    }
    await expect(send(w, dies)).rejects.toThrow('killed')
    expect(await told(w, broadcastId)).toMatchObject({ state: 'sending', counts: { waiting: 3 } })
    await withdraws(w, ids[0] ?? '')
    // Another one may not take it while its lease runs.
    await send(w, there.publisher)
    expect((await told(w, broadcastId)).state).toBe('sending')
    w.clock.advance(4 * 60_000)
    await send(w, there.publisher)
    expect(there.calls).toHaveLength(1)
    expect(await told(w, broadcastId)).toMatchObject({ state: 'sent', counts: { sent: 3, withheld: 0 } })
  })

  test('what was never answered for a day is not asked again: the platform has forgotten our id', async () => {
    const { w, carrierId } = await plan()
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    const dies = account({
      mass: async () => {
        throw new Error('killed')
      },
    })
    await expect(send(w, dies.publisher)).rejects.toThrow('killed')
    w.clock.advance(DAY)
    const there = account()
    await send(w, there.publisher)
    expect(there.calls).toEqual([])
    expect(await told(w, broadcastId)).toMatchObject({
      state: 'failed',
      calls: [{ trouble: 'never_answered' }],
    })
  })

  test('several senders at once make one call of it', async () => {
    const { w, carrierId } = await plan(['1', '2', '3', '4', '5'])
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    const there = account()
    await Promise.all([1, 2, 3, 4].map(() => send(w, there.publisher)))
    await send(w, there.publisher)
    expect(there.calls.map(({ openids }) => openids.length)).toEqual([5])
    expect(await told(w, broadcastId)).toMatchObject({ state: 'sent', counts: { sent: 5 } })
  })

  test('a platform that is away is asked five times, and no more', async () => {
    const { w, carrierId } = await plan()
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    let asked = 0
    const away = account({
      mass: async () => {
        asked++
        return { outcome: 'later', trouble: 'ETIMEDOUT' }
      },
    })
    for (let nth = 0; nth < 8; nth++) {
      await send(w, away.publisher)
      w.clock.advance(126 * 60_000)
    }
    expect(asked).toBe(5)
    expect(await told(w, broadcastId)).toMatchObject({ state: 'failed', counts: { failed: 3 } })
  })

  test('a picture that the platform does not take ends it before anybody is told', async () => {
    const { w, carrierId } = await plan()
    const broadcastId = await planned(w, carrierId)
    w.clock.advance(HOUR)
    const there = account({ picture: async () => ({ outcome: 'refused', trouble: '40137 invalid image' }) })
    await send(w, there.publisher)
    expect(await told(w, broadcastId)).toMatchObject({ state: 'failed', trouble: '40137 invalid image' })
    expect(await kept(w, broadcastId)).toEqual({ not_taken: 3 })
  })
})

describe('P5 four a month', () => {
  test('the fifth in a month is planned only knowingly, and followers who got four do not get it', async () => {
    const { w, carrierId } = await plan()
    await boundless(w)
    const there = account()
    for (let nth = 0; nth < 4; nth++) {
      await planned(w, carrierId, { dueAt: `2026-03-02T0${3 + nth}:00:00.000Z` })
      w.clock.advance(HOUR)
      await send(w, there.publisher)
    }
    expect(there.calls).toHaveLength(4)
    await followers(w, ['8', '9'])
    const fifth = await drafted(w, carrierId, { dueAt: '2026-03-30T03:00:00.000Z' })
    expect((await told(w, fifth)).othersInMonth).toBe(4)
    const turn = (more: object) =>
      w.ask(turnBroadcast, { id: w.newId(), broadcastId: fifth, act: 'scheduled', ...more } as never)
    expect((await turn({})).body).toMatchObject({ code: 'broadcast_fifth' })
    expect((await turn({ fifthKnown: true })).status).toBe(200)
    w.clock.advance(28 * DAY)
    await send(w, there.publisher)
    expect(there.calls[4]?.openids.toSorted()).toEqual(['o8', 'o9'])
    expect(await kept(w, fifth)).toEqual({ four_a_month: 3 })
    // The next month begins anew, in the chain's own zone.
    const next = await drafted(w, carrierId, { dueAt: '2026-04-01T03:00:00.000Z' })
    expect((await told(w, next)).othersInMonth).toBe(0)
  })
})

describe('P1, P2 words and acts', () => {
  test('a draft is worded anew, a planned one only after it was taken back; what was given up stays so', async () => {
    const { w, carrierId } = await plan()
    const broadcastId = await drafted(w, carrierId)
    await drafted(w, carrierId, { broadcastId, title: '春茶到店' })
    const turn = async (act: 'scheduled' | 'drafted' | 'withdrawn') =>
      (await w.ask(turnBroadcast, { id: w.newId(), broadcastId, act })).body['code'] ??
      (await told(w, broadcastId)).state
    expect(await turn('scheduled')).toBe('scheduled')
    const { id: pictureId } = await picture(w)
    const words = { id: w.newId(), broadcastId, title: 'x', body: 'y', pictureId, carrierId }
    const again = await w.ask(saveBroadcast, { ...words, dueAt: '2026-03-03T03:00:00.000Z' })
    expect(again.body['code']).toBe('broadcast_fixed')
    expect(await turn('scheduled')).toBe('broadcast_stands_so')
    expect(await turn('drafted')).toBe('draft')
    expect(await turn('withdrawn')).toBe('withdrawn')
    expect(await turn('scheduled')).toBe('broadcast_stands_so')
    w.clock.advance(DAY)
    const there = account()
    await send(w, there.publisher)
    expect(there.calls).toEqual([])
    const { rows } = await w.call(listBroadcasts, { from: '2026-03-01T00:00:00.000Z' })
    expect(rows.map(({ title, state }) => [title, state])).toEqual([['春茶到店', 'withdrawn']])
    const rewrite = (text: string) => w.work(({ tx }) => sql.raw(text).execute(tx))
    await expect(rewrite(`update content.broadcast set state = 'scheduled'`)).rejects.toThrow('P2')
    await expect(rewrite(`update content.wording set title = 'x'`)).rejects.toThrow()
  })

  test('not in the past, not in quiet hours, not by an account that is off', async () => {
    const { w, carrierId } = await plan()
    const turn = async (dueAt: string) => {
      const broadcastId = await drafted(w, carrierId, { dueAt })
      return (await w.ask(turnBroadcast, { id: w.newId(), broadcastId, act: 'scheduled' })).body['code']
    }
    expect(await turn('2026-03-02T01:00:00.000Z')).toBe('broadcast_past')
    expect(await turn('2026-03-02T14:00:00.000Z')).toBe('broadcast_in_quiet_hours')
    const [account] = (await w.call(listCarriers, {})).rows
    const { settings, name, medium } = present(account, 'test: the account is there')
    await w.call(keepCarrier, { id: carrierId, name, medium, settings, currency: 'CNY', active: false })
    expect(await turn('2026-03-03T03:00:00.000Z')).toBe('account_off')
  })

  test('a picture is what its first bytes say, and no larger than the platform takes', async () => {
    const { w } = await plan([])
    const bring = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await w.ask(addBroadcastPicture, { bytes })).body['code']
    expect(await bring(new Uint8Array(Buffer.from('GIF89a')))).toBe('picture_unfit')
    expect(await bring(new Uint8Array(1_000_001).fill(0xff))).toBe('picture_too_large')
    const { id, type } = await picture(w)
    expect(type).toBe('image/png')
    expect((await w.ask(broadcastPicture, { id })).status).toBe(200)
    expect((await w.anonymous.ask(broadcastPicture, { id })).status).toBe(401)
    expect(coverType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
  })

  test('words become paragraphs, and nothing in them is markup', () => {
    expect(broadcastHtml({ body: '一\n二\n\n\n<b>&"', pictureUrl: 'https://x/1?a=1&b=2' })).toBe(
      '<p><img src="https://x/1?a=1&amp;b=2"></p><p>一<br>二</p><p>&lt;b&gt;&amp;&quot;</p>',
    )
  })

  test.each([
    [1, 1],
    [10_000, 10_000],
    [10_001, 5_001],
    [20_001, 6_667],
  ])('of %i that wait %i are taken, so that nobody is left alone', (waiting, most) => {
    expect(takeOf(waiting)).toBe(most)
  })
})

test('the calendar asks for a span of days', async () => {
  const { w, carrierId } = await plan([])
  for (let nth = 0; nth < 3; nth++)
    await drafted(w, carrierId, { dueAt: `${addDays(day('2026-03-05'), nth)}T03:00:00.000Z` })
  const span = { from: '2026-03-06T00:00:00.000Z', before: '2026-03-07T00:00:00.000Z' }
  expect((await w.call(listBroadcasts, span)).rows.map(({ dueAt }) => dueAt)).toEqual([
    '2026-03-06T03:00:00.000Z',
  ])
})
