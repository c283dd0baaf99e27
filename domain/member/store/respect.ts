import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ConsentKey, Medium, Standing } from '../model/consent.ts'

export type Reachable = Readonly<{
  id: string
  number: string
  name: string
  branchId: string | null
  email: string | null
  mobile: string | null
  phone: string | null
  address: string | null
  postcode: string | null
  birthOn: BusinessDay | null
  ageYears: number | null
  extra: Readonly<Record<string, string | number | boolean>>
  withdrawnAt: Instant | null
  consents: readonly Standing[]
  /** N18. */
  noSalesCalls: boolean
}>

/** Addresses, age and everything said about being reached, as it stands at this moment. */
export async function reachables(tx: Tx, ids: readonly string[]): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    select m.id, m.number, m.name, m.branch_id as "branchId", m.email, m.mobile, m.phone, m.address, m.postcode,
           m.birth_on as "birthOn", m.age_years as "ageYears", m.extra, m.withdrawn_at as "withdrawnAt",
           coalesce(c.consents, '[]'::jsonb) as consents, coalesce(w.refused, false) as "noSalesCalls"
      from member.member m
      left join lateral (
             select jsonb_agg(jsonb_build_object('id', l.id, 'channel', l.channel, 'purpose', l.purpose, 'granted',
                      l.granted, 'textVersion', l.text_version, 'givenBy', l.given_by)) as consents
               from (select distinct on (channel, purpose) id, channel, purpose, granted, text_version, given_by
                       from member.consent where member_id = m.id
                      order by channel, purpose, at desc, id desc) l) c on true
      left join lateral (select refused from member.sales_call_wish where member_id = m.id
                          order by at desc, id desc limit 1) w on true
     where m.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/**
 * Locks members in the order of their ids, so that a withdrawal of consent, a merge and an erasure either have
 * committed before or wait until this work has. Rows that only refer to members are not held up.
 */
export async function holdStill(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    select id from member.member where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx)
}

export async function insertSalesCallWish(
  work: Work,
  row: Readonly<{ id: string; memberId: string; refused: boolean; source: string }>,
): Promise<void> {
  await sql`
    insert into member.sales_call_wish (id, member_id, refused, source, at)
    values (${row.id}, ${row.memberId}, ${row.refused}, ${row.source}, ${work.at})
        on conflict (id) do nothing`.execute(work.tx)
}

export async function refusesSalesCalls(tx: Tx, memberId: string): Promise<boolean> {
  const { rows } = await sql<{ refused: boolean }>`
    select refused from member.sales_call_wish where member_id = ${memberId}
     order by at desc, id desc limit 1`.execute(tx)
  return rows[0]?.refused ?? false
}

/** Living members with one of these mobiles; a mobile names one (N3). */
export async function byMobiles(tx: Tx, mobiles: readonly string[]) {
  const { rows } = await sql<{ id: string; mobile: string }>`
    select id, mobile from member.member
     where mobile = any(${mobiles}::text[]) and withdrawn_at is null`.execute(tx)
  return rows
}

/** The living member whose own field has this value, such as an OpenID; null when there is none or several. */
export async function byOwnField(tx: Tx, field: string, value: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from member.member
     where extra @> ${JSON.stringify({ [field]: value })}::jsonb and extra <> '{}'::jsonb
       and withdrawn_at is null limit 2`.execute(tx)
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

export type RefusedConsent = ConsentKey &
  Readonly<{ id: string; memberId: string; source: string; textVersion: string; at: Instant }>

/** The no that stands, of members who are with us, the latest first. */
export async function refusedConsents(
  tx: Tx,
  of: Readonly<{ channel: Medium | null; from: number; most: number }>,
): Promise<{ rows: RefusedConsent[]; total: number }> {
  const standing = sql`
      from member.consent c join member.member m on m.id = c.member_id
     where not c.granted and m.withdrawn_at is null and (${of.channel}::text is null or c.channel = ${of.channel})
       and not exists (select from member.consent l
                        where l.member_id = c.member_id and l.channel = c.channel and l.purpose = c.purpose
                          and (l.at, l.id) > (c.at, c.id))`
  const { rows } = await sql<RefusedConsent>`
    select c.id, c.member_id as "memberId", c.channel, c.purpose, c.source, c.text_version as "textVersion", c.at
           ${standing} order by c.at desc, c.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total ${standing}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

/** Of these members, those who said no to something in `[from, before)`. */
export async function refusedWithin(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; from: Instant; before: Instant }>,
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select distinct member_id as "memberId" from member.consent
     where not granted and at >= ${of.from} and at < ${of.before} and member_id = any(${of.memberIds}::uuid[])
  `.execute(tx)
  return rows.map((row) => row.memberId)
}

/** How many joined by a form of this tag in `[from, before)`. */
export async function joinedByTag(
  tx: Tx,
  of: Readonly<{ tag: string; from: Instant; before: Instant }>,
): Promise<number> {
  const { rows } = await sql<{ members: number }>`
    select count(distinct member_id)::int as members from member.submission
     where tag = ${of.tag} and state = 'enrolled' and at >= ${of.from} and at < ${of.before}`.execute(tx)
  return rows[0]?.members ?? 0
}
