import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Terms } from '../model/terms.ts'

/** What can be booked, by its last terms. */
export type OfferRow = Readonly<{
  offerId: string
  branchId: string
  productCode: string
  termsId: string
  terms: Terms
  saidAt: Instant
  saidBy: string
}>

const rows = sql`
  select o.id as "offerId", o.branch_id as "branchId", o.product_code as "productCode", t.id as "termsId",
         t.document as terms, t.at as "saidAt", t.by_name as "saidBy"
    from booking.offer o
    cross join lateral (select * from booking.terms t where t.offer_id = o.id order by t.nth desc limit 1) t`

export async function offers(tx: Tx, branchIds: readonly string[] | null): Promise<OfferRow[]> {
  const { rows: found } = await sql<OfferRow>`
    ${rows} where ${branchIds}::uuid[] is null or o.branch_id = any(${branchIds}::uuid[])
     order by o.branch_id, o.product_code`.execute(tx)
  return found
}

export async function offer(tx: Tx, id: string): Promise<OfferRow | undefined> {
  const { rows: found } = await sql<OfferRow>`${rows} where o.id = ${id}`.execute(tx)
  return found[0]
}

export async function offersById(tx: Tx, ids: readonly string[]): Promise<OfferRow[]> {
  const { rows: found } = await sql<OfferRow>`${rows} where o.id = any(${ids}::uuid[])`.execute(tx)
  return found
}

/**
 * Y1: held to the end of the work, so that whoever takes a time of it, or says other terms, stands in a row. Read
 * afterwards, in two statements on purpose: the snapshot of one is older than what it waited for.
 */
export async function lockOffer(tx: Tx, id: string): Promise<OfferRow | undefined> {
  await sql`select from booking.offer where id = ${id} for no key update`.execute(tx)
  return offer(tx, id)
}

/** The offer of a product at a branch, made where there was none, and held; answers its id. */
export async function holdOffer(
  work: Work,
  of: Readonly<{ id: string; branchId: string; productCode: string }>,
): Promise<string> {
  await sql`
    insert into booking.offer (id, branch_id, product_code, at)
    values (${of.id}, ${of.branchId}, ${of.productCode}, ${work.at})
        on conflict (branch_id, product_code) do nothing`.execute(work.tx)
  const { rows: found } = await sql<{ id: string }>`
    select id from booking.offer where branch_id = ${of.branchId} and product_code = ${of.productCode}
       for no key update`.execute(work.tx)
  return found[0]?.id ?? of.id
}

export type TermsRow = Readonly<{ id: string; fingerprint: string; offerId: string; terms: Terms }>

export async function termsById(tx: Tx, id: string): Promise<TermsRow | undefined> {
  const { rows: found } = await sql<TermsRow>`
    select id, fingerprint, offer_id as "offerId", document as terms from booking.terms where id = ${id}`.execute(
    tx,
  )
  return found[0]
}

export async function insertTerms(work: Work, row: TermsRow): Promise<void> {
  await sql`
    insert into booking.terms (id, fingerprint, offer_id, document, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.offerId}, ${JSON.stringify(row.terms)}::jsonb, ${work.at},
            ${work.by.id}, ${work.by.name})`.execute(work.tx)
}
