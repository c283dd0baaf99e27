import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import type { PostKind, Stands, Written } from '../model/post.ts'

export type PostRow = Readonly<{
  id: string
  fingerprint: string
  kind: PostKind
  onId: string | null
  memberId: string | null
  title: string
  body: string
  productCode: string | null
  stars: number | null
  saleId: string | null
  day: BusinessDay
  at: Instant
  byName: string
  hidden: boolean
  pinned: boolean
}>
export type NewPost = Omit<PostRow, 'at' | 'byName' | 'hidden' | 'pinned'>

const columns = sql.raw(`
  p.id, p.fingerprint, p.kind, p.on_id as "onId", p.member_id as "memberId", p.title, p.body,
  p.product_code as "productCode", p.stars, p.sale_id as "saleId", p.day, p.at, p.by_name as "byName", p.hidden,
  p.pinned`)
export { columns as postColumns }

export async function postById(tx: Tx, id: string): Promise<PostRow | undefined> {
  const { rows } = await sql<PostRow>`select ${columns} from club.post p where p.id = ${id}`.execute(tx)
  return rows[0]
}

/** Held while it is answered or moderated, so that two acts at once stand in a row. */
export async function lockPost(tx: Tx, id: string): Promise<PostRow | undefined> {
  const { rows } =
    await sql<PostRow>`select ${columns} from club.post p where p.id = ${id} for no key update`.execute(tx)
  return rows[0]
}

export async function insertPost(work: Work, row: NewPost): Promise<void> {
  await sql`
    insert into club.post (id, fingerprint, kind, on_id, member_id, title, body, product_code, stars, sale_id, day, at,
                           by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.kind}, ${row.onId}, ${row.memberId}, ${row.title}, ${row.body},
            ${row.productCode}, ${row.stars}, ${row.saleId}, ${row.day}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export async function stand(work: Work, id: string, { hidden, pinned }: Stands): Promise<void> {
  await sql`update club.post set hidden = ${hidden}, pinned = ${pinned} where id = ${id}`.execute(work.tx)
}

export type TopicRow = PostRow & Readonly<{ replies: number; lastAt: Instant }>
type Page = Readonly<{ first: number; most: number }>

const life = sql`
  cross join lateral (select count(*)::int as replies, max(r.nth) as last, max(r.at) as last_at
                        from club.post r where r.on_id = p.id and not r.hidden) l`

/** Shown topics: pinned ones first, then by what was last written in them. */
export async function topics(tx: Tx, page: Page): Promise<{ rows: TopicRow[]; total: number }> {
  const { rows } = await sql<TopicRow>`
    select ${columns}, l.replies, coalesce(l.last_at, p.at) as "lastAt"
      from club.post p ${life}
     where p.kind = 'topic' and not p.hidden
     order by p.pinned desc, greatest(p.nth, l.last) desc limit ${page.most} offset ${page.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from club.post where kind = 'topic' and not hidden`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}

/** One topic that is shown. */
export async function topic(tx: Tx, id: string): Promise<TopicRow | undefined> {
  const { rows } = await sql<TopicRow>`
    select ${columns}, l.replies, coalesce(l.last_at, p.at) as "lastAt"
      from club.post p ${life} where p.id = ${id} and p.kind = 'topic' and not p.hidden`.execute(tx)
  return rows[0]
}

/** Shown replies under these, oldest first. */
export async function repliesUnder(tx: Tx, ids: readonly string[]): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select ${columns} from club.post p where p.on_id = any(${ids}::uuid[]) and not p.hidden order by p.nth`.execute(
    tx,
  )
  return rows
}

/** What these wrote on a day, hidden or not. */
export async function writtenOn(tx: Tx, memberIds: readonly string[], day: BusinessDay): Promise<Written> {
  const { rows } = await sql<Written>`
    select count(*) filter (where kind <> 'review')::int as posts,
           count(*) filter (where kind = 'review')::int as reviews
      from club.post where member_id = any(${memberIds}::uuid[]) and day = ${day}`.execute(tx)
  return rows[0] ?? { posts: 0, reviews: 0 }
}

/** What members wrote in a span, latest first: for the contact history (C45). */
export async function postsIn(tx: Tx, of: Span): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select ${columns} from club.post p
     where p.member_id = any(${of.memberIds}::uuid[])
       and (${of.from}::timestamptz is null or p.at >= ${of.from})
       and (${of.before}::timestamptz is null or p.at < ${of.before})
     order by p.at desc, p.id desc limit ${of.most}`.execute(tx)
  return rows
}
