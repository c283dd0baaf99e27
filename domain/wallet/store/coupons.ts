import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import { all } from '#db/all'
import type { Statement } from '#db/in-one'
import type { Tx, Work } from '#db/work'

export type CouponRow = Readonly<{
  id: string
  fingerprint: string
  code: string
  memberId: string
  causeId: string
  secretSha256: string | null
  expiresOn: BusinessDay | null
  issuedAt: Instant
  voided: boolean
}>

const columns = sql.raw(`
  c.id, c.fingerprint, c.code, c.member_id as "memberId", c.cause_id as "causeId", c.secret_sha256 as "secretSha256",
  c.expires_on as "expiresOn", c.issued_at as "issuedAt",
  exists (select from wallet.coupon_voiding v where v.coupon_id = c.id) as voided`)

export async function couponsBy(
  tx: Tx,
  by: Readonly<{ ids: readonly string[]; secrets: readonly string[] }>,
): Promise<CouponRow[]> {
  if (by.ids.length === 0 && by.secrets.length === 0) return []
  const { rows } = await sql<CouponRow>`/* prepared */
    select ${columns} from wallet.coupon c
     where c.id = any(${by.ids}::uuid[]) or c.secret_sha256 = any(${by.secrets}::text[])`.execute(tx)
  return rows
}

export async function couponsOfMember(tx: Tx, memberId: string): Promise<CouponRow[]> {
  const { rows } = await sql<CouponRow>`
    select ${columns} from wallet.coupon c where c.member_id = ${memberId} order by c.issued_at desc, c.id desc
     limit 500`.execute(tx)
  return rows
}

/** Whose these coupons and opening balances were given to; other ids are passed over. */
export async function holdersBehind(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ memberId: string }>`
    select member_id as "memberId" from wallet.coupon where id = any(${ids}::uuid[])
     union
    select member_id from wallet.opening where id = any(${ids}::uuid[])`.execute(tx)
  return rows.map((row) => row.memberId)
}

