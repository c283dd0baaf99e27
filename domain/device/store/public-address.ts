import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export async function sayPublicAddress(work: Work, url: string | null): Promise<void> {
  await sql`
    insert into device.public_address (url, said_at) values (${url}, ${work.at})
        on conflict (one) do update set url = excluded.url, said_at = excluded.said_at`.execute(work.tx)
}

/** Where phones reach head office, as the program said at its start; null where nobody set an address. */
export async function publicAddress(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ url: string | null }>`select url from device.public_address`.execute(tx)
  return rows[0]?.url ?? null
}
