import { sql } from 'kysely'
import { present } from '#base/must'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'
import type { Medium } from '#domain/member/model/consent'

/** What other rooms say of a member, as audiences ask for it. */
export type Fact = Readonly<{
  memberId: string
  /** By field, the chain's own ones as `extra.key`; what is not known is absent. */
  profile: Readonly<Record<string, string | number | boolean>>
  birthOn: BusinessDay | null
  ageYears: number | null
  joinedOn: BusinessDay
  tier: string | null
  points: number
  storedMinor: number
  archived: boolean
  /** The media on which they may be sent offers now. */
  reach: readonly Medium[]
}>

/** Writes the facts of members in the order of their ids, so that two writers never wait for each other in a ring. */
export async function keepFacts(tx: Tx, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return
  const of = <K extends keyof Fact>(key: K) => facts.map((fact) => fact[key])
  await sql`
    insert into insight.member_fact (member_id, profile, birth_on, age_years, joined_on, tier, points, stored_minor,
                                     archived, reach)
    select id, profile, birth_on, age_years, joined_on, tier, points, stored_minor, archived,
           string_to_array(reach, ',')
      from unnest(${of('memberId')}::uuid[], ${facts.map((one) => JSON.stringify(one.profile))}::jsonb[],
                         ${of('birthOn')}::date[], ${of('ageYears')}::smallint[], ${of('joinedOn')}::date[],
                         ${of('tier')}::text[], ${of('points')}::bigint[], ${of('storedMinor')}::bigint[],
                         ${of('archived')}::bool[], ${facts.map((one) => one.reach.join(','))}::text[])
             as n (id, profile, birth_on, age_years, joined_on, tier, points, stored_minor, archived, reach)
     order by id
        on conflict (member_id) do update
       set profile = excluded.profile, birth_on = excluded.birth_on, age_years = excluded.age_years,
           joined_on = excluded.joined_on, tier = excluded.tier, points = excluded.points,
           stored_minor = excluded.stored_minor, archived = excluded.archived, reach = excluded.reach`.execute(
    tx,
  )
}

export async function dropFacts(tx: Tx, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  await sql`
    delete from insight.member_fact where member_id in (
      select member_id from insight.member_fact where member_id = any(${memberIds}::uuid[]) order by 1 for update)
  `.execute(tx)
}

/** The place of the round in which everybody is read, held to the end of this work; null when none is under way. */
export async function lockRound(tx: Tx): Promise<{ afterId: string | null } | null> {
  const { rows } = await sql<{ afterId: string | null; underWay: boolean }>`
    select after_id as "afterId", under_way as "underWay" from insight.fact_round for update`.execute(tx)
  return rows[0]?.underWay === true ? rows[0] : null
}

export async function beginRound(tx: Tx): Promise<void> {
  await sql`update insight.fact_round set under_way = true, after_id = null`.execute(tx)
}

/** Behind whom the round goes on; null is its end. */
export async function moveRound(tx: Tx, afterId: string | null): Promise<void> {
  await sql`
    update insight.fact_round set after_id = ${afterId}, under_way = ${afterId !== null}`.execute(tx)
}

export type BillRow = Readonly<{
  id: string
  memberId: string
  branchId: string
  day: BusinessDay
  minute: number
  keptMinor: number
}>
export type BillLineRow = Readonly<{ saleId: string; productCode: string; thousandths: number }>

/** Makes these sales' bills what they are now: told twice it changes nothing. */
export async function keepBills(
  tx: Tx,
  of: Readonly<{ saleIds: readonly string[]; bills: readonly BillRow[]; lines: readonly BillLineRow[] }>,
): Promise<void> {
  const { bills, lines } = of
  const bill = <K extends keyof BillRow>(key: K) => bills.map((row) => row[key])
  const line = <K extends keyof BillLineRow>(key: K) => lines.map((row) => row[key])
  await sql`delete from insight.bill where sale_id = any(${of.saleIds}::uuid[])`.execute(tx)
  await sql`
    insert into insight.bill (sale_id, member_id, branch_id, day, minute, kept_minor)
    select * from unnest(${bill('id')}::uuid[], ${bill('memberId')}::uuid[], ${bill('branchId')}::uuid[],
                         ${bill('day')}::date[], ${bill('minute')}::smallint[], ${bill('keptMinor')}::bigint[])
  `.execute(tx)
  await sql`
    insert into insight.bill_line (sale_id, product_code, kept_thousandths)
    select * from unnest(${line('saleId')}::uuid[], ${line('productCode')}::text[], ${line('thousandths')}::bigint[])
  `.execute(tx)
}

export type DeedRow = Readonly<{
  seq: number
  memberId: string
  deed: string
  what: string
  ref: string | null
  day: BusinessDay
}>

/** One row per event of the log; told twice it is still one. */
export async function addDeeds(tx: Tx, rows: readonly DeedRow[]): Promise<void> {
  if (rows.length === 0) return
  const of = <K extends keyof DeedRow>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into insight.deed (seq, member_id, deed, what, ref, day)
    select * from unnest(${of('seq')}::bigint[], ${of('memberId')}::uuid[], ${of('deed')}::text[],
                         ${of('what')}::text[], ${of('ref')}::text[], ${of('day')}::date[])
        on conflict (seq) do nothing`.execute(tx)
}

export async function dropDeeds(tx: Tx, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await sql`delete from insight.deed where ref = any(${refs}::text[])`.execute(tx)
}

/** Those who joined at these branches and are with us, in the order of their ids, sixteen bytes each. */
export async function joinedAt(tx: Tx, branchIds: readonly string[]): Promise<Buffer> {
  const { rows } = await sql<{ ids: Buffer }>`
    select coalesce(string_agg(uuid_send(member_id), ''::bytea order by member_id), ''::bytea) as ids
      from insight.member_fact where branch_id = any(${[...branchIds]}::text[])`.execute(tx)
  return present(rows[0], 'an aggregate has one row').ids
}

/** The tier of every member, as a table to join: for rooms that count a million of them and read none. */
export const memberTiers = sql`(select member_id, tier from insight.member_fact)`