export async function insertCoupons(
  work: Work,
  rows: readonly Omit<CouponRow, 'issuedAt' | 'voided'>[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into wallet.coupon (id, fingerprint, code, member_id, cause_id, secret_sha256, expires_on, issued_at, by_id)
    select unnest(${rows.map((r) => r.id)}::uuid[]), unnest(${rows.map((r) => r.fingerprint)}::text[]),
           unnest(${rows.map((r) => r.code)}::text[]), unnest(${rows.map((r) => r.memberId)}::uuid[]),
           unnest(${rows.map((r) => r.causeId)}::uuid[]), unnest(${rows.map((r) => r.secretSha256)}::text[]),
           unnest(${rows.map((r) => r.expiresOn)}::date[]), ${work.at}, ${work.by.id}`.execute(work.tx)
}

export async function insertVoiding(work: Work, couponId: string, reason: string): Promise<void> {
  await sql`
    insert into wallet.coupon_voiding (coupon_id, at, reason, by_id)
    values (${couponId}, ${work.at}, ${reason}, ${work.by.id})`.execute(work.tx)
}

export type CountKey = Readonly<{ code: string; scope: string }>
export type CountRow = CountKey & Readonly<{ used: number }>

/**
 * Counts of uses, locked in the order of their keys. A count asked for the first time begins with the uses so far, so
 * that a limit put on a coupon later counts what came before it.
 */
export async function lockCounts(
  tx: Tx,
  { make, all: keys, looking }: { make: readonly CountKey[]; all: readonly CountKey[]; looking: boolean },
): Promise<CountRow[]> {
  if (keys.length === 0) return []
  const lock = looking ? sql`` : sql`order by c.code, c.scope for update of c`
  // Both are on the wire before either is answered, and so is what the caller asks behind these locks.
  const making: Promise<unknown>[] = []
  if (make.length > 0 && !looking) making.push(makeCounts(tx, make))
  const [, { rows }] = await all([
    all(making),
    sql<CountRow>`/* prepared */
    select c.code, c.scope, c.used from ${unnested(keys)}
      join wallet.coupon_count c on c.code = k.code and c.scope = k.scope ${lock}`.execute(tx),
  ])
  if (!looking) return rows
  const { rows: unmade } = await sql<CountRow>`
    select k.code, k.scope, n.used from ${unnested(make)}, lateral (${usesSoFar}) n
     where not exists (select from wallet.coupon_count c where c.code = k.code and c.scope = k.scope)`.execute(
    tx,
  )
  return [...rows, ...unmade]
}

const makeCounts = (tx: Tx, keys: readonly CountKey[]) =>
  sql`/* prepared */
      insert into wallet.coupon_count (code, scope, used, most)
      select k.code, k.scope, n.used, n.used
        from ${unnested(keys)}, lateral (${usesSoFar}) n
       where not exists (select from wallet.coupon_count c where c.code = k.code and c.scope = k.scope)
       order by k.code, k.scope
          on conflict do nothing`.execute(tx)

const unnested = (keys: readonly CountKey[]) =>
  sql`unnest(${keys.map((k) => k.code)}::text[], ${keys.map((k) => k.scope)}::text[]) as k (code, scope)`

const usesSoFar = sql`
  select case when k.scope = 'issued' then (select count(*) from wallet.coupon c where c.code = k.code)
              else (select count(*) from wallet.coupon_use u
                     where u.code = k.code
                       and k.scope in ('all', 'branch:' || u.branch_id, 'member:' || u.member_id,
                                       'member:' || u.member_id || ':' || u.day)
                       and not exists (select from wallet.coupon_return r where r.use_id = u.id))
         end as used`

export function updateCounts(rows: readonly (CountRow & { most: number })[]): Statement[] {
  if (rows.length === 0) return []
  return [
    sql`
    update wallet.coupon_count c set used = n.used, most = n.most
      from (select unnest(${rows.map((r) => r.code)}::text[]) as code,
                   unnest(${rows.map((r) => r.scope)}::text[]) as scope,
                   unnest(${rows.map((r) => r.used)}::bigint[]) as used,
                   unnest(${rows.map((r) => r.most)}::bigint[]) as most) as n
     where c.code = n.code and c.scope = n.scope`,
  ]
}

export type Use = Readonly<{
  id: string
  code: string
  couponId: string | null
  memberId: string | null
  branchId: string
  day: BusinessDay
  causeId: string
  onReturn: string
}>

export function insertUses(work: Work, uses: readonly Use[]): Statement[] {
  if (uses.length === 0) return []
  return [
    sql`
    insert into wallet.coupon_use (id, code, coupon_id, member_id, branch_id, day, cause_id, on_return, at)
    select unnest(${uses.map((u) => u.id)}::uuid[]), unnest(${uses.map((u) => u.code)}::text[]),
           unnest(${uses.map((u) => u.couponId)}::uuid[]), unnest(${uses.map((u) => u.memberId)}::uuid[]),
           unnest(${uses.map((u) => u.branchId)}::uuid[]), unnest(${uses.map((u) => u.day)}::date[]),
           unnest(${uses.map((u) => u.causeId)}::uuid[]), unnest(${uses.map((u) => u.onReturn)}::text[]), ${work.at}`,
  ]
}

export function insertReturns(
  work: Work,
  returns: readonly Readonly<{ useId: string; causeId: string }>[],
): Statement[] {
  if (returns.length === 0) return []
  return [
    sql`
    insert into wallet.coupon_return (use_id, cause_id, at)
    select unnest(${returns.map((r) => r.useId)}::uuid[]), unnest(${returns.map((r) => r.causeId)}::uuid[]),
           ${work.at}`,
  ]
}

/** Uses by these causes that were not given back yet. */
export async function standingUses(tx: Tx, causeIds: readonly string[]): Promise<Use[]> {
  if (causeIds.length === 0) return []
  const { rows } = await sql<Use>`
    select u.id, u.code, u.coupon_id as "couponId", u.member_id as "memberId", u.branch_id as "branchId", u.day,
           u.cause_id as "causeId", u.on_return as "onReturn"
      from wallet.coupon_use u
     where u.cause_id = any(${causeIds}::uuid[])
       and not exists (select from wallet.coupon_return r where r.use_id = u.id)
     order by u.id`.execute(tx)
  return rows
}
