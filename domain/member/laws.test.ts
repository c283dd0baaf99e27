import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { world, type TestWorld } from '#test/world/world'
import { makeCardBatch, registerCard } from './contract/blank-card.ts'
import { enrolMember } from './contract.ts'
import { decideSubmission, keepForm, submitForm } from './contract/form.ts'
import { joinHousehold, leaveHousehold } from './contract/household.ts'
import { enrolOrganisation } from './contract/organisation.ts'

/** A world with a row of everything these laws speak of. */
async function everything(w: TestWorld) {
  const enrol = (number: string) => w.call(enrolMember, { id: w.newId(), source: 'terminal', number })
  await w.call(makeCardBatch, { id: w.newId(), count: 2, agentCode: 'A' })
  const [agents, owner, person, left] = [
    await enrol('000000001'),
    await enrol('F1'),
    await enrol('F2'),
    await enrol('F3'),
  ]
  const card = { memberId: agents.id, number: agents.number, branchId: w.branchId }
  await w.call(registerCard, { id: w.newId(), ...card })
  for (const memberId of [person.id, left.id])
    await w.call(joinHousehold, { id: w.newId(), memberId, ownerId: owner.id })
  await w.call(leaveHousehold, { id: w.newId(), memberId: left.id })
  const contacts = [{ id: w.newId(), name: '李', number: 'K1' }]
  await w.call(enrolOrganisation, { id: w.newId(), name: '知茗', type: 'sole_trader', contacts })
  const words = { consentZh: '同意', consentEn: 'agreed', consentVersion: 'v1' }
  const form = { code: 'f', version: 0, nameZh: '表', nameEn: 'form', source: 'advert' as const, ...words }
  await w.call(keepForm, { ...form, fields: [{ field: 'name', required: true }] })
  for (const verdict of ['approved', 'rejected'] as const) {
    const id = w.newId()
    await w.anonymous.call(submitForm, { code: 'f', id, agreed: true, textVersion: 'v1', name: '梅' })
    await w.call(decideSubmission, { submissionId: id, id: w.newId(), verdict, reason: '-' })
  }
}

// Each row breaks one law behind our back; rows and triggers are put aside for it by whoever owns the database.
const BREACHES = [
  ['N12 batch has its cards', `delete from member.blank_card where issued_to_id is null`],
  ['N12 issued card names its holder', `update member.blank_card set issued_to_id = null, issued_at = null`],
  [
    'N13 registered or waiting',
    `update member.member set awaits_registration = true where agent_code is not null`,
  ],
  ['N13 registered or waiting', `update member.member set awaits_registration = true where number = 'F1'`],
  ['N14 decided by a row', `update member.submission_decision set verdict = 'approved'`],
  ['N14 decided by a row', `delete from member.submission_decision where verdict = 'rejected'`],
  ['N15 joining ends by a leaving', `delete from member.household_leaving`],
  [
    "N15 owner shares nobody's account",
    `insert into member.household_joining (id, fingerprint, owner_id, person_id, relation, at)
     select gen_random_uuid(), '', (select id from member.member where number = 'F3'), owner_id, '', at
       from member.household_joining limit 1`,
  ],
  ['N16 organisation is a member', `update member.member set kind = 'person'`],
  ["N16 contact's card is nobody else's", `update member.member set number = 'K1' where number = 'F1'`],
] as const

test.each(BREACHES.map(([law, breach], at) => ({ at, law, breach })))(
  'the audit finds $law ($at)',
  async ({ law, breach }) => {
    const w = await world({ closing: 'by hand' })
    await everything(w)
    await w.audit()
    await w.database.connection().execute(async (connection) => {
      await sql`set session_replication_role = replica`.execute(connection)
      await sql.raw(breach).execute(connection)
      await sql`set session_replication_role = origin`.execute(connection)
      const { rows } = await sql<{ law: string }>`select law from member.audit_forms()`.execute(connection)
      expect([...new Set(rows.map((row) => row.law))]).toEqual([law])
    })
    await w.close()
  },
)

test('N12–N16 in SQL: what happened is not rewritten', async () => {
  const w = await world()
  await everything(w)
  const rewritings = [
    `update member.card_batch set count = 3`,
    `delete from member.blank_card`,
    `update member.blank_card set number = 'x'`,
    `update member.card_registration set number = 'x'`,
    `delete from member.submission`,
    `update member.submission set tag = 'x'`,
    `update member.submission set state = 'screening', profile = '{}', member_id = null`,
    `update member.submission_decision set reason = 'x'`,
    `update member.household_joining set owner_id = owner_id`,
    `update member.household_joining set left_by_id = null where left_by_id is not null`,
    `delete from member.household_joining`,
    `update member.household_leaving set reason = 'x'`,
    `delete from member.contact_person`,
    `update member.contact_consent set granted = true`,
    `update member.form_issue set quantity = 1`,
  ]
  for (const rewriting of rewritings)
    await expect(sql.raw(rewriting).execute(w.database), rewriting).rejects.toThrow('append-only')
  const twin = sql`update member.member set number = 'K1' where number = 'F1'`
  await expect(twin.execute(w.database)).rejects.toThrow('N6')
})
