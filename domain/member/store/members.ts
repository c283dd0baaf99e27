import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Gender, MemberKind, Source } from '../model.ts'
import type { Giver, Medium, Purpose } from '../model/consent.ts'

export type MemberRow = {
  id: string
  fingerprint: string
  number: string
  source: Source
  branchId: string | null
  joinedOn: BusinessDay
  recordedAt: Instant
  withdrawnAt: Instant | null
  version: number
  name: string
  gender: Gender | null
  birthOn: BusinessDay | null
  ageYears: number | null
  idNumber: string | null
  education: string | null
  income: string | null
  address: string | null
  postcode: string | null
  phone: string | null
  mobile: string | null
  email: string | null
  extra: Record<string, string | number | boolean>
  kind: MemberKind
  /** When the profile was last written or confirmed. */
  touchedAt: Instant
  agentCode: string | null
  awaitsRegistration: boolean
}
export type NewMember = Omit<MemberRow, 'recordedAt' | 'withdrawnAt' | 'version' | 'kind' | 'touchedAt'>

const columns = sql.raw(`
  id, fingerprint, number, source, branch_id as "branchId", joined_on as "joinedOn", recorded_at as "recordedAt",
  withdrawn_at as "withdrawnAt", version, name, gender, birth_on as "birthOn", age_years as "ageYears",
  id_number as "idNumber", education, income, address, postcode, phone, mobile, email, extra, kind,
  coalesce(touched_at, recorded_at) as "touchedAt", agent_code as "agentCode",
  awaits_registration as "awaitsRegistration"`)

export { columns as memberColumns }

export async function byIds(tx: Tx, ids: readonly string[]): Promise<MemberRow[]> {
  const { rows } =
    await sql<MemberRow>`select ${columns} from member.member where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** What a receipt needs of a member: the number may be a withdrawn one, the caller decides. */
export async function idsByNumber(tx: Tx, numbers: readonly string[]) {
  const { rows } = await sql<{ id: string; number: string }>`
    select id, number from member.member where number = any(${numbers}::text[]) and withdrawn_at is null`.execute(
    tx,
  )
  return rows
}

export async function takenMobiles(tx: Tx, mobiles: readonly string[]) {
  const { rows } = await sql<{ id: string; mobile: string; number: string }>`
    select id, mobile, number from member.member
     where mobile = any(${mobiles}::text[]) and withdrawn_at is null`.execute(tx)
  return rows
}

/** Takes the next serials of a series; the row lock makes others wait, so numbers are consecutive (N1). */
export async function takeSerials(tx: Tx, prefix: string, count: number, width: number) {
  const { rows } = await sql<{ first: number; width: number }>`
    insert into member.series as s (prefix, width, next) values (${prefix}, ${width}, ${count} + 1)
        on conflict (prefix) do update set next = s.next + ${count}
    returning next - ${count} as first, width`.execute(tx)
  return rows[0]
}

export async function insertMembers(work: Work, rows: readonly NewMember[]): Promise<void> {
  const column = <K extends keyof NewMember>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into member.member
           (id, fingerprint, number, source, branch_id, joined_on, recorded_at, name, gender, birth_on, age_years,
             id_number,
            education, income, address, postcode, phone, mobile, email, extra, agent_code, awaits_registration)
    select id, fingerprint, number, source, branch, joined, ${work.at}, name, gender, birth, age, id_number,
           education, income, address, postcode, phone, mobile, email, extra, agent, awaits
      from unnest(${column('id')}::uuid[], ${column('fingerprint')}::text[], ${column('number')}::text[],
                  ${column('source')}::text[], ${column('branchId')}::uuid[], ${column('joinedOn')}::date[],
                  ${column('name')}::text[], ${column('gender')}::text[], ${column('birthOn')}::date[],
                  ${column('ageYears')}::smallint[], ${column('idNumber')}::text[], ${column('education')}::text[],
                  ${column('income')}::text[], ${column('address')}::text[], ${column('postcode')}::text[],
                  ${column('phone')}::text[], ${column('mobile')}::text[], ${column('email')}::text[],
                  ${rows.map((row) => JSON.stringify(row.extra))}::jsonb[], ${column('agentCode')}::text[],
                  ${column('awaitsRegistration')}::bool[])
        as m (id, fingerprint, number, source, branch, joined, name, gender, birth, age, id_number, education, income,
              address, postcode, phone, mobile, email, extra, agent, awaits)`.execute(work.tx)
}

export async function lockMember(tx: Tx, id: string): Promise<MemberRow | undefined> {
  const { rows } =
    await sql<MemberRow>`select ${columns} from member.member where id = ${id} for update`.execute(tx)
  return rows[0]
}

