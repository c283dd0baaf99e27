import { sql, type QueryExecutorProvider } from 'kysely'
import type { Tx } from '#db/work'
import type { Branch, Chain } from '../contract.ts'

export type ChainRow = Chain & Readonly<{ salt: string }>

const CHAIN = sql`id, name, country, currency, zone, closing_hour as "closingHour", language, salt`
const BRANCH = sql`id, code, name, region, zone, closing_hour as "closingHour"
                 , opened_on as "openedOn", closed_on as "closedOn", version`

export async function findChain(tx: QueryExecutorProvider): Promise<ChainRow | undefined> {
  const { rows } = await sql<ChainRow>`/* prepared */ select ${CHAIN} from org.chain`.execute(tx)
  return rows[0]
}

/** Whoever changes owners or branches queues here, so that "never the last one" is judged on settled rows. */
export async function lockChain(tx: Tx): Promise<void> {
  await sql`select from org.chain for update`.execute(tx)
}

export async function insertChain(tx: Tx, row: ChainRow & { foundedAt: string }): Promise<void> {
  await sql`
    insert into org.chain (id, name, country, currency, zone, closing_hour, language, salt, founded_at)
    values (${row.id}, ${row.name}, ${row.country}, ${row.currency}, ${row.zone}, ${row.closingHour},
            ${row.language}, ${row.salt}, ${row.foundedAt})`.execute(tx)
}

/** All branches, or those of the list; open ones first. */
export async function branches(tx: Tx, ids: readonly string[] | null): Promise<Branch[]> {
  const { rows } = await sql<Branch>`
    select ${BRANCH} from org.branch
     where ${ids === null} or id = any(${ids ?? []}::uuid[])
     order by closed_on is not null, code`.execute(tx)
  return rows
}

export async function branchesByCode(tx: Tx, codes: readonly string[]): Promise<Branch[]> {
  const { rows } = await sql<Branch>`/* prepared */
    select ${BRANCH} from org.branch where code = any(${codes}::text[])`.execute(tx)
  return rows
}

export async function lockBranch(tx: Tx, id: string): Promise<Branch | undefined> {
  const { rows } = await sql<Branch>`select ${BRANCH} from org.branch where id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function insertBranch(tx: Tx, row: Branch): Promise<void> {
  await sql`
    insert into org.branch (id, code, name, region, zone, closing_hour, opened_on)
    values (${row.id}, ${row.code}, ${row.name}, ${row.region}, ${row.zone}, ${row.closingHour}, ${row.openedOn})
    `.execute(tx)
}

export async function updateBranch(tx: Tx, row: Branch): Promise<void> {
  await sql`
    update org.branch
       set code = ${row.code}, name = ${row.name}, region = ${row.region}, zone = ${row.zone}
         , closing_hour = ${row.closingHour}, closed_on = ${row.closedOn}, version = ${row.version}
     where id = ${row.id}`.execute(tx)
}
