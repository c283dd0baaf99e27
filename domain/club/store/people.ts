import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { Limits } from '../model/post.ts'

export type NicknameRow = Readonly<{ id: string; fingerprint: string; memberId: string; nickname: string }>

export async function nicknameById(tx: Tx, id: string): Promise<NicknameRow | undefined> {
  const { rows } = await sql<NicknameRow>`
    select id, fingerprint, member_id as "memberId", nickname from club.nickname where id = ${id}`.execute(tx)
  return rows[0]
}

/** The last nickname of each of these. */
export async function nicknames(tx: Tx, memberIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ memberId: string; nickname: string }>`
    select distinct on (member_id) member_id as "memberId", nickname from club.nickname
     where member_id = any(${memberIds}::uuid[]) order by member_id, nth desc`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row.nickname]))
}

/** F4: once for ever, whoever has it or had it. */
export async function isTaken(tx: Tx, nickname: string): Promise<boolean> {
  const { rows } = await sql`select from club.nickname where lower(nickname) = lower(${nickname})`.execute(tx)
  return rows.length > 0
}

export async function insertNickname(work: Work, row: NicknameRow): Promise<void> {
  await sql`
    insert into club.nickname (id, fingerprint, member_id, nickname, at)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.nickname}, ${work.at})`.execute(work.tx)
}

export type RulesRow = Limits & Readonly<{ id: string; fingerprint: string }>
const rules = sql.raw(`id, fingerprint, posts_a_day as "postsADay", reviews_a_day as "reviewsADay"`)

export async function rulesById(tx: Tx, id: string): Promise<RulesRow | undefined> {
  const { rows } = await sql<RulesRow>`select ${rules} from club.rules where id = ${id}`.execute(tx)
  return rows[0]
}

export async function lastRules(tx: Tx): Promise<RulesRow | undefined> {
  const { rows } = await sql<RulesRow>`select ${rules} from club.rules order by nth desc limit 1`.execute(tx)
  return rows[0]
}

export async function insertRules(work: Work, row: RulesRow): Promise<void> {
  await sql`
    insert into club.rules (id, fingerprint, posts_a_day, reviews_a_day, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.postsADay}, ${row.reviewsADay}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}
