import { expect, test } from 'vitest'
import { listMembers } from '#domain/member/contract'
import { keepForm, submitForm } from '#domain/member/contract/form'
import { allFormPlaces, keepFormPlaces } from '#domain/member/contract/form-place'
import { openBranch } from '#domain/org/contract'
import { mergeInto } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { audienceReasons, builtAudience, countAudience } from './contract/audience.ts'
import type { Rule } from './contract/rule.ts'

const formOf = (code: string) => ({
  code,
  version: 0,
  nameZh: '扫码入会',
  nameEn: 'Join by code',
  source: 'qr' as const,
  fields: [{ field: 'mobile', required: true }],
  consentZh: '我同意贵店按隐私政策处理以上信息。',
  consentEn: 'I agree that you process these data.',
  consentVersion: 'v1',
})

async function joins(w: TestWorld, of: Readonly<{ code: string; tag: string; mobile: string }>) {
  await w.anonymous.call(submitForm, { id: w.newId(), agreed: true, textVersion: 'v1', ...of })
  const { rows } = await w.call(listMembers, { q: of.mobile })
  return rows[0]?.id ?? ''
}

const at = (place: string): Rule => ({ is: 'profile', field: 'joinPlace', op: 'is', values: [place] })
const by = (form: string): Rule => ({ is: 'profile', field: 'joinForm', op: 'is', values: [form] })

async function shop() {
  const w = await world()
  await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  for (const code of ['scan', 'fair']) await w.call(keepForm, { ...formOf(code), branchId: w.branchId })
  const places = [
    { tag: 'table8', nameZh: '8 号桌', nameEn: 'Table 8' },
    { tag: 'door', nameZh: '店门', nameEn: 'Door' },
  ]
  for (const code of ['scan', 'fair']) await w.call(keepFormPlaces, { code, places })
  return w
}

test('C44, C58 who joined at a place or by a form is found, counted and told why', async () => {
  const w = await shop()
  const table = await joins(w, { code: 'scan', tag: 'table8', mobile: '13800138001' })
  const door = await joins(w, { code: 'scan', tag: 'door', mobile: '13800138002' })
  const fair = await joins(w, { code: 'fair', tag: 'table8', mobile: '13800138003' })
  const flyer = await joins(w, { code: 'scan', tag: 'flyer', mobile: '13800138004' })
  const bare = await joins(w, { code: 'scan', tag: '', mobile: '13800138005' })
  await w.settle()
  const found = async (conditions: Rule) => {
    const { rows } = await w.call(builtAudience, { conditions })
    expect((await w.call(countAudience, { conditions })).members).toBe(rows.length)
    return rows.map((one) => one.memberId).toSorted()
  }
  expect(await found(at('scan/table8'))).toEqual([table])
  expect(await found(at('scan/flyer'))).toEqual([flyer])
  expect(await found(by('scan'))).toEqual([table, door, flyer, bare].toSorted())
  expect(await found({ all: [by('scan'), { not: at('scan/door') }] })).toEqual(
    [table, flyer, bare].toSorted(),
  )
  expect(await found({ is: 'profile', field: 'joinPlace', op: 'filled' })).toEqual(
    [table, door, fair, flyer].toSorted(),
  )
  const why = await w.call(audienceReasons, { conditions: at('scan/table8'), memberId: fair })
  expect(why).toMatchObject({ holds: false, nodes: [{ holds: false, figure: 'fair/table8' }] })
  expect(await found(by('none'))).toEqual([])
  await mergeInto(w, { keepId: door, goneId: table })
  await w.settle()
  expect(await found(at('scan/table8'))).toEqual([])
})

test('every place of every form is offered, those of tags that nobody named among them', async () => {
  const w = await shop()
  await joins(w, { code: 'scan', tag: 'flyer', mobile: '13800138004' })
  const { rows } = await w.call(allFormPlaces, {})
  expect(rows.map((one) => [one.formCode, one.tag, one.nameEn, one.enrolled])).toEqual([
    ['fair', 'door', 'Door', 0],
    ['fair', 'table8', 'Table 8', 0],
    ['scan', 'door', 'Door', 0],
    ['scan', 'flyer', 'flyer', 1],
    ['scan', 'table8', 'Table 8', 0],
  ])
})
