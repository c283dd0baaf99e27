import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ARTICLE_KINDS } from '../contract/article.ts'
import type { CONTACT_KINDS, DIRECTIONS } from '../contract/contact.ts'

export type ContactRow = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  kind: (typeof CONTACT_KINDS)[number]
  direction: (typeof DIRECTIONS)[number]
  happenedAt: Instant
  note: string
  taskId: string | null
  at: Instant
  byName: string
}>

const contactColumns = sql.raw(`
  id, fingerprint, member_id as "memberId", kind, direction, happened_at as "happenedAt", note, task_id as "taskId",
  at, by_name as "byName"`)

export async function contactById(tx: Tx, id: string): Promise<ContactRow | undefined> {
  const { rows } = await sql<ContactRow>`select ${contactColumns} from care.contact where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function insertContact(work: Work, row: Omit<ContactRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into care.contact (id, fingerprint, member_id, kind, direction, happened_at, note, task_id, at, by_id,
                              by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.kind}, ${row.direction}, ${row.happenedAt},
            ${row.note}, ${row.taskId}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

/** What touched these members and no other room knows of, the latest first. */
export async function contactsOf(tx: Tx, memberIds: readonly string[], most: number): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns} from care.contact where member_id = any(${memberIds}::uuid[])
     order by happened_at desc, id desc limit ${most}`.execute(tx)
  return rows
}

export type ArticleRow = Readonly<{
  id: string
  fingerprint: string
  articleId: string
  version: number
  kind: (typeof ARTICLE_KINDS)[number]
  code: string
  titleZh: string
  titleEn: string
  bodyZh: string
  bodyEn: string
  withdrawn: boolean
  until: BusinessDay | null
  at: Instant
  byName: string
}>

const articleColumns = sql.raw(`
  v.id, v.fingerprint, v.article_id as "articleId", v.version, v.kind, v.code, v.title_zh as "titleZh",
  v.title_en as "titleEn", v.body_zh as "bodyZh", v.body_en as "bodyEn", v.withdrawn, v.until, v.at,
  v.by_name as "byName"`)

export async function articleVersion(tx: Tx, id: string): Promise<ArticleRow | undefined> {
  const { rows } =
    await sql<ArticleRow>`select ${articleColumns} from care.article_version v where v.id = ${id}`.execute(tx)
  return rows[0]
}

/** D7: the last version of every article. */
const standing = sql`
  (select distinct on (article_id) * from care.article_version order by article_id, version desc)`

export async function lastVersion(tx: Tx, articleId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(version), 0) as last from care.article_version where article_id = ${articleId}`.execute(
    tx,
  )
  return rows[0]?.last ?? 0
}

/** Writers queue here: versions follow each other, and a code names one article. */
export const lockArticles = (tx: Tx) =>
  sql`lock table care.article_version in share row exclusive mode`.execute(tx)

export async function codeTaken(tx: Tx, code: string, articleId: string): Promise<boolean> {
  const { rows } = await sql`
    select from ${standing} v where v.code = ${code} and v.article_id <> ${articleId} and not v.withdrawn`.execute(
    tx,
  )
  return rows.length > 0
}

export async function insertArticle(work: Work, row: Omit<ArticleRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into care.article_version (id, fingerprint, article_id, version, kind, code, title_zh, title_en, body_zh,
                                      body_en, withdrawn, until, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.articleId}, ${row.version}, ${row.kind}, ${row.code}, ${row.titleZh},
            ${row.titleEn}, ${row.bodyZh}, ${row.bodyEn}, ${row.withdrawn}, ${row.until}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export type ArticleQuestion = Readonly<{
  kind: string | null
  text: string | null
  code: string | null
  today: BusinessDay
  /** Withdrawn ones and past notices, too. */
  all: boolean
  staffId: string | null
}>

const asked = (of: ArticleQuestion) => sql`
      (${of.kind}::text is null or v.kind = ${of.kind}) and (${of.code}::text is null or v.code = ${of.code})
  and (${of.text}::text is null
       or position(lower(${of.text}) in lower(concat_ws(' ', v.title_zh, v.title_en, v.body_zh, v.body_en))) > 0)
  and (${of.all} or (not v.withdrawn and (v.until is null or v.until >= ${of.today})))`

export async function articles(tx: Tx, of: ArticleQuestion, page: Readonly<{ first: number; most: number }>) {
  const { rows } = await sql<ArticleRow & { read: boolean; total: number }>`
    select ${articleColumns}, count(*) over ()::int as total,
           exists (select from care.notice_read r where r.version_id = v.id and r.staff_id = ${of.staffId}) as read
      from ${standing} v where ${asked(of)}
     order by v.kind = 'notice' desc, v.at desc, v.id limit ${page.most} offset ${page.first}`.execute(tx)
  return rows
}

/** Notices shown today that this person has not read. */
export async function unreadNotices(tx: Tx, of: Pick<ArticleQuestion, 'today' | 'staffId'>): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from ${standing} v
     where ${asked({ ...of, kind: 'notice', text: null, code: null, all: false })}
       and not exists (select from care.notice_read r
                        where r.version_id = v.id and r.staff_id = ${of.staffId})`.execute(tx)
  return rows[0]?.unread ?? 0
}

export async function markRead(work: Work, versionId: string): Promise<void> {
  await sql`
    insert into care.notice_read (version_id, staff_id, at) values (${versionId}, ${work.by.id}, ${work.at})
        on conflict do nothing`.execute(work.tx)
}
