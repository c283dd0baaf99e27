import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openBranch } from '#domain/org/contract'
import { world, type TestWorld } from '#test/world/world'
import { listMembers, showMember } from './contract.ts'
import * as contract from './contract/form.ts'
import { formPlaces, keepFormPlaces } from './contract/form-place.ts'

const FORM = {
  code: 'scan',
  version: 0,
  nameZh: '扫码入会',
  nameEn: 'Join by code',
  source: 'qr' as const,
  fields: [{ field: 'mobile', required: true }],
  consentZh: '我同意贵店按隐私政策处理以上信息。',
  consentEn: 'I agree that you process these data.',
  consentVersion: 'v1',
}
const TABLE_8 = { tag: 'table8', nameZh: '8 号桌', nameEn: 'Table 8' }

async function joins(w: TestWorld, of: Readonly<{ tag: string; mobile: string }>) {
  const said = { id: w.newId(), code: 'scan', agreed: true as const, textVersion: 'v1' }
  await w.anonymous.call(contract.submitForm, { ...said, ...of })
  const { rows } = await w.call(listMembers, { q: of.mobile })
  const [member] = rows
  return member ? w.call(showMember, { id: member.id }) : null
}

test('who scans at table 8 is a member with the source QR/table 8, of the branch of that table (C44)', async () => {
  const w = await world()
  const { id: branchId } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  await w.call(contract.keepForm, { ...FORM, branchId: w.branchId })
  const places = [
    { ...TABLE_8, branchId },
    { ...TABLE_8, tag: 'door', nameZh: '店门', nameEn: 'Door' },
  ]
  const { rows } = await w.call(keepFormPlaces, { code: 'scan', places })
  expect(rows.map((one) => [one.tag, one.link, one.enrolled])).toEqual([
    ['door', '/join/scan?s=door', 0],
    ['table8', '/join/scan?s=table8', 0],
  ])
  const table = await joins(w, { tag: 'table8', mobile: '13800138001' })
  const cameBy = { formCode: 'scan', tag: 'table8', nameZh: '8 号桌', nameEn: 'Table 8' }
  expect(table).toMatchObject({ source: 'qr', branchId, cameBy })
  const door = await joins(w, { tag: 'door', mobile: '13800138002' })
  expect([door?.branchId, door?.cameBy?.nameEn]).toEqual([w.branchId, 'Door'])
  // A tag that nobody has named still says where it was.
  expect((await joins(w, { tag: 'flyer', mobile: '13800138003' }))?.cameBy?.nameZh).toBe('flyer')
  const counted = await w.call(formPlaces, { code: 'scan' })
  expect(counted.rows.map((one) => [one.tag, one.returned, one.enrolled])).toEqual([
    ['door', 1, 1],
    ['table8', 1, 1],
  ])

  // Taken down and named anew, its members stay its members; who kept the code still joins by it.
  const renamed = [{ ...TABLE_8, nameZh: '靠窗桌', nameEn: 'By the window', branchId, removed: true }]
  const twice = [1, 2].map(() => w.call(keepFormPlaces, { code: 'scan', places: renamed }))
  expect((await Promise.all(twice)).map(({ rows: all }) => all.map((one) => one.removed))).toEqual([
    [false, true],
    [false, true],
  ])
  const late = await joins(w, { tag: 'table8', mobile: '13800138004' })
  expect([late?.cameBy?.nameZh, late?.branchId]).toEqual(['靠窗桌', branchId])
  const forced = w.work(({ tx }) => sql`delete from member.form_place`.execute(tx))
  await expect(forced).rejects.toThrow('N19')
})

test('whoever is looked at first keeps the place until the card is given', async () => {
  const w = await world()
  await w.call(contract.keepForm, { ...FORM, screening: true })
  await w.call(keepFormPlaces, { code: 'scan', places: [{ ...TABLE_8, branchId: w.branchId }] })
  expect(await joins(w, { tag: 'table8', mobile: '13800138001' })).toBeNull()
  const { rows } = await w.call(contract.listSubmissions, {})
  const decision = { submissionId: rows[0]?.id ?? '', id: w.newId(), verdict: 'approved' as const }
  const { memberId } = await w.call(contract.decideSubmission, decision)
  const member = await w.call(showMember, { id: memberId ?? '' })
  expect([member.branchId, member.cameBy?.tag]).toEqual([w.branchId, 'table8'])
})

test.each([
  [
    { code: 'none', places: [{ ...TABLE_8, branchId: '0197a000-0000-7000-8000-000000000000' }] },
    'form_unknown',
  ],
  [
    { code: 'scan', places: [{ ...TABLE_8, branchId: '0197a000-0000-7000-8000-000000000000' }] },
    'branch_unknown',
  ],
  [{ code: 'scan', places: [TABLE_8, TABLE_8] }, 'invalid'],
  [{ code: 'scan', places: [{ ...TABLE_8, tag: '8 号桌' }] }, 'invalid'],
])('a place that cannot be is refused: %#', async (wish, code) => {
  const w = await world()
  await w.call(contract.keepForm, FORM)
  expect((await w.ask(keepFormPlaces, wish)).body['code']).toBe(code)
  if (code === 'form_unknown') expect((await w.ask(formPlaces, { code: 'none' })).body['code']).toBe(code)
})
