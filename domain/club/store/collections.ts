import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Span } from '#domain/member/model/span'

export type CollectionRow = Readonly<{
  id: string
  fingerprint: string
  offerId: string
  memberId: string
  code: string
  deviceId: string | null
  needed: number
  likes: number
  couponId: string | null
  at: Instant
  wonAt: Instant | null
}>
export type NewCollection = Omit<CollectionRow, 'likes' | 'couponId' | 'at' | 'wonAt'>

const columns = sql.raw(`
  c.id, c.fingerprint, c.offer_id as "offerId", c.member_id as "memberId", c.code, c.device_id as "deviceId", c.needed,
  c.likes, c.coupon_id as "couponId", c.at, c.won_at as "wonAt"`)

export async function collectionById(tx: Tx, id: string): Promise<CollectionRow | undefined> {
  const { rows } = await sql<CollectionRow>`
    select ${columns} from club.collection c where c.id = ${id}`.execute(tx)
  return rows[0]
}

export async function collectionOf(tx: Tx, code: string): Promise<CollectionRow | undefined> {
  const { rows } = await sql<CollectionRow>`
    select ${columns} from club.collection c where c.code = ${code}`.execute(tx)
  return rows[0]
}

/** Held to the end of the work: likes of one collection stand in a row (F9). */
export async function lockCollection(tx: Tx, code: string): Promise<CollectionRow | undefined> {
  const { rows } = await sql<CollectionRow>`
    select ${columns} from club.collection c where c.code = ${code} for no key update`.execute(tx)
  return rows[0]
}

/** Of a member and whoever has gone into them, the first of each offer that was begun first. */
export async function collectionsOf(tx: Tx, memberIds: readonly string[]): Promise<CollectionRow[]> {
  const { rows } = await sql<CollectionRow>`
    select ${columns} from club.collection c where c.member_id = any(${memberIds}::uuid[]) order by c.nth`.execute(
    tx,
  )
  return rows
}

export async function insertCollection(work: Work, row: NewCollection): Promise<void> {
  await sql`
    insert into club.collection (id, fingerprint, offer_id, member_id, code, device_id, needed, at)
    values (${row.id}, ${row.fingerprint}, ${row.offerId}, ${row.memberId}, ${row.code}, ${row.deviceId}, ${row.needed},
            ${work.at})`.execute(work.tx)
}

/** One like more; with the last one the coupon, in the same statement (F9). */
export async function grow(work: Work, id: string, couponId: string | null): Promise<void> {
  await sql`
    update club.collection
       set likes = likes + 1, coupon_id = ${couponId},
           won_at = case when ${couponId}::uuid is not null then ${work.at}::timestamptz end
     where id = ${id}`.execute(work.tx)
}

export type LikeRow = Readonly<{
  id: string
  fingerprint: string
  collectionId: string
  deviceId: string
  friendId: string | null
  network: Uint8Array
  day: BusinessDay
}>

export async function likeById(tx: Tx, id: string): Promise<Pick<LikeRow, 'id' | 'fingerprint'> | undefined> {
  const { rows } = await sql<Pick<LikeRow, 'id' | 'fingerprint'>>`
    select id, fingerprint from club.like_given where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertLike(work: Work, row: LikeRow): Promise<void> {
  await sql`
    insert into club.like_given (id, fingerprint, collection_id, device_id, friend_id, network, day, at)
    values (${row.id}, ${row.fingerprint}, ${row.collectionId}, ${row.deviceId}, ${row.friendId},
            ${Buffer.from(row.network)}, ${row.day}, ${work.at})`.execute(work.tx)
}

export type Likes = Readonly<{ given: boolean; ofNetwork: number; ofDevice: number }>

/** What stands against one more like: given already, and how many of this network and this browser today. */
export async function likesBy(
  tx: Tx,
  of: Readonly<{
    collectionId: string
    deviceId: string
    friendIds: readonly string[]
    network: Uint8Array
    day: BusinessDay
  }>,
): Promise<Likes> {
  const { rows } = await sql<Likes>`
    select exists (select from club.like_given where collection_id = ${of.collectionId}
                      and (device_id = ${of.deviceId} or friend_id = any(${of.friendIds}::uuid[]))) as given,
           (select count(*)::int from club.like_given where collection_id = ${of.collectionId} and day = ${of.day}
               and network = ${Buffer.from(of.network)}) as "ofNetwork",
           (select count(*)::int from club.like_given where device_id = ${of.deviceId} and day = ${of.day})
             as "ofDevice"`.execute(tx)
  return rows[0] ?? { given: false, ofNetwork: 0, ofDevice: 0 }
}

export type ListedCollection = CollectionRow & Readonly<{ ofMembers: number; networks: number }>

export async function collectionsListed(
  tx: Tx,
  of: Readonly<{ offerId: string; first: number; most: number }>,
): Promise<{ rows: ListedCollection[]; total: number }> {
  const { rows } = await sql<ListedCollection>`
    select ${columns},
           (select count(friend_id)::int from club.like_given l where l.collection_id = c.id) as "ofMembers",
           (select count(distinct (day, network))::int from club.like_given l where l.collection_id = c.id) as networks
      from club.collection c where c.offer_id = ${of.offerId}
     order by c.nth desc limit ${of.most} offset ${of.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from club.collection where offer_id = ${of.offerId}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}

export async function couponsOf(tx: Tx, offerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select coupon_id as id from club.collection where offer_id = ${offerId} and coupon_id is not null`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

export type CollectionStep = Readonly<{
  /** Of the collection where it was begun, of the coupon where it was unlocked. */
  id: string
  step: 'begun' | 'unlocked'
  at: Instant
  titleZh: string
  titleEn: string
  couponCode: string
}>

/** Collections that members began and unlocked in a span, latest first (C45). */
export async function collectionStepsIn(tx: Tx, of: Span): Promise<CollectionStep[]> {
  const { rows } = await sql<CollectionStep>`
    select s.id, s.step, s.at, o.title_zh as "titleZh", o.title_en as "titleEn", o.coupon_code as "couponCode"
      from club.collection c
      join club.like_offer o on o.id = c.offer_id
     cross join lateral (values (c.id, 'begun', c.at), (c.coupon_id, 'unlocked', c.won_at)) as s (id, step, at)
     where c.member_id = any(${of.memberIds}::uuid[]) and s.at is not null
       and (${of.from}::timestamptz is null or s.at >= ${of.from})
       and (${of.before}::timestamptz is null or s.at < ${of.before})
     order by s.at desc, s.id desc limit ${of.most}`.execute(tx)
  return rows
}
