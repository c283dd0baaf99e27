import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { Span } from '#domain/member/model/span'

export type GiftTouch = Readonly<{
  id: string
  at: Instant
  nameZh: string
  nameEn: string
  count: number
  byName: string
}>

/** Gifts for points that went to these members, at the moment they did; the latest first. */
export async function giftsGiven(tx: Tx, of: Span): Promise<GiftTouch[]> {
  const { rows } = await sql<GiftTouch>`
    select r.id, g.at, r.name_zh as "nameZh", r.name_en as "nameEn", r.count, g.by_name as "byName"
      from reward.redemption r
      join lateral (select coalesce(max(c.at), r.at) as at, coalesce(max(c.by_name), r.by_name) as by_name
                      from reward.redemption_change c
                     where c.redemption_id = r.id and c.state in ('sent', 'handed')) g on true
     where r.member_id = any(${of.memberIds}::uuid[]) and r.state in ('sent', 'handed')
       and (${of.from}::timestamptz is null or g.at >= ${of.from})
       and (${of.before}::timestamptz is null or g.at < ${of.before})
     order by g.at desc, r.id desc limit ${of.most}`.execute(tx)
  return rows
}

export type ClaimTouch = Readonly<{
  id: string
  at: Instant
  productCode: string
  count: number
  byName: string
}>

/** Goods that these members collected on occasions; points and coupons are told by the wallet. */
export async function goodsCollected(tx: Tx, of: Span): Promise<ClaimTouch[]> {
  const { rows } = await sql<ClaimTouch>`
    select id, at, product_code as "productCode", count, by_name as "byName" from reward.claim
     where member_id = any(${of.memberIds}::uuid[]) and product_code is not null and count > 0
       and (${of.from}::timestamptz is null or at >= ${of.from})
       and (${of.before}::timestamptz is null or at < ${of.before})
     order by at desc, id desc limit ${of.most}`.execute(tx)
  return rows
}
