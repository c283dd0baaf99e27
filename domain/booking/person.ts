import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { BOOKING_LINK, hereNow, linked, linkToken, membersById } from '#domain/member/index'
import { chain } from '#domain/org/index'
import type { bookingLink } from './contract/booking.ts'

/** Who has come by their own link. */
export type Person = Readonly<{
  id: string
  /** The member and all who have gone into it (N10). */
  ids: readonly string[]
  name: string
  chainName: string
  currency: string
}>

export const LOOKING = { writing: false } as const
export const WRITING = { writing: true } as const

/** Y6: whom a link is for. Whoever writes is locked first, before any offer. */
export async function personOf(
  work: Work,
  token: string,
  { writing }: Readonly<{ writing: boolean }>,
): Promise<Person> {
  const { name: chainName, currency } = await chain(work)
  const found = await linked(work, { use: BOOKING_LINK, token, writing })
  if (!found) throw new Refusal('booking_link_unknown')
  const { member, ids } = found
  return { id: member.id, ids, name: member.name, chainName, currency }
}

/** Y6: the same for staff, who names the member; refuses whoever is not with us any more. */
export async function livingMember(work: Work, memberId: string): Promise<Pick<Person, 'id' | 'ids'>> {
  const found = await hereNow(work, memberId, WRITING)
  if (!found) throw new Refusal('member_unknown', { path: 'memberId' })
  return { id: found.member.id, ids: found.ids }
}

export async function linkOf(work: Work, { memberId }: Wish<typeof bookingLink>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const { salt } = await chain(work)
  return { path: ownPath(salt, memberId) }
}

/** Where a member's own page lies below the public address. */
export const ownPath = (salt: string, memberId: string): string =>
  `own/${linkToken(salt, BOOKING_LINK, memberId)}`
