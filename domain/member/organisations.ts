import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { profile } from './contract.ts'
import type * as contract from './contract/organisation.ts'
import { enrolMany } from './enrol.ts'
import { contactAdded, contactChanged, contactConsented, organisationKept } from './organisation-events.ts'
import { plainPhone } from './model.ts'
import { issueBlanks } from './store/blank-cards.ts'
import { takenNumbers } from './store/cards.ts'
import { lockMember } from './store/members.ts'
import * as store from './store/organisations.ts'

type NewContact = Wish<typeof contract.enrolOrganisation>['contacts'][number]

/** N16: an organisation is a member of its own kind, so that it holds a card and a wallet like one. */
export async function enrolOrganisation(work: Work, wish: Wish<typeof contract.enrolOrganisation>) {
  const print = fingerprint(wish)
  const done = await store.organisationById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('organisation_id_reused')
  if (done) return { ...(await told(work, done)), replayed: true }
  if (wish.contacts.some((one) => one.number !== null)) await store.lockNumbers(work.tx)
  await mustBeFree(work, wish)
  const [answer] = await enrolMany(work, [enrolmentOf(wish)])
  const { code, details = {} } = present(answer, 'N5: every wish is answered')
  if (code !== 'applied') throw new Refusal(code, details)
  const { id, type, taxNumber } = wish
  await store.insertOrganisation(work, { id, type, taxNumber, fingerprint: print })
  work.record(organisationKept({ id, type }))
  for (const contact of wish.contacts) await keepContact(work, { ...contact, organisationId: id })
  return { ...(await organisationOf(work, id)), replayed: false }
}

function enrolmentOf(wish: Wish<typeof contract.enrolOrganisation>) {
  const { id, name, address, phone, number, prefix, source, branchId } = wish
  const empty = { ...emptyProfile, name, address, phone }
  return { ...empty, id, number, prefix, source, branchId, joinedOn: null, consent: null }
}

const emptyProfile = {
  name: profile.name.parse(undefined),
  gender: null,
  birthOn: null,
  ageYears: null,
  idNumber: null,
  education: null,
  income: null,
  address: null,
  postcode: null,
  phone: null,
  mobile: null,
  email: null,
  extra: {},
}

async function mustBeFree(work: Work, of: Readonly<{ id: string; taxNumber: string | null }>): Promise<void> {
  if (of.taxNumber === null) return
  const holder = await store.taxNumberHolder(work.tx, of.taxNumber)
  if (holder !== undefined && holder !== of.id) throw new Refusal('tax_number_taken')
}

/** N16: a contact person has a name, a consent and, if they shop for the organisation, a card of their own. */
async function keepContact(work: Work, wish: NewContact & Readonly<{ organisationId: string }>) {
  const print = fingerprint(wish)
  const done = await store.contactById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('contact_id_reused')
  if (done) return true
  const { id, number, consent } = wish
  if (number !== null && (await takenNumbers(work.tx, [number])).length > 0)
    throw new Refusal('number_taken', { number })
  const mobile = wish.mobile === null ? null : plainPhone(wish.mobile) || null
  await store.insertContact(work, { ...wish, mobile, fingerprint: print })
  if (number !== null) await issueBlanks(work, [{ number, memberId: wish.organisationId }])
  work.record(contactAdded({ id, organisationId: wish.organisationId }))
  for (const channel of consent?.channels ?? []) {
    const textVersion = consent?.textVersion ?? ''
    const row = { id: work.newId(), contactId: id, channel, granted: true, textVersion }
    await store.insertContactConsent(work, row)
    work.record(contactConsented({ contactId: id, channel, granted: true }))
  }
  return false
}

export async function addContact(work: Work, wish: Wish<typeof contract.addContact>) {
  if (wish.number !== null) await store.lockNumbers(work.tx)
  // Then the organisation: retries and rivals at one queue here.
  const member = await lockMember(work.tx, wish.organisationId)
  const done = await store.contactById(work.tx, wish.id)
  if (!done && (!member || member.withdrawnAt || member.kind !== 'organisation'))
    throw new Refusal('organisation_unknown')
  const replayed = await keepContact(work, wish)
  return { ...(await contactOf(work, wish.id)), replayed }
}

export async function changeContact(work: Work, wish: Wish<typeof contract.changeContact>) {
  const before = await store.contactById(work.tx, wish.id)
  if (!before) throw new Refusal('contact_unknown')
  const { id, name, role, monthMostMinor, left } = wish
  const mobile = wish.mobile === null ? null : plainPhone(wish.mobile) || null
  const leftAt = left ? (before.leftAt ?? work.at) : null
  await store.updateContact(work.tx, { id, name, role, monthMostMinor, mobile, leftAt })
  work.record(contactChanged({ id, organisationId: before.organisationId, left }))
  return contactOf(work, id)
}

export async function recordContactConsent(work: Work, wish: Wish<typeof contract.recordContactConsent>) {
  const { id: contactId, consentId: id, channel, granted, textVersion } = wish
  if (!(await store.contactById(work.tx, contactId))) throw new Refusal('contact_unknown')
  await store.insertContactConsent(work, { id, contactId, channel, granted, textVersion })
  work.record(contactConsented({ contactId, channel, granted }))
  return { id }
}

export async function changeOrganisation(work: Work, wish: Wish<typeof contract.changeOrganisation>) {
  const member = await lockMember(work.tx, wish.id)
  const before = await store.organisationById(work.tx, wish.id)
  if (!before || !member || member.withdrawnAt) throw new Refusal('organisation_unknown')
  if (before.version !== wish.version) throw new Refusal('changed_meanwhile', { version: before.version })
  await mustBeFree(work, wish)
  await store.updateOrganisation(work, wish)
  work.record(organisationKept({ id: wish.id, type: wish.type }))
  return organisationOf(work, wish.id)
}

export async function list(work: Work, wish: Wish<typeof contract.listOrganisations>) {
  const { q, type = null, page, rows: most } = wish
  const { rows, total } = await store.organisations(work.tx, { q, type, from: (page - 1) * most, most })
  const contacts = await contactsUnder(
    work,
    rows.map((row) => row.id),
  )
  const under = (id: string) => contacts.filter((one) => one.organisationId === id)
  return { total, rows: rows.map((row) => ({ ...row, contacts: under(row.id) })) }
}

export async function show(work: Work, { id }: Wish<typeof contract.showOrganisation>) {
  return organisationOf(work, id)
}

async function organisationOf(work: Work, id: string) {
  const row = await store.organisationById(work.tx, id)
  if (!row) throw new Refusal('organisation_unknown')
  return told(work, row)
}

const told = async (work: Work, row: store.OrganisationRow) => ({
  ...row,
  contacts: await contactsUnder(work, [row.id]),
})

async function contactsUnder(work: Work, organisationIds: readonly string[]) {
  return withConsents(work, await store.contactsOf(work.tx, organisationIds))
}

async function contactOf(work: Work, id: string) {
  const row = present(await store.contactById(work.tx, id), 'N16: a contact person that was kept is there')
  const [contact] = await withConsents(work, [row])
  return present(contact, 'N16: a contact person that was kept is there')
}

async function withConsents(work: Work, rows: readonly store.ContactRow[]) {
  const said = await store.contactConsents(
    work.tx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, consents: said.filter((one) => one.contactId === row.id) }))
}
