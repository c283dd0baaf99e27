import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { OrganisationType } from '../model/organisations.ts'

export type NewOrganisation = Readonly<{
  id: string
  fingerprint: string
  type: OrganisationType
  taxNumber: string | null
}>
export type OrganisationRow = NewOrganisation &
  Readonly<{
    number: string
    name: string
    address: string | null
    phone: string | null
    branchId: string | null
    joinedOn: BusinessDay
    version: number
  }>

const columns = sql.raw(`
  o.member_id as id, o.fingerprint, o.type, o.tax_number as "taxNumber", m.number, m.name, m.address, m.phone,
  m.branch_id as "branchId", m.joined_on as "joinedOn", o.version`)
const source = sql.raw('member.organisation o join member.member m on m.id = o.member_id')

export async function organisationById(tx: Tx, id: string): Promise<OrganisationRow | undefined> {
  const { rows } =
    await sql<OrganisationRow>`select ${columns} from ${source} where o.member_id = ${id}`.execute(tx)
  return rows[0]
}

/** Who holds this tax number. */
export async function taxNumberHolder(tx: Tx, taxNumber: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select member_id as id from member.organisation where tax_number = ${taxNumber}`.execute(tx)
  return rows[0]?.id
}

/** N16: the member row was written just before, in the same work. */
export async function insertOrganisation(work: Work, row: NewOrganisation): Promise<void> {
  await sql`update member.member set kind = 'organisation' where id = ${row.id}`.execute(work.tx)
  await sql`
    insert into member.organisation (member_id, fingerprint, type, tax_number)
    values (${row.id}, ${row.fingerprint}, ${row.type}, ${row.taxNumber})`.execute(work.tx)
}

export async function updateOrganisation(
  work: Work,
  row: Pick<OrganisationRow, 'id' | 'type' | 'taxNumber' | 'name' | 'address' | 'phone'>,
): Promise<void> {
  await sql`
    update member.member set version = version + 1, touched_at = ${work.at}, name = ${row.name},
           address = ${row.address}, phone = ${row.phone} where id = ${row.id}`.execute(work.tx)
  await sql`
    update member.organisation set type = ${row.type}, tax_number = ${row.taxNumber}, version = version + 1
     where member_id = ${row.id}`.execute(work.tx)
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`)

export async function organisations(
  tx: Tx,
  of: Readonly<{ q: string; type: OrganisationType | null; from: number; most: number }>,
): Promise<{ rows: OrganisationRow[]; total: number }> {
  const where = sql`m.withdrawn_at is null and (${of.type}::text is null or o.type = ${of.type}::text)
    and (${of.q} = '' or m.name ilike ${`%${likeText(of.q)}%`} or m.number = ${of.q} or o.tax_number = ${of.q})`
  const { rows } = await sql<OrganisationRow>`
    select ${columns} from ${source} where ${where}
     order by m.name, m.number limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${source} where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export type NewContact = Readonly<{
  id: string
  fingerprint: string
  organisationId: string
  name: string
  mobile: string | null
  role: string
  number: string | null
  monthMostMinor: number | null
}>
export type ContactRow = NewContact & Readonly<{ at: Instant; leftAt: Instant | null }>

const contactColumns = sql.raw(`
  c.id, c.fingerprint, c.organisation_id as "organisationId", c.name, c.mobile, c.role, c.number,
  c.month_most_minor as "monthMostMinor", c.at, c.left_at as "leftAt"`)

export async function contactById(tx: Tx, id: string): Promise<ContactRow | undefined> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns} from member.contact_person c where c.id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function contactsOf(tx: Tx, organisationIds: readonly string[]): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns} from member.contact_person c
     where c.organisation_id = any(${organisationIds}::uuid[])
     order by c.left_at is not null, c.at, c.id`.execute(tx)
  return rows
}

/** Cards of contact persons who have not left. */
export async function contactsByNumber(tx: Tx, numbers: readonly string[]): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns} from member.contact_person c
     where c.number = any(${numbers}::text[]) and c.left_at is null`.execute(tx)
  return rows
}

/**
 * N16: whoever gives a card to a contact person waits for enrolments under way and holds up new ones, for no index can
 * keep a number unique over two tables. Such cards are rare and given one by one.
 */
export async function lockNumbers(tx: Tx): Promise<void> {
  await sql`lock table member.member in share row exclusive mode`.execute(tx)
}

export async function insertContact(work: Work, row: NewContact): Promise<void> {
  await sql`
    insert into member.contact_person (id, fingerprint, organisation_id, name, mobile, role, number,
                                       month_most_minor, at)
    values (${row.id}, ${row.fingerprint}, ${row.organisationId}, ${row.name}, ${row.mobile}, ${row.role},
            ${row.number}, ${row.monthMostMinor}, ${work.at})`.execute(work.tx)
}

export async function updateContact(
  tx: Tx,
  row: Pick<ContactRow, 'id' | 'name' | 'mobile' | 'role' | 'monthMostMinor' | 'leftAt'>,
): Promise<void> {
  await sql`
    update member.contact_person
       set name = ${row.name}, mobile = ${row.mobile}, role = ${row.role}, month_most_minor = ${row.monthMostMinor},
           left_at = ${row.leftAt}
     where id = ${row.id}`.execute(tx)
}

export type NewConsent = Readonly<{
  id: string
  contactId: string
  channel: string
  granted: boolean
  textVersion: string
}>

export async function insertContactConsent(work: Work, row: NewConsent): Promise<void> {
  await sql`
    insert into member.contact_consent (id, contact_id, channel, granted, text_version, at)
    values (${row.id}, ${row.contactId}, ${row.channel}, ${row.granted}, ${row.textVersion}, ${work.at})
        on conflict (id) do nothing`.execute(work.tx)
}

/** N4: the last row of a channel counts. */
export async function contactConsents(tx: Tx, contactIds: readonly string[]) {
  const { rows } = await sql<NewConsent & { at: Instant }>`
    select distinct on (contact_id, channel) id, contact_id as "contactId", channel, granted,
           text_version as "textVersion", at
      from member.contact_consent where contact_id = any(${contactIds}::uuid[])
     order by contact_id, channel, at desc, id desc`.execute(tx)
  return rows
}
