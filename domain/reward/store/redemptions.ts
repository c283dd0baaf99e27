import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { GiftState } from '../contract.ts'

export type RedemptionRow = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  gift: string
  nameZh: string
  nameEn: string
  count: number
  points: number
  addMinor: number
  costMinor: number
  productCode: string | null
  branchId: string | null
  stockBranchId: string | null
  channel: 'store' | 'online'
  sentBy: 'branch' | 'head_office'
  mostPerMember: number | null
  tier: string | null
  day: BusinessDay
  note: string
  state: GiftState
  programVersion: number
  at: Instant
  byName: string
}>
export type NewRedemption = Omit<RedemptionRow, 'at' | 'byName' | 'state'>

const columns = sql.raw(`
  id, fingerprint, member_id as "memberId", gift, name_zh as "nameZh", name_en as "nameEn", count, points,
  add_minor as "addMinor", cost_minor as "costMinor", product_code as "productCode", branch_id as "branchId",
  stock_branch_id as "stockBranchId", channel, sent_by as "sentBy", most_per_member as "mostPerMember", tier, day, note,
  state, program_version as "programVersion", at, by_name as "byName"`)

export async function redemptionById(tx: Tx, id: string): Promise<RedemptionRow | undefined> {
  const { rows } =
    await sql<RedemptionRow>`select ${columns} from reward.redemption where id = ${id}`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work: steps of one gift queue here. */
export async function lockRedemption(tx: Tx, id: string): Promise<RedemptionRow | undefined> {
  const { rows } =
    await sql<RedemptionRow>`select ${columns} from reward.redemption where id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function insertRedemption(work: Work, row: NewRedemption): Promise<void> {
  await sql`
    insert into reward.redemption
           (id, fingerprint, member_id, gift, name_zh, name_en, count, points, add_minor, cost_minor, product_code,
            branch_id, stock_branch_id, channel, sent_by, most_per_member, tier, day, note, state, program_version, at,
            by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.gift}, ${row.nameZh}, ${row.nameEn}, ${row.count},
            ${row.points}, ${row.addMinor}, ${row.costMinor}, ${row.productCode}, ${row.branchId}, ${row.stockBranchId},
            ${row.channel}, ${row.sentBy}, ${row.mostPerMember}, ${row.tier}, ${row.day}, ${row.note}, 'asked',
            ${row.programVersion}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type ChangeRow = Readonly<{
  id: string
  fingerprint: string
  redemptionId: string
  from: GiftState
  state: GiftState
  tender: string | null
  paidMinor: number
  branchId: string | null
  day: BusinessDay
  note: string
  at: Instant
  byName: string
}>
export type NewChange = Omit<ChangeRow, 'at' | 'byName'>

const changeColumns = sql.raw(`
  id, fingerprint, redemption_id as "redemptionId", from_state as "from", state, tender, paid_minor as "paidMinor",
  branch_id as "branchId", day, note, at, by_name as "byName"`)

export async function changeById(tx: Tx, id: string): Promise<ChangeRow | undefined> {
  const { rows } =
    await sql<ChangeRow>`select ${changeColumns} from reward.redemption_change where id = ${id}`.execute(tx)
  return rows[0]
}

export async function changesOf(tx: Tx, redemptionId: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select ${changeColumns} from reward.redemption_change where redemption_id = ${redemptionId} order by no`.execute(
    tx,
  )
  return rows
}

/** R2: writes steps, at most one of each gift, and where the gifts stand after them; their rows are locked. */
export async function insertChanges(work: Work, rows: readonly NewChange[]): Promise<void> {
  if (rows.length === 0) return
  const column = <K extends keyof NewChange>(key: K) => rows.map((row) => row[key])
  const steps = sql`unnest(${column('id')}::uuid[], ${column('fingerprint')}::text[], ${column('redemptionId')}::uuid[],
                  ${column('from')}::text[], ${column('state')}::text[], ${column('tender')}::text[],
                  ${column('paidMinor')}::bigint[], ${column('branchId')}::uuid[], ${column('day')}::date[],
                  ${column('note')}::text[])
        as c (id, fingerprint, redemption_id, from_state, state, tender, paid_minor, branch_id, day, note)`
  await sql`
    insert into reward.redemption_change
           (id, fingerprint, redemption_id, no, from_state, state, tender, paid_minor, branch_id, day, note, at, by_id,
            by_name)
    select id, fingerprint, redemption_id,
           1 + (select count(*) from reward.redemption_change o where o.redemption_id = c.redemption_id), from_state,
           state, tender, paid_minor, branch_id, day, note, ${work.at}, ${work.by.id}, ${work.by.name}
      from ${steps}`.execute(work.tx)
  await sql`
    update reward.redemption r set state = c.state
      from unnest(${column('redemptionId')}::uuid[], ${column('state')}::text[]) as c (id, state)
     where r.id = c.id`.execute(work.tx)
}

/** R1: how many of each gift these members have had or are to get; what was cancelled does not count. */
export async function takenBy(tx: Tx, memberIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ gift: string; taken: number }>`
    select gift, sum(count)::bigint as taken from reward.redemption
     where member_id = any(${memberIds}::uuid[]) and state not in ('cancelled', 'void') group by gift`.execute(
    tx,
  )
  return new Map(rows.map(({ gift, taken }) => [gift, taken]))
}

export type Listing = Readonly<{
  state?: GiftState | undefined
  sentBy?: 'branch' | 'head_office' | undefined
  memberIds: readonly string[] | null
  /** The branches whoever asks may see; what the head office sends is seen by the whole chain only. */
  scope: readonly string[] | null
  from: number
  most: number
}>

export async function redemptions(tx: Tx, of: Listing) {
  const { rows } = await sql<RedemptionRow & { total: number }>`
    select ${columns}, count(*) over () as total from reward.redemption
     where (${of.state ?? null}::text is null or state = ${of.state ?? null})
       and (${of.sentBy ?? null}::text is null or sent_by = ${of.sentBy ?? null})
       and (${of.memberIds}::uuid[] is null or member_id = any(${of.memberIds}::uuid[]))
       and (${of.scope}::uuid[] is null or branch_id = any(${of.scope}::uuid[]))
     order by at desc, id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** Gifts that wait at a branch to be collected and were asked for before a moment, locked. */
export async function uncollected(
  tx: Tx,
  memberIds: readonly string[],
  before: Instant,
): Promise<RedemptionRow[]> {
  const { rows } = await sql<RedemptionRow>`
    select ${columns} from reward.redemption
     where member_id = any(${memberIds}::uuid[]) and state = 'asked' and sent_by = 'branch' and at < ${before}
     order by id for update`.execute(tx)
  return rows
}

/** What was taken on top of gifts at a branch in business days, by day and tender. */
export async function giftMoney(
  tx: Tx,
  of: Readonly<{ branchId: string; from: BusinessDay; to: BusinessDay }>,
): Promise<Readonly<{ day: BusinessDay; tender: string; paidMinor: number }>[]> {
  const { rows } = await sql<{ day: BusinessDay; tender: string; paidMinor: number }>`
    select day, tender, sum(paid_minor)::bigint as "paidMinor" from reward.redemption_change
     where branch_id = ${of.branchId} and day between ${of.from} and ${of.to} and paid_minor <> 0
     group by day, tender order by day, tender`.execute(tx)
  return rows
}

/** What gifts cost the chain by month, what members paid on top taken off; given up and undone ones are no cost. */
export async function giftCosts(
  tx: Tx,
  of: Readonly<{ from: BusinessDay; to: BusinessDay }>,
): Promise<Readonly<{ month: string; minor: number }>[]> {
  const { rows } = await sql<{ month: string; minor: number }>`
    select to_char(day, 'YYYY-MM') as month, sum(cost_minor - add_minor)::bigint as minor
      from reward.redemption
     where day between ${of.from} and ${of.to} and state in ('sent', 'handed')
     group by 1 order by 1`.execute(tx)
  return rows
}
