import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import * as words from './contract/card.ts'
import { enrolMember, keepSeries, showMember } from './contract.ts'
import { seriesOf } from './model/cards.ts'
import { cardsByNumber, idsByNumber, withdraw } from './index.ts'

type Enrolment = Asked<typeof enrolMember>
const enrol = (w: TestWorld, of: Partial<Enrolment> = {}) =>
  w.call(enrolMember, { id: w.newId(), source: 'terminal', ...of })

const loss = (w: TestWorld, member: { id: string; number: string }) => ({
  memberId: member.id,
  id: w.newId(),
  number: member.number,
  reason: '丢在出租车上',
})
const finding = (w: TestWorld, member: { id: string; number: string }) => ({
  memberId: member.id,
  id: w.newId(),
  number: member.number,
})
const replacement = (w: TestWorld, member: { id: string; number: string }, newNumber?: string) => ({
  ...loss(w, member),
  ...(newNumber === undefined ? {} : { newNumber }),
})
const stateOf = async (w: TestWorld, ...numbers: string[]) => {
  const found = await w.work((work) => cardsByNumber(work, numbers))
  return numbers.map((number) => found.get(number)?.state)
}

test('a lost card is refused until it is found, and every step stays in its history with who and why', async () => {
  const w = await world()
  const member = await enrol(w)
  expect(await stateOf(w, member.number)).toEqual(['good'])

  const cashier = await w.as('cashier')
  await cashier.call(words.reportCardLoss, loss(w, member))
  expect(await stateOf(w, member.number)).toEqual(['lost'])
  w.clock.advance(60_000)
  await w.call(words.reportCardFinding, { ...finding(w, member), reason: '在家里找到' })
  expect(await stateOf(w, member.number)).toEqual(['good'])

  const { state, history } = await w.call(words.memberCards, { memberId: member.id })
  expect(state).toBe('good')
  expect(history).toMatchObject([
    { kind: 'finding', number: member.number, reason: '在家里找到', byId: w.ownerId },
    { kind: 'loss', number: member.number, reason: '丢在出租车上', byId: cashier.staffId },
  ])
})

test('a found card can be lost again', async () => {
  const w = await world()
  const member = await enrol(w)
  await w.call(words.reportCardLoss, loss(w, member))
  await w.call(words.reportCardFinding, finding(w, member))
  w.clock.advance(1000)
  await w.call(words.reportCardLoss, loss(w, member))
  expect(await stateOf(w, member.number)).toEqual(['lost'])
})

test('N6: a replacement is the next of the series; the old number names its member for ever', async () => {
  const w = await world()
  const member = await enrol(w, { prefix: 'AH' })
  await enrol(w, { prefix: 'AH' })
  await w.call(words.reportCardLoss, loss(w, member))
  const told = await w.call(words.replaceCard, replacement(w, member))
  expect(told).toMatchObject({ oldNumber: 'AH000000001', newNumber: 'AH000000003' })

  const found = await w.work((work) => cardsByNumber(work, ['AH000000001', 'AH000000003', 'AH9']))
  expect([...found].sort()).toEqual([
    ['AH000000001', { memberId: member.id, personId: member.id, state: 'replaced', inactive: false }],
    ['AH000000003', { memberId: member.id, personId: member.id, state: 'good', inactive: false }],
  ])
  expect((await w.call(showMember, { id: member.id })).number).toBe('AH000000003')
  expect(await w.work((work) => idsByNumber(work, ['AH000000001']))).toEqual(new Map())
  const stranger = await w.ask(enrolMember, { id: w.newId(), source: 'terminal', number: 'AH000000001' })
  expect(stranger.body).toMatchObject({ code: 'number_taken' })
})

test('N6: a series steps over a number that was replaced', async () => {
  const w = await world()
  // A printed card ahead of its series, replaced by another printed one before the series reaches it.
  const member = await enrol(w, { number: '000000002', source: 'import' })
  await w.call(words.replaceCard, replacement(w, member, 'VIP-1'))
  expect((await enrol(w)).number).toBe('000000001')
  expect((await enrol(w)).number).toBe('000000003')
})

