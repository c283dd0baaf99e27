import { describe, expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import { enrolMember, keepField, listMembers, showMember } from './contract.ts'
import * as contract from './contract/form.ts'

type Form = Asked<typeof contract.keepForm>
type Filled = Asked<typeof contract.submitForm>

const aForm = (of: Partial<Form> = {}): Form => ({
  code: 'spring',
  version: 0,
  nameZh: '春季入会表',
  nameEn: 'Spring form',
  source: 'web',
  fields: [
    { field: 'name', required: true },
    { field: 'mobile', required: true },
    { field: 'income', required: false },
  ],
  consentZh: '我同意贵店按隐私政策处理以上信息。',
  consentEn: 'I agree that you process these data.',
  consentVersion: 'v1',
  ...of,
})

const filled = (w: TestWorld, of: Partial<Filled> = {}): Filled => ({
  code: 'spring',
  id: w.newId(),
  agreed: true,
  textVersion: 'v1',
  name: '李梅',
  mobile: '138 0013 8000',
  ...of,
})

const keep = (w: TestWorld, of: Partial<Form> = {}) => w.call(contract.keepForm, aForm(of))
const submit = (w: TestWorld, of: Partial<Filled> = {}) => w.anonymous.ask(contract.submitForm, filled(w, of))
const queue = async (w: TestWorld) => (await w.call(contract.listSubmissions, {})).rows
const members = async (w: TestWorld) => (await w.call(listMembers, {})).rows

describe('C05 application forms', () => {
  test('a web form without income is accepted, and its sender is a member at once with the consent given', async () => {
    const w = await world()
    await keep(w)
    const reply = await submit(w, { channels: ['sms'] })
    expect([reply.status, Object.keys(reply.body)]).toEqual([200, ['id', 'received']])
    const [member] = await members(w)
    expect(member).toMatchObject({ name: '李梅', mobile: '13800138000', income: null, source: 'web' })
    expect((await w.call(showMember, { id: member?.id ?? '' })).consents).toMatchObject([
      { channel: 'sms', granted: true, textVersion: 'v1' },
    ])
    expect(await queue(w)).toEqual([])
  })

  test.each(['advert', 'in_pack'] as const)(
    'a form from source %s waits in screening; the card comes only with the approval',
    async (source) => {
      const w = await world()
      await keep(w, { source, prefix: 'AH' })
      const wish = filled(w)
      await w.anonymous.call(contract.submitForm, wish)
      expect(await members(w)).toEqual([])
      expect(await queue(w)).toMatchObject([
        { id: wish.id, state: 'screening', profile: { name: '李梅' }, knownMember: null },
      ])
      const decision = { submissionId: wish.id, id: w.newId(), verdict: 'approved' as const }
      const done = await w.call(contract.decideSubmission, decision)
      expect(done.number).toBe('AH000000001')
      expect(await members(w)).toMatchObject([{ id: done.memberId, source, number: done.number }])
      expect(await w.call(contract.decideSubmission, decision)).toEqual({ ...done, replayed: true })
      const { rows } = await w.call(contract.listSubmissions, { state: 'enrolled' })
      expect(rows).toMatchObject([
        { profile: null, memberId: done.memberId, decision: { verdict: 'approved' } },
      ])
    },
  )

  test('100 forms are issued and 37 come back: 37 %', async () => {
    const w = await world()
    await keep(w, { fields: [{ field: 'name', required: true }] })
    await w.call(contract.issueForms, { code: 'spring', id: w.newId(), quantity: 60 })
    const more = { code: 'spring', id: w.newId(), quantity: 40, note: '二店' }
    await w.call(contract.issueForms, more)
    expect(await w.call(contract.issueForms, more)).toMatchObject({ replayed: true })
    expect((await w.ask(contract.issueForms, { ...more, quantity: 41 })).body).toMatchObject({
      code: 'form_issue_id_reused',
    })
    for (let at = 0; at < 37; at++)
      await submit(w, { mobile: null, name: `第${at + 1}位`, tag: at < 8 ? 'table8' : '' })
    const form = await w.call(contract.showForm, { code: 'spring' })
    expect(form).toMatchObject({
      issued: 100,
      returned: 37,
      returnedBps: 37_00,
      enrolled: 37,
      link: '/join/spring',
    })
    expect(form.tags).toEqual([
      { tag: '', returned: 29, enrolled: 29 },
      { tag: 'table8', returned: 8, enrolled: 8 },
    ])
  })

  test('a stranger who tries a known mobile gets the same answer as everybody; staff see who it is', async () => {
    const w = await world()
    await keep(w)
    const known = await w.call(enrolMember, { id: w.newId(), source: 'terminal', mobile: '13800138000' })
    const [one, other] = [await submit(w), await submit(w, { mobile: '13900139000' })]
    const shape = (reply: typeof one) => [reply.status, { ...reply.body, id: '' }]
    expect(shape(one)).toEqual(shape(other))
    expect(await queue(w)).toMatchObject([{ knownMember: { id: known.id, number: known.number } }])
    const [waiting] = await queue(w)
    const decision = { submissionId: waiting?.id ?? '', id: w.newId(), verdict: 'approved' as const }
    expect((await w.ask(contract.decideSubmission, decision)).body).toMatchObject({ code: 'mobile_taken' })
    expect(await members(w)).toHaveLength(2)
  })

  test('what is rejected leaves a reason and no personal data', async () => {
    const w = await world()
    await keep(w, { screening: true })
    const wish = filled(w)
    await w.anonymous.call(contract.submitForm, wish)
    const decision = { submissionId: wish.id, id: w.newId(), verdict: 'rejected' as const }
    expect((await w.ask(contract.decideSubmission, decision)).body).toMatchObject({ code: 'invalid' })
    await w.call(contract.decideSubmission, { ...decision, reason: '资料不实' })
    const { rows } = await w.call(contract.listSubmissions, { state: 'rejected' })
    expect(rows).toMatchObject([{ profile: null, memberId: null, decision: { reason: '资料不实' } }])
    const late = { ...decision, id: w.newId(), verdict: 'approved' as const }
    expect((await w.ask(contract.decideSubmission, late)).body).toMatchObject({ code: 'submission_decided' })
  })

  test('a filled form that is sent again counts once; two who decide at once decide once', async () => {
    const w = await world()
    await keep(w, { screening: true })
    const wish = filled(w)
    const replies = await Promise.all([1, 2, 3].map(() => w.anonymous.ask(contract.submitForm, wish)))
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200])
    const decide = () =>
      w.ask(contract.decideSubmission, { submissionId: wish.id, id: w.newId(), verdict: 'approved' })
    const told = await Promise.all([decide(), decide()])
    expect(told.map((reply) => reply.status).sort()).toEqual([200, 409])
    expect(await members(w)).toHaveLength(1)
  })
})

