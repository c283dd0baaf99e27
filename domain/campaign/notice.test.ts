import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { day, instantOfMs, msOf } from '#base/instant'
import { BENEFITS, member, tiered, TIERS } from '#test/world/notice'
import { rules } from '#test/world/shop'
import { bringBack, buy, buying, mergeInto, sell, tierOf } from '#test/world/standing'
import type { TestWorld } from '#test/world/world'
import { withdraw } from '#domain/member/index'
import { programDocument } from '#domain/program/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { setTier } from '#domain/standing/contract'
import { rebuildMerits } from '#domain/standing/index'
import { memberNotices } from './contract/notice.ts'
import { judgeNotice, NEWS_FOR_MS, pauseAfter, type HandOff, type Mail, type Mailer } from './model.ts'
import { greeting, tierUpWords } from './notice-words.ts'
import { LEASE_MS } from './send.ts'
import { tellNext } from './tell.ts'

const publicUrl = 'https://club.example.com/'

const noticesOf = async (w: TestWorld, memberId: string) =>
  (await w.call(memberNotices, { memberId })).notices

const statesOf = async (w: TestWorld, memberId: string) =>
  (await noticesOf(w, memberId)).map(({ to, state, trouble }) => [to, state, trouble])

/** A post that keeps what it is given; answers what it is told to. */
function letterbox(w: TestWorld, answer: HandOff = { outcome: 'taken' }) {
  const letters: Mail[] = []
  const mailer: Mailer = {
    send: async (mail) => {
      letters.push(mail)
      return answer
    },
  }
  return { letters, post: { world: w.world, mailer, publicUrl } }
}

/** Reads the log and hands over everything that is due. */
async function tell(w: TestWorld, post: ReturnType<typeof letterbox>['post']): Promise<void> {
  await w.settle()
  await handOver(post)
}

async function handOver(post: ReturnType<typeof letterbox>['post']): Promise<void> {
  while ((await tellNext(post)) > 0);
}

describe('C15 an upgrade is told to the member', () => {
  test('the letter greets by name, and what is kept of it names nobody', async () => {
    const w = await tiered()
    const a = await member(w, 'A')
    await buy(w, 'A', 500)
    const { letters, post } = letterbox(w)
    await tell(w, post)
    const [notice] = await noticesOf(w, a.id)
    expect(letters).toMatchObject([{ text: `李芳，您好：\n\n${notice?.body}\n` }])
    expect(`${notice?.subject}${notice?.body}`).not.toMatch(/李芳|example/)
  })

  test('a chain that speaks English writes English', async () => {
    const w = await tiered()
    await sql`update org.chain set language = 'en'`.execute(w.database)
    const a = await member(w, 'A')
    await buy(w, 'A', 2000)
    const { letters, post } = letterbox(w)
    await tell(w, post)
    expect(letters).toMatchObject([{ to: 'A@example.com', subject: '知己茶铺: you are now Gold' }])
    expect(letters[0]?.text).toContain(
      'Dear 李芳,\n\nYour tier at 知己茶铺 has moved up from Regular to Gold.',
    )
    expect(await statesOf(w, a.id)).toEqual([['GOLD', 'sent', null]])
  })

  test('in English, with what the tier gives; a tier that gives nothing says nothing of it', () => {
    const document = programDocument.parse(rules({ tiers: { list: TIERS }, benefits: BENEFITS }))
    const house = { name: 'Tea\nHouse', currency: 'GBP', language: 'en' as const }
    const vip = tierUpWords(document, { from: 'PU', to: 'VIP' }, { ...house, name: 'Tea House' })
    expect(vip).toEqual({
      subject: 'Tea House: you are now VIP',
      body:
        'Your tier at Tea House has moved up from Regular to VIP.\n\n' +
        'From now on you have: 5% off everything, 1.5 times the points and Birthday tea.\n\n' +
        'This is a service notice about your membership.\n\nTea House',
    })
    expect(tierUpWords(document, { from: 'OLD', to: 'PU' }, house)).toEqual({
      subject: 'Tea House: you are now Regular',
      body:
        'Your tier at Tea\nHouse has moved up to Regular.\n\n' +
        'This is a service notice about your membership.\n\nTea\nHouse',
    })
    expect(tierUpWords(document, { from: 'PU', to: 'NONE' }, house)).toBeUndefined()
    expect([greeting('Ann', 'en'), greeting('', 'en'), greeting('', 'zh-CN')]).toEqual([
      'Dear Ann,',
      'Hello,',
      '您好：',
    ])
  })

  test('a sale that moves nobody brings no row, and a fall is not told', async () => {
    const w = await tiered()
    const a = await member(w, 'A')
    await buy(w, 'A', 499)
    const { letters, post } = letterbox(w)
    await tell(w, post)
    await w.call(setTier, { id: w.newId(), memberId: a.id, tier: 'GOLD', reason: '贵宾' })
    await tell(w, post)
    await w.call(setTier, { id: w.newId(), memberId: a.id, tier: 'PU', reason: '误操作' })
    await tell(w, post)
    expect(letters).toHaveLength(1)
    expect(await statesOf(w, a.id)).toEqual([['GOLD', 'sent', null]])
  })
})

