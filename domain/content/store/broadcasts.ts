import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { BroadcastAct, BroadcastState } from '../model/broadcast.ts'

export type Wording = Readonly<{
  title: string
  digest: string
  author: string
  body: string
  sourceUrl: string
  pictureId: string
  segmentId: string | null
  carrierId: string
  dueAt: Instant
}>
/** A broadcast by its last wording. */
export type BroadcastRow = Wording &
  Readonly<{
    id: string
    state: BroadcastState
    coverRef: string | null
    pictureUrl: string | null
    attempts: number
    trouble: string | null
    savedAt: Instant
    savedBy: string
  }>

const rows = sql`
  select a.id, a.state, a.cover_ref as "coverRef", a.picture_url as "pictureUrl", a.attempts, a.trouble, w.title,
         w.digest, w.author, w.body, w.source_url as "sourceUrl", w.picture_id as "pictureId",
         w.segment_id as "segmentId", w.carrier_id as "carrierId", w.due_at as "dueAt", w.at as "savedAt",
         w.by_name as "savedBy"
    from content.broadcast a
    cross join lateral (select * from content.wording w where w.broadcast_id = a.id order by w.nth desc limit 1) w`

export async function broadcast(tx: Tx, id: string): Promise<BroadcastRow | undefined> {
  const { rows: found } = await sql<BroadcastRow>`${rows} where a.id = ${id}`.execute(tx)
  return found[0]
}

/** Held to the end of the work: words, acts and sending of one broadcast stand in a row. */
export async function lockBroadcast(tx: Tx, id: string): Promise<void> {
  await sql`select from content.broadcast where id = ${id} for no key update`.execute(tx)
}

type Span = Readonly<{ from: Instant | null; before: Instant | null }>

export async function broadcasts(tx: Tx, of: Span & Readonly<{ first: number; most: number }>) {
  const within = sql`(${of.from}::timestamptz is null or w.due_at >= ${of.from})
    and (${of.before}::timestamptz is null or w.due_at < ${of.before})`
  const { rows: found } = await sql<BroadcastRow>`
    ${rows} where ${within} order by w.due_at desc, a.no desc limit ${of.most} offset ${of.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from (${rows} where ${within}) as found`.execute(tx)
  return { rows: found, total: counted[0]?.total ?? 0 }
}

/** P5: other broadcasts of an account that are planned, on their way or sent in a span. */
export async function others(
  tx: Tx,
  of: Readonly<{ but: string; carrierId: string; from: Instant; before: Instant }>,
): Promise<number> {
  const { rows: found } = await sql<{ broadcasts: number }>`
    select count(*)::int as broadcasts from (${rows}) as a
     where a.id <> ${of.but} and a."carrierId" = ${of.carrierId} and a.state in ('scheduled', 'sending', 'sent')
       and a."dueAt" >= ${of.from} and a."dueAt" < ${of.before}`.execute(tx)
  return found[0]?.broadcasts ?? 0
}

export async function insertBroadcast(work: Work, of: Readonly<{ id: string; fingerprint: string }>) {
  await sql`
    insert into content.broadcast (id, fingerprint, at, by_id, by_name)
    values (${of.id}, ${of.fingerprint}, ${work.at}, ${work.by.id}, ${work.by.name})
        on conflict (id) do nothing`.execute(work.tx)
}

export type WordingRow = Readonly<{ id: string; fingerprint: string; broadcastId: string }>

export async function wordingById(tx: Tx, id: string): Promise<WordingRow | undefined> {
  const { rows: found } = await sql<WordingRow>`
    select id, fingerprint, broadcast_id as "broadcastId" from content.wording where id = ${id}`.execute(tx)
  return found[0]
}

export async function insertWording(work: Work, row: WordingRow & Wording): Promise<void> {
  await sql`
    insert into content.wording (id, fingerprint, broadcast_id, title, digest, author, body, source_url, picture_id,
                                 segment_id, carrier_id, due_at, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.broadcastId}, ${row.title}, ${row.digest}, ${row.author}, ${row.body},
            ${row.sourceUrl}, ${row.pictureId}, ${row.segmentId}, ${row.carrierId}, ${row.dueAt}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type ActRow = WordingRow & Readonly<{ act: BroadcastAct }>

export async function actById(tx: Tx, id: string): Promise<ActRow | undefined> {
  const { rows: found } = await sql<ActRow>`
    select id, fingerprint, broadcast_id as "broadcastId", act from content.act where id = ${id}`.execute(tx)
  return found[0]
}

export async function insertAct(work: Work, row: ActRow): Promise<void> {
  await sql`
    insert into content.act (id, fingerprint, broadcast_id, act, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.broadcastId}, ${row.act}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export async function stand(
  tx: Tx,
  id: string,
  of: Readonly<{ state: BroadcastState; trouble?: string | null }>,
): Promise<void> {
  await sql`
    update content.broadcast set state = ${of.state}, trouble = ${of.trouble ?? null}, attempts = 0, next_try_at = null,
           leased_until = null where id = ${id}`.execute(tx)
}

export type PictureRow = Readonly<{ id: string; type: string; bytes: Uint8Array }>

export async function picture(tx: Tx, id: string): Promise<PictureRow | undefined> {
  const { rows: found } = await sql<PictureRow>`
    select id, type, bytes from content.picture where id = ${id}`.execute(tx)
  return found[0]
}

export async function isPicture(tx: Tx, id: string): Promise<boolean> {
  const { rows: found } = await sql`select from content.picture where id = ${id}`.execute(tx)
  return found.length > 0
}

export async function insertPicture(work: Work, row: PictureRow): Promise<void> {
  await sql`
    insert into content.picture (id, type, bytes, at)
    values (${row.id}, ${row.type}, ${Buffer.from(row.bytes)}, ${work.at})`.execute(work.tx)
}
