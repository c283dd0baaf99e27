import { sql } from 'kysely'
import type { QueryExecutorProvider } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type CodeRow = Readonly<{
  id: string
  fingerprint: string
  codeSha256: Uint8Array
  branchId: string
  name: string
  replacesId: string | null
  expiresAt: Instant
}>

const codeColumns = sql`
  c.id, c.fingerprint, c.code_sha256 as "codeSha256", c.branch_id as "branchId", c.name,
  c.replaces_id as "replacesId", c.expires_at as "expiresAt"`

export async function codeById(tx: Tx, id: string): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`select ${codeColumns} from device.code c where c.id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertCode(work: Work, row: CodeRow): Promise<void> {
  await sql`
    insert into device.code (id, fingerprint, code_sha256, branch_id, name, replaces_id, made_at, expires_at, by_id,
                             by_name)
    values (${row.id}, ${row.fingerprint}, ${row.codeSha256}, ${row.branchId}, ${row.name}, ${row.replacesId},
            ${work.at}, ${row.expiresAt}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

/** A code that is good now and was not spent, locked: of two tills that type it, one enrols. */
export async function codeInForce(
  tx: Tx,
  of: Readonly<{ codeSha256: Uint8Array; at: Instant }>,
): Promise<CodeRow | undefined> {
  await sql`select from device.code where code_sha256 = ${of.codeSha256} for update`.execute(tx)
  const { rows } = await sql<CodeRow>`
    select ${codeColumns} from device.code c
     where c.code_sha256 = ${of.codeSha256} and c.expires_at > ${of.at}
       and not exists (select from device.enrolment e where e.code_id = c.id)`.execute(tx)
  return rows[0]
}

export type EnrolmentRow = Readonly<{
  id: string
  fingerprint: string
  codeId: string
  branchId: string
  name: string
  replacesId: string | null
  signKey: string
  sealKey: string
  appVersion: string
  secretSha256: Uint8Array
  at: Instant
  approved: boolean | null
  deviceId: string | null
}>

const enrolmentColumns = sql`
  e.id, e.fingerprint, e.code_id as "codeId", c.branch_id as "branchId", c.name, c.replaces_id as "replacesId",
  e.sign_key as "signKey", e.seal_key as "sealKey", e.app_version as "appVersion",
  e.secret_sha256 as "secretSha256", e.at, a.approved, a.device_id as "deviceId"`

const enrolments = sql`
  device.enrolment e join device.code c on c.id = e.code_id left join device.approval a on a.enrolment_id = e.id`

/** Locked: of two managers who decide, the second finds it decided. */
export async function lockEnrolment(tx: Tx, id: string): Promise<EnrolmentRow | undefined> {
  await sql`select from device.enrolment where id = ${id} for update`.execute(tx)
  return enrolmentById(tx, id)
}

export async function enrolmentById(tx: Tx, id: string): Promise<EnrolmentRow | undefined> {
  const { rows } = await sql<EnrolmentRow>`
    select ${enrolmentColumns} from ${enrolments} where e.id = ${id}`.execute(tx)
  return rows[0]
}

export type NewEnrolment = Pick<
  EnrolmentRow,
  'id' | 'fingerprint' | 'codeId' | 'signKey' | 'sealKey' | 'appVersion' | 'secretSha256'
>

export async function insertEnrolment(work: Work, row: NewEnrolment): Promise<void> {
  await sql`
    insert into device.enrolment (id, fingerprint, code_id, sign_key, seal_key, app_version, secret_sha256, at)
    values (${row.id}, ${row.fingerprint}, ${row.codeId}, ${row.signKey}, ${row.sealKey}, ${row.appVersion},
            ${row.secretSha256}, ${work.at})`.execute(work.tx)
}

/** Tills that wait at branches one may see; what nobody looked at for a day waits no more. */
export async function waiting(
  tx: Tx,
  of: Readonly<{ scope: readonly string[] | null; since: Instant }>,
): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`
    select ${enrolmentColumns} from ${enrolments}
     where a.id is null and e.at > ${of.since}
       and (${of.scope}::uuid[] is null or c.branch_id = any(${of.scope}::uuid[]))
     order by e.at`.execute(tx)
  return rows
}

export type ApprovalRow = Readonly<{
  id: string
  fingerprint: string
  enrolmentId: string
  approved: boolean
  deviceId: string | null
}>

export async function approvalById(tx: Tx, id: string): Promise<ApprovalRow | undefined> {
  const { rows } = await sql<ApprovalRow>`
    select id, fingerprint, enrolment_id as "enrolmentId", approved, device_id as "deviceId"
      from device.approval where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertApproval(work: Work, row: ApprovalRow): Promise<void> {
  await sql`
    insert into device.approval (id, fingerprint, enrolment_id, approved, device_id, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.enrolmentId}, ${row.approved}, ${row.deviceId}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type NewDevice = Readonly<{ id: string; name: string; branchId: string; appVersion: string }>

/** The next short code of the chain; two approvals at once queue here. */
export async function insertDevice(work: Work, row: NewDevice): Promise<void> {
  await sql`lock table device.device in share row exclusive mode`.execute(work.tx)
  await sql`
    insert into device.device (id, code, name, branch_id, app_version, enrolled_at, enrolled_by)
    select ${row.id}, 'T' || count(*) + 1, ${row.name}, ${row.branchId}, ${row.appVersion}, ${work.at},
           ${work.by.name}
      from device.device`.execute(work.tx)
}

export async function insertEpoch(
  work: Work,
  of: Readonly<{ deviceId: string; enrolmentId: string; signKey: string; sealKey: string }>,
): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`
    insert into device.epoch (device_id, epoch, enrolment_id, sign_key, seal_key, since)
    select ${of.deviceId}, coalesce(max(epoch), 0) + 1, ${of.enrolmentId}, ${of.signKey}, ${of.sealKey}, ${work.at}
      from device.epoch where device_id = ${of.deviceId}
    returning epoch`.execute(work.tx)
  return rows[0]?.epoch ?? 1
}

