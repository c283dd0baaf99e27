import { expect, test } from 'vitest'
import { consent, enrolment, keepField } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { bought, broughtBack, sell } from '#test/world/insight'
import { enrol } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { saveSegment, segmentMembers, listSegments, audience } from './contract.ts'
import { audienceReasons, builtAudience, countAudience, segmentVersions } from './contract/audience.ts'
import type { Rule } from './contract/rule.ts'

const asOf = '2026-03-01'
const numbersOf = async (w: TestWorld, conditions: Rule): Promise<string[]> =>
  (await w.call(builtAudience, { conditions, asOf, rows: 200 })).rows.map((row) => row.number).toSorted()

test('C58: a single bill of 800 in the last six months is found, one of 799 is not', async () => {
  const w = await world()
  const numbers = ['K800', 'K799', 'KOLD', 'KTWO', 'KBACK', 'KPART', 'KEDGE']
  for (const number of numbers) await enrol(w, { number })
  const back = bought(w, { number: 'KBACK', at: '2026-02-01', minor: 900_00 })
  await sell(
    w,
    bought(w, { number: 'K800', at: '2026-01-10', minor: 800_00 }),
    bought(w, { number: 'K799', at: '2026-01-10', minor: 799_99 }),
    bought(w, { number: 'KOLD', at: '2025-09-01', minor: 5000_00 }),
    bought(w, { number: 'KEDGE', at: '2025-09-02', minor: 5000_00 }),
    // Two bills of 799 on one day are no single bill of 800.
    bought(w, { number: 'KTWO', at: '2026-01-10', minor: 799_00 }),
    bought(w, { number: 'KTWO', at: '2026-01-10', minor: 799_00 }),
    back,
  )
  await sell(w, broughtBack(w, back, '2026-02-03'))
  await w.settle()
  const conditions: Rule = { is: 'bill', within: { months: 6 }, from: 800_00 }
  expect(await numbersOf(w, conditions)).toEqual(['K800', 'KEDGE'])
  expect(await numbersOf(w, { not: conditions })).toEqual(['K799', 'KBACK', 'KOLD', 'KPART', 'KTWO'])
})

test('C58: net assets of 5,000,000 are included, 4,999,999 are not', async () => {
  const w = await world()
  const words = { kind: 'number', labelZh: '净资产', labelEn: 'Net assets' } as const
  await w.call(keepField, { key: 'netAssets', ...words })
  const people = [5_000_000, 4_999_999, 12_000_000, null].map((netAssets, at) =>
    enrolment.parse({
      id: w.newId(),
      number: `N${at}`,
      source: 'terminal',
      extra: netAssets === null ? {} : { netAssets },
    }),
  )
  await w.work((work) => enrolMany(work, people))
  await w.settle()
  const conditions: Rule = { is: 'profile', field: 'extra.netAssets', op: 'from', values: ['5000000'] }
  expect(await numbersOf(w, conditions)).toEqual(['N0', 'N2'])
  expect(
    (await w.ask(countAudience, { conditions: { ...conditions, field: 'extra.shoeSize' } })).body,
  ).toMatchObject({ code: 'field_unknown' })
})

const bigBillAndTeaOrQuiet: Rule = {
  all: [
    { is: 'bill', within: { months: 6 }, from: 800_00 },
    { any: [{ is: 'product', codes: ['TEA'], within: {} }, { not: { is: 'silent', to: 10 } }] },
  ],
}

test('who is found can be written to or not, and why somebody is found is told by her figures', async () => {
  const w = await world()
  const yes = { channels: ['email', 'sms'], textVersion: 'v1' } as const
  const of = [
    { number: 'R0', email: 'r0@example.com', mobile: '13800000000', consent: yes },
    { number: 'R1', email: null, mobile: '13800000001', consent: yes },
    { number: 'R2', email: 'r2@example.com', mobile: null, consent: null },
  ]
  const people = of.map((one) => enrolment.parse({ id: w.newId(), source: 'terminal', ...one }))
  await w.work((work) => enrolMany(work, people))
  await sell(
    w,
    bought(w, { number: 'R0', at: '2026-02-20', minor: 900_00, product: 'TEA' }),
    bought(w, { number: 'R0', at: '2026-02-22', minor: 30_00 }),
    bought(w, { number: 'R1', at: '2026-02-21', minor: 10_00 }),
  )
  await w.settle()
  const everybody = await w.call(countAudience, { conditions: { all: [] }, asOf })
  expect(everybody).toMatchObject({ members: 3, of: 3, reachable: { email: 1, sms: 2, any: 2 } })
  const conditions = bigBillAndTeaOrQuiet
  const reasons = (id: string) => w.call(audienceReasons, { memberId: id, conditions, asOf })
  expect(await reasons(people[0]?.id ?? '')).toMatchObject({
    holds: true,
    nodes: [
      { holds: true },
      { holds: true, figure: { times: 1, bestMinor: 900_00 } },
      { holds: true },
      { holds: true, figure: 1 },
      { holds: false },
      { holds: true, figure: 7 },
    ],
  })
  expect(await reasons(people[1]?.id ?? '')).toMatchObject({
    holds: false,
    nodes: [
      { holds: false },
      { holds: false, figure: { times: 0, bestMinor: null } },
      {},
      {},
      {},
      { figure: 8 },
    ],
  })
  // Withdrawing a consent is seen at once.
  const no = { channel: 'sms', granted: false, textVersion: 'v1' } as const
  await w.call(consent, { id: people[1]?.id ?? '', consentId: w.newId(), ...no })
  await w.settle()
  expect((await w.call(countAudience, { conditions: { all: [] }, asOf })).reachable.any).toBe(1)
})

