import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import { WEIGHTS, type WeightedField } from '../model/completeness.ts'
import { memberColumns, type MemberRow } from './members.ts'

/** The only columns that ever become SQL here. */
const COLUMNS: Readonly<Record<WeightedField, string>> = {
  mobile: 'mobile',
  birthOn: 'birth_on',
  name: 'name',
  email: 'email',
  gender: 'gender',
  address: 'address',
  postcode: 'postcode',
  education: 'education',
  income: 'income',
}

const lacks = (field: WeightedField): RawBuilder<unknown> =>
  sql`coalesce(${sql.ref(COLUMNS[field])}::text, '') = ''`

/** The points a profile lacks, by the same weights as in the model. */
const lacking = sql.join(
  WEIGHTS.map(({ field, weight }) => sql`(case when ${lacks(field)} then ${sql.lit(weight)} else 0 end)`),
  sql` + `,
)

type Asked = Readonly<{ branchIds: readonly string[] | null; from: number; most: number }>
const living = (of: Asked): RawBuilder<unknown> => sql`
  withdrawn_at is null and kind = 'person'
  and (${of.branchIds}::uuid[] is null or branch_id = any(${of.branchIds}::uuid[]))`

async function page(tx: Tx, where: RawBuilder<unknown>, order: RawBuilder<unknown>, of: Asked) {
  const { rows } = await sql<MemberRow>`
    select ${memberColumns} from member.member where ${where}
     order by ${order} limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from member.member where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export function toComplete(tx: Tx, of: Asked & Readonly<{ lacks: WeightedField | null }>) {
  const what = of.lacks === null ? sql`(${lacking}) > 0` : lacks(of.lacks)
  return page(tx, sql`${living(of)} and ${what}`, sql`(${lacking}) desc, number`, of)
}

/** People by how many of these moments, the latest first, their profile was last touched before. */
export async function untouchedFor(
  tx: Tx,
  of: Asked & Readonly<{ days: readonly Instant[] }>,
): Promise<number[]> {
  const { rows } = await sql<{ band: number; members: number }>`
    select (select count(*) from unnest(${of.days}::timestamptz[]) as n (day)
             where coalesce(touched_at, recorded_at) < n.day)::int as band,
           count(*)::int as members
      from member.member where ${living(of)} group by 1`.execute(tx)
  const found = new Map(rows.map((row) => [row.band, row.members]))
  return [...of.days.keys(), of.days.length].map((band) => found.get(band) ?? 0)
}

export function stale(tx: Tx, of: Asked & Readonly<{ before: Instant }>) {
  const untouched = sql`coalesce(touched_at, recorded_at) < ${of.before}`
  return page(tx, sql`${living(of)} and ${untouched}`, sql`coalesce(touched_at, recorded_at), number`, of)
}

export async function touch(work: Work, memberId: string): Promise<void> {
  await sql`update member.member set touched_at = ${work.at} where id = ${memberId}`.execute(work.tx)
}
