import { sql, type RawBuilder } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Condition, Rule } from '../contract/rule.ts'
import { daysOfSpan, type DaySpan } from '../model/rule.ts'
import { scored, type Yardstick } from './scored.ts'

type Sql = RawBuilder<unknown>

/** What a rule is looked at with. */
export type Sight = Readonly<{
  asOf: BusinessDay
  /** The last day anybody is known to have bought on; null before the first. */
  known: BusinessDay | null
  /** Null where nobody bought anything in the window: then nobody has a score. */
  yardstick: Yardstick | null
  /** Only these people, with the ids of those who have gone into them: for the question about one of them. */
  only?: readonly string[]
}>

/** A condition of a member `f` (its facts) and `h` (its history): whether it holds, and the figure it is judged by. */
type Leaf = Readonly<{ holds: Sql; figure: Sql }>

/** A rule as SQL: what to join to the facts, whether the whole holds, and every node's own answer and figure. */
export type RuleSql = Readonly<{ joins: Sql; holds: Sql; nodes: readonly Leaf[] }>

/** Joins that conditions have asked for, each under a name of its own; equal ones once. */
type Joins = Readonly<{ sight: Sight; made: Map<string, Sql> }>

export function ruleSql(rule: Rule, sight: Sight): RuleSql {
  const joins: Joins = { sight, made: new Map() }
  const nodes: Leaf[] = []
  const holds = nodeSql(rule, joins, nodes)
  return { joins: sql.join([...joins.made.values()], sql` `), holds, nodes }
}

const none = sql`null::jsonb`

function nodeSql(rule: Rule, joins: Joins, nodes: Leaf[]): Sql {
  const at = nodes.length
  nodes.push({ holds: sql`false`, figure: none })
  const put = (leaf: Leaf): Sql => {
    nodes[at] = leaf
    return leaf.holds
  }
  if ('is' in rule) {
    const { holds, figure } = leafSql(rule, joins)
    // What nobody knows of a member does not hold; and then its "not" does.
    return put({ holds: sql`coalesce(${holds}, false)`, figure: sql`to_jsonb(${figure})` })
  }
  if ('not' in rule) return put({ holds: sql`(not ${nodeSql(rule.not, joins, nodes)})`, figure: none })
  const [parts, word, empty] =
    'all' in rule ? [rule.all, sql` and `, sql`true`] : [rule.any, sql` or `, sql`false`]
  const inside = parts.map((part) => nodeSql(part, joins, nodes))
  return put({ holds: inside.length === 0 ? empty : sql`(${sql.join(inside, word)})`, figure: none })
}

/** Joins a table of people under a name that equal tables share. */
function joined({ made }: Joins, key: string, table: Sql): Sql {
  const before = [...made.keys()].indexOf(key)
  const name = sql.ref(`q${before < 0 ? made.size : before}`)
  if (before < 0) made.set(key, sql`left join (${table}) ${name} on ${name}.member_id = f.member_id`)
  return name
}

type Ends = Readonly<{ from?: number | undefined; to?: number | undefined }>
const between = (value: Sql, { from, to }: Ends): Sql => {
  const parts = [
    ...(from === undefined ? [] : [sql`${value} >= ${from}::bigint`]),
    ...(to === undefined ? [] : [sql`${value} <= ${to}::bigint`]),
  ]
  return parts.length === 0 ? sql`${value} is not null` : sql`(${sql.join(parts, sql` and `)})`
}
/** How often counts as "at all": once, unless told otherwise. */
const often = (times: Ends | undefined): Ends =>
  times && Object.keys(times).length > 0 ? times : { from: 1 }

const inDays = (column: Sql, { from, to }: DaySpan): Sql =>
  from === null ? sql`${column} <= ${to}::date` : sql`${column} between ${from}::date and ${to}::date`

const onlySql = (column: Sql, { only }: Sight): Sql =>
  only ? sql`and ${column} = any(${only}::uuid[])` : sql``

type Leaves = Readonly<{
  [K in Condition['is']]: (of: Extract<Condition, { is: K }>, joins: Joins) => Leaf
}>

const leafSql = (of: Condition, joins: Joins): Leaf =>
  // The condition's kind picks the maker that takes it.
  (LEAVES[of.is] as (of: Condition, joins: Joins) => Leaf)(of, joins)

