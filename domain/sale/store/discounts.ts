import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type RuleRow = Readonly<{
  id: string
  fingerprint: string
  branchId: string
  mostBps: number | null
  at: Instant
  byName: string
}>

const ruleColumns = sql`
  id, fingerprint, branch_id as "branchId", most_bps as "mostBps", at, by_name as "byName"`

/** The row that holds for each branch; absent where nobody ever set one. */
export async function latestRules(tx: Tx, branchIds: readonly string[]): Promise<Map<string, RuleRow>> {
  const { rows } = await sql<RuleRow>`
    select distinct on (branch_id) ${ruleColumns} from sale.discount_rule
     where branch_id = any(${branchIds}::uuid[]) order by branch_id, seq desc`.execute(tx)
  return new Map(rows.map((row) => [row.branchId, row]))
}

export async function ruleById(tx: Tx, id: string): Promise<RuleRow | undefined> {
  const { rows } = await sql<RuleRow>`
    select ${ruleColumns} from sale.discount_rule where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertRule(
  work: Work,
  row: Pick<RuleRow, 'id' | 'fingerprint' | 'branchId' | 'mostBps'>,
): Promise<void> {
  await sql`
    insert into sale.discount_rule (id, fingerprint, branch_id, most_bps, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.branchId}, ${row.mostBps}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export type AllowanceRow = Readonly<{
  id: string
  fingerprint: string
  saleId: string
  branchId: string
  offMinor: number
  shareBps: number
  at: Instant
  byId: string
  byName: string
  /** The asking it answers, and the content it is for; null for a word that nobody asked for. */
  askingId: string | null
  salePrint: string | null
}>

const allowanceColumns = sql`
  id, fingerprint, sale_id as "saleId", branch_id as "branchId", off_minor as "offMinor", share_bps as "shareBps",
  at, by_id as "byId", by_name as "byName", asking_id as "askingId", sale_print as "salePrint"`

export async function allowanceById(tx: Tx, id: string): Promise<AllowanceRow | undefined> {
  const { rows } = await sql<AllowanceRow>`
    select ${allowanceColumns} from sale.discount_allowance where id = ${id}`.execute(tx)
  return rows[0]
}

/** Everything that was allowed for these sales. */
export async function allowancesOf(tx: Tx, saleIds: readonly string[]): Promise<AllowanceRow[]> {
  const { rows } = await sql<AllowanceRow>`
    select ${allowanceColumns} from sale.discount_allowance
     where sale_id = any(${saleIds}::uuid[]) order by seq`.execute(tx)
  return rows
}

export async function insertAllowance(
  work: Work,
  row: Omit<AllowanceRow, 'at' | 'byId' | 'byName'>,
): Promise<void> {
  await sql`
    insert into sale.discount_allowance (id, fingerprint, sale_id, branch_id, off_minor, share_bps, at, by_id, by_name,
                                         asking_id, sale_print)
    values (${row.id}, ${row.fingerprint}, ${row.saleId}, ${row.branchId}, ${row.offMinor}, ${row.shareBps}, ${work.at},
            ${work.by.id}, ${work.by.name}, ${row.askingId}, ${row.salePrint})`.execute(work.tx)
}
