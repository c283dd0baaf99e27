import { expect, test } from 'vitest'
import { joinHousehold } from '#domain/member/contract/household'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { programDocument } from '#domain/program/contract'
import { sentencesOf } from '#domain/program/model/words'
import { recordSale } from '#domain/sale/contract'
import { publish, rules, shopper, type Rules } from '#test/world/shop'
import { tier } from '#test/world/standing'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { launchCampaign } from '#domain/campaign/contract'
import { world, type TestWorld } from '#test/world/world'
import { programHealth } from './contract/health.ts'
import { benefitsOf, greetingsOf, judged, type Known } from './model/health.ts'

const TIERED: Rules = {
  pointsAsMoney: { points: 100, minor: 1_00 },
  tiers: { list: [tier('PLAIN'), tier('GOLD', [{ by: 'spend', least: 500_00 }], { discountBps: 1_000 })] },
  benefits: [{ code: 'CAR', nameZh: '代客泊车', nameEn: 'Parking' }],
}

const buy = (w: TestWorld, day: string, memberNumber: string | undefined, unitPriceMinor: number) =>
  w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber,
    happenedAt: `${day}T02:00:00Z`,
    lines: [
      {
        productCode: 'T',
        quantity: 1,
        unitPriceMinor,
      },
    ],
  })

/** Ten members: two spent 600 lately, one 100 lately, one 100 five months ago; two sales of somebody unknown. */
async function ten(w: TestWorld): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < 10; at += 1) ids.push((await shopper(w, `m${at}`)).id)
  await buy(w, '2025-10-10', 'm3', 100_00)
  await buy(w, '2026-02-10', 'm0', 600_00)
  await buy(w, '2026-02-11', 'm1', 600_00)
  await buy(w, '2026-02-12', 'm2', 100_00)
  for (const day of ['13', '14']) await buy(w, `2026-02-${day}`, undefined, 50_00)
  return ids
}

async function asked(w: TestWorld) {
  await w.settle()
  const told = await w.call(programHealth, {})
  return { ...told, by: new Map(told.rows.map((row) => [row.code, row])) }
}

test('C78 the questions are answered from what was sold, held and promised', async () => {
  const w = await world()
  await publish(w, TIERED)
  const ids = await ten(w)
  const { by, ...told } = await asked(w)
  expect(told).toMatchObject({ on: '2026-03-02', salesTo: '2026-02-12' })
  const sentences = sentencesOf(programDocument.parse(rules(TIERED)), {
    currency: 'CNY',
    language: 'en',
  }).length
  expect(told.rows.map(({ code, figure, verdict }) => [code, figure, verdict])).toEqual([
    ['active_members', 3_000, 'look'],
    ['card_shown', 6_000, 'good'],
    ['readable', sentences, sentences <= 12 ? 'good' : 'look'],
    ['year_value', 100, 'good'],
    ['benefits', 3, 'good'],
    ['events', null, 'unknown'],
    ['greetings', null, 'unknown'],
    ['family', 0, 'look'],
    ['cross_store', 1, 'good'],
    ['dead_members', 6_000, 'bad'],
    ['top_fifth', 10_000, 'good'],
  ])
  expect(told.tiers).toMatchObject([
    { code: 'PLAIN', members: 8, shareBps: 8_000, topFifthBps: 0, bestDiscount: false },
    { code: 'GOLD', members: 2, shareBps: 2_000, topFifthBps: 10_000, bestDiscount: true },
  ])
  expect(by.get('active_members')?.answer).toEqual({
    zh: '10 名会员中有 3 名近三个月消费过，占 30%。',
    en: '3 of 10 members bought in the last three months: 30%.',
  })
  expect(by.get('year_value')?.answer.zh).toContain('100.00')

  await w.call(joinHousehold, {
    id: w.newId(),
    ownerId: ids[0] ?? '',
    memberId: ids[9] ?? '',
    relation: 'spouse',
  })
  expect((await asked(w)).by.get('family')).toMatchObject({ figure: 1, verdict: 'good' })
})

test('C78 who has gone into another is counted once, with what both did', async () => {
  const w = await world()
  await publish(w, TIERED)
  const ids = await ten(w)
  await w.call(mergeMembers, {
    id: w.newId(),
    keepId: ids[9] ?? '',
    goneId: ids[0] ?? '',
    reason: '重复建档',
  })
  const { by } = await asked(w)
  // Nine members: m9 bought what m0 bought, so four of nine earned and five are dead.
  expect(by.get('active_members')).toMatchObject({ figure: 3_333 })
  expect(by.get('dead_members')?.answer.en).toContain('5 of 9 members')
})

test('C78 before the first sale and without rules nothing is called good or bad that nobody knows', async () => {
  const w = await world()
  await publish(w)
  await shopper(w, 'a')
  const { by, tiers, salesTo } = await asked(w)
  expect([salesTo, tiers]).toEqual([null, []])
  for (const code of ['active_members', 'card_shown', 'year_value', 'dead_members', 'top_fifth'] as const)
    expect(by.get(code)).toMatchObject({ figure: null, verdict: 'unknown' })
})

test('C78 campaigns of a year are counted by quarter', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 20 })
  const { id } = await draft(w, segmentId)
  await w.call(launchCampaign, { id })
  const { by } = await asked(w)
  expect(by.get('events')).toMatchObject({ figure: 1, verdict: 'look' })
  expect(by.get('events')?.answer.en).toBe('Campaigns sent in a year: 1, or 0.3 a quarter.')
})

const parsed = (of: Rules) => programDocument.parse(rules(of))
const NAMES = { nameZh: '礼', nameEn: 'Gift' }

test('benefits are counted by kind, greetings by occasion', () => {
  const claims: Rules['claims'] = [
    { ...NAMES, code: 'B', occasion: 'birthday', points: 10 },
    { ...NAMES, code: 'F', occasion: 'festival', festivals: ['spring_festival', 'mid_autumn'], points: 10 },
    { ...NAMES, code: 'G', occasion: 'festival', festivals: ['mid_autumn'], points: 5 },
  ]
  expect(greetingsOf(parsed({ claims }))).toBe(3)
  expect(benefitsOf(parsed({ claims }))).toBe(2)
  expect(benefitsOf(parsed({ earning: { points: 0, perMinor: 100 } }))).toBe(0)
})

const KNOWN: Known = {
  document: parsed(TIERED),
  currency: 'CNY',
  members: 100,
  active: 50,
  sales: 100,
  known: 50,
  yearMinor: 1_000_00,
  campaigns: 4,
  households: 1,
  branches: 2,
  moved: 70,
  topFifth: { members: 20, best: 10 },
}
const verdicts = (of: Partial<Known>) =>
  new Map(judged({ ...KNOWN, ...of }).map((row) => [row.code, row.verdict]))

test.each([
  ['active_members', { active: 50 }, { active: 49 }, { active: 24 }],
  ['card_shown', { known: 50 }, { known: 49 }, { known: 24 }],
  ['dead_members', { moved: 70 }, { moved: 69 }, { moved: 49 }],
  ['top_fifth', {}, { topFifth: { members: 20, best: 9 } }, { topFifth: { members: 20, best: 3 } }],
] as const)('%s is good, worth a look, bad by its bounds', (code, good, look, bad) => {
  expect([good, look, bad].map((of) => verdicts(of).get(code))).toEqual(['good', 'look', 'bad'])
})
