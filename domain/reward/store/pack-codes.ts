import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type BatchRow = Readonly<{
  id: string
  fingerprint: string
  count: number
  points: number | null
  validTo: BusinessDay | null
  note: string
  used: number
  at: Instant
  byName: string
  voidedAt: Instant | null
}>

const batchColumns = sql.raw(`
  b.id, b.fingerprint, b.count, b.points, b.valid_to as "validTo", b.note, b.at, b.by_name as "byName",
  v.at as "voidedAt", (select count(*) from reward.pack_code c join reward.pack_code_use u on u.hash = c.hash
                        where c.batch_id = b.id) as used`)

export async function batchById(tx: Tx, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    select ${batchColumns} from reward.pack_code_batch b left join reward.pack_code_voiding v on v.batch_id = b.id
     where b.id = ${id}`.execute(tx)
  return rows[0]
}

export async function batches(tx: Tx, of: Readonly<{ from: number; most: number }>) {
  const { rows } = await sql<BatchRow & { total: number }>`
    select ${batchColumns}, count(*) over () as total
      from reward.pack_code_batch b left join reward.pack_code_voiding v on v.batch_id = b.id
     order by b.at desc, b.id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

type NewBatch = Pick<BatchRow, 'id' | 'fingerprint' | 'count' | 'points' | 'validTo' | 'note'>

export async function insertBatch(work: Work, row: NewBatch, hashes: readonly string[]): Promise<void> {
  await sql`
    insert into reward.pack_code_batch (id, fingerprint, count, points, valid_to, note, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.count}, ${row.points}, ${row.validTo}, ${row.note}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
  await sql`
    insert into reward.pack_code (hash, batch_id)
    select hash, ${row.id} from unnest(${hashes}::text[]) as h (hash)`.execute(work.tx)
}

export async function insertVoiding(work: Work, batchId: string, reason: string): Promise<boolean> {
  const { rows } = await sql`
    insert into reward.pack_code_voiding (batch_id, reason, at, by_id)
    values (${batchId}, ${reason}, ${work.at}, ${work.by.id})
        on conflict do nothing returning batch_id`.execute(work.tx)
  return rows.length > 0
}

export type KnownCode = Readonly<{
  batchId: string
  points: number | null
  validTo: BusinessDay | null
  voided: boolean
}>

/** R4: the code, locked: two who bring the same one queue here, and whoever is second sees the first one's use. */
export async function lockCode(tx: Tx, hash: string): Promise<KnownCode | undefined> {
  const { rows } = await sql<KnownCode>`
    select c.batch_id as "batchId", b.points, b.valid_to as "validTo",
           exists (select from reward.pack_code_voiding v where v.batch_id = b.id) as voided
      from reward.pack_code c join reward.pack_code_batch b on b.id = c.batch_id
     where c.hash = ${hash} for update of c`.execute(tx)
  return rows[0]
}

/** Asked behind the lock of the code, in a statement of its own: the one that waited sees nothing newer. */
export async function isUsed(tx: Tx, hash: string): Promise<boolean> {
  const { rows } = await sql`select from reward.pack_code_use where hash = ${hash}`.execute(tx)
  return rows.length > 0
}

export type UseRow = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  branchId: string
  points: number
  expiresOn: BusinessDay | null
  day: BusinessDay
  at: Instant
}>

export async function useById(tx: Tx, id: string): Promise<UseRow | undefined> {
  const { rows } = await sql<UseRow>`
    select id, fingerprint, member_id as "memberId", branch_id as "branchId", points, expires_on as "expiresOn", day, at
      from reward.pack_code_use where id = ${id}`.execute(tx)
  return rows[0]
}

export type NewUse = Omit<UseRow, 'at'> & Readonly<{ hash: string; programVersion: number }>

export async function insertUse(work: Work, row: NewUse): Promise<void> {
  await sql`
    insert into reward.pack_code_use
           (id, fingerprint, hash, member_id, branch_id, points, expires_on, day, program_version, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.hash}, ${row.memberId}, ${row.branchId}, ${row.points},
            ${row.expiresOn}, ${row.day}, ${row.programVersion}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

export type Guesser = Readonly<{ askedBy: string; branchId: string; hour: Instant }>

/** R5: wrong codes in this hour. Guesses of one guesser queue at the advisory lock: else a hundred would see none. */
export async function wrongTries(tx: Tx, of: Guesser): Promise<number> {
  const guesser = `reward.wrong_code ${of.askedBy} ${of.branchId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${guesser}, 0))`.execute(tx)
  const { rows } = await sql<{ tries: number }>`
    select tries from reward.wrong_code
     where asked_by = ${of.askedBy} and branch_id = ${of.branchId} and hour = ${of.hour}`.execute(tx)
  return rows[0]?.tries ?? 0
}

export async function countWrong(tx: Tx, of: Guesser): Promise<void> {
  await sql`
    insert into reward.wrong_code as w (asked_by, branch_id, hour, tries)
    values (${of.askedBy}, ${of.branchId}, ${of.hour}, 1)
        on conflict (asked_by, branch_id, hour) do update set tries = w.tries + 1`.execute(tx)
}

/** Branches that stand without the system. */
export async function paperBranches(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ branchId: string; paper: boolean }>`
    select distinct on (branch_id) branch_id as "branchId", paper from reward.paper_branch
     order by branch_id, no desc`.execute(tx)
  return new Set(rows.filter((row) => row.paper).map((row) => row.branchId))
}

export async function sayPaper(work: Work, branchId: string, paper: boolean): Promise<void> {
  await sql`
    insert into reward.paper_branch (id, branch_id, no, paper, at, by_id, by_name)
    select ${work.newId()}, ${branchId}, 1 + count(*), ${paper}, ${work.at}, ${work.by.id}, ${work.by.name}
      from reward.paper_branch where branch_id = ${branchId}`.execute(work.tx)
}
