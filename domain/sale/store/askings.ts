import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type AskedLine = Readonly<{
  productCode: string
  name: string
  quantity: number
  listedMinor: number
  chargedMinor: number
}>

export type NewAsking = Readonly<{
  id: string
  fingerprint: string
  saleId: string
  salePrint: string
  branchId: string
  memberId: string | null
  listedMinor: number
  offMinor: number
  shareBps: number
  mostBps: number
  totalMinor: number
  points: number
  lines: readonly AskedLine[]
  reason: string
  expiresAt: Instant
}>
export type AskingRow = NewAsking &
  Readonly<{
    at: Instant
    byId: string
    byName: string
    decisionId: string | null
    decisionFingerprint: string | null
    approves: boolean | null
    note: string | null
    decidedAt: Instant | null
    decidedById: string | null
    decidedByName: string | null
    /** Whether the sale has been recorded since. */
    recorded: boolean
  }>

const columns = sql.raw(`
  a.id, a.fingerprint, a.sale_id as "saleId", a.sale_print as "salePrint", a.branch_id as "branchId",
  a.member_id as "memberId", a.listed_minor as "listedMinor", a.off_minor as "offMinor", a.share_bps as "shareBps",
  a.most_bps as "mostBps", a.total_minor as "totalMinor", a.points, a.lines, a.reason, a.expires_at as "expiresAt",
  a.at, a.by_id as "byId", a.by_name as "byName", d.id as "decisionId", d.fingerprint as "decisionFingerprint",
  d.approves, d.note, d.at as "decidedAt", d.by_id as "decidedById", d.by_name as "decidedByName",
  exists (select from sale.sale s where s.id = a.sale_id) as recorded`)
const source = sql.raw('sale.discount_asking a left join sale.discount_decision d on d.asking_id = a.id')

/** Whoever asks about one sale queues here to the end of the work: of two, the second sees what the first asked. */
export async function lockSaleAsked(tx: Tx, saleId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sale.discount ${saleId}`}, 0))`.execute(tx)
}

export async function askingById(tx: Tx, id: string): Promise<AskingRow | undefined> {
  const { rows } = await sql<AskingRow>`select ${columns} from ${source} where a.id = ${id}`.execute(tx)
  return rows[0]
}

export async function askingByDecision(tx: Tx, id: string): Promise<AskingRow | undefined> {
  const { rows } = await sql<AskingRow>`select ${columns} from ${source} where d.id = ${id}`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work, so that of two who decide at once the second sees the first one's word. */
export async function lockAsking(tx: Tx, id: string): Promise<AskingRow | undefined> {
  await sql`select from sale.discount_asking where id = ${id} for update`.execute(tx)
  return askingById(tx, id)
}

/** What was asked about a sale, the newest first. */
export async function askingsOf(tx: Tx, saleId: string): Promise<AskingRow[]> {
  const { rows } = await sql<AskingRow>`
    select ${columns} from ${source} where a.sale_id = ${saleId} order by a.at desc, a.id desc`.execute(tx)
  return rows
}

export async function insertAsking(work: Work, row: NewAsking): Promise<void> {
  await sql`
    insert into sale.discount_asking (id, fingerprint, sale_id, sale_print, branch_id, member_id, listed_minor,
                                      off_minor, share_bps, most_bps, total_minor, points, lines, reason, at,
                                      expires_at, by_kind, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.saleId}, ${row.salePrint}, ${row.branchId}, ${row.memberId},
            ${row.listedMinor}, ${row.offMinor}, ${row.shareBps}, ${row.mostBps}, ${row.totalMinor}, ${row.points},
            ${JSON.stringify(row.lines)}::jsonb, ${row.reason}, ${work.at}, ${row.expiresAt}, ${work.by.kind},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type NewWord = Readonly<{ id: string; fingerprint: string; approves: boolean; note: string }>

export async function insertWord(work: Work, row: NewWord, asking: AskingRow): Promise<void> {
  await sql`
    insert into sale.discount_decision (id, fingerprint, asking_id, approves, note, at, by_id, by_name, asked_by_id,
                                        expires_at)
    values (${row.id}, ${row.fingerprint}, ${asking.id}, ${row.approves}, ${row.note}, ${work.at}, ${work.by.id},
            ${work.by.name}, ${asking.byId}, ${asking.expiresAt})`.execute(work.tx)
}

const STATES = {
  waiting: (at: Instant) => sql`d.id is null and a.expires_at > ${at}`,
  expired: (at: Instant) => sql`d.id is null and a.expires_at <= ${at}`,
  allowed: () => sql`d.approves`,
  refused: () => sql`not d.approves`,
}

export type AskingsAsked = Readonly<{
  state: keyof typeof STATES | null
  at: Instant
  branchIds: readonly string[] | null
  from: number
  most: number
}>

/** What was asked at these branches, newest first. */
export async function askings(tx: Tx, of: AskingsAsked): Promise<{ rows: AskingRow[]; total: number }> {
  const where = sql`
    ${of.state === null ? sql`true` : STATES[of.state](of.at)}
    and (${of.branchIds}::uuid[] is null or a.branch_id = any(${of.branchIds}::uuid[]))`
  const { rows } = await sql<AskingRow>`
    select ${columns} from ${source} where ${where}
     order by a.at desc, a.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from ${source} where ${where}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}
