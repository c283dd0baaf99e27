import { createHash } from 'node:crypto'
import type { Told } from '#base/endpoint'
import { all } from '#db/all'
import type { Work } from '#db/work'
import type { OnRoll } from '#domain/member/index'
import type { ProgramDocument } from '#domain/program/index'
import { buyerOf, nextTiersOf, standingsOf, type NextTier } from '#domain/standing/index'
import { couponsOfMany, creditRoomOf, frozenMembers, passesOfMany, spendableOf } from '#domain/wallet/index'
import { mobileText, type deviceMembers } from './contract/feed.ts'
import { headKeys } from './keys.ts'
import type { Till } from './till.ts'

export type MemberRow = Told<typeof deviceMembers>['rows'][number]

const HASH_DIGITS = 16
const TAIL_DIGITS = 4

type Rules = Readonly<{
  till: Till
  /** Whether the owner lets this till's store burn within limits. */
  limited: boolean
  document: ProgramDocument
}>

/**
 * What a till knows of these members. Whose card counts on another's account buys as that one and with what that one
 * has (N15). Everything is read at once for all of them: the cost does not grow with their past.
 */
export async function memberRows(
  work: Work,
  { till, limited, document }: Rules,
  found: readonly OnRoll[],
): Promise<MemberRow[]> {
  if (found.length === 0) return []
  const payers = [...new Set(found.map((one) => one.accountId))]
  const [standings, next, spendable, rooms, passes, coupons, frozen, { mobileSalt }] = await all([
    standingsOf(work, payers, document),
    nextTiersOf(work, payers, document),
    spendableOf(work, payers),
    creditRoomOf(work, payers),
    passesOfMany(
      work,
      payers,
      document.passes.map((one) => one.code),
    ),
    couponsOfMany(work, payers),
    limited ? frozenMembers(work, payers) : new Set<string>(),
    headKeys(work),
  ])
  return found.map(({ id, number, numbers, name, mobile, inactive, accountId, accountBranchId }) => {
    const stands = standings.get(accountId)
    const buyer = stands ? buyerOf(stands) : null
    const { points = 0, minor = 0 } = spendable.get(accountId) ?? {}
    return {
      id,
      number,
      name,
      points,
      minor,
      cards: [...numbers],
      mobileTail: mobile === null ? null : mobile.slice(-TAIL_DIGITS),
      mobileHash: mobile === null ? null : hashOf(mobileText(mobileSalt, mobile)),
      active: buyer !== null && !inactive,
      tier: buyer?.tier ?? null,
      at: work.at,
      limitHere: limited && accountBranchId === till.storeId && !frozen.has(accountId),
      coupons: coupons.get(accountId) ?? [],
      roomMinor: rooms.get(accountId) ?? null,
      passes: (passes.get(accountId) ?? []).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      nextTier: buyer === null ? null : shortTo(next.get(accountId)),
    }
  })
}

const shortTo = (next: NextTier | undefined) =>
  next === undefined
    ? null
    : { ...next, ways: next.ways.map(({ by, least, missing }) => ({ by, least, missing })) }

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS)
