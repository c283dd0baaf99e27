import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'
import type { Past } from '../model/past.ts'

type Row = Omit<Past, 'memberNumber'> & Readonly<{ id: string; memberId: string | null }>

export async function insert(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const all = (key: keyof Row) => rows.map((row) => row[key])
  await sql`
    insert into import.past_coupon (id, fact, campaign, coupon, name, product_code, member_id, issued_on, redeemed_on,
                                    receipt_no, valid_from, valid_to)
    select * from unnest(${all('id')}::uuid[], ${all('fact')}::text[], ${all('campaign')}::text[],
                         ${all('coupon')}::text[], ${all('name')}::text[], ${all('productCode')}::text[],
                         ${all('memberId')}::uuid[], ${all('issuedOn')}::date[], ${all('redeemedOn')}::date[],
                         ${all('receiptNo')}::text[], ${all('validFrom')}::date[], ${all('validTo')}::date[])`.execute(
    tx,
  )
}

export async function remove(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from import.past_coupon where id = any(${ids}::uuid[])`.execute(tx)
}

/** Which of these members the past of coupons tells of. */
export async function membersTold(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct member_id as id from import.past_coupon where member_id = any(${ids}::uuid[])`.execute(tx)
  return rows.map((row) => row.id)
}

/** Days within which a campaign or coupon ran, both included; without an end the past has no bound on that side. */
export type Asked = Readonly<{ from: string; to: string }>

/**
 * One coupon of one campaign, or a whole campaign where `coupon` is null. `issued` counts coupons that went to members:
 * a list of a whole campaign counts for each of its coupons. `members` are those it went to, `users` those of them who
 * used it, `strangers` who used it without being told as having got it.
 */
export type PastRow = Readonly<{
  campaign: string
  coupon: string | null
  name: string
  from: BusinessDay | null
  to: BusinessDay | null
  coupons: number
  products: number
  issued: number
  members: number
  redeemed: number
  couponsUsed: number
  users: number
  strangers: number
}>

/** Of a campaign its list reaches each coupon; what is told of one coupon reaches that one alone. */
const SCOPED = sql`
  known as (
    select campaign, coupon,
           coalesce(nullif(max(name) filter (where fact = 'coupon'), ''), max(name)) as name
      from import.past_coupon where coupon is not null group by campaign, coupon),
  lists as (
    select campaign, member_id, count(*) as times from import.past_coupon
     where fact = 'issue' and coupon is null group by campaign, member_id),
  own as (
    select campaign, coupon, member_id, count(*) as times from import.past_coupon
     where fact = 'issue' and coupon is not null or fact = 'redemption' and issued_on is not null
     group by campaign, coupon, member_id),
  used as (
    select campaign, coupon, member_id, count(*) as times from import.past_coupon
     where fact = 'redemption' group by campaign, coupon, member_id),
  days as (
    select campaign, min(valid_from) filter (where coupon is null) as told_from,
           max(valid_to) filter (where coupon is null) as told_to,
           least(min(valid_from), min(issued_on), min(redeemed_on)) as seen_from,
           greatest(max(valid_to), max(issued_on), max(redeemed_on)) as seen_to
      from import.past_coupon group by campaign),
  ran as (
    select campaign, coalesce(told_from, seen_from) as from_day, coalesce(told_to, seen_to) as to_day from days)`

/** The figures of each coupon, and of each campaign over all its coupons. */
const COUNTED = sql`
  -- A list of a campaign whose coupons nobody told of still went to its members.
  reached as (
    select campaign, member_id from lists union select campaign, member_id from own),
  whole as (
    select campaign, count(*) as members, sum(times) as times from lists group by campaign),
  single as (
    select o.campaign, o.coupon, sum(o.times) as times, count(*) filter (where l.member_id is null) as members
      from own o left join lists l using (campaign, member_id) group by o.campaign, o.coupon),
  taken as (
    select u.campaign, u.coupon, sum(u.times) as times, count(*) as members,
           count(*) filter (where l.member_id is not null or o.member_id is not null) as users
      from used u
      left join lists l using (campaign, member_id)
      left join own o on (o.campaign, o.coupon, o.member_id) = (u.campaign, u.coupon, u.member_id)
     group by u.campaign, u.coupon),
  by_coupon as (
    select k.campaign, k.coupon, coalesce(w.times, 0) + coalesce(i.times, 0) as issued,
           coalesce(w.members, 0) + coalesce(i.members, 0) as members, coalesce(t.times, 0) as redeemed,
           coalesce(t.users, 0) as users, coalesce(t.members - t.users, 0) as strangers
      from known k
      left join whole w using (campaign)
      left join single i using (campaign, coupon)
      left join taken t using (campaign, coupon)),
  of_coupon as (
    select k.campaign, k.coupon, k.name, c.issued, c.members, c.redeemed, c.users, c.strangers,
           (select count(distinct product_code) from import.past_coupon p
             where p.campaign = k.campaign and p.coupon = k.coupon) as products
      from known k join by_coupon c using (campaign, coupon)),
  of_campaign as (
    select r.campaign,
           (select coalesce(max(name), '') from import.past_coupon p
             where p.campaign = r.campaign and p.fact = 'campaign') as name,
           (select count(*) from known k where k.campaign = r.campaign) as coupons,
           (select count(distinct product_code) from import.past_coupon p
             where p.campaign = r.campaign) as products,
           (select coalesce(sum(issued), 0) from of_coupon o where o.campaign = r.campaign) as issued,
           (select count(*) from reached m where m.campaign = r.campaign) as members,
           (select coalesce(sum(times), 0) from used u where u.campaign = r.campaign) as redeemed,
           (select count(distinct coupon) from used u where u.campaign = r.campaign) as coupons_used,
           (select count(distinct member_id) from used u where u.campaign = r.campaign
               and exists (select 1 from reached m
                            where m.campaign = u.campaign and m.member_id = u.member_id)) as users,
           (select count(distinct member_id) from used u where u.campaign = r.campaign) as everybody
      from ran r)`

/** Campaigns of the past, each followed by its coupons, that ran on any of the days; undated ones are always told. */
export async function report(tx: Tx, { from, to }: Asked): Promise<PastRow[]> {
  const { rows } = await sql<PastRow>`
    with ${SCOPED}, ${COUNTED},
    every as (
      select campaign, null as coupon, name, coupons, products, issued, members, redeemed, coupons_used, users,
             everybody - users as strangers
        from of_campaign
      union all
      select campaign, coupon, name, 1, products, issued, members, redeemed,
             case when redeemed > 0 then 1 else 0 end, users, strangers
        from of_coupon)
    select e.campaign, e.coupon, e.name, r.from_day::text as "from", r.to_day::text as "to", e.coupons::int,
           e.products::int, e.issued::float8 as issued, e.members::int, e.redeemed::int,
           e.coupons_used::int as "couponsUsed", e.users::int, e.strangers::int
      from every e join ran r using (campaign)
     where coalesce(r.from_day <= ${to}, true) and coalesce(r.to_day >= ${from}, true)
     order by r.from_day nulls last, e.campaign, e.coupon nulls first`.execute(tx)
  return rows
}
