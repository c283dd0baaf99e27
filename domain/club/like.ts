import type { BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { hereNow } from '#domain/member/index'
import { chain, today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { giveGifts, mustBeGivable, openGifts } from '#domain/wallet/index'
import { collectionUnlocked, likeGiven } from './events.ts'
import { networkMark, type Friend } from './friend.ts'
import { couponNames, givable, knownOffer } from './like-offers.ts'
import { judgeLike, likesTag, offerStateOn, type LikeOfferState } from './model/likes.ts'
import { authorsOf, LOOKING, WRITING } from './person.ts'
import * as store from './store/collections.ts'
import { countWin, lockWins, type OfferRow } from './store/likes.ts'

/** The page that is passed on, as a friend reads it (C44). */
export type SharedCollection = Readonly<{
  chainName: string
  offer: OfferRow
  couponNameZh: string
  couponNameEn: string
  state: LikeOfferState
  /** As others read the name of whoever collects (F4); empty is just a member. */
  name: string
  likes: number
  unlocked: boolean
  /** The friend is whoever collects. */
  own: boolean
  given: boolean
  /** We know the friend as a member. */
  isMember: boolean
  /** Where somebody joins who is no member yet. */
  joinPath: string | null
}>

type Owner = Readonly<{ id: string; ids: readonly string[] }>

/** Who collects, or who stayed for them; without anybody there the page is none. */
async function ownerOf(
  work: Work,
  { memberId }: store.CollectionRow,
  how: Parameters<typeof hereNow>[2],
): Promise<Owner> {
  const found = await hereNow(work, memberId, how)
  if (!found) throw new Refusal('like_link_unknown')
  return { id: found.member.id, ids: found.ids }
}

async function knownCollection(work: Work, code: string): Promise<store.CollectionRow> {
  const row = await store.collectionOf(work.tx, code)
  if (!row) throw new Refusal('like_link_unknown')
  return row
}

const isOwn = (row: store.CollectionRow, owner: Owner, friend: Friend): boolean =>
  row.deviceId === friend.deviceId || friend.memberIds.some((id) => owner.ids.includes(id))

/** F7: looking counts nothing. */
export async function sharedCollection(
  work: Work,
  { code, friend }: Readonly<{ code: string; friend: Friend | null }>,
): Promise<SharedCollection> {
  const row = await knownCollection(work, code)
  const owner = await ownerOf(work, row, LOOKING)
  const offer = await knownOffer(work, row.offerId)
  const day = await today(work)
  const nameOf = await couponNames(work)
  const { authorOf } = await authorsOf(work, [row])
  const { name: chainName } = await chain(work)
  const against = friend === null ? null : await stands(work, { row, friend, address: '', day })
  return {
    chainName,
    offer,
    ...nameOf(offer.couponCode),
    state: offerStateOn(offer, day),
    name: authorOf(row.memberId).name,
    likes: row.likes,
    unlocked: row.couponId !== null,
    own: friend !== null && isOwn(row, owner, friend),
    given: against?.given ?? false,
    isMember: friend !== null && friend.memberIds.length > 0,
    joinPath: offer.formCode === null ? null : `join/${offer.formCode}?s=${likesTag(offer.no)}`,
  }
}

type Against = Readonly<{ row: store.CollectionRow; friend: Friend; address: string; day: BusinessDay }>

async function stands(work: Work, { row, friend, address, day }: Against) {
  const network = await networkMark(work, { address, day })
  const { deviceId, memberIds: friendIds } = friend
  return store.likesBy(work.tx, { collectionId: row.id, deviceId, friendIds, network, day })
}

export type LikeWish = Readonly<{ id: string; code: string; friend: Friend; address: string }>
export type LikeTaken = Readonly<{ likes: number; needed: number; unlocked: boolean }>

/**
 * F8, F9: one like of a friend; the last one gives the coupon in the same work. Locked in one order: who collects, the
 * collection, who has won so far, the purse. So likes at the same moment stand in a row, and one of them is the last.
 */
export async function like(work: Work, wish: LikeWish): Promise<LikeTaken & { replayed: boolean }> {
  const { id, code, friend, address } = wish
  const owner = await ownerOf(work, await knownCollection(work, code), WRITING)
  const row = present(await store.lockCollection(work.tx, code), 'F7: a collection stays')
  const offer = await knownOffer(work, row.offerId)
  const day = await today(work)
  const said = { id, code, deviceId: friend.deviceId }
  return once(work, said, {
    room: 'club',
    kind: 'like',
    find: (of) => store.likeById(work.tx, of),
    answer: async () => takenOf(await knownCollection(work, code)),
    admit: async () => {
      const own = await store.collectionsOf(work.tx, owner.ids)
      const won = own.some((one) => one.offerId === offer.id && one.couponId !== null)
      const { length: known } = friend.memberIds
      const no = judgeLike({
        ...(await stands(work, { row, friend, address, day })),
        own: isOwn(row, owner, friend),
        full: won || row.likes >= row.needed,
        state: offerStateOn(offer, day),
        membersOnly: offer.membersOnly,
        isMember: known > 0,
      })
      if (no !== null) throw new Refusal(no)
    },
    decide: async (fingerprint) => {
      const isLast = row.likes + 1 === row.needed
      const couponId = isLast ? await unlock(work, { row, offer, owner, day, fingerprint }) : null
      const network = await networkMark(work, { address, day })
      const [friendId = null] = friend.memberIds
      const { deviceId } = friend
      await store.insertLike(work, {
        id,
        fingerprint,
        collectionId: row.id,
        deviceId,
        friendId,
        network,
        day,
      })
      await store.grow(work, row.id, couponId)
      work.record(likeGiven({ collectionId: row.id, memberId: owner.id, friendId }))
      return { id, fingerprint }
    },
  })
}

const takenOf = ({ likes, needed, couponId }: store.CollectionRow): LikeTaken => ({
  likes,
  needed,
  unlocked: couponId !== null,
})

type Unlocking = Readonly<{
  row: store.CollectionRow
  offer: OfferRow
  owner: Owner
  day: BusinessDay
  fingerprint: string
}>

/** F9: the coupon of a collection, once; none beyond what was offered, and none of an offer that was just ended. */
async function unlock(work: Work, { row, offer, owner, day, fingerprint }: Unlocking): Promise<string> {
  await lockWins(work.tx, offer.id)
  // Read again behind the lock: others may have won, or the offer was ended, while this like waited.
  const state = offerStateOn(await knownOffer(work, offer.id), day)
  if (state === 'gone') throw new Refusal('like_offer_gone')
  if (state !== 'open') throw new Refusal('like_offer_closed')
  const program = await liveProgram(work)
  const rule = givable(program.document.coupons, { code: offer.couponCode, on: day })
  const gifts = { memberId: owner.id, points: 0, coupons: [{ rule, count: 1 }] }
  const open = await openGifts(work, gifts, { looking: false })
  mustBeGivable(open)
  const cause = { kind: 'likes', id: row.id, branchId: null, program, fingerprint }
  const { coupons } = await giveGifts(work, open, cause)
  must(coupons.length === 1, 'F9: a collection gives one coupon')
  const { id: couponId } = present(coupons[0], 'F9: a collection gives one coupon')
  await countWin(work.tx, offer.id)
  work.record(collectionUnlocked({ id: row.id, offerId: offer.id, memberId: owner.id, couponId }))
  return couponId
}
