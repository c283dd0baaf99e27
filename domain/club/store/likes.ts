import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type OfferWords = Readonly<{
  id: string
  fingerprint: string
  titleZh: string
  titleEn: string
  wordsZh: string
  wordsEn: string
  needed: number
  couponCode: string
  firstOn: BusinessDay
  lastOn: BusinessDay
  most: number
  membersOnly: boolean
  formCode: string | null
}>
export type OfferRow = OfferWords &
  Readonly<{
    no: number
    at: Instant
    byName: string
    ended: boolean
    endedAt: Instant | null
    wins: number
  }>
/** What came of it so far: counted only where it is shown, because a popular offer has very many. */
export type CountedOffer = OfferRow & Readonly<{ collections: number; likes: number }>

const columns = sql.raw(`
  o.id, o.fingerprint, o.no::int, o.title_zh as "titleZh", o.title_en as "titleEn", o.words_zh as "wordsZh",
         o.words_en as "wordsEn", o.needed, o.coupon_code as "couponCode", o.first_on as "firstOn",
         o.last_on as "lastOn", o.most, o.members_only as "membersOnly", o.form_code as "formCode", o.at,
         o.by_name as "byName", e.id is not null as ended, e.at as "endedAt", w.wins`)
const counts = sql.raw(`
  (select count(*)::int from club.collection c where c.offer_id = o.id) as collections,
  (select coalesce(sum(c.likes), 0)::int from club.collection c where c.offer_id = o.id) as likes`)
const from = sql.raw(`
  club.like_offer o
  join club.like_offer_wins w on w.offer_id = o.id
  left join club.like_offer_ending e on e.offer_id = o.id`)

export async function offerById(tx: Tx, id: string): Promise<OfferRow | undefined> {
  const { rows } = await sql<OfferRow>`select ${columns} from ${from} where o.id = ${id}`.execute(tx)
  return rows[0]
}

export async function countedOffer(tx: Tx, id: string): Promise<CountedOffer | undefined> {
  const { rows } = await sql<CountedOffer>`
    select ${columns}, ${counts} from ${from} where o.id = ${id}`.execute(tx)
  return rows[0]
}

export async function offersListed(tx: Tx, of: Readonly<{ first: number; most: number }>) {
  const { rows } = await sql<CountedOffer>`
    select ${columns}, ${counts} from ${from} order by o.no desc limit ${of.most} offset ${of.first}`.execute(
    tx,
  )
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from club.like_offer`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}

/** Those that have begun, with those that ended in the last so many days, by their last day. */
export async function offersSince(
  tx: Tx,
  of: Readonly<{ day: BusinessDay; from: BusinessDay }>,
): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select ${columns} from ${from}
     where o.first_on <= ${of.day} and o.last_on >= ${of.from} order by o.last_on, o.no limit 50`.execute(tx)
  return rows
}

export async function insertOffer(work: Work, of: OfferWords): Promise<void> {
  await sql`
    insert into club.like_offer (id, fingerprint, title_zh, title_en, words_zh, words_en, needed, coupon_code, first_on,
                                 last_on, most, members_only, form_code, at, by_id, by_name)
    values (${of.id}, ${of.fingerprint}, ${of.titleZh}, ${of.titleEn}, ${of.wordsZh}, ${of.wordsEn}, ${of.needed},
            ${of.couponCode}, ${of.firstOn}, ${of.lastOn}, ${of.most}, ${of.membersOnly}, ${of.formCode}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
  await sql`insert into club.like_offer_wins (offer_id, most) values (${of.id}, ${of.most})`.execute(work.tx)
}

export type EndingRow = Readonly<{ id: string; fingerprint: string; offerId: string }>

export async function endingById(tx: Tx, id: string): Promise<EndingRow | undefined> {
  const { rows } = await sql<EndingRow>`
    select id, fingerprint, offer_id as "offerId" from club.like_offer_ending where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertEnding(work: Work, row: EndingRow): Promise<void> {
  await sql`
    insert into club.like_offer_ending (id, fingerprint, offer_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.offerId}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

/** F9: how many have won, held to the end of the work: whoever wins, and an ending, queue here. */
export async function lockWins(tx: Tx, offerId: string): Promise<number | undefined> {
  const { rows } = await sql<{ wins: number }>`
    select wins from club.like_offer_wins where offer_id = ${offerId} for no key update`.execute(tx)
  return rows[0]?.wins
}

export async function countWin(tx: Tx, offerId: string): Promise<void> {
  await sql`update club.like_offer_wins set wins = wins + 1 where offer_id = ${offerId}`.execute(tx)
}