test('a filled form is refused by the first law it breaks, and keeps only what was asked', async () => {
  const w = await world()
  await w.call(keepField, { key: 'tea', kind: 'choice', labelZh: '茶', labelEn: 'Tea', choices: ['绿茶'] })
  const fields = [...aForm().fields, { field: 'extra.tea', required: true }]
  await keep(w, { fields })
  const right = filled(w, { extra: { tea: '绿茶', other: 'x' }, email: 'a@example.com' })
  await w.anonymous.call(contract.submitForm, right)
  expect(await members(w)).toMatchObject([{ extra: { tea: '绿茶' }, email: null }])
  const wrong = { textVersion: 'v0', extra: {} }
  const rows = [
    [{ ...right, ...wrong, code: 'x' }, 'submission_id_reused'],
    [{ ...right, ...wrong, id: w.newId(), code: 'x' }, 'form_unknown'],
    [{ ...right, ...wrong, id: w.newId() }, 'consent_outdated'],
    [{ ...right, id: w.newId(), extra: {} }, 'form_field_missing'],
    [{ ...right, id: w.newId(), mobile: ' ' }, 'form_field_missing'],
  ] as const
  for (const [wish, code] of rows)
    expect((await w.anonymous.ask(contract.submitForm, wish)).body).toMatchObject({ code })
})

test('a form is changed by one person at a time; other words of consent need another version', async () => {
  const w = await world()
  const { version } = await keep(w)
  const refusalOf = async (of: Partial<Form>) => (await w.ask(contract.keepForm, aForm(of))).body
  expect(await refusalOf({})).toMatchObject({ code: 'changed_meanwhile' })
  expect(await refusalOf({ version, branchId: w.newId() })).toMatchObject({ code: 'branch_unknown' })
  const unheard = [{ field: 'extra.unheard', required: false }]
  expect(await refusalOf({ version, fields: unheard })).toMatchObject({ code: 'field_unknown' })
  expect(await refusalOf({ version, consentZh: '别的' })).toMatchObject({ code: 'consent_version_same' })
  const after = await keep(w, { version, consentZh: '别的', consentVersion: 'v2', closed: true })
  expect(after).toMatchObject({ version: 2, closed: true })
  expect((await w.anonymous.ask(contract.publicForm, { code: 'spring' })).status).toBe(404)
})

test('the public page shows names, fields and words, and nothing of the figures', async () => {
  const w = await world()
  await w.call(keepField, { key: 'tea', kind: 'choice', labelZh: '茶', labelEn: 'Tea', choices: ['绿茶'] })
  await keep(w, {
    fields: [
      { field: 'name', required: true },
      { field: 'extra.tea', required: false },
    ],
  })
  expect(await w.anonymous.call(contract.publicForm, { code: 'spring' })).toEqual({
    code: 'spring',
    nameZh: '春季入会表',
    nameEn: 'Spring form',
    consentZh: aForm().consentZh,
    consentEn: aForm().consentEn,
    consentVersion: 'v1',
    fields: [
      { field: 'name', required: true, kind: 'standard', labelZh: null, labelEn: null, choices: [] },
      {
        field: 'extra.tea',
        required: false,
        kind: 'choice',
        labelZh: '茶',
        labelEn: 'Tea',
        choices: ['绿茶'],
      },
    ],
  })
})