describe('K12 only what is so when the letter leaves is told', () => {
  test('of several moves the latest; of a tier that was lost again nothing', async () => {
    // Without discounts, so that whole amounts count.
    const w = await tiered(TIERS.map((one) => ({ ...one, discountBps: 0 })))
    const [a, b, c] = [await member(w, 'A'), await member(w, 'B'), await member(w, 'C')]
    await buy(w, 'A', 500)
    await buy(w, 'A', 1500)
    const whole = buying(w, 'B', 500)
    await sell(w, whole)
    await bringBack(w, whole)
    // Up, up and back by one: the first tier reached is the one that stands.
    await buy(w, 'C', 600)
    const more = buying(w, 'C', 1400)
    await sell(w, more)
    await bringBack(w, more)
    expect(await tierOf(w, c.id)).toBe('VIP')

    const { letters, post } = letterbox(w)
    await tell(w, post)
    expect(letters.map(({ to }) => to).toSorted()).toEqual(['A@example.com', 'C@example.com'])
    expect(await statesOf(w, a.id)).toEqual([
      ['GOLD', 'sent', null],
      ['VIP', 'superseded', 'moved_on'],
    ])
    expect(await statesOf(w, b.id)).toEqual([['VIP', 'superseded', 'moved_on']])
    expect(await statesOf(w, c.id)).toEqual([
      ['GOLD', 'superseded', 'moved_on'],
      ['VIP', 'sent', null],
    ])
  })

  test('nobody is written to without an address, after leaving, or after going into another', async () => {
    const w = await tiered()
    const bare = await member(w, 'A', null)
    const gone = await member(w, 'B')
    const [lost, kept] = [await member(w, 'C'), await member(w, 'D')]
    for (const number of ['A', 'B', 'C']) await buy(w, number, 500)
    await w.work((work) => withdraw(work, [gone.id], 'asked for it'))
    await mergeInto(w, { keepId: kept.id, goneId: lost.id })
    expect(await tierOf(w, kept.id)).toBe('VIP')

    const { letters, post } = letterbox(w)
    await tell(w, post)
    expect(letters).toEqual([])
    expect(await statesOf(w, bare.id)).toEqual([['VIP', 'unreachable', 'no_address']])
    expect(await statesOf(w, gone.id)).toEqual([['VIP', 'unreachable', 'withdrawn']])
    expect(await statesOf(w, lost.id)).toEqual([['VIP', 'unreachable', 'merged']])
    // What the merge itself raised is nobody's doing.
    expect(await statesOf(w, kept.id)).toEqual([])
  })

  test('what was made up for from the past, by a rebuild or an import, is no news', async () => {
    const w = await tiered()
    const [a, b] = [await member(w, 'A'), await member(w, 'B')]
    await w.work((work) =>
      rebuildMerits(work, {
        memberIds: [a.id],
        from: 'sales',
        totals: async () => [{ memberId: a.id, day: day('2026-01-05'), spendMinor: 900_00, visits: 1 }],
        causeId: w.newId(),
      }),
    )
    const past = saleWish.parse({ ...buying(w, 'B', 900), happenedAt: '2025-11-01T02:00:00Z' })
    await w.work((work) => takeIn(work, [past], { source: 'import' }))
    expect([await tierOf(w, a.id), await tierOf(w, b.id)]).toEqual(['VIP', 'VIP'])

    const { letters, post } = letterbox(w)
    await tell(w, post)
    expect(letters).toEqual([])
    expect([await statesOf(w, a.id), await statesOf(w, b.id)]).toEqual([[], []])
  })

  const fine = {
    standsThere: true,
    tierKnown: true,
    isMerged: false,
    isWithUs: true,
    email: 'a@example.com',
    attempts: 1,
    waitedMs: NEWS_FOR_MS,
  }
  const broken = [
    [{ standsThere: false }, 'superseded', 'moved_on'],
    [{ tierKnown: false }, 'superseded', 'tier_gone'],
    [{ isMerged: true }, 'unreachable', 'merged'],
    [{ isWithUs: false }, 'unreachable', 'withdrawn'],
    [{ email: null }, 'unreachable', 'no_address'],
    [{ attempts: 6 }, 'failed', 'never_answered'],
    [{ waitedMs: NEWS_FOR_MS + 1 }, 'failed', 'too_late'],
  ] as const
  // Each row breaks its own law and every law below it: the answer must be the first one broken.
  test.each(broken.map((row, at) => ({ at, state: row[1], trouble: row[2] })))(
    'a notice is stopped: $trouble',
    ({ at, state, trouble }) => {
      const worst = Object.assign({}, fine, ...broken.slice(at).map(([how]) => how))
      expect(judgeNotice(worst)).toEqual({ state, trouble })
    },
  )
  test('a notice is handed over where nothing is broken', () => {
    expect(judgeNotice(fine)).toEqual({ address: 'a@example.com' })
  })
})

