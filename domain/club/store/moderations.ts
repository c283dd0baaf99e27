import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { Act, PostKind } from '../model/post.ts'
import { postColumns, type PostRow } from './posts.ts'

export type ModerationRow = Readonly<{
  id: string
  fingerprint: string
  postId: string
  act: Act
  reason: string
}>

export async function moderationById(tx: Tx, id: string): Promise<ModerationRow | undefined> {
  const { rows } = await sql<ModerationRow>`
    select id, fingerprint, post_id as "postId", act, reason from club.moderation where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function insertModeration(work: Work, row: ModerationRow): Promise<void> {
  await sql`
    insert into club.moderation (id, fingerprint, post_id, act, reason, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.postId}, ${row.act}, ${row.reason}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export type StaffRow = PostRow &
  Readonly<{ reason: string | null; hiddenBy: string | null; onTitle: string | null; replies: number }>

export type PostQuestion = Readonly<{
  ids: readonly string[] | null
  kind: PostKind | null
  hidden: boolean | null
  memberIds: readonly string[] | null
  onId: string | null
  q: string
}>

const where = (of: PostQuestion) => sql`
      (${of.ids}::uuid[] is null or p.id = any(${of.ids}::uuid[]))
  and (${of.kind}::text is null or p.kind = ${of.kind})
  and (${of.hidden}::boolean is null or p.hidden = ${of.hidden})
  and (${of.memberIds}::uuid[] is null or p.member_id = any(${of.memberIds}::uuid[]))
  and (${of.onId}::uuid is null or p.on_id = ${of.onId})
  and (${of.q} = '' or position(lower(${of.q}) in lower(p.title || ' ' || p.body)) > 0)`

/** Posts as staff read them, newest first: hidden ones with the reason, replies with what they stand under. */
export async function posts(tx: Tx, of: PostQuestion, page: Readonly<{ first: number; most: number }>) {
  const { rows } = await sql<StaffRow>`
    select ${postColumns}, m.reason, m.by_name as "hiddenBy", nullif(o.title, '') as "onTitle",
           (select count(*)::int from club.post r where r.on_id = p.id and not r.hidden) as replies
      from club.post p
      left join club.post o on o.id = p.on_id
      left join lateral (select reason, by_name from club.moderation m where m.post_id = p.id and p.hidden
                            and m.act = 'hidden' order by m.nth desc limit 1) m on true
     where ${where(of)}
     order by p.nth desc limit ${page.most} offset ${page.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from club.post p where ${where(of)}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}
