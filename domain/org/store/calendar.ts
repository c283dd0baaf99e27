import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type OfficialDay = Readonly<{
  date: BusinessDay
  kind: 'rest' | 'work' | 'plain'
  nameZh: string
  nameEn: string
}>

/** What the chain has put in or corrected, of one year. */
export async function officialDays(tx: Tx, year: number): Promise<OfficialDay[]> {
  const { rows } = await sql<OfficialDay>`
    select date, kind, name_zh as "nameZh", name_en as "nameEn" from org.official_day
     where date >= make_date(${year}, 1, 1) and date < make_date(${year} + 1, 1, 1) order by date`.execute(tx)
  return rows
}

export async function keepOfficialDay(work: Work, row: OfficialDay): Promise<void> {
  await sql`
    insert into org.official_day (date, kind, name_zh, name_en, kept_at, by_id)
    values (${row.date}, ${row.kind}, ${row.nameZh}, ${row.nameEn}, ${work.at}, ${work.by.id})
        on conflict (date) do update
       set kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en, kept_at = excluded.kept_at,
           by_id = excluded.by_id`.execute(work.tx)
}
