import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'
import type { Gender } from '../model.ts'

/** Living persons who joined at some branches, or of a list; null is everybody. */
export type Among = Readonly<{ branchIds: readonly string[] | null; ids: readonly string[] | null }>

const among = ({ branchIds, ids }: Among) => sql`
      m.withdrawn_at is null
  and (${branchIds}::uuid[] is null or m.branch_id = any(${branchIds}::uuid[]))
  and (${ids}::uuid[] is null or m.id = any(${ids}::uuid[]))`

export type AgeRow = Readonly<{ gender: Gender | null; age: number | null; members: number }>

/** How many there are of each gender and age on a day: by the birth date, else by what was told at enrolment. */
export async function ages(tx: Tx, of: Among & Readonly<{ on: BusinessDay }>): Promise<AgeRow[]> {
  // An age is worked out once for everybody born on one day.
  const { rows } = await sql<AgeRow>`
    select b.gender, coalesce(extract(year from age(${of.on}::date, b.birth_on))::int, b.age_years::int) as age,
           sum(b.members)::int as members
      from (select m.gender, m.birth_on, m.age_years, count(*) as members
              from member.member m where ${among(of)} and m.kind = 'person' group by 1, 2, 3) b
     group by 1, 2`.execute(tx)
  return rows
}

export async function byBranch(tx: Tx) {
  const { rows } = await sql<{ branchId: string; members: number }>`
    select branch_id as "branchId", count(*)::int as members from member.member
     where withdrawn_at is null and branch_id is not null group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.branchId, row.members]))
}

export type Joined = Readonly<{
  /** The first day of the month. */
  month: BusinessDay
  source: string
  branchId: string | null
  joined: number
  /** Of those, the ones who are still with us. */
  stayed: number
}>

/** Who joined in a span, by month, source and branch; whoever was merged into another joined once, as that other. */
export async function joined(
  tx: Tx,
  of: Readonly<{ from: BusinessDay; to: BusinessDay; branchIds: readonly string[] | null }>,
): Promise<Joined[]> {
  const { rows } = await sql<Joined>`
    select date_trunc('month', m.joined_on)::date as month, m.source, m.branch_id as "branchId",
           count(*)::int as joined, count(*) filter (where m.withdrawn_at is null)::int as stayed
      from member.member m
     where m.joined_on between ${of.from} and ${of.to}
       and not exists (select from member.merge g where g.gone_id = m.id and g.undone_by_id is null)
       and (${of.branchIds}::uuid[] is null or m.branch_id = any(${of.branchIds}::uuid[]))
     group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows
}

export async function numbersOf(
  tx: Tx,
  ids: readonly string[],
): Promise<Readonly<{ id: string; number: string }>[]> {
  const { rows } = await sql<{ id: string; number: string }>`
    select id, number from member.member where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/**
 * Numbers of everybody who joined before a day, in the order of their ids behind one of them; whoever has gone into
 * another is left out, whoever has left is not.
 */
export async function numbersAfter(
  tx: Tx,
  of: Readonly<{ joinedBefore: BusinessDay; afterId: string | null; most: number }>,
): Promise<Readonly<{ id: string; number: string; isHere: boolean }>[]> {
  const behind = of.afterId === null ? sql`true` : sql`m.id > ${of.afterId}::uuid`
  const { rows } = await sql<{ id: string; number: string; isHere: boolean }>`
    select m.id, m.number, m.withdrawn_at is null as "isHere"
      from member.member m
     where ${behind} and m.joined_on < ${of.joinedBefore}
       and not exists (select from member.merge g where g.gone_id = m.id and g.undone_by_id is null)
     order by m.id limit ${of.most}`.execute(tx)
  return rows
}

/** Everybody who is not with us any more. */
export async function withdrawn(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select coalesce(array_agg(id::text), '{}') as ids from member.member where withdrawn_at is not null`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}

/** A day of the calendar as its month and day, such as 02-28; with 29 February where that is celebrated on it. */
export type BirthdayDay = Readonly<{ day: BusinessDay; keys: readonly string[] }>

/** Month and day as one number, 228 for 28 February: what the index of birthdays is by. */
const due = sql.raw(`(extract(month from m.birth_on) * 100 + extract(day from m.birth_on))::int`)
const dueOn = (keys: readonly string[]): number[] => keys.map((key) => Number(key.replace('-', '')))

export async function bornOn(tx: Tx, of: Among & Readonly<{ keys: readonly string[] }>) {
  const { rows } = await sql<{ key: string; members: number }>`
    select to_char(min(m.birth_on), 'MM-DD') as key, count(*)::int as members from member.member m
     where ${among(of)} and ${due} = any(${dueOn(of.keys)}::int[]) group by ${due}`.execute(tx)
  return new Map(rows.map((row) => [row.key, row.members]))
}

export type Celebrant = Readonly<{
  memberId: string
  number: string
  name: string
  birthOn: BusinessDay
  mobile: string | null
  branchId: string | null
}>

/** Whose birthday is on one of these days, in the order of the days given, then by number. */
export async function celebrants(
  tx: Tx,
  of: Among & Readonly<{ keys: readonly string[]; start: number; most: number }>,
): Promise<Celebrant[]> {
  const { rows } = await sql<Celebrant>`
    select m.id as "memberId", m.number, m.name, m.birth_on as "birthOn", m.mobile, m.branch_id as "branchId"
      from member.member m
     where ${among(of)} and ${due} = any(${dueOn(of.keys)}::int[])
     order by array_position(${dueOn(of.keys)}::int[], ${due}), m.number limit ${of.most} offset ${of.start}`.execute(
    tx,
  )
  return rows
}

export async function birthdaysKnown(tx: Tx, of: Among) {
  const { rows } = await sql<{ members: number; known: number }>`
    select count(*)::int as members, count(m.birth_on)::int as known from member.member m where ${among(of)}`.execute(
    tx,
  )
  return rows[0] ?? { members: 0, known: 0 }
}
