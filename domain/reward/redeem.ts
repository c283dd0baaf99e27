import type { Wish } from '#base/endpoint'
import { businessDay } from '#base/instant'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { takeStock } from '#domain/goods/index'
import * as ledger from '#domain/ledger/index'
import { cardsByNumber, withGone, type Card } from '#domain/member/index'
import { branchesByCode, inScope, today, type Branch } from '#domain/org/index'
import { liveProgram, type LiveProgram } from '#domain/program/index'
import type { Gift } from '#domain/program/model/rewards'
import { buyerOf, standingsOf } from '#domain/standing/index'
import { freeOf, frozenMembers, heldIn, openPurses, spend } from '#domain/wallet/index'
import { changeOf } from './change-redemption.ts'
import type { redeemGift } from './contract.ts'
import { giftRedeemed } from './events.ts'
import { missGift } from './model/gift.ts'
import * as store from './store/redemptions.ts'

type RedeemWish = Wish<typeof redeemGift>
type Counter = Readonly<{ card: Card; program: LiveProgram; book: ledger.OpenBook | null }>

/**
 * R1: points, stock and the gift's row go together or not at all. The purse is locked first: two tills that give the
 * last gift a member may have queue there.
 */
export async function redeem(work: Work, wish: RedeemWish) {
  const card = (await cardsByNumber(work, [wish.memberNumber])).get(wish.memberNumber)
  const program = await liveProgram(work)
  const book = card
    ? await openPurses(work, [{ memberId: card.memberId, unit: 'points', takes: true }])
    : null
  return once(work, wish, {
    room: 'reward',
    kind: 'gift_redemption',
    find: (id) => store.redemptionById(work.tx, id),
    answer: async (row) => ({ ...shown(row), pointsAfter: await pointsOf(work, row.memberId, book) }),
    decide: async (fingerprint) => {
      if (!card) throw new Refusal('member_number_unknown')
      if (card.state !== 'good') throw new Refusal(card.state === 'lost' ? 'card_lost' : 'card_replaced')
      return take(work, { ...wish, fingerprint }, { card, program, book })
    },
  })
}

/** What is left, whether the book of this work shows it already or the gift was given before. */
async function pointsOf(work: Work, memberId: string, book: ledger.OpenBook | null): Promise<number> {
  if (book && ledger.accountIn(book, { unit: 'points', purpose: 'member', holderId: memberId }))
    return heldIn(book, 'points', memberId)
  const balances = await ledger.balancesOf(work.tx, memberId)
  return balances.find((one) => one.unit === 'points' && one.purpose === 'member')?.balance ?? 0
}

export function shown({
  fingerprint: _,
  costMinor: __,
  stockBranchId: ___,
  mostPerMember: ____,
  tier: _____,
  ...row
}: store.RedemptionRow) {
  return row
}

type Judged = Readonly<{
  gift: Gift
  branch: Branch | null
  tier: string | null
  /** Handed over at the counter, with the money on top. */
  atOnce: boolean
}>

async function take(
  work: Work,
  wish: RedeemWish & { fingerprint: string },
  counter: Counter,
): Promise<store.RedemptionRow> {
  const { card, program } = counter
  const book = present(counter.book, 'R1: the purse of a card that is known was opened')
  const judged = await judge(work, wish, counter)
  const row = await rowOf(work, wish, { counter, judged })
  const words = { branchId: row.branchId, programVersion: program.version, reason: null, reversesId: null }
  const transaction = ledger.begin(book, { kind: 'gift', causeId: wish.id, happenedAt: work.at, ...words })
  const side = { book, transaction }
  const spent = spend(side, { unit: 'points', memberId: card.memberId, amount: row.points })
  must(spent, 'R1: points that were free behind the lock can be spent')
  await takeGoods(work, row)
  await ledger.closeBook(work, book)
  await store.insertRedemption(work, row)
  work.record(giftRedeemed(row))
  if (judged.atOnce) {
    const asked = { id: work.newId(), redemptionId: wish.id, note: '', fingerprint: wish.fingerprint }
    await store.insertChanges(work, [
      changeOf(row, {
        ...asked,
        from: 'asked',
        state: 'handed',
        tender: wish.tender,
        branchId: row.branchId,
      }),
    ])
  }
  return present(await store.redemptionById(work.tx, wish.id), 'R1: a gift that was written is there')
}