export type EpochRow = Readonly<{
  epoch: number
  enrolmentId: string
  signKey: string
  sealKey: string
  since: Instant
}>

/** Every life of a device, the first one first. */
export async function epochs(tx: Tx, deviceId: string): Promise<EpochRow[]> {
  const { rows } = await sql<EpochRow>`
    select epoch, enrolment_id as "enrolmentId", sign_key as "signKey", seal_key as "sealKey", since
      from device.epoch where device_id = ${deviceId} order by epoch`.execute(tx)
  return rows
}

export type DeviceRow = Readonly<{
  id: string
  code: string
  name: string
  branchId: string
  appVersion: string
  enrolledAt: Instant
  enrolledBy: string
  lastSeenAt: Instant | null
  hasToken: boolean
  revokedAt: Instant | null
  revokedReason: string | null
  policyVersion: number
  certifiedUntil: Instant | null
}>

const deviceColumns = sql`
  d.id, d.code, d.name, d.branch_id as "branchId", d.app_version as "appVersion", d.enrolled_at as "enrolledAt",
  d.enrolled_by as "enrolledBy", d.last_seen_at as "lastSeenAt", d.token_sha256 is not null as "hasToken",
  r.at as "revokedAt", r.reason as "revokedReason", coalesce(p.version, 0) as "policyVersion",
  p.expires_at as "certifiedUntil"`
const devices = sql`
  device.device d
  left join device.revocation r on r.device_id = d.id
  left join lateral (select version, expires_at from device.policy p where p.device_id = d.id
                      order by version desc limit 1) p on true`

export async function deviceById(tx: Tx, id: string): Promise<DeviceRow | undefined> {
  const { rows } = await sql<DeviceRow>`select ${deviceColumns} from ${devices} where d.id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function deviceByCode(tx: Tx, code: string): Promise<DeviceRow | undefined> {
  const { rows } = await sql<DeviceRow>`
    select ${deviceColumns} from ${devices} where d.code = upper(${code})`.execute(tx)
  return rows[0]
}

export type DevicesAsked = Readonly<{
  branchId: string | null
  scope: readonly string[] | null
  from: number
  most: number
}>

export async function listed(tx: Tx, of: DevicesAsked): Promise<{ rows: DeviceRow[]; total: number }> {
  const which = sql`
    (${of.branchId}::uuid is null or d.branch_id = ${of.branchId}::uuid)
    and (${of.scope}::uuid[] is null or d.branch_id = any(${of.scope}::uuid[]))`
  const { rows } = await sql<DeviceRow>`
    select ${deviceColumns} from ${devices} where ${which}
     order by r.at is not null, length(d.code), d.code offset ${of.from} limit ${of.most}`.execute(tx)
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from device.device d where ${which}`.execute(tx)
  return { rows, total: counted[0]?.n ?? 0 }
}

/** Tills of a branch that are in use: they share its limits. */
export async function activeAt(tx: Tx, branchIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ branchId: string; n: number }>`
    select d.branch_id as "branchId", count(*)::int as n from device.device d
     where d.branch_id = any(${branchIds}::uuid[])
       and not exists (select from device.revocation r where r.device_id = d.id)
     group by d.branch_id`.execute(tx)
  return new Map(rows.map((row) => [row.branchId, row.n]))
}

export async function setToken(
  tx: Tx,
  of: Readonly<{ deviceId: string; sha256: Uint8Array | null; appVersion: string }>,
): Promise<void> {
  await sql`
    update device.device set token_sha256 = ${of.sha256}, app_version = ${of.appVersion}
     where id = ${of.deviceId}`.execute(tx)
}

export async function seen(work: Work, deviceId: string): Promise<void> {
  await sql`update device.device set last_seen_at = ${work.at} where id = ${deviceId}`.execute(work.tx)
}

/** Who signs in with this token; a revoked till still sends what it wrote, which is put aside (O4). */
export async function byToken(
  db: QueryExecutorProvider,
  sha256: Uint8Array,
): Promise<Readonly<{ id: string; name: string; branchId: string }> | undefined> {
  const { rows } = await sql<{ id: string; name: string; branchId: string }>`
    select id, name, branch_id as "branchId" from device.device where token_sha256 = ${sha256}`.execute(db)
  return rows[0]
}

/** Exceptions of a till that nobody has settled and no decision has ended. */
export async function openExceptions(tx: Tx, deviceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from device.exception x
     where x.device_id = ${deviceId}
       and not exists (select from device.settlement s where s.exception_id = x.id)
       and not exists (select from device.decision d where d.event_hash = x.event_hash)`.execute(tx)
  return rows[0]?.n ?? 0
}

export type RevocationRow = Readonly<{
  id: string
  fingerprint: string
  deviceId: string
  reason: string
  epoch: number
  mark: number
}>

export async function revocationById(tx: Tx, id: string): Promise<RevocationRow | undefined> {
  const { rows } = await sql<RevocationRow>`
    select id, fingerprint, device_id as "deviceId", reason, epoch, mark
      from device.revocation where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertRevocation(work: Work, row: RevocationRow): Promise<void> {
  await sql`
    insert into device.revocation (id, fingerprint, device_id, reason, epoch, mark, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.deviceId}, ${row.reason}, ${row.epoch}, ${row.mark}, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}
