import { describe, expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import { idsByNumber, personOf } from './cards-lead.ts'
import { enrolMember, enrolment, showMember } from './contract.ts'
import { makeCardBatch, cardStock } from './contract/blank-card.ts'
import { joinHousehold } from './contract/household.ts'
import * as contract from './contract/organisation.ts'
import { enrolMany } from './enrol.ts'
import { ORGANISATION_TYPES } from './model/organisations.ts'

type Wish = Asked<typeof contract.enrolOrganisation>

const firm = (w: TestWorld, of: Partial<Wish> = {}): Wish => ({
  id: w.newId(),
  name: '合肥知茗商贸有限公司',
  type: 'institution',
  taxNumber: '91340100MA2TEST001',
  contacts: [
    {
      id: w.newId(),
      name: '赵采购',
      mobile: '138 0013 8000',
      role: '采购',
      number: 'K1',
      monthMostMinor: 2000_00,
      consent: { channels: ['sms'], textVersion: 'v1' },
    },
    { id: w.newId(), name: '钱会计', role: '会计' },
  ],
  ...of,
})

describe('C12 organisations with contact persons', () => {
  test.each(ORGANISATION_TYPES)(
    'one of type %s has two contact persons, and a stored-value card is issued to it',
    async (type) => {
      const w = await world()
      const wish = firm(w, { type, number: 'ORG1' })
      const told = await w.call(contract.enrolOrganisation, wish)
      expect(told).toMatchObject({ id: wish.id, type, number: 'ORG1' })
      expect(told.contacts.map((one) => [one.name, one.mobile, one.role, one.consents.length])).toEqual([
        ['赵采购', '13800138000', '采购', 1],
        ['钱会计', null, '会计', 0],
      ])
      expect(await w.call(contract.enrolOrganisation, wish)).toEqual({ ...told, replayed: true })
      // Over HTTP alone: the room of wallets comes after this one.
      const paid = { id: w.newId(), amountMinor: 1000_00, tender: 'cash', branchCode: 'S1' }
      const toppedUp = await w.post(`/members/${told.id}/top-ups`, paid)
      expect(toppedUp.body).toMatchObject({ memberId: told.id, principalAfterMinor: 1000_00 })
      expect(await w.call(showMember, { id: told.id })).toMatchObject({ kind: 'organisation' })
    },
  )

  test('the card of a contact person counts on the organisation, with a quota, until they leave', async () => {
    const w = await world()
    await w.call(makeCardBatch, { id: w.newId(), count: 2, prefix: 'K', branchId: w.branchId })
    const told = await w.call(contract.enrolOrganisation, firm(w, { contacts: [] }))
    const add = {
      organisationId: told.id,
      id: w.newId(),
      name: '孙司机',
      number: 'K000000001',
      monthMostMinor: 300_00,
    }
    const contact = await w.call(contract.addContact, add)
    expect(await w.call(contract.addContact, add)).toEqual({ ...contact, replayed: true })
    expect((await w.call(cardStock, {})).rows).toMatchObject([{ blank: 1, issued: 1 }])
    const who = () => w.work((work) => personOf(work, 'K000000001'))
    const ids = () => w.work(async (work) => [...(await idsByNumber(work, ['K000000001'])).values()])
    expect(await who()).toEqual({
      memberId: told.id,
      personId: contact.id,
      kind: 'contact',
      name: '孙司机',
      monthMostMinor: 300_00,
    })
    expect(await ids()).toEqual([told.id])
    await w.call(contract.changeContact, { id: contact.id, name: '孙司机', left: true })
    expect([await who(), await ids()]).toEqual([null, []])
    const stranger = { id: w.newId(), source: 'terminal' as const, number: 'K000000001' }
    expect((await w.ask(enrolMember, stranger)).body).toMatchObject({ code: 'number_taken' })
  })

  test('the consent of a contact person is their own history', async () => {
    const w = await world()
    const told = await w.call(contract.enrolOrganisation, firm(w))
    const id = told.contacts[0]?.id ?? ''
    w.clock.advance(1000)
    const no = { consentId: w.newId(), channel: 'sms' as const, granted: false, textVersion: 'v1' }
    await w.call(contract.recordContactConsent, { id, ...no })
    const { rows } = await w.call(contract.listOrganisations, { q: '知茗' })
    expect(rows[0]?.contacts[0]?.consents).toMatchObject([{ channel: 'sms', granted: false }])
    expect((await w.ask(contract.recordContactConsent, { id: w.newId(), ...no })).body).toMatchObject({
      code: 'contact_unknown',
    })
  })

  test('an organisation changes by one person at a time, and joins no household', async () => {
    const w = await world()
    const told = await w.call(contract.enrolOrganisation, firm(w))
    const change = { id: told.id, version: told.version, name: '知茗', type: 'sole_trader' as const }
    expect(await w.call(contract.changeOrganisation, change)).toMatchObject({ name: '知茗', version: 2 })
    expect((await w.ask(contract.changeOrganisation, change)).body).toMatchObject({
      code: 'changed_meanwhile',
    })
    const person = await w.call(enrolMember, { id: w.newId(), source: 'web' })
    const join = { memberId: person.id, ownerId: told.id, id: w.newId() }
    expect((await w.ask(joinHousehold, join)).body).toMatchObject({ code: 'household_of_persons' })
    expect((await w.ask(contract.showOrganisation, { id: person.id })).body).toMatchObject({
      code: 'organisation_unknown',
    })
  })
})

test('an organisation is refused by the first law it breaks, with nothing kept of it', async () => {
  const w = await world()
  const first = firm(w)
  await w.call(contract.enrolOrganisation, first)
  const person = await w.call(enrolMember, { id: w.newId(), source: 'web', number: 'P1' })
  const code = async (of: Partial<Wish>) =>
    (await w.ask(contract.enrolOrganisation, { ...first, id: w.newId(), ...of })).body['code']
  const wrong = { branchId: w.newId(), number: 'P1' }
  expect(await code({ ...wrong, id: first.id })).toBe('organisation_id_reused')
  expect(await code(wrong)).toBe('tax_number_taken')
  expect(await code({ ...wrong, taxNumber: 'T2', id: person.id })).toBe('member_id_reused')
  expect(await code({ ...wrong, taxNumber: 'T2' })).toBe('branch_unknown')
  expect(await code({ number: 'P1', taxNumber: 'T2' })).toBe('number_taken')
  expect(await code({ taxNumber: 'T2' })).toBe('contact_id_reused')
  const contacts = [{ id: w.newId(), name: '李', number: 'K1' }]
  expect(await code({ taxNumber: 'T2', contacts })).toBe('number_taken')
  expect((await w.call(contract.listOrganisations, {})).total).toBe(1)
})

test('a card given to a contact person and to a member at once is given once', async () => {
  const w = await world()
  const told = await w.call(contract.enrolOrganisation, firm(w, { contacts: [] }))
  const contact = { organisationId: told.id, id: w.newId(), name: '李', number: 'K7' }
  const member = { id: w.newId(), source: 'terminal' as const, number: 'K7' }
  const adding = await w.work(async (work) => {
    await enrolMany(work, [enrolment.parse(member)])
    // Asked while the enrolment is not committed, and given time to meet it.
    const asked = w.ask(contract.addContact, contact)
    await new Promise((go) => setTimeout(go, 300))
    return { asked }
  })
  expect((await adding.asked).body).toMatchObject({ code: 'number_taken' })
  const other = { ...contact, number: 'K8' }
  const both = [
    w.ask(contract.addContact, other),
    w.ask(enrolMember, { ...member, id: w.newId(), number: 'K8' }),
  ]
  expect((await Promise.all(both)).map((reply) => reply.status).sort()).toEqual([200, 409])
})
