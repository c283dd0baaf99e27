import type { Work } from '#db/work'
import { addressBook, addressField, today } from './audience.ts'
import { mediumOf, type Channel } from './model.ts'
import { allowed } from './model/gate.ts'
import type { CampaignRow } from './store/campaigns.ts'
import type { NewMessage } from './store/outbox.ts'

/** What messages go by; what is only recorded goes by nothing. */
export type Sent = Exclude<Channel, 'record'>
type Sending = Pick<CampaignRow, 'purpose' | 'carrierId'> & { channel: Sent }

/** Asks of members, so many at a time, why they can have no message as they stand today; who can is absent. */
export async function reachOf(
  work: Work,
  of: Sending,
): Promise<(memberIds: readonly string[]) => Promise<ReadonlyMap<string, string>>> {
  const where = {
    medium: mediumOf(of.channel),
    purpose: of.purpose,
    addressField: await addressField(work, of),
  }
  const day = await today(work)
  return async (memberIds) => {
    const book = await addressBook(work, memberIds)
    const troubles = new Map<string, string>()
    for (const id of memberIds) {
      const found = allowed({ ...where, person: book.get(id), today: day })
      if (found.pass === 'never') troubles.set(id, found.trouble)
    }
    return troubles
  }
}

/** A message for each of these members, and why some can have none as they stand today. */
export async function messagesFor(
  work: Work,
  of: Sending,
  memberIds: readonly string[],
): Promise<NewMessage[]> {
  const troubles = await (await reachOf(work, of))(memberIds)
  return memberIds.map((memberId) => messageTo(work, memberId, troubles.get(memberId) ?? null))
}

export const messageTo = (work: Work, memberId: string, trouble: string | null): NewMessage => ({
  id: work.newId(),
  memberId,
  state: trouble === null ? 'queued' : 'unreachable',
  trouble,
})