describe('K7 holds for notices as for letters', () => {
  test('two senders at once hand over each notice once, however often the log is read', async () => {
    const w = await tiered()
    for (let at = 0; at < 12; at++) {
      await member(w, `M${at}`)
      await buy(w, `M${at}`, 500)
    }
    const { letters, post } = letterbox(w)
    await w.settle()
    await Promise.all([handOver(post), handOver(post), handOver(post)])
    expect(letters).toHaveLength(12)
    expect(new Set(letters.map(({ to }) => to)).size).toBe(12)
  })

  test('a log that is read anew tells nothing twice', async () => {
    const w = await tiered()
    const a = await member(w, 'A')
    await buy(w, 'A', 500)
    const { letters, post } = letterbox(w)
    await tell(w, post)
    await sql`update house.reader set horizon = '0', seq = 0 where name = 'campaign.tier_rises'`.execute(
      w.database,
    )
    await tell(w, post)
    expect(letters).toHaveLength(1)
    expect(await statesOf(w, a.id)).toEqual([['VIP', 'sent', null]])
  })

  test('a sender that died leaves a lease: the letter goes again, a late answer settles nothing', async () => {
    const w = await tiered()
    const a = await member(w, 'A')
    await buy(w, 'A', 500)
    await w.settle()
    const answers: ((answer: HandOff) => void)[] = []
    const ids: string[] = []
    const slow: Mailer = {
      send: (mail) => {
        ids.push(mail.id)
        return new Promise((answer) => answers.push(answer))
      },
    }
    const post = { world: w.world, mailer: slow, publicUrl }
    const first = tellNext(post)
    await expect.poll(() => answers.length).toBe(1)
    expect(await tellNext(post)).toBe(0)
    w.clock.advance(LEASE_MS)
    const second = tellNext(post)
    await expect.poll(() => answers.length).toBe(2)
    answers[0]?.({ outcome: 'refused', trouble: '550' })
    await first
    expect(await statesOf(w, a.id)).toEqual([['VIP', 'queued', null]])
    answers[1]?.({ outcome: 'taken' })
    await second
    expect(await statesOf(w, a.id)).toEqual([['VIP', 'sent', null]])
    expect(new Set(ids).size).toBe(1)
  })

  test('a mail server that is away is tried again later; by then the tier may be lost', async () => {
    const w = await tiered()
    const a = await member(w, 'A')
    const sale = buying(w, 'A', 500)
    await sell(w, sale)
    const away = letterbox(w, { outcome: 'later', trouble: 'ECONNECTION' })
    await tell(w, away.post)
    expect(away.letters).toHaveLength(1)
    expect(await statesOf(w, a.id)).toEqual([['VIP', 'queued', 'ECONNECTION']])
    await bringBack(w, sale)
    w.clock.set(instantOfMs(msOf(w.clock.now()) + pauseAfter(1)))
    const back = letterbox(w)
    await tell(w, back.post)
    expect(back.letters).toEqual([])
    expect(await statesOf(w, a.id)).toEqual([['VIP', 'superseded', 'moved_on']])
  })
})

test('whoever may see members sees what they were told; of somebody unknown there is nothing to say', async () => {
  const w = await tiered()
  const reply = await w.ask(memberNotices, { memberId: w.newId() })
  expect([reply.status, reply.body?.['code']]).toEqual([404, 'member_unknown'])
  expect((await w.anonymous.ask(memberNotices, { memberId: w.newId() })).status).toBe(401)
  const key = await w.key('campaign.read')
  expect((await key.ask(memberNotices, { memberId: w.newId() })).status).toBe(403)
})