test('G27: a changed segment is a new version; the old one keeps its members, and lists show the newest', async () => {
  const w = await world()
  const ids = [
    await enrol(w, { number: 'V0' }),
    await enrol(w, { number: 'V1' }),
    await enrol(w, { number: 'V2' }),
  ]
  await sell(
    w,
    bought(w, { number: 'V0', at: '2026-02-20', minor: 900_00 }),
    bought(w, { number: 'V1', at: '2026-02-20', minor: 500_00 }),
  )
  await w.settle()
  const from = (minor: number): Rule => ({ is: 'bill', within: { months: 6 }, from: minor })
  const wish = { id: w.newId(), name: '大单客', rule: {}, conditions: from(800_00), asOf }
  const [first, again] = await Promise.all([w.call(saveSegment, wish), w.call(saveSegment, wish)])
  expect(again).toEqual(first)
  expect(first).toMatchObject({ version: 1, newest: true, seriesId: wish.id, members: 1, spendMinor: 900_00 })

  const next = { ...wish, id: w.newId(), conditions: from(400_00), replaces: wish.id }
  expect(await w.call(saveSegment, next)).toMatchObject({ version: 2, seriesId: wish.id, members: 2 })
  const late = { ...next, id: w.newId() }
  expect((await w.ask(saveSegment, late)).body).toMatchObject({ code: 'segment_superseded' })
  expect((await w.ask(saveSegment, { ...wish, id: w.newId() })).body).toMatchObject({ code: 'name_taken' })
  const unknown = { ...next, id: w.newId(), replaces: w.newId() }
  expect((await w.ask(saveSegment, unknown)).body).toMatchObject({ code: 'segment_unknown' })

  const members = async (id: string) => (await w.call(segmentMembers, { id })).rows.map((row) => row.number)
  expect(await members(wish.id)).toEqual(['V0'])
  expect(await members(next.id)).toEqual(['V0', 'V1'])
  expect((await w.call(listSegments, {})).rows.map(({ id }) => id)).toEqual([next.id])
  const { rows } = await w.call(segmentVersions, { id: wish.id })
  expect(rows.map(({ id, version }) => [id, version])).toEqual([
    [next.id, 2],
    [wish.id, 1],
  ])

  // Who never bought is found by what holds for her, and has no score.
  const third = { ...next, id: w.newId(), replaces: next.id, conditions: { not: from(1) } }
  await w.call(saveSegment, third)
  const [row] = (await w.call(segmentMembers, { id: third.id })).rows
  expect(row).toMatchObject({ memberId: ids[2], purchases: 0, lastDay: null, r: null, quadrant: null })
})

test('G6: what somebody did who has gone into another is found at who stayed', async () => {
  const w = await world()
  const [gone = '', kept = ''] = [await enrol(w, { number: 'M0' }), await enrol(w, { number: 'M1' })]
  await sell(
    w,
    bought(w, { number: 'M0', at: '2026-02-20', minor: 900_00, product: 'TEA' }),
    bought(w, { number: 'M1', at: '2026-02-25', minor: 5_00 }),
  )
  await w.call(mergeMembers, { id: w.newId(), keepId: kept, goneId: gone, reason: '同一顾客' })
  await w.settle()
  const both: Rule = {
    all: [
      { is: 'bill', within: {}, from: 800_00 },
      { is: 'product', codes: ['TEA'], within: {} },
      { is: 'spend', within: { months: 6 }, from: 905_00, to: 905_00 },
      { is: 'step', from: 2, to: 2 },
    ],
  }
  const { rows, total } = await w.call(builtAudience, { conditions: both, asOf })
  expect([rows.map((row) => row.memberId), total]).toEqual([[kept], 1])
})

test('lists and ends are saved as they are shown', async () => {
  const w = await world()
  for (let at = 0; at < 12; at += 1) await enrol(w, { number: `L${at}` })
  const sales = Array.from({ length: 40 }, (_, at) =>
    bought(w, {
      number: `L${(at * at) % 11}`,
      at: `2026-0${1 + (at % 2)}-${String(1 + ((at * 7) % 27)).padStart(2, '0')}`,
      minor: 10_00 + at * 13_00,
    }),
  )
  await sell(w, ...sales)
  await w.settle()
  const rules = [
    {},
    { r: [3, 4, 5], purchasesFrom: 2 },
    { quadrants: ['confidant' as const, 'barnacle' as const], countCut: 3 },
    { spendToMinor: 1200_00, lastFrom: '2026-02-05' },
    { lastTo: '2026-02-26', purchasesTo: 5 },
  ]
  for (const [at, rule] of rules.entries()) {
    const shown = await w.call(audience, { ...rule, asOf, rows: 200 })
    expect([at, shown.total > 0]).toEqual([at, true])
    const saved = await w.call(saveSegment, { id: w.newId(), name: `Rule ${at}`, rule, asOf })
    expect([at, saved.members, saved.spendMinor]).toEqual([at, shown.total, shown.spendMinor])
    const kept = (await w.call(segmentMembers, { id: saved.id, rows: 200 })).rows
    expect(kept.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1))).toEqual(
      shown.rows.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1)),
    )
  }
})