const LEAVES: Leaves = {
  profile: profileSql,
  joined: ({ within }, { sight }) => ({
    holds: inDays(sql`f.joined_on`, daysOfSpan(within, sight.asOf)),
    figure: sql`f.joined_on`,
  }),
  age: (of, { sight }) => {
    const age = ageSql(sight.asOf)
    return { holds: between(age, of), figure: age }
  },
  birthday: (of, { sight }) => {
    const days = birthdaySql(sight.asOf)
    return { holds: between(days, of), figure: days }
  },
  birthMonth: ({ among }) => {
    const month = sql`extract(month from f.birth_on)::int`
    return { holds: sql`${month} = any(${among}::int[])`, figure: month }
  },
  tier: ({ among }) => ({ holds: sql`f.tier = any(${among}::text[])`, figure: sql`f.tier` }),
  balance: (of) => {
    const value = of.of === 'points' ? sql`f.points` : sql`f.stored_minor`
    return { holds: between(value, of), figure: value }
  },
  spend: (of, joins) => {
    const value = sql`coalesce(${daysSql(joins, daysOfSpan(of.within, joins.sight.asOf))}.spend_minor, 0)`
    return { holds: between(value, of), figure: value }
  },
  purchases: (of, joins) => {
    const value = sql`coalesce(${daysSql(joins, daysOfSpan(of.within, joins.sight.asOf))}.purchases, 0)`
    return { holds: between(value, of), figure: value }
  },
  silent: (of, joins) => {
    const { asOf } = joins.sight
    const value = sql`(${asOf}::date - ${daysSql(joins, { from: null, to: asOf })}.last_day)`
    return { holds: between(value, of), figure: value }
  },
  bill: billSql,
  product: productSql,
  reachable: ({ by }) => {
    const holds = by === 'any' ? sql`f.reach <> '{}'` : sql`${by}::text = any(f.reach)`
    return { holds, figure: sql`f.reach` }
  },
  score: ({ of, among }, joins) => {
    const value = scoreSql(joins, of)
    return { holds: sql`${value} = any(${among}::int[])`, figure: value }
  },
  quadrant: ({ among }, joins) => {
    const value = scoreSql(joins, 'quadrant')
    return { holds: sql`${value} = any(${among}::text[])`, figure: value }
  },
  lifecycle: ({ among }, joins) => {
    const value = scoreSql(joins, 'lifecycle')
    return { holds: sql`${value} = any(${among}::text[])`, figure: value }
  },
  step: (of, joins) => {
    const value = sql`coalesce(${scoreSql(joins, 'purchase_days')}, 0)`
    return { holds: between(value, of), figure: value }
  },
  deed: deedSql,
  cameBack: cameBackSql,
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`)

function profileSql({ field, op, values = [] }: Extract<Condition, { is: 'profile' }>): Leaf {
  const text = sql`(f.profile ->> ${field}::text)`
  const [value = ''] = values
  const lower = values.map((one) => one.toLowerCase())
  const holds = {
    empty: () => sql`${text} is null`,
    filled: () => sql`${text} is not null`,
    is: () => sql`lower(${text}) = any(${lower}::text[])`,
    not: () => sql`lower(coalesce(${text}, '')) <> all(${lower}::text[])`,
    contains: () => sql`${text} ilike ${`%${likeText(value)}%`}`,
    starts: () => sql`${text} ilike ${`${likeText(value)}%`}`,
    ends: () => sql`${text} ilike ${`%${likeText(value)}`}`,
    from: () => comparedSql(text, field, { value, way: sql`>=` }),
    to: () => comparedSql(text, field, { value, way: sql`<=` }),
  }[op]()
  return { holds, figure: text }
}

export const PLAIN_NUMBER = /^-?\d{1,30}(\.\d{1,10})?$/
const NUMBER_TEXT = '^-?[0-9]{1,30}(\\.[0-9]{1,30})?$'

/** Numbers as numbers; what is no number is left out of such a comparison. Days and words by their letters. */
function comparedSql(text: Sql, field: string, { value, way }: Readonly<{ value: string; way: Sql }>): Sql {
  const numeric = field === 'ageYears' || (field.startsWith('extra.') && PLAIN_NUMBER.test(value))
  if (!numeric) return sql`${text} collate "C" ${way} ${value}::text collate "C"`
  if (!PLAIN_NUMBER.test(value)) return sql`false`
  return sql`(case when ${text} ~ ${NUMBER_TEXT} then ${text}::numeric end) ${way} ${value}::numeric`
}

const ageSql = (asOf: BusinessDay): Sql => sql`
  coalesce(extract(year from ${asOf}::date)::int - extract(year from f.birth_on)::int
             - (to_char(${asOf}::date, 'MM-DD') < to_char(f.birth_on, 'MM-DD'))::int, f.age_years)`

/** By the first of the month and days on, so that 29 February is 1 March in other years. */
function birthdaySql(asOf: BusinessDay): Sql {
  const year = Number(asOf.slice(0, 4))
  const inYear = (of: number) => sql`
    (make_date(${of}::int, extract(month from f.birth_on)::int, 1) + extract(day from f.birth_on)::int - 1)`
  return sql`
    (case when ${inYear(year)} >= ${asOf}::date then ${inYear(year)} else ${inYear(year + 1)} end - ${asOf}::date)`
}

/** What people bought in a span; the kept history answers for all that was ever bought. */
function daysSql(joins: Joins, within: DaySpan): Sql {
  const { sight } = joins
  if (within.from === null && (sight.known === null || within.to >= sight.known)) return sql`h`
  return joined(
    joins,
    `days ${within.from} ${within.to}`,
    sql`
      select d.member_id, sum(d.spend_minor)::bigint as spend_minor, sum(d.purchases)::int as purchases,
             max(d.day) filter (where d.purchases > 0) as last_day
        from insight.person_day d
       where ${inDays(sql`d.day`, within)} ${onlySql(sql`d.member_id`, sight)}
       group by d.member_id`,
  )
}

function scoreSql(joins: Joins, column: string): Sql {
  const { yardstick, only } = joins.sight
  if (!yardstick) return column === 'purchase_days' || column.length === 1 ? sql`null::int` : sql`null::text`
  const table = scored(yardstick, only && sql`${only}::uuid[]`)
  return sql`${joined(joins, 'scored', table)}.${sql.ref(column)}`
}

/** Bills by person: those of who has gone into another are those of who stayed (G6). */
const billsOf = (joins: Joins, where: Sql): Sql => sql`
  select coalesce(s.keep_id, b.member_id) as member_id, count(*)::int as times, max(b.kept_minor)::bigint as best
    from insight.bill b left join insight.survivor s on s.gone_id = b.member_id
   where ${where} ${onlySql(sql`b.member_id`, joins.sight)}
   group by 1`

function billSql(of: Extract<Condition, { is: 'bill' }>, joins: Joins): Leaf {
  const { within, from, to, branchIds, weekdays, minutes, times } = of
  const [start = 0, end = 0] = minutes ?? []
  const inside = sql`b.minute >= ${start}::int ${start < end ? sql`and` : sql`or`} b.minute < ${end}::int`
  const where = sql.join(
    [
      inDays(sql`b.day`, daysOfSpan(within, joins.sight.asOf)),
      ...(from === undefined && to === undefined ? [] : [between(sql`b.kept_minor`, { from, to })]),
      ...(branchIds ? [sql`b.branch_id = any(${branchIds}::uuid[])`] : []),
      ...(weekdays ? [sql`extract(isodow from b.day)::int = any(${weekdays}::int[])`] : []),
      ...(minutes ? [sql`(${inside})`] : []),
    ],
    sql` and `,
  )
  const name = joined(joins, JSON.stringify({ ...of, times: undefined }), billsOf(joins, where))
  const value = sql`coalesce(${name}.times, 0)`
  return {
    holds: between(value, often(times)),
    figure: sql`jsonb_build_object('times', ${value}, 'bestMinor', ${name}.best)`,
  }
}

function productSql(of: Extract<Condition, { is: 'product' }>, joins: Joins): Leaf {
  const where = sql`
    ${inDays(sql`b.day`, daysOfSpan(of.within, joins.sight.asOf))}
    and exists (select from insight.bill_line l
                 where l.sale_id = b.sale_id and l.product_code = any(${of.codes}::text[]))`
  const name = joined(joins, JSON.stringify({ ...of, times: undefined }), billsOf(joins, where))
  const value = sql`coalesce(${name}.times, 0)`
  return { holds: between(value, often(of.times)), figure: value }
}

function deedSql(of: Extract<Condition, { is: 'deed' }>, joins: Joins): Leaf {
  const name = joined(
    joins,
    JSON.stringify({ ...of, times: undefined }),
    sql`
      select coalesce(s.keep_id, d.member_id) as member_id, count(*)::int as times
        from insight.deed d left join insight.survivor s on s.gone_id = d.member_id
       where d.deed = ${of.deed} and ${inDays(sql`d.day`, daysOfSpan(of.within, joins.sight.asOf))}
             ${of.among ? sql`and d.what = any(${of.among}::text[])` : sql``}
             ${onlySql(sql`d.member_id`, joins.sight)}
       group by 1`,
  )
  const value = sql`coalesce(${name}.times, 0)`
  return { holds: between(value, often(of.times)), figure: value }
}

function cameBackSql(of: Extract<Condition, { is: 'cameBack' }>, joins: Joins): Leaf {
  const { sight } = joins
  const within = daysOfSpan(of.within, sight.asOf)
  const name = joined(
    joins,
    JSON.stringify(of),
    sql`
      select member_id, max(day) as day
        from (select d.member_id, d.day, d.day - lag(d.day) over (partition by d.member_id order by d.day) as silent
                from insight.person_day d
               where d.purchases > 0 and d.day <= ${within.to}::date ${onlySql(sql`d.member_id`, sight)}) gaps
       where silent >= ${of.afterDays}::int and ${inDays(sql`day`, within)}
       group by member_id`,
  )
  return { holds: sql`${name}.day is not null`, figure: sql`${name}.day` }
}