async function takeGoods(work: Work, row: store.NewRedemption): Promise<void> {
  if (row.productCode === null) return
  const cause = { kind: 'gift', id: row.id }
  const { productCode, stockBranchId: branchId, count: quantity } = row
  await takeStock(work, [{ productCode, branchId, quantity, cause }])
}

/** Refusals in order of precedence; only a want of stock comes later. */
async function judge(work: Work, wish: RedeemWish, { card, program, book }: Counter): Promise<Judged> {
  const branch =
    wish.branchCode === null
      ? null
      : ((await branchesByCode(work, [wish.branchCode])).get(wish.branchCode) ?? null)
  if (wish.branchCode !== null && (!branch || !inScope(work, branch.id))) throw new Refusal('branch_unknown')
  const gift = program.document.gifts.find((one) => one.code === wish.giftCode)
  if (!gift) throw new Refusal('gift_unknown')
  if (branch === null && (gift.sentBy === 'branch' || wish.channel === 'store'))
    throw new Refusal('gift_branch_needed')
  // Somebody bound to branches gives nothing out in the name of the whole chain.
  if (branch === null && work.by.branchIds !== null) throw new Refusal('gift_branch_needed')
  if (wish.channel === 'online' && !gift.online) throw new Refusal('gift_not_online')
  const { memberId } = card
  if ((await frozenMembers(work, [memberId])).size > 0) throw new Refusal('member_frozen')
  const on = await dayOf(work, branch)
  const standing = present(
    (await standingsOf(work, [memberId], program.document, on)).get(memberId),
    'R1: whoever is asked about stands somewhere',
  )
  const taken = (await store.takenBy(work.tx, await withGone(work, memberId))).get(gift.code) ?? 0
  const free = freeOf(present(book, 'R1: the purse was opened'), 'points', memberId)
  const { count, branchCode } = wish
  const why = missGift(gift, { buyer: buyerOf(standing, on), on, branchCode, taken, count, free })
  if (why === 'not_enough_points') throw new Refusal(why, { missing: gift.points * count - free })
  if (why === 'gift_used_up') throw new Refusal(why, { most: gift.mostPerMember, taken })
  if (why !== null) throw new Refusal(why)
  const atOnce = wish.channel === 'store' && gift.sentBy === 'branch'
  if (atOnce && gift.addMinor > 0 && wish.tender === null)
    throw new Refusal('tender_needed', { addMinor: gift.addMinor * count })
  return { gift, branch, tier: standing.tier, atOnce }
}

const dayOf = async (work: Work, branch: Branch | null) =>
  branch === null ? today(work) : businessDay(work.at, branch.zone, branch.closingHour)

async function rowOf(
  work: Work,
  wish: RedeemWish & { fingerprint: string },
  { counter, judged }: Readonly<{ counter: Counter; judged: Judged }>,
): Promise<store.NewRedemption> {
  const { gift, branch } = judged
  const { id, fingerprint, count, channel, note } = wish
  const { code, nameZh, nameEn, productCode, sentBy, mostPerMember } = gift
  const words = { nameZh, nameEn, productCode, sentBy, mostPerMember }
  return {
    ...words,
    id,
    fingerprint,
    memberId: counter.card.memberId,
    gift: code,
    count,
    points: gift.points * count,
    addMinor: gift.addMinor * count,
    costMinor: gift.costMinor * count,
    channel,
    note,
    tier: judged.tier,
    branchId: branch?.id ?? null,
    stockBranchId: sentBy === 'head_office' ? null : (branch?.id ?? null),
    day: await dayOf(work, branch),
    programVersion: counter.program.version,
  }
}
