import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type ReceiptRow = Readonly<{ messageId: string; delivered: boolean; code: string }>

/** Messages by our id, or by the provider's name for them. */
export async function messagesHeardOf(
  tx: Tx,
  of: Readonly<{ carrierId: string; ids: readonly string[]; refs: readonly string[] }>,
) {
  const { rows } = await sql<{ id: string; memberId: string; ref: string | null }>`
    select id, member_id as "memberId", provider_ref as ref from campaign.message
     where carrier_id = ${of.carrierId} and (id = any(${of.ids}::uuid[]) or provider_ref = any(${of.refs}::text[]))
  `.execute(tx)
  return rows
}

/** Answers the messages for which this was news. */
export async function insertReceipts(work: Work, rows: readonly ReceiptRow[]): Promise<string[]> {
  const { rows: news } = await sql<{ id: string }>`
    insert into campaign.receipt (message_id, delivered, code, at)
    select message_id, delivered, code, ${work.at}
      from unnest(${rows.map((r) => r.messageId)}::uuid[], ${rows.map((r) => r.delivered)}::bool[],
                  ${rows.map((r) => r.code)}::text[]) as r (message_id, delivered, code)
        on conflict (message_id, delivered) do nothing
    returning message_id as id`.execute(work.tx)
  return news.map((row) => row.id)
}

type Early = Readonly<{ ref: string; delivered: boolean; code: string }>

export async function keepEarly(work: Work, carrierId: string, rows: readonly Early[]): Promise<void> {
  await sql`
    insert into campaign.early_receipt (carrier_id, ref, delivered, code, at)
    select ${carrierId}, ref, delivered, code, ${work.at}
      from unnest(${rows.map((r) => r.ref)}::text[], ${rows.map((r) => r.delivered)}::bool[],
                  ${rows.map((r) => r.code)}::text[]) as r (ref, delivered, code)
        on conflict do nothing`.execute(work.tx)
}

/** Receipts that came before the name under which they came was known; taken out, together with long forgotten ones. */
export async function takeEarly(work: Work, carrierId: string, refs: readonly string[]): Promise<Early[]> {
  const { rows } = await sql<Early & { mine: boolean }>`
    delete from campaign.early_receipt
     where carrier_id = ${carrierId}
       and (ref = any(${refs}::text[]) or at < ${work.at}::timestamptz - interval '7 days')
    returning ref, delivered, code, ref = any(${refs}::text[]) as mine`.execute(work.tx)
  return rows.filter((row) => row.mine)
}

export type ReplyRow = Readonly<{
  id: string
  carrierId: string
  memberId: string | null
  text: string
  stopped: readonly string[]
  ref: string | null
  at: Instant
}>

/** False when the same reply is there already. */
export async function insertReply(work: Work, row: Omit<ReplyRow, 'at'>): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into campaign.reply (id, carrier_id, member_id, text, stopped, ref, at)
    values (${row.id}, ${row.carrierId}, ${row.memberId}, ${row.text}, ${row.stopped}::text[], ${row.ref}, ${work.at})
        on conflict (carrier_id, ref) do nothing
    returning id`.execute(work.tx)
  return rows.length > 0
}

export async function replies(
  tx: Tx,
  of: Readonly<{ from: number; most: number }>,
): Promise<{ rows: ReplyRow[]; total: number }> {
  const { rows } = await sql<ReplyRow & { total: number }>`
    select id, carrier_id as "carrierId", member_id as "memberId", text, stopped, ref, at,
           count(*) over ()::int as total
      from campaign.reply order by at desc, id desc limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