test('a card that was never lost is replaced too, by a printed one, any number of times', async () => {
  const w = await world()
  const member = await enrol(w)
  await w.call(words.replaceCard, replacement(w, member, 'VIP-7'))
  w.clock.advance(1000)
  await w.call(words.replaceCard, replacement(w, { ...member, number: 'VIP-7' }, 'VIP-8'))
  const { number, cards, history } = await w.call(words.memberCards, { memberId: member.id })
  expect(number).toBe('VIP-8')
  expect(cards.map((card) => [card.number, card.state])).toEqual([
    ['VIP-8', 'good'],
    ['VIP-7', 'replaced'],
    [member.number, 'replaced'],
  ])
  expect(cards[1]).toMatchObject({ from: cards[2]?.until, until: cards[0]?.from })
  expect(history.map((one) => [one.kind, one.number, one.newNumber])).toEqual([
    ['replacement', 'VIP-7', 'VIP-8'],
    ['replacement', member.number, 'VIP-7'],
  ])
})

test('a replacement moves the version, so that a profile seen before is not saved over it', async () => {
  const w = await world()
  const member = await enrol(w)
  await w.call(words.replaceCard, replacement(w, member))
  expect((await w.call(showMember, { id: member.id })).version).toBe(member.version + 1)
})

// Each row breaks its own law and every law below it: the answer must be the first one broken.
test('a loss is refused for the first law it breaks', async () => {
  const w = await world()
  const member = await enrol(w)
  const gone = await enrol(w)
  const first = loss(w, member)
  await w.call(words.reportCardLoss, first)
  await w.work((work) => withdraw(work, [gone.id], 'undone'))
  const answers = [
    { ...first, memberId: gone.id, number: 'no-card', code: 'card_loss_id_reused' },
    { ...first, reason: '别的', code: 'card_loss_id_reused' },
    { ...first, id: w.newId(), memberId: w.newId(), number: 'no-card', code: 'member_unknown' },
    { ...first, id: w.newId(), memberId: gone.id, number: gone.number, code: 'member_unknown' },
    { ...first, id: w.newId(), number: 'no-card', code: 'card_not_in_force' },
    { ...first, id: w.newId(), code: 'card_already_lost' },
  ]
  for (const { code, ...wish } of answers) {
    expect((await w.ask(words.reportCardLoss, wish)).body).toMatchObject({ code })
  }
  expect(await stateOf(w, member.number)).toEqual(['lost'])
})

test('a finding is refused for the first law it breaks', async () => {
  const w = await world()
  const member = await enrol(w)
  await w.call(words.reportCardLoss, loss(w, member))
  const first = finding(w, member)
  await w.call(words.reportCardFinding, first)
  const answers = [
    { ...first, number: 'no-card', code: 'card_finding_id_reused' },
    { ...first, id: w.newId(), memberId: w.newId(), number: 'no-card', code: 'member_unknown' },
    { ...first, id: w.newId(), number: 'no-card', code: 'card_not_in_force' },
    { ...first, id: w.newId(), code: 'card_not_lost' },
  ]
  for (const { code, ...wish } of answers) {
    expect((await w.ask(words.reportCardFinding, wish)).body).toMatchObject({ code })
  }
})

test('a replacement is refused for the first law it breaks', async () => {
  const w = await world()
  const member = await enrol(w)
  const other = await enrol(w)
  const first = replacement(w, member, 'VIP-1')
  await w.call(words.replaceCard, first)
  const now = { ...member, number: 'VIP-1' }
  const taken = { newNumber: other.number }
  const answers = [
    { ...first, ...taken, memberId: other.id, code: 'card_replacement_id_reused' },
    { ...first, ...taken, id: w.newId(), memberId: w.newId(), code: 'member_unknown' },
    { ...first, ...taken, id: w.newId(), code: 'card_not_in_force' },
    { ...replacement(w, now), ...taken, code: 'number_taken' },
    // Its own old number is as taken as anybody's.
    { ...replacement(w, now, member.number), code: 'number_taken' },
    { ...replacement(w, now, 'VIP-1'), code: 'number_taken' },
  ]
  for (const { code, ...wish } of answers) {
    expect((await w.ask(words.replaceCard, wish)).body).toMatchObject({ code })
  }
})

