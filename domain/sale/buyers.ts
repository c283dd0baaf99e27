import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import type { Buyer, ProgramDocument } from '#domain/program/index'
import * as standing from '#domain/standing/index'

/** Whether a program asks where its members stand. One that does not costs a sale no question. */
export const asksStanding = (document: ProgramDocument): boolean =>
  document.joining !== null || document.tiers.list.length > 0

const asksBirthday = (document: ProgramDocument): boolean =>
  document.earning.multipliers.some((rule) => rule.birthday !== 'any')

/** As whom a member buys on a day; null for one whose membership is over then. */
export type BuyerOn = (on: BusinessDay) => Buyer | null

/** As whom these members buy: by their tier, and by their membership on the day of the sale. */
export async function buyersOf(
  work: Work,
  memberIds: readonly string[],
  document: ProgramDocument,
): Promise<Map<string, BuyerOn>> {
  const found = asksStanding(document)
    ? await standing.standingsOf(work, memberIds, document)
    : new Map<string, standing.Standing>()
  const people = asksBirthday(document) ? await membersById(work, memberIds) : []
  const bornOn = new Map(people.map((one) => [one.id, one.birthOn]))
  return new Map(
    memberIds.map((memberId): [string, BuyerOn] => {
      const stands = found.get(memberId)
      const birthOn = bornOn.get(memberId) ?? null
      if (!stands) return [memberId, () => ({ tier: null, birthOn })]
      return [
        memberId,
        (on) => {
          const as = standing.buyerOf(stands, on)
          return as && { tier: as.tier, birthOn }
        },
      ]
    }),
  )
}
