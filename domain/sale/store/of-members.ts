import { sql, type RawBuilder } from 'kysely'
import { day, type BusinessDay } from '#base/instant'

/** Days of business, both included. */
type Days = Readonly<{ from: BusinessDay; to: BusinessDay }>
/** Every day there is. */
export const EVER: Days = { from: day('0001-01-01'), to: day('9999-12-31') }

/**
 * Sales `s` of these members; null is every sale. The index by members leads by spans of time, so that new sales lie
 * together (decision 0047): whoever asks for members names the spans too, all there are or those of the days asked for.
 */
export const ofMembers = (
  memberIds: readonly string[] | null,
  { from, to }: Days = EVER,
): RawBuilder<boolean> =>
  memberIds === null
    ? sql`true`
    : sql`(s.member_id = any(${memberIds}::uuid[])
           and sale.span(s.day) = any((select sale.spans(${from}::date, ${to}::date))::int[]))`
