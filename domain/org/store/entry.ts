import { sql, type QueryExecutorProvider } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { ApiKey } from '../contract.ts'
import type { Role } from '../model.ts'

export type SessionRow = Readonly<{
  id: string
  tokenSha256: Uint8Array
  staffId: string
  at: Instant
  expiresAt: Instant
}>

export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await sql`
    insert into org.session (id, token_sha256, staff_id, started_at, seen_at, expires_at)
    values (${row.id}, ${row.tokenSha256}, ${row.staffId}, ${row.at}, ${row.at}, ${row.expiresAt})`.execute(
    tx,
  )
}

export type SignedIn = Readonly<{
  sessionId: string
  seenAt: Instant
  staffId: string
  name: string
  roles: Role[]
  branchIds: string[] | null
}>

/** The person behind a token, if the session still runs and they still work here. */
export async function findSignedIn(
  db: QueryExecutorProvider,
  wish: { tokenSha256: Uint8Array; at: Instant; seenAfter: Instant },
): Promise<SignedIn | undefined> {
  const { rows } = await sql<SignedIn>`
    select n.id as "sessionId", n.seen_at as "seenAt", s.id as "staffId", s.name
         , array(select role from org.staff_role r where r.staff_id = s.id) as roles
         , case when s.whole_chain then null else
             array(select branch_id::text from org.staff_branch b where b.staff_id = s.id)
           end as "branchIds"
      from org.session n join org.staff s on s.id = n.staff_id
     where n.token_sha256 = ${wish.tokenSha256} and n.ended_at is null
       and n.expires_at > ${wish.at} and n.seen_at > ${wish.seenAfter} and s.disabled_at is null`.execute(db)
  return rows[0]
}

export async function noteSeen(db: QueryExecutorProvider, sessionId: string, at: Instant): Promise<void> {
  await sql`update org.session set seen_at = ${at} where id = ${sessionId} and seen_at < ${at}`.execute(db)
}

export async function endSession(
  tx: Tx,
  wish: { tokenSha256: Uint8Array; at: Instant; why: string },
): Promise<string[]> {
  const { rows } = await sql<{ staffId: string }>`
    update org.session set ended_at = ${wish.at}, ended_why = ${wish.why}
     where token_sha256 = ${wish.tokenSha256} and ended_at is null returning staff_id as "staffId"`.execute(
    tx,
  )
  return rows.map((row) => row.staffId)
}

export async function endSessionsOf(
  tx: Tx,
  wish: { staffId: string; at: Instant; why: string },
): Promise<void> {
  await sql`
    update org.session set ended_at = ${wish.at}, ended_why = ${wish.why}
     where staff_id = ${wish.staffId} and ended_at is null`.execute(tx)
}

export type Throttle = Readonly<{ failures: number; failedAt: Instant | null; trustedAt: Instant | null }>

/** Makes sure of a row and locks it, so that guesses at one login queue and each sees the failures before it. */
export async function lockThrottle(tx: Tx, key: string): Promise<void> {
  await sql`insert into org.throttle (key) values (${key}) on conflict do nothing`.execute(tx)
  await sql`select from org.throttle where key = ${key} for update`.execute(tx)
}

export async function throttles(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, Throttle>> {
  const { rows } = await sql<Throttle & { key: string }>`
    select key, failures, failed_at as "failedAt", trusted_at as "trustedAt"
      from org.throttle where key = any(${keys}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.key, row]))
}

/** One more failure for each key; failures older than the given moment no longer count. */
export async function countFailure(
  tx: Tx,
  wish: { keys: readonly string[]; at: Instant; since: Instant },
): Promise<void> {
  await sql`
    insert into org.throttle as t (key, failures, failed_at)
    select key, 1, ${wish.at}::timestamptz from unnest(${wish.keys}::text[]) as counted (key)
    on conflict (key) do update
       set failures = case when t.failed_at > ${wish.since} then t.failures else 0 end + 1
         , failed_at = excluded.failed_at`.execute(tx)
}

export async function forgetFailures(tx: Tx, keys: readonly string[]): Promise<void> {
  await sql`update org.throttle set failures = 0, failed_at = null where key = any(${keys}::text[])`.execute(
    tx,
  )
}

export async function trust(tx: Tx, key: string, at: Instant): Promise<void> {
  await sql`
    insert into org.throttle (key, trusted_at) values (${key}, ${at})
    on conflict (key) do update set failures = 0, failed_at = null, trusted_at = excluded.trusted_at`.execute(
    tx,
  )
}

const KEY = sql`id, name, prefix, scopes, made_at as "madeAt", used_at as "usedAt", revoked_at as "revokedAt"`

export async function keys(tx: Tx): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select ${KEY} from org.api_key order by revoked_at is not null, made_at desc`.execute(tx)
  return rows
}

export async function findKey(tx: Tx, id: string): Promise<ApiKey | undefined> {
  const { rows } = await sql<ApiKey>`select ${KEY} from org.api_key where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertKey(
  tx: Tx,
  row: ApiKey & { secretSha256: Uint8Array; madeBy: string | null },
): Promise<void> {
  await sql`
    insert into org.api_key (id, name, prefix, secret_sha256, scopes, made_at, made_by)
    values (${row.id}, ${row.name}, ${row.prefix}, ${row.secretSha256}, ${row.scopes}, ${row.madeAt}, ${row.madeBy})
    `.execute(tx)
}

export async function revokeKey(tx: Tx, id: string, at: Instant): Promise<ApiKey | undefined> {
  const { rows } = await sql<ApiKey>`
    update org.api_key set revoked_at = coalesce(revoked_at, ${at}) where id = ${id} returning ${KEY}`.execute(
    tx,
  )
  return rows[0]
}

export async function findKeyBySecret(
  db: QueryExecutorProvider,
  secretSha256: Uint8Array,
): Promise<ApiKey | undefined> {
  const { rows } = await sql<ApiKey>`
    select ${KEY} from org.api_key where secret_sha256 = ${secretSha256} and revoked_at is null`.execute(db)
  return rows[0]
}

export async function noteKeyUse(db: QueryExecutorProvider, id: string, at: Instant): Promise<void> {
  await sql`update org.api_key set used_at = ${at} where id = ${id} and (used_at is null or used_at < ${at})`.execute(
    db,
  )
}
