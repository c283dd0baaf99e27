import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import { changeProfile, enrolMember, listMembers } from './contract.ts'
import * as contract from './contract/completeness.ts'
import { enrolOrganisation } from './contract/organisation.ts'
import { contacts, fullProfiles } from './index.ts'
import { completenessOf, WEIGHTED_FIELDS, WEIGHTS } from './model/completeness.ts'

const FULL = {
  name: '李梅',
  gender: 'female' as const,
  birthOn: '1990-05-01',
  mobile: '13800138000',
  email: 'li@example.com',
  address: '合肥市长江路 1 号',
  postcode: '230001',
  education: '本科',
  income: '10-20万',
}

const enrol = (w: TestWorld, of: Partial<Asked<typeof enrolMember>> = {}) =>
  w.call(enrolMember, { id: w.newId(), source: 'terminal', ...of })

describe('C13 completeness, stale records, progressive profiling', () => {
  test('a member without a phone is left out of event SMS and listed under “to complete”', async () => {
    const w = await world()
    const without = await enrol(w, {
      ...FULL,
      mobile: null,
      consent: { channels: ['sms'], textVersion: 'v1' },
    })
    const full = await enrol(w, FULL)
    const { rows, total, weights } = await w.call(contract.membersToComplete, { lacks: 'mobile' })
    expect([rows.map((row) => row.id), total]).toEqual([[without.id], 1])
    expect(rows[0]).toMatchObject({ score: 75, missing: ['mobile'], ask: 'mobile' })
    expect(weights.reduce((all, one) => all + one.weight, 0)).toBe(100)
    const reachable = [{ field: 'mobile', op: 'filled' as const, value: '' }]
    expect((await w.call(listMembers, { filters: reachable })).rows.map((row) => row.id)).toEqual([full.id])
    expect((await w.work((work) => contacts(work, [without.id])))[0]?.mobile).toBeNull()
  })

  test('only a full profile is full, which the birthday gift asks', async () => {
    const w = await world()
    const full = await enrol(w, FULL)
    const nearly = await enrol(w, { ...FULL, mobile: null })
    const found = await w.work((work) => fullProfiles(work, [full.id, nearly.id]))
    expect([...found]).toEqual([full.id])
    expect(await w.call(contract.memberCompleteness, { memberId: full.id })).toMatchObject({
      score: 100,
      missing: [],
      ask: null,
    })
  })

  test('one question at a time, the most valuable first, until nothing is missing', async () => {
    const w = await world()
    const { id } = await enrol(w)
    const asked = []
    let of: Partial<typeof FULL> = {}
    for (let version = 1; ; version++) {
      const { ask } = await w.call(contract.memberCompleteness, { memberId: id })
      if (ask === null) break
      asked.push(ask)
      of = { ...of, [ask]: FULL[ask] }
      await w.call(changeProfile, { id, version, ...of })
    }
    expect(asked).toEqual(WEIGHTED_FIELDS)
  })

  test('a record nobody touched for longer than the period is stale until it is changed or confirmed', async () => {
    const w = await world()
    const [old, other] = [await enrol(w, { name: '甲' }), await enrol(w, { name: '乙' })]
    const stale = async (months: number) =>
      (await w.call(contract.staleMembers, { months })).rows.map((row) => row.id).sort()
    w.clock.advance(200 * 86_400_000)
    expect([await stale(6), await stale(7)]).toEqual([[old.id, other.id].sort(), []])
    const told = await w.call(contract.staleMembers, {})
    expect(told.bands.map((band) => [band.fromMonths, band.toMonths, band.members])).toEqual([
      [0, 6, 0],
      [6, 12, told.members],
      [12, 24, 0],
      [24, 36, 0],
      [36, null, 0],
    ])
    await w.call(contract.confirmProfile, { memberId: old.id })
    expect(await stale(6)).toEqual([other.id])
    await w.call(changeProfile, { id: other.id, version: 1, name: '乙乙' })
    expect(await stale(6)).toEqual([])
    expect((await w.ask(contract.confirmProfile, { memberId: w.newId() })).body).toMatchObject({
      code: 'member_unknown',
    })
  })

  test('whoever is bound to a branch is asked to complete its members; organisations are nobody to ask', async () => {
    const w = await world()
    const mine = await enrol(w, { branchId: w.branchId })
    await enrol(w)
    await w.call(enrolOrganisation, {
      id: w.newId(),
      name: '知茗',
      type: 'sole_trader',
      branchId: w.branchId,
    })
    const manager = await w.as('manager', { branchIds: [w.branchId] })
    expect((await manager.call(contract.membersToComplete, {})).rows.map((row) => row.id)).toEqual([mine.id])
    expect((await w.call(contract.membersToComplete, {})).total).toBe(2)
  })
})

test('the score is the weight of what is there, and SQL finds exactly what the model calls incomplete', async () => {
  expect(WEIGHTS.map((one) => one.weight)).toEqual(WEIGHTS.map((one) => one.weight).sort((a, b) => b - a))
  fc.assert(
    fc.property(fc.subarray([...WEIGHTED_FIELDS]), (filled) => {
      const profile = Object.fromEntries(WEIGHTED_FIELDS.map((f) => [f, filled.includes(f) ? 'x' : null]))
      const { score, missing } = completenessOf(profile as never)
      const worth = WEIGHTS.filter((one) => filled.includes(one.field)).reduce(
        (all, one) => all + one.weight,
        0,
      )
      expect(score).toBe(worth)
      expect(missing.length).toBe(WEIGHTED_FIELDS.length - filled.length)
    }),
  )
  const w = await world()
  for (const field of WEIGHTED_FIELDS) {
    const empty = field === 'name' ? '' : null
    await enrol(w, { ...FULL, mobile: `1380013800${WEIGHTED_FIELDS.indexOf(field)}`, [field]: empty })
  }
  await enrol(w, { ...FULL, mobile: '13900139000' })
  const { rows } = await w.call(contract.membersToComplete, {})
  expect(rows.map((row) => row.missing)).toEqual(WEIGHTED_FIELDS.map((field) => [field]))
  expect(rows.map((row) => row.score)).toEqual(WEIGHTS.map((one) => 100 - one.weight))
})
