import type { Asked, Told } from '#base/endpoint'
import { sql } from 'kysely'
import type { Rules } from './shop.ts'
import { recordSale } from '#domain/sale/contract'
import { showStanding } from '#domain/standing/contract'
import { mergeMembers, undoMemberMerge } from '#domain/wallet/contract/merge'
import { topUpMember } from '#domain/wallet/contract/top-up'
import type { TestWorld } from './world.ts'

type Tiers = NonNullable<Rules['tiers']>
export type TierAsked = NonNullable<Tiers['list']>[number]

/** A tier called by its code. */
export const tier = (
  code: string,
  ways: TierAsked['ways'] = [],
  more: Partial<TierAsked> = {},
): TierAsked => ({
  code,
  nameZh: code,
  nameEn: code,
  ways,
  ...more,
})

const reachedBy = (by: 'spend' | 'one_top_up', least: number) => [{ by, least }]

/** Four tiers at 500, 2,000 and 5,000 yuan, as the makers of health goods have them (C15). */
export const FOUR = [
  tier('PU'),
  tier('VIP', reachedBy('spend', 500_00)),
  tier('GOLD', reachedBy('spend', 2000_00)),
  tier('ANGEL', reachedBy('spend', 5000_00)),
]

/** Cards by what was paid in at once: 2,000, 4,000, 5,000 and 10,000 yuan (C30). */
export const CARDS = [
  tier('NONE'),
  ...[2000, 4000, 5000, 10_000].map((yuan) => tier(`C${yuan}`, reachedBy('one_top_up', yuan * 100))),
]

let made = 0

/** A sale of so many yuan in one line; to nobody in particular without a member. */
export function buying(
  w: TestWorld,
  memberNumber: string | null,
  yuan: number,
  more: Partial<Asked<typeof recordSale>> = {},
): Asked<typeof recordSale> {
  const unitPriceMinor = Math.round(yuan * 100)
  return {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: `T${(made += 1)}`, quantity: 1, unitPriceMinor }],
    ...(memberNumber === null ? {} : { memberNumber }),
    ...more,
  }
}

export const buy = (
  w: TestWorld,
  memberNumber: string | null,
  yuan: number,
  more: Partial<Asked<typeof recordSale>> = {},
): Promise<Told<typeof recordSale>> => w.call(recordSale, buying(w, memberNumber, yuan, more))

/** Everything of a sale comes back. */
export const bringBack = (w: TestWorld, sale: Asked<typeof recordSale>): Promise<Told<typeof recordSale>> =>
  w.call(recordSale, {
    ...sale,
    id: w.newId(),
    kind: 'return',
    returnsSaleId: sale.id,
    happenedAt: w.clock.now(),
  })

export const standingOf = (w: TestWorld, memberId: string): Promise<Told<typeof showStanding>> =>
  w.call(showStanding, { memberId })

/** The code of a member's tier. */
export const tierOf = async (w: TestWorld, memberId: string): Promise<string | null> =>
  (await standingOf(w, memberId)).tier?.code ?? null

/** What the log says happened of a kind, in order. */
export const told = (w: TestWorld, kind: string): Promise<{ subjectId: string; body: unknown }[]> =>
  w.work(async ({ tx }) => {
    const { rows } = await sql<{ subjectId: string; body: unknown }>`
      select subject_id as "subjectId", body from house.event where kind = ${kind} order by seq`.execute(tx)
    return rows
  })

/** Takes in a sale that a test wants to name again. */
export const sell = (w: TestWorld, wish: Asked<typeof recordSale>): Promise<Told<typeof recordSale>> =>
  w.call(recordSale, wish)

/** Pays so many yuan in at once, in cash. */
export const payIn = (w: TestWorld, memberId: string, yuan: number): Promise<Told<typeof topUpMember>> =>
  w.call(topUpMember, {
    id: w.newId(),
    memberId,
    amountMinor: yuan * 100,
    tender: 'cash',
    branchCode: 'S1',
  })

/** One goes into another; answers the merge. */
export async function mergeInto(w: TestWorld, of: { keepId: string; goneId: string }): Promise<string> {
  const id = w.newId()
  await w.call(mergeMembers, { id, ...of, reason: '同一顾客' })
  await w.settle()
  return id
}

export async function takeApart(w: TestWorld, mergeId: string): Promise<void> {
  await w.call(undoMemberMerge, { id: w.newId(), mergeId, reason: '并错了' })
  await w.settle()
}
