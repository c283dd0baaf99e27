import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import * as contract from './contract.ts'
import { enrolMany } from './enrol.ts'
import { ageOn, plainPhone, SOURCES } from './model.ts'
import { withdraw } from './profile.ts'
import { day } from '#base/instant'

type Wish = Asked<typeof contract.enrolMember>
const wish = (w: TestWorld, of: Partial<Wish> = {}): Wish => ({ id: w.newId(), source: 'terminal', ...of })

test('C01: two members of Anhui get consecutive numbers of AH and nine digits; a twin is refused', async () => {
  const w = await world()
  const first = await w.call(contract.enrolMember, wish(w, { prefix: 'AH' }))
  const second = await w.call(contract.enrolMember, wish(w, { prefix: 'AH' }))
  expect([first.number, second.number]).toEqual(['AH000000001', 'AH000000002'])
  const reply = await w.ask(contract.enrolMember, wish(w, { number: 'AH000000002' }))
  expect(reply.body).toMatchObject({ code: 'number_taken' })
})

test('C01: numbers stay consecutive when many tills enrol at once, and step over a printed card', async () => {
  const w = await world()
  await w.call(contract.enrolMember, wish(w, { number: '000000003' }))
  const all = await Promise.all(Array.from({ length: 12 }, () => w.call(contract.enrolMember, wish(w))))
  const numbers = all.map((m) => Number(m.number)).sort((a, b) => a - b)
  expect(numbers).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
})

test('C02: every standard field and the chain’s own fields are read back as they were saved', async () => {
  const w = await world()
  const own = { risk: 'cautious', values: 'family', tier: 'gold', interests: 'tea' }
  for (const key of Object.keys(own)) {
    await w.call(contract.keepField, { key, kind: 'text', labelZh: key, labelEn: key })
  }
  const profile = {
    name: '王小明',
    gender: 'male' as const,
    birthOn: '1990-02-28',
    idNumber: '340102199002280011',
    education: '本科',
    income: '10-20万',
    address: '合肥市长江路 1 号',
    postcode: '230001',
    phone: '0551-1234567',
    mobile: '138 0013-8000',
    email: 'wang@example.com',
    extra: own,
  }
  const { id } = await w.call(contract.enrolMember, wish(w, profile))
  const shown = await w.call(contract.showMember, { id })
  expect(shown).toMatchObject({ ...profile, mobile: '13800138000', ageYears: 36 })
  const reply = await w.ask(contract.enrolMember, wish(w, { extra: { unheard: 'x' } }))
  expect(reply.body).toMatchObject({ code: 'field_unknown' })
})

test('C03: one member through each source; the report shows one each', async () => {
  const w = await world()
  for (const source of SOURCES) await w.call(contract.enrolMember, wish(w, { source }))
  await w.call(contract.enrolMember, wish(w, { source: 'terminal' }))
  const { rows, total } = await w.call(contract.sourceReport, {})
  expect(total).toBe(SOURCES.length + 1)
  expect(rows.find((row) => row.source === 'terminal')).toMatchObject({ members: 2, main: true })
  expect(rows.filter((row) => row.members === 1 && !row.main)).toHaveLength(SOURCES.length - 1)
})

test('a till that retries an enrolment has one member; other content under the same id is refused', async () => {
  const w = await world()
  const one = wish(w, { mobile: '13800138000' })
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(contract.enrolMember, one)))
  expect(replies.map((r) => r.status)).toEqual([200, 200, 200])
  expect(new Set(replies.map((r) => r.body['number'])).size).toBe(1)
  expect((await w.ask(contract.enrolMember, { ...one, name: 'x' })).body).toMatchObject({
    code: 'member_id_reused',
  })
})

test('a mobile names one member, however it is written, also within one batch', async () => {
  const w = await world()
  await w.call(contract.enrolMember, wish(w, { mobile: '13800138000' }))
  expect((await w.ask(contract.enrolMember, wish(w, { mobile: '+86 138-0013-8000' }))).body).toMatchObject({
    code: 'mobile_taken',
  })
  const twins = ['a', 'b'].map(() => ({ ...bare(w), mobile: '13900139000' }))
  const answers = await w.work((work) => enrolMany(work, twins))
  expect(answers.map((a) => a.code)).toEqual(['applied', 'mobile_taken'])
})

