import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { chain } from '#domain/org/index'
import * as store from './store/campaigns.ts'
import { fill, isFlaw } from './wording.ts'

export type CallWords = Readonly<{ title: string; text: string }>

/** What to say in the calls that a campaign asked for, by member; the words of a message, filled in for each. */
export async function callWords(
  work: Work,
  of: Readonly<{ campaignId: string; memberIds: readonly string[] }>,
): Promise<ReadonlyMap<string, CallWords>> {
  const row = await store.campaign(work.tx, of.campaignId)
  if (!row) return new Map()
  const { name: chainName } = await chain(work)
  const people = await membersById(work, of.memberIds)
  return new Map(
    people.map(({ id, name, number }) => {
      const words = fill(row, { member: { name, number }, chain: { name: chainName } })
      return [id, { title: row.name, text: isFlaw(words) ? row.body : words.body }]
    }),
  )
}
