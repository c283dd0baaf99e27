import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#db/work'

type Sql = RawBuilder<unknown>

/** Of a group: who was asked, how many of them have answered, who answered at all, and how often each answer came. */
export type Tally = Readonly<{
  /** Code of the tier or id of the segment; null for whoever has none. */
  code: string | null
  invited: number
  /** Of the invited. */
  answered: number
  /** Whoever answered, invited or not. */
  answerers: number
  /** Words of one's own have no value. */
  replies: readonly Readonly<{ question: number; value: number | null; count: number }>[]
}>

type Of = Readonly<{
  surveyId: string
  /** Who stayed for whoever has gone (N10). */
  survivors: ReadonlyMap<string, string>
}>

/**
 * Everybody who was asked, and the last word of every member to every question, under whoever stayed. Only those whom a
 * merge concerns can have said something twice, so that nobody else is compared with anybody.
 */
const found = ({ surveyId, survivors }: Of): Sql => sql`
  gone as materialized (
    select * from unnest(${[...survivors.keys()]}::uuid[], ${[...survivors.values()]}::uuid[]) as g (id, keep_id)),
  touched as materialized (select id from gone union select keep_id from gone),
  asked as materialized (
    select distinct coalesce(g.keep_id, i.member_id) as member_id, i.segment_id
      from survey.invitation i left join gone g on g.id = i.member_id
     where i.survey_id = ${surveyId} and not i.undone),
  invited as materialized (select distinct member_id from asked),
  said as materialized (
    select a.member_id, a.question, a.value
      from survey.answer a
     where a.survey_id = ${surveyId} and not exists (select from touched t where t.id = a.member_id)
    union all
    (select distinct on (1, a.question) coalesce(g.keep_id, a.member_id), a.question, a.value
       from survey.answer a join touched t on t.id = a.member_id left join gone g on g.id = a.member_id
      where a.survey_id = ${surveyId} order by 1, a.question, a.at desc, a.id desc)),
  answerers as materialized (select distinct member_id from said)`

/** Tallies by the tier that members have now, out of a table of members and tiers. */
export async function byTier(tx: Tx, of: Of, tiers: Sql): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    with ${found(of)},
    who as materialized (
      select member_id, f.tier as code, i.member_id is not null as invited, a.member_id is not null as answered
        from invited i full join answerers a using (member_id) left join ${tiers} f using (member_id)),
    heads as (
      select code, count(*) filter (where invited)::int as invited,
             count(*) filter (where invited and answered)::int as answered,
             count(*) filter (where answered)::int as answerers
        from who group by code),
    replies as (
      select w.code, s.question, s.value, count(*)::int as count
        from said s join who w on w.member_id = s.member_id and w.answered group by w.code, s.question, s.value)
    ${tallies}`.execute(tx)
  return rows
}

/** Tallies by the segments that were asked; somebody may be in several. */
export async function bySegment(tx: Tx, of: Of): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    with ${found(of)},
    who as materialized (
      select k.segment_id::text as code, k.member_id, a.member_id is not null as answered
        from asked k left join answerers a on a.member_id = k.member_id where k.segment_id is not null),
    heads as (
      select code, count(*)::int as invited, count(*) filter (where answered)::int as answered,
             count(*) filter (where answered)::int as answerers
        from who group by code),
    replies as (
      select w.code, s.question, s.value, count(*)::int as count
        from said s join who w on w.member_id = s.member_id and w.answered group by w.code, s.question, s.value)
    ${tallies}`.execute(tx)
  return rows
}

const tallies = sql`
  select h.*, coalesce((select jsonb_agg(jsonb_build_object('question', r.question, 'value', r.value, 'count', r.count))
                          from replies r where r.code is not distinct from h.code), '[]') as replies
    from heads h order by h.code`
