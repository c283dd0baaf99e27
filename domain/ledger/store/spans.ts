import { sql } from 'kysely'
import { msOf, type Instant } from '#base/instant'

const SPAN_MS = 32 * 86_400_000

/** The span of thirty-two days that a moment lies in. */
export const spanOf = (at: Instant): number => Math.floor(msOf(at) / SPAN_MS)

/**
 * Every span that there are postings in. The index by accounts leads by spans of time, so that new postings lie
 * together (decision 0047): whoever looks for the postings of an account names them all.
 */
export const anySpan = sql.raw(`any((select ledger.spans())::int[])`)

/** Postings `p` of accounts `a`. */
export const ofAccount = sql`p.account_id = a.id and p.span = ${anySpan}`
