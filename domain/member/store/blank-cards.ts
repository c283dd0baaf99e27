import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { DesignKind } from '../model/blank-card.ts'

export type NewBatch = Readonly<{
  id: string
  fingerprint: string
  prefix: string
  count: number
  branchId: string | null
  agentCode: string | null
  designCode: string | null
  note: string
}>
export type BatchRow = NewBatch &
  Readonly<{ at: Instant; byId: string | null; blank: number; firstNumber: string; lastNumber: string }>

/** Numbers of one series have one width per batch, so that the least text is the first serial. */
const columns = sql.raw(`
  b.id, b.fingerprint, b.prefix, b.count, b.branch_id as "branchId", b.agent_code as "agentCode",
  b.design_code as "designCode", b.note, b.at, b.by_id as "byId", c.blank, c."firstNumber", c."lastNumber"`)
const source = sql.raw(`
  member.card_batch b cross join lateral (
    select count(*) filter (where issued_to_id is null)::int as blank, min(number collate "C") as "firstNumber",
           max(number collate "C") as "lastNumber"
      from member.blank_card where batch_id = b.id) c`)

export async function batchById(tx: Tx, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`select ${columns} from ${source} where b.id = ${id}`.execute(tx)
  return rows[0]
}

export async function batches(
  tx: Tx,
  of: Readonly<{ branchId: string | null; agentCode: string | null; from: number; most: number }>,
): Promise<{ rows: BatchRow[]; total: number }> {
  const only = sql`(${of.branchId}::uuid is null or b.branch_id = ${of.branchId}::uuid)
    and (${of.agentCode}::text is null or b.agent_code = ${of.agentCode}::text)`
  const { rows } = await sql<BatchRow>`
    select ${columns} from ${source} where ${only}
     order by b.at desc, b.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from member.card_batch b where ${only}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export async function insertBatch(work: Work, row: NewBatch, numbers: readonly string[]): Promise<void> {
  await sql`
    insert into member.card_batch
           (id, fingerprint, prefix, count, branch_id, agent_code, design_code, note, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.prefix}, ${row.count}, ${row.branchId}, ${row.agentCode},
            ${row.designCode}, ${row.note}, ${work.at}, ${work.by.id})`.execute(work.tx)
  await sql`
    insert into member.blank_card (number, batch_id)
    select number, ${row.id}::uuid from unnest(${numbers}::text[]) as c (number)`.execute(work.tx)
}

export async function stockByPlace(tx: Tx) {
  const { rows } = await sql<{
    branchId: string | null
    agentCode: string | null
    blank: number
    issued: number
  }>`
    select b.branch_id as "branchId", b.agent_code as "agentCode",
           count(*) filter (where c.issued_to_id is null)::int as blank, count(c.issued_to_id)::int as issued
      from member.card_batch b join member.blank_card c on c.batch_id = b.id
     group by b.branch_id, b.agent_code order by b.agent_code nulls first, b.branch_id nulls first`.execute(
    tx,
  )
  return rows
}

export async function cardsOfBatch(tx: Tx, id: string, page: Readonly<{ from: number; most: number }>) {
  const { rows } = await sql<{ number: string; issued: boolean }>`
    select number, issued_to_id is not null as issued from member.blank_card
     where batch_id = ${id} order by number collate "C" limit ${page.most} offset ${page.from}`.execute(tx)
  return rows
}

/** Which of these numbers were printed before, and for whom. */
export async function blanksByNumber(tx: Tx, numbers: readonly string[]) {
  const { rows } = await sql<{ number: string; branchId: string | null; agentCode: string | null }>`
    select c.number, b.branch_id as "branchId", b.agent_code as "agentCode"
      from member.blank_card c join member.card_batch b on b.id = c.batch_id
     where c.number = any(${numbers}::text[])`.execute(tx)
  return rows
}

/** N12: whoever gets a printed number takes the card out of stock; other numbers are passed over. */
export async function issueBlanks(
  work: Work,
  given: readonly Readonly<{ number: string; memberId: string }>[],
): Promise<void> {
  await sql`
    update member.blank_card c set issued_to_id = g.member, issued_at = ${work.at}
      from unnest(${given.map((g) => g.number)}::text[], ${given.map((g) => g.memberId)}::uuid[]) as g (number, member)
     where c.number = g.number`.execute(work.tx)
}

export type DesignRow = Readonly<{
  code: string
  kind: DesignKind
  nameZh: string
  nameEn: string
  url: string
  smsNumber: string
  freePhone: string
  hotline: string
  logo: string
  version: number
}>

const designColumns = sql.raw(`
  code, kind, name_zh as "nameZh", name_en as "nameEn", url, sms_number as "smsNumber", free_phone as "freePhone",
  hotline, logo, version`)

export async function designs(tx: Tx): Promise<DesignRow[]> {
  const { rows } =
    await sql<DesignRow>`select ${designColumns} from member.card_design order by code`.execute(tx)
  return rows
}

export async function keepDesign(tx: Tx, row: Omit<DesignRow, 'version'>): Promise<DesignRow | undefined> {
  const { rows } = await sql<DesignRow>`
    insert into member.card_design (code, kind, name_zh, name_en, url, sms_number, free_phone, hotline, logo)
    values (${row.code}, ${row.kind}, ${row.nameZh}, ${row.nameEn}, ${row.url}, ${row.smsNumber}, ${row.freePhone},
            ${row.hotline}, ${row.logo})
        on conflict (code) do update
       set kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en, url = excluded.url,
           sms_number = excluded.sms_number, free_phone = excluded.free_phone, hotline = excluded.hotline,
           logo = excluded.logo, version = card_design.version + 1
    returning ${designColumns}`.execute(tx)
  return rows[0]
}

export type NewRegistration = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  number: string
  branchId: string
}>

export async function registrationById(tx: Tx, id: string) {
  const { rows } = await sql<NewRegistration & { at: Instant }>`
    select id, fingerprint, member_id as "memberId", number, branch_id as "branchId", at
      from member.card_registration where id = ${id}`.execute(tx)
  return rows[0]
}

/** The member is locked by the caller. */
export async function insertRegistration(work: Work, row: NewRegistration): Promise<void> {
  await sql`
    insert into member.card_registration (id, fingerprint, member_id, number, branch_id, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.number}, ${row.branchId}, ${work.at},
            ${work.by.id})`.execute(work.tx)
  await sql`
    update member.member set awaits_registration = false, version = version + 1
     where id = ${row.memberId}`.execute(work.tx)
}