const bare = (w: TestWorld) => ({
  ...contract.enrolment.parse({ id: w.newId(), source: 'import' }),
})

test('two people who change a profile at once do not overwrite each other', async () => {
  const w = await world()
  const { id, version } = await w.call(contract.enrolMember, wish(w))
  const both = await Promise.all(
    ['甲', '乙'].map((name) => w.ask(contract.changeProfile, { id, version, name })),
  )
  expect(both.map((r) => r.status).sort()).toEqual([200, 409])
})

test('members are found by number, name, mobile tail, and filtered by any field, the chain’s own too', async () => {
  const w = await world()
  await w.call(contract.keepField, { key: 'shoe', kind: 'number', labelZh: '鞋码', labelEn: 'Shoe size' })
  await w.call(
    contract.enrolMember,
    wish(w, { name: 'Li 100%', mobile: '13800138001', extra: { shoe: 42 }, gender: 'female' }),
  )
  await w.call(contract.enrolMember, wish(w, { name: 'Zhao', mobile: '13800139002', extra: { shoe: 9 } }))
  const names = async (of: Asked<typeof contract.listMembers>) =>
    (await w.call(contract.listMembers, of)).rows.map((r) => r.name)

  expect(await names({ q: '8001' })).toEqual(['Li 100%'])
  expect(await names({ q: '100%' })).toEqual(['Li 100%'])
  expect(await names({ q: '000000002' })).toEqual(['Zhao'])
  expect(await names({ filters: [{ field: 'extra.shoe', op: 'from', value: '10' }] })).toEqual(['Li 100%'])
  expect(await names({ filters: [{ field: 'gender', op: 'empty', value: '' }] })).toEqual(['Zhao'])
  expect(await names({ sort: 'name', descending: false })).toEqual(['Li 100%', 'Zhao'])
  expect((await w.ask(contract.listMembers, { sort: 'number; drop table' })).body).toMatchObject({
    code: 'field_unknown',
  })
})

test('an export cannot make a spreadsheet run anything', async () => {
  const w = await world()
  await w.call(contract.enrolMember, wish(w, { name: '=HYPERLINK("http://x")' }))
  const reply = await w.ask(contract.exportMembers, {})
  expect(reply.headers['content-type']).toContain('text/csv')
  expect(reply.text).toContain(`"'=HYPERLINK(""http://x"")"`)
})

test('consent is a history whose last word counts', async () => {
  const w = await world()
  const { id } = await w.call(
    contract.enrolMember,
    wish(w, { consent: { channels: ['email'], textVersion: 'v1' } }),
  )
  const last = async () => (await w.call(contract.showMember, { id })).consents
  expect(await last()).toMatchObject([{ channel: 'email', granted: true }])
  w.clock.advance(1000)
  await w.call(contract.consent, {
    id,
    consentId: w.newId(),
    channel: 'email',
    granted: false,
    textVersion: 'v1',
  })
  expect(await last()).toMatchObject([{ channel: 'email', granted: false }])
})

test('a member withdrawn with an undone import frees number and mobile', async () => {
  const w = await world()
  const one = wish(w, { number: 'X1', mobile: '13800138000' })
  const { id } = await w.call(contract.enrolMember, one)
  expect(await w.work((work) => withdraw(work, [id], 'undone'))).toEqual([id])
  await w.call(contract.enrolMember, wish(w, { number: 'X1', mobile: '13800138000' }))
  expect((await w.call(contract.listMembers, {})).total).toBe(1)
})

test('age turns on the birthday, and phones compare by digits', () => {
  expect(ageOn(day('1990-02-28'), day('2026-02-27'))).toBe(35)
  expect(ageOn(day('1990-02-28'), day('2026-02-28'))).toBe(36)
  expect(ageOn(day('2004-02-29'), day('2026-02-28'))).toBe(21)
  expect(plainPhone('＋86 138-0013-8000')).toBe('13800138000')
})
