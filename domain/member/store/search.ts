import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#db/work'
import type { MemberFilter } from '../contract.ts'
import { plainPhone } from '../model.ts'
import { memberColumns, type MemberRow } from './members.ts'

export type Question = Readonly<{
  q: string
  filters: readonly MemberFilter[]
  sort: string
  descending: boolean
}>

/** The only column names that ever become SQL; the command has refused all others. */
const COLUMNS: Readonly<Record<string, string>> = {
  number: 'number',
  name: 'name',
  gender: 'gender',
  birthOn: 'birth_on',
  ageYears: 'age_years',
  education: 'education',
  income: 'income',
  address: 'address',
  postcode: 'postcode',
  phone: 'phone',
  mobile: 'mobile',
  email: 'email',
  source: 'source',
  branchId: 'branch_id',
  joinedOn: 'joined_on',
  recordedAt: 'recorded_at',
}
const NUMBERS = new Set(['ageYears'])

function expression(field: string): RawBuilder<unknown> {
  const column = COLUMNS[field]
  return column ? sql.ref(column) : sql`extra ->> ${field.slice('extra.'.length)}`
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`)

function condition({ field, op, value }: MemberFilter): RawBuilder<unknown> {
  const text = sql`(${expression(field)})::text`
  if (op === 'empty') return sql`coalesce(${text}, '') = ''`
  if (op === 'filled') return sql`coalesce(${text}, '') <> ''`
  if (op === 'is') return sql`lower(${text}) = lower(${value})`
  if (op === 'not') return sql`lower(coalesce(${text}, '')) <> lower(${value})`
  if (op === 'contains') return sql`${text} ilike ${`%${likeText(value)}%`}`
  if (op === 'starts') return sql`${text} ilike ${`${likeText(value)}%`}`
  if (op === 'ends') return sql`${text} ilike ${`%${likeText(value)}`}`
  const asNumber = NUMBERS.has(field) || (field.startsWith('extra.') && /^-?\d+(\.\d+)?$/.test(value))
  // Text that is no number is left out of a numeric comparison instead of failing the whole list.
  const left = asNumber ? sql`case when ${text} ~ '^-?[0-9]+(\\.[0-9]+)?$' then (${text})::numeric end` : text
  const right = asNumber ? sql`${value}::numeric` : sql`${value}`
  return op === 'from' ? sql`${left} >= ${right}` : sql`${left} <= ${right}`
}

function matches(q: string): RawBuilder<unknown> {
  if (q === '') return sql`true`
  const phone = plainPhone(q)
  const like = `%${likeText(q.toLowerCase())}%`
  const byPhone = /^\d{4,}$/.test(phone) ? sql`or mobile like ${`%${phone}`}` : sql``
  const byNumber = sql`number ilike ${`${likeText(q)}%`}`
  const other = sql`or ${goneAs(q, phone)}`
  return sql`(${byNumber} or lower(name) like ${like} or lower(email) = ${q.toLowerCase()} ${byPhone} ${other})`
}

/** N10: whoever stayed for a member of this very number or mobile; asked once, not per row. */
const goneAs = (number: string, mobile: string): RawBuilder<unknown> => sql`
  id in (with recursive way as (
           select m.keep_id as at from member.merge m join member.member g on g.id = m.gone_id
            where m.undone_by_id is null and (g.number = ${number} or g.mobile = nullif(${mobile}, ''))
            union
           select m.keep_id from way w join member.merge m on m.gone_id = w.at and m.undone_by_id is null)
         select at from way)`

/** Living members that answer the question, with the count of all of them. */
export async function searchMembers(tx: Tx, asked: Question, page: { from: number; most: number }) {
  const where = sql.join(
    [sql`withdrawn_at is null`, matches(asked.q), ...asked.filters.map(condition)],
    sql` and `,
  )
  const way = asked.descending ? sql`desc nulls last` : sql`asc nulls last`
  const { rows } = await sql<MemberRow>`
    select ${memberColumns} from member.member where ${where}
     order by ${expression(asked.sort)} ${way}, number
     limit ${page.most} offset ${page.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from member.member where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}
