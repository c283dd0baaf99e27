import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'

export type PolicyRow = Readonly<{
  deviceId: string
  version: number
  bodySha256: string
  text: string
  signature: string
  issuedAt: Instant
  expiresAt: Instant
}>

export async function latestPolicy(tx: Tx, deviceId: string): Promise<PolicyRow | undefined> {
  const { rows } = await sql<PolicyRow>`
    select device_id as "deviceId", version, body_sha256 as "bodySha256", text, signature,
           issued_at as "issuedAt", expires_at as "expiresAt"
      from device.policy where device_id = ${deviceId} order by version desc limit 1`.execute(tx)
  return rows[0]
}

/** Of two questions of one till at once the second waits here and finds what the first made. */
export async function lockPolicies(tx: Tx, deviceId: string): Promise<void> {
  await sql`select from device.device where id = ${deviceId} for update`.execute(tx)
}

export async function insertPolicy(tx: Tx, row: PolicyRow): Promise<void> {
  await sql`
    insert into device.policy (device_id, version, body_sha256, text, signature, issued_at, expires_at)
    values (${row.deviceId}, ${row.version}, ${row.bodySha256}, ${row.text}, ${row.signature}, ${row.issuedAt},
            ${row.expiresAt})`.execute(tx)
}

export type Playlist = Readonly<{
  version: number
  items: readonly Readonly<{
    id: string
    kind: 'image' | 'text'
    textZh: string
    textEn: string
    seconds: number
  }>[]
  bulletin: readonly Readonly<{ zh: string; en: string }>[]
}>

export async function playlist(tx: Tx, lock = false): Promise<Playlist> {
  const { rows } = await sql<Playlist>`
    select version, items, bulletin from device.playlist ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0] ?? { version: 0, items: [], bulletin: [] }
}

export async function setPlaylist(tx: Tx, { version, items, bulletin }: Playlist): Promise<void> {
  await sql`
    insert into device.playlist (version, items, bulletin)
    values (${version}, ${JSON.stringify(items)}::jsonb, ${JSON.stringify(bulletin)}::jsonb)
    on conflict (only_one) do update
       set version = excluded.version, items = excluded.items, bulletin = excluded.bulletin`.execute(tx)
}

export type Media = Readonly<{ id: string; type: string; bytes: Uint8Array }>

export async function mediaById(tx: Tx, id: string): Promise<Media | undefined> {
  const { rows } = await sql<Media>`select id, type, bytes from device.media where id = ${id}`.execute(tx)
  return rows[0]
}

export async function mediaKnown(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id::text from device.media where id::text = any(${ids}::text[])`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

export async function insertMedia(tx: Tx, row: Media & Readonly<{ at: Instant }>): Promise<void> {
  await sql`
    insert into device.media (id, type, bytes, at)
    values (${row.id}, ${row.type}, ${row.bytes}, ${row.at})`.execute(tx)
}

/** The text of a policy that was signed for a till; null for a version that never was. */
export async function policyText(
  tx: Tx,
  of: Readonly<{ deviceId: string; version: number }>,
): Promise<string | null> {
  const { rows } = await sql<{ text: string }>`
    select text from device.policy where device_id = ${of.deviceId} and version = ${of.version}`.execute(tx)
  return rows[0]?.text ?? null
}
