import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { begins, bookingWorld, books, offered, owner } from '#test/world/booking'
import { findsEach } from '#test/world/breaks'

const TOMORROW = '2026-03-03T02:00:00.000Z'

const BREAKS = [
  [
    'Y1 never more at once than places',
    `insert into booking.booking (id, fingerprint, offer_id, terms_id, member_id, starts_at, ends_at, day, places,
                                  by_member, at, by_name, state)
     select gen_random_uuid(), 'x', offer_id, terms_id, gen_random_uuid(), starts_at - interval '30 minutes',
            ends_at - interval '30 minutes', day, places, false, at, '', 'confirmed' from booking.booking`,
  ],
  ['Y2 a booking stands as its last act says', `update booking.booking set state = 'kept'`],
  [
    'Y8 what came of a booking is a sale',
    `with told as (insert into booking.act (id, fingerprint, booking_id, act, sale_id, at, by_name)
                   select gen_random_uuid(), 'x', id, 'kept', id, at, '' from booking.booking)
     update booking.booking set state = 'kept', sale_id = id`,
  ],
] as const

test('the audit finds each law broken, and nothing in bookings that were kept as they should be', async () => {
  const w = await bookingWorld()
  const offerId = await offered(w)
  await books(w, await owner(w, 'A'), { offerId, startsAt: TOMORROW })
  await findsEach(w, 'booking.audit', BREAKS)
})

test('the database itself refuses one more than there are places, and a change of what was booked', async () => {
  const w = await bookingWorld()
  const offerId = await offered(w, { places: 1 })
  const id = await begins(w, await owner(w, 'A'), { offerId, startsAt: TOMORROW })
  const says = (text: string) => w.work((work) => sql.raw(text).execute(work.tx))
  const more = (minutes: number) => `
    insert into booking.booking (id, fingerprint, offer_id, terms_id, member_id, starts_at, ends_at, day, places,
                                 by_member, at, by_name, state)
    select gen_random_uuid(), 'x', offer_id, terms_id, gen_random_uuid(), starts_at + interval '${minutes} minutes',
           ends_at + interval '${minutes} minutes', day, places, false, at, '', 'confirmed'
      from booking.booking where id = '${id}'`
  for (const minutes of [0, 59, -59]) await expect(says(more(minutes))).rejects.toThrow('Y1')
  for (const change of [`day = day + 1`, `state = 'kept'`, `member_id = offer_id`])
    await expect(says(`update booking.booking set ${change}`)).rejects.toThrow('Y2')
  await expect(says(`delete from booking.booking`)).rejects.toThrow('Y2')
  await says(`update booking.booking set state = 'given_up'`)
  await expect(says(`update booking.booking set state = 'confirmed'`)).rejects.toThrow('Y2')
  await says(`insert into booking.act (id, fingerprint, booking_id, act, at, by_name)
              select gen_random_uuid(), 'x', id, 'given_up', at, '' from booking.booking`)
})
