import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { accountsOf, membersById, withGone } from '#domain/member/index'
import { branchesByCode, inScope, today } from '#domain/org/index'
import { programs } from '#domain/program/index'
import { buyerOf, standingsOf } from '#domain/standing/index'
import { freeOf, openPurses } from '#domain/wallet/index'
import type { listRedemptions, memberGifts, showRedemption } from './contract.ts'
import { leftOf, missGift } from './model/gift.ts'
import { shown } from './redeem.ts'
import * as store from './store/redemptions.ts'

/** Gifts asked for; a member's with those of everybody who has gone into it. */
export async function list(work: Work, wish: Wish<typeof listRedemptions>) {
  const { memberId, page, rows: most, ...asked } = wish
  const memberIds = memberId === undefined ? null : await withGone(work, memberId)
  const scope = work.by.branchIds
  const from = (page - 1) * most
  const { rows, total } = await store.redemptions(work.tx, { ...asked, memberIds, scope, from, most })
  const people = await membersById(work, [...new Set(rows.map((row) => row.memberId))])
  const by = new Map(people.map((one) => [one.id, one]))
  return {
    total,
    rows: rows.map((row) => ({
      ...shown(row),
      memberNumber: by.get(row.memberId)?.number ?? null,
      memberName: by.get(row.memberId)?.name ?? null,
    })),
  }
}

export async function show(work: Work, { id }: Wish<typeof showRedemption>) {
  const row = await store.redemptionById(work.tx, id)
  const mine = row && (row.branchId === null ? work.by.branchIds === null : inScope(work, row.branchId))
  if (!row || !mine) throw new Refusal('gift_redemption_unknown')
  const changes = (await store.changesOf(work.tx, id)).map(({ fingerprint: _, ...one }) => one)
  return { ...shown(row), changes }
}

/** C25: what of the program's gifts a member can have now, and how far the others are. */
export async function forMember(work: Work, { memberId, branchCode }: Wish<typeof memberGifts>) {
  const [member] = await membersById(work, [memberId])
  if (!member || member.withdrawnAt !== null) throw new Refusal('member_unknown')
  const branch = branchCode === null ? null : (await branchesByCode(work, [branchCode])).get(branchCode)
  if (branchCode !== null && (!branch || !inScope(work, branch.id))) throw new Refusal('branch_unknown')
  const { document } = (await programs(work)).live
  const on = await today(work)
  // A card of a household spends its owner's points.
  const payer = (await accountsOf(work, [memberId])).get(memberId) ?? memberId
  const standing = present(
    (await standingsOf(work, [payer], document, on)).get(payer),
    'R1: whoever is asked about stands somewhere',
  )
  const purse = [{ memberId: payer, unit: 'points' as const, takes: true }]
  const free = freeOf(await openPurses(work, purse, { looking: true }), 'points', payer)
  const taken = await store.takenBy(work.tx, await withGone(work, payer))
  const buyer = buyerOf(standing, on)
  const gifts = document.gifts.map((gift) => {
    const { code, nameZh, nameEn, points, addMinor, online, sentBy } = gift
    const words = { code, nameZh, nameEn, points, addMinor, online, sentBy }
    const had = taken.get(code) ?? 0
    return {
      ...words,
      why: missGift(gift, { buyer, on, branchCode, taken: had, count: 1, free }),
      missingPoints: Math.max(0, points - free),
      left: leftOf(gift, had),
    }
  })
  return { pointsAvailable: free, gifts }
}