test('a till that retries has one answer, also after the card has moved on', async () => {
  const w = await world()
  const member = await enrol(w)
  const steps = {
    lost: loss(w, member),
    found: finding(w, member),
    again: loss(w, member),
    new: replacement(w, member),
  }
  const all = [
    () => w.call(words.reportCardLoss, steps.lost),
    () => w.call(words.reportCardFinding, steps.found),
    () => w.call(words.reportCardLoss, steps.again),
    () => w.call(words.replaceCard, steps.new),
  ]
  const first = []
  for (const step of all) {
    const replies = await Promise.all([step(), step(), step()])
    expect(replies.map((reply) => reply.replayed).sort()).toEqual([false, true, true])
    const answers = replies.map((reply) => ({ ...reply, replayed: true }))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    first.push(answers[0])
    w.clock.advance(1000)
  }
  const later = []
  for (const step of all) later.push(await step())
  expect(later).toEqual(first)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from house.event where kind like 'member.card_%'`.execute(w.database)
  expect(rows[0]?.count).toBe(4)
})

test('a refusal is final for its id: what could be done by now needs a new one', async () => {
  const w = await world()
  const member = await enrol(w)
  await w.call(words.reportCardLoss, loss(w, member))
  const second = loss(w, member)
  const early = replacement(w, member, 'GOLD-1')
  const other = await enrol(w, { number: 'GOLD-1' })
  const refused = async () => {
    const replies = [await w.ask(words.reportCardLoss, second), await w.ask(words.replaceCard, early)]
    return replies.map((reply) => [reply.status, reply.body['code'], reply.body['detail']])
  }
  const first = await refused()
  expect(first.map(([, code]) => code)).toEqual(['card_already_lost', 'number_taken'])
  await w.call(words.reportCardFinding, finding(w, member))
  await w.work((work) => withdraw(work, [other.id], 'undone'))
  expect(await refused()).toEqual(first)
  const changed = await w.ask(words.replaceCard, { ...early, newNumber: 'GOLD-2' })
  expect(changed.body).toMatchObject({ code: 'card_replacement_id_reused' })
  expect(await stateOf(w, member.number)).toEqual(['good'])
  await w.call(words.replaceCard, { ...early, id: w.newId() })
})

test('of two clerks who replace one card at once, one gives a card and the other is told', async () => {
  const w = await world()
  const member = await enrol(w)
  const wishes = Array.from({ length: 8 }, () => replacement(w, member))
  const replies = await Promise.all(wishes.map((wish) => w.ask(words.replaceCard, wish)))
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1)
  expect(replies.filter((reply) => reply.body['code'] === 'card_not_in_force')).toHaveLength(7)
  // No serial is lost to the refused ones.
  expect((await enrol(w)).number).toBe('000000003')
})

test('of many losses and findings reported at once, one of each counts', async () => {
  const w = await world()
  const member = await enrol(w)
  const losses = await Promise.all(
    Array.from({ length: 6 }, () => w.ask(words.reportCardLoss, loss(w, member))),
  )
  expect(losses.filter((reply) => reply.status === 200)).toHaveLength(1)
  const findings = await Promise.all(
    Array.from({ length: 6 }, () => w.ask(words.reportCardFinding, finding(w, member))),
  )
  expect(findings.filter((reply) => reply.status === 200)).toHaveLength(1)
})

test('two members who are given the same printed card at once: one gets it', async () => {
  const w = await world()
  const members = [await enrol(w), await enrol(w)]
  const replies = await Promise.all([
    ...members.map((member) => w.ask(words.replaceCard, replacement(w, member, 'GOLD-1'))),
    w.ask(enrolMember, { id: w.newId(), source: 'terminal', number: 'GOLD-1' }),
  ])
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409])
  expect(replies.flatMap((reply) => reply.body['code'] ?? [])).toEqual(['number_taken', 'number_taken'])
})

test('N6, N7 in SQL: a replaced number, a second open loss and a second ending are refused', async () => {
  const w = await world()
  const member = await enrol(w, { number: 'A1' })
  const other = await enrol(w, { number: 'B1' })
  await w.call(words.reportCardLoss, loss(w, member))
  const again = sql`
    insert into member.card_loss (id, fingerprint, member_id, number, reason, at)
    select ${w.newId()}, fingerprint, member_id, number, reason, at from member.card_loss`
  await expect(again.execute(w.database)).rejects.toThrow('card_loss_open')

  await w.call(words.replaceCard, replacement(w, member, 'A2'))
  const rename = sql`update member.member set number = 'A1' where id = ${other.id}`
  await expect(rename.execute(w.database)).rejects.toThrow('N6')
  const twin = sql`
    insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name)
    values (${w.newId()}, '', 'A1', 'web', '2026-01-01', ${w.clock.now()}, '')`
  await expect(twin.execute(w.database)).rejects.toThrow('N6')
  const reopen = sql`update member.card_loss set ended_by_id = null`
  await expect(reopen.execute(w.database)).rejects.toThrow('append-only')
  const excuse = sql`update member.card_loss set reason = 'x'`
  await expect(excuse.execute(w.database)).rejects.toThrow('append-only')
})

test('the audit finds a number changed behind our back and a loss that ended by nothing', async () => {
  const w = await world({ closing: 'by hand' })
  const member = await enrol(w)
  await w.call(words.replaceCard, replacement(w, member, 'A2'))
  await w.call(words.reportCardLoss, loss(w, { ...member, number: 'A2' }))
  await sql`update member.member set number = 'A3'`.execute(w.database)
  const findings = async () => {
    const { rows } = await sql<{ law: string }>`select law from member.audit_cards()`.execute(w.database)
    return rows.map((row) => row.law).sort()
  }
  expect(await findings()).toEqual(['N6 number in force', 'N7 only a card in force is lost'])
  await sql`update member.member set number = 'A2'`.execute(w.database)
  await sql`update member.card_loss set ended_by_id = ${w.newId()}`.execute(w.database)
  expect(await findings()).toEqual(['N7 loss ends by a row'])
  await w.close()
})

test('a lost number that went back with a withdrawn member is good in new hands', async () => {
  const w = await world()
  const member = await enrol(w, { number: 'X1' })
  await w.call(words.reportCardLoss, loss(w, member))
  await w.work((work) => withdraw(work, [member.id], 'undone'))
  expect(await stateOf(w, 'X1')).toEqual([undefined])
  await enrol(w, { number: 'X1' })
  expect(await stateOf(w, 'X1')).toEqual(['good'])
})

test('the series of a number is its longest prefix that leaves a whole serial', async () => {
  const all = [
    { prefix: '', width: 9 },
    { prefix: 'AH', width: 9 },
    { prefix: 'AH1', width: 9 },
  ]
  expect(seriesOf('AH000000001', all)).toBe('AH')
  expect(seriesOf('AH1000000001', all)).toBe('AH1')
  expect(seriesOf('AH100000001', all)).toBe('AH')
  expect(seriesOf('000000001', all)).toBe('')
  expect(seriesOf('VIP-7', all)).toBe('')
  const w = await world()
  await w.call(keepSeries, { prefix: 'GZ', width: 4 })
  const member = await enrol(w, { number: 'GZ0007' })
  expect((await w.call(words.replaceCard, replacement(w, member))).newNumber).toBe('GZ0001')
})
