import { sql } from 'kysely'
import type { Tx } from '#db/work'
import type { Measure } from '../model/measure.ts'
import { markPreferred } from './preferred.ts'

export type ProductKey = Readonly<{ day: string; branchId: string; productCode: string }>
export type HourKey = Readonly<{ day: string; branchId: string; hour: number }>
export type BandKey = Readonly<{ day: string; branchId: string; band: number }>
export type MonthKey = Readonly<{ month: string; branchId: string }>
export type MemberBranchKey = Readonly<{ memberId: string; branchId: string }>

type Cell<Key> = Readonly<{ key: Key; measure: Measure }>

export type Sold = Readonly<{
  products: readonly Cell<ProductKey>[]
  hours: readonly Cell<HourKey>[]
  bands: readonly Cell<BandKey>[]
  months: readonly Cell<MonthKey>[]
  members: readonly Cell<MemberBranchKey>[]
  names: ReadonlyMap<string, string>
}>

type Keys<Key> = Readonly<Record<Extract<keyof Key, string>, Readonly<{ column: string; type: string }>>>

const DAY = { column: 'day', type: 'date' }
const BRANCH = { column: 'branch_id', type: 'uuid' }

/** Adds what happened, in one statement a projection; one reader at a time, so that nothing deadlocks. */
export async function addSold(tx: Tx, of: Sold): Promise<void> {
  const code = { column: 'product_code', type: 'text' }
  await add(tx, 'product_day', { day: DAY, branchId: BRANCH, productCode: code }, of.products)
  await add(
    tx,
    'branch_hour',
    { day: DAY, branchId: BRANCH, hour: { column: 'hour', type: 'int' } },
    of.hours,
  )
  await add(
    tx,
    'branch_band',
    { day: DAY, branchId: BRANCH, band: { column: 'band', type: 'int' } },
    of.bands,
  )
  await add(tx, 'branch_month', { month: { column: 'month', type: 'date' }, branchId: BRANCH }, of.months)
  await addMembers(tx, of.members)
  await sql`
    insert into insight.product_name as p (product_code, name)
    select * from unnest(${[...of.names.keys()]}::text[], ${[...of.names.values()]}::text[])
        on conflict (product_code) do update set name = excluded.name where p.name <> excluded.name`.execute(
    tx,
  )
}

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))

async function add<Key extends object>(tx: Tx, table: string, keys: Keys<Key>, cells: readonly Cell<Key>[]) {
  if (cells.length === 0) return
  const names = Object.keys(keys) as Extract<keyof Key, string>[]
  const columns = names.map((name) => keys[name].column)
  const values = names.map((name) => sql`${cells.map(({ key }) => key[name])}::${sql.raw(keys[name].type)}[]`)
  const of = <K extends keyof Measure>(key: K) => cells.map(({ measure }) => measure[key])
  const cellIs = sql.join(
    columns.map((column) => sql`c.${sql.ref(column)} = n.${sql.ref(column)}`),
    sql` and `,
  )
  await sql`
    insert into ${sql.table(`insight.${table}`)} as c (${list(columns)}, bills, thousandths, amount_minor, member_bills,
                member_thousandths, member_amount_minor)
    select * from unnest(${sql.join(values)}, ${of('bills')}::int[], ${of('thousandths')}::bigint[],
                         ${of('amountMinor')}::bigint[], ${of('memberBills')}::int[],
                         ${of('memberThousandths')}::bigint[], ${of('memberAmountMinor')}::bigint[])
        on conflict (${list(columns)}) do update
       set bills = c.bills + excluded.bills, thousandths = c.thousandths + excluded.thousandths,
           amount_minor = c.amount_minor + excluded.amount_minor, member_bills = c.member_bills + excluded.member_bills,
           member_thousandths = c.member_thousandths + excluded.member_thousandths,
           member_amount_minor = c.member_amount_minor + excluded.member_amount_minor`.execute(tx)
  // What was taken back whole leaves no empty cells behind.
  await sql`
    delete from ${sql.table(`insight.${table}`)} c
     using unnest(${sql.join(values)}) as n (${list(columns)})
     where ${cellIs} and c.bills = 0 and c.thousandths = 0 and c.amount_minor = 0 and c.member_bills = 0
       and c.member_thousandths = 0 and c.member_amount_minor = 0`.execute(tx)
}

async function addMembers(tx: Tx, cells: Sold['members']): Promise<void> {
  if (cells.length === 0) return
  const members = cells.map(({ key }) => key.memberId)
  const places = cells.map(({ key }) => key.branchId)
  await sql`
    insert into insight.member_branch as c (member_id, branch_id, purchases, spend_minor)
    select * from unnest(${members}::uuid[], ${places}::uuid[],
                         ${cells.map(({ measure }) => measure.bills)}::int[],
                         ${cells.map(({ measure }) => measure.amountMinor)}::bigint[])
        on conflict (member_id, branch_id) do update
       set purchases = c.purchases + excluded.purchases, spend_minor = c.spend_minor + excluded.spend_minor`.execute(
    tx,
  )
  await markPreferred(tx, (memberId) => sql`${memberId} = any(${members}::uuid[])`)
}