/** Written by a person, or filled from another profile: `touchedAt` of the row says which. */
export async function updateProfile(tx: Tx, row: MemberRow): Promise<void> {
  await sql`
    update member.member
       set version = version + 1, touched_at = ${row.touchedAt}, name = ${row.name}, gender = ${row.gender},
           birth_on = ${row.birthOn},
           age_years = ${row.ageYears}, id_number = ${row.idNumber}, education = ${row.education},
           income = ${row.income}, address = ${row.address}, postcode = ${row.postcode}, phone = ${row.phone},
           mobile = ${row.mobile}, email = ${row.email}, extra = ${JSON.stringify(row.extra)}::jsonb
     where id = ${row.id}`.execute(tx)
}

/** Numbers stay taken for ever (N2), so a withdrawn member gives the number back only by taking a mark behind it. */
export async function withdrawMembers(work: Work, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update member.member set withdrawn_at = ${work.at}, number = number || '~' || left(id::text, 8) ||
      right(id::text, 4)
     where id = any(${ids}::uuid[]) and withdrawn_at is null
    returning id`.execute(work.tx)
  return rows.map((row) => row.id)
}

export type ConsentRow = Readonly<{
  id: string
  memberId: string
  channel: string
  granted: boolean
  textVersion: string
  source: string
  /** Offers, and by the member, unless told otherwise. */
  purpose?: Purpose
  givenBy?: Giver
}>

export async function insertConsents(work: Work, rows: readonly ConsentRow[]): Promise<void> {
  await sql`
    insert into member.consent (id, member_id, channel, granted, text_version, source, purpose, given_by, at)
    select id, member, channel, granted, text_version, source, purpose, given_by, ${work.at}
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.memberId)}::uuid[],
                  ${rows.map((r) => r.channel)}::text[], ${rows.map((r) => r.granted)}::bool[],
                  ${rows.map((r) => r.textVersion)}::text[], ${rows.map((r) => r.source)}::text[],
                  ${rows.map((r) => r.purpose ?? 'marketing')}::text[],
                  ${rows.map((r) => r.givenBy ?? 'member')}::text[])
        as c (id, member, channel, granted, text_version, source, purpose, given_by)
        on conflict (id) do nothing`.execute(work.tx)
}

export async function consentsOf(tx: Tx, memberId: string) {
  const { rows } = await sql<{
    channel: Medium
    purpose: Purpose
    granted: boolean
    textVersion: string
    source: string
    givenBy: Giver
    at: Instant
  }>`
    select distinct on (channel, purpose) channel, purpose, granted, text_version as "textVersion", source,
           given_by as "givenBy", at
      from member.consent where member_id = ${memberId}
     order by channel, purpose, at desc, id desc`.execute(tx)
  return rows
}

export type Contact = Readonly<{
  id: string
  number: string
  name: string
  email: string | null
  mobile: string | null
  emailConsent: boolean
  smsConsent: boolean
}>

/** Addresses with the consent that stands at this moment (N4); withdrawn members have none. */
export async function contacts(tx: Tx, ids: readonly string[]): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select m.id, m.number, m.name, m.email, m.mobile,
           coalesce(e.granted, false) and m.withdrawn_at is null as "emailConsent",
           coalesce(s.granted, false) and m.withdrawn_at is null as "smsConsent"
      from member.member m
      left join lateral (select granted from member.consent c where c.member_id = m.id and c.channel = 'email'
                            and c.purpose = 'marketing'
                          order by at desc, id desc limit 1) e on true
      left join lateral (select granted from member.consent c where c.member_id = m.id and c.channel = 'sms'
                            and c.purpose = 'marketing'
                          order by at desc, id desc limit 1) s on true
     where m.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

export async function countBySource(tx: Tx) {
  const { rows } = await sql<{ source: Source; members: number }>`
    select source, count(*)::int as members from member.member where withdrawn_at is null
     group by source order by members desc, source`.execute(tx)
  return rows
}

export type FieldRow = Readonly<{
  key: string
  kind: string
  labelZh: string
  labelEn: string
  choices: string[]
}>

export async function fields(tx: Tx): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`
    select key, kind, label_zh as "labelZh", label_en as "labelEn", choices from member.field order by sort`.execute(
    tx,
  )
  return rows
}

export async function keepField(tx: Tx, row: FieldRow): Promise<void> {
  await sql`
    insert into member.field (key, kind, label_zh, label_en, choices)
    values (${row.key}, ${row.kind}, ${row.labelZh}, ${row.labelEn}, ${row.choices}::text[])
        on conflict (key) do update set label_zh = excluded.label_zh, label_en = excluded.label_en,
                                        choices = excluded.choices`.execute(tx)
}

export type SeriesRow = Readonly<{ prefix: string; width: number; next: number }>

export async function series(tx: Tx): Promise<SeriesRow[]> {
  const { rows } =
    await sql<SeriesRow>`select prefix, width, next from member.series order by prefix`.execute(tx)
  return rows
}

export async function keepSeries(tx: Tx, prefix: string, width: number): Promise<void> {
  await sql`
    insert into member.series (prefix, width) values (${prefix}, ${width})
        on conflict (prefix) do update set width = excluded.width`.execute(tx)
}
