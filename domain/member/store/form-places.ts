import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export type Place = Readonly<{
  tag: string
  nameZh: string
  nameEn: string
  branchId: string | null
  removed: boolean
}>
export type PlaceRow = Place & Readonly<{ returned: number; enrolled: number }>

/** The places of a form in the order of their names' numbers, with what came in from each. */
export async function placesOf(tx: Tx, code: string): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    select p.tag, p.name_zh as "nameZh", p.name_en as "nameEn", p.branch_id as "branchId",
           p.removed_at is not null as removed, coalesce(s.returned, 0)::int as returned,
           coalesce(s.enrolled, 0)::int as enrolled
      from member.form_place p
      left join (select tag, count(*) as returned, count(*) filter (where state = 'enrolled') as enrolled
                   from member.submission where form_code = ${code} group by tag) s on s.tag = p.tag
     where p.form_code = ${code}
     order by p.removed_at is not null, length(p.tag), p.tag`.execute(tx)
  return rows
}

/** The branch of a place; undefined where nothing hangs by this tag. */
export async function placeAt(
  tx: Tx,
  of: Readonly<{ code: string; tag: string }>,
): Promise<Pick<Place, 'branchId'> | undefined> {
  const { rows } = await sql<Pick<Place, 'branchId'>>`
    select branch_id as "branchId" from member.form_place where form_code = ${of.code} and tag = ${of.tag}`.execute(
    tx,
  )
  return rows[0]
}

export async function keepPlaces(work: Work, code: string, places: readonly Place[]): Promise<void> {
  const of = <K extends keyof Place>(key: K) => places.map((one) => one[key])
  await sql`
    insert into member.form_place (form_code, tag, name_zh, name_en, branch_id, removed_at, at)
    select ${code}, tag, name_zh, name_en, branch_id, case when removed then ${work.at}::timestamptz end, ${work.at}
      from unnest(${of('tag')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[],
                  ${of('branchId')}::uuid[], ${of('removed')}::bool[])
        as n (tag, name_zh, name_en, branch_id, removed)
        on conflict (form_code, tag) do update
       set name_zh = excluded.name_zh, name_en = excluded.name_en, branch_id = excluded.branch_id,
           removed_at = case when excluded.removed_at is null then null
                             else coalesce(form_place.removed_at, excluded.removed_at) end`.execute(work.tx)
}

export type CameBy = Readonly<{ formCode: string; tag: string; nameZh: string; nameEn: string }>

export type FormPlace = Readonly<{
  formCode: string
  formZh: string
  formEn: string
  tag: string
  nameZh: string
  nameEn: string
  enrolled: number
}>

/** Every place of every form, those that members came from by a tag that nobody named among them; by form and tag. */
export async function allPlaces(tx: Tx): Promise<FormPlace[]> {
  const { rows } = await sql<FormPlace>`
    select f.code as "formCode", f.name_zh as "formZh", f.name_en as "formEn", t.tag,
           coalesce(p.name_zh, t.tag) as "nameZh", coalesce(p.name_en, t.tag) as "nameEn",
           coalesce(c.enrolled, 0)::int as enrolled
      from (select form_code, tag from member.form_place
             union select form_code, tag from member.submission where tag <> '' and state = 'enrolled') t
      join member.form f on f.code = t.form_code
      left join member.form_place p on p.form_code = t.form_code and p.tag = t.tag
      left join (select form_code, tag, count(*) as enrolled from member.submission where state = 'enrolled'
                  group by form_code, tag) c on c.form_code = t.form_code and c.tag = t.tag
     order by f.code, length(t.tag), t.tag limit 2000`.execute(tx)
  return rows
}

/** The same of many members at once: by which form and from which place; who came by none is absent. */
export async function cameByOf(tx: Tx, memberIds: readonly string[]) {
  const { rows } = await sql<{ memberId: string; formCode: string; tag: string }>`
    select distinct on (member_id) member_id as "memberId", form_code as "formCode", tag
      from member.submission
     where member_id = any(${memberIds}::uuid[]) and state = 'enrolled' order by member_id, at`.execute(tx)
  return rows
}

/** By which form and from which place somebody joined; null for who did not come by a form. */
export async function cameBy(tx: Tx, memberId: string): Promise<CameBy | null> {
  const { rows } = await sql<CameBy>`
    select s.form_code as "formCode", s.tag, coalesce(p.name_zh, s.tag) as "nameZh",
           coalesce(p.name_en, s.tag) as "nameEn"
      from member.submission s
      left join member.form_place p on p.form_code = s.form_code and p.tag = s.tag
     where s.member_id = ${memberId} and s.state = 'enrolled'
     order by s.at limit 1`.execute(tx)
  return rows[0] ?? null
}
