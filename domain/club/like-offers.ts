import type { Answer, Wish } from '#base/endpoint'
import { addDays, startOfDay, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { joinedByTag, keepFormPlaces, publicForm } from '#domain/member/index'
import { chain, today } from '#domain/org/index'
import { liveProgram, type CouponRule } from '#domain/program/index'
import { validOn } from '#domain/program/model/coupon-price'
import { couponStates } from '#domain/wallet/index'
import type {
  endLikeOffer,
  LikeOffer,
  likeCollections,
  likeOffers,
  makeLikeOffer,
  showLikeOffer,
} from './contract/likes.ts'
import { likeOfferEnded, likeOfferMade } from './events.ts'
import { likesTag, offerStateOn } from './model/likes.ts'
import { authorsOf } from './person.ts'
import * as collections from './store/collections.ts'
import * as store from './store/likes.ts'

export async function knownOffer(work: Work, id: string): Promise<store.OfferRow> {
  const row = await store.offerById(work.tx, id)
  if (!row) throw new Refusal('like_offer_unknown')
  return row
}

/** Coupons of the program of today by their code; one that is no longer in it is called by its code. */
export async function couponNames(work: Work) {
  const { document } = await liveProgram(work)
  return (code: string) => {
    const rule = document.coupons.find((one) => one.code === code)
    return { couponNameZh: rule?.nameZh ?? code, couponNameEn: rule?.nameEn ?? code }
  }
}

async function views(work: Work, rows: readonly store.CountedOffer[]): Promise<LikeOffer[]> {
  const [day, nameOf] = [await today(work), await couponNames(work)]
  return rows.map((of) => {
    const { fingerprint: _, ended: __, endedAt: ___, ...row } = of
    return { ...row, ...nameOf(of.couponCode), state: offerStateOn(of, day) }
  })
}

async function viewOf(work: Work, id: string): Promise<LikeOffer> {
  const row = present(await store.countedOffer(work.tx, id), 'F7: an offer that was made is there')
  const [view] = await views(work, [row])
  return present(view, 'F7: one row gives one view')
}

export async function list(work: Work, wish: Wish<typeof likeOffers>): Promise<Answer<typeof likeOffers>> {
  const { page, rows: most } = wish
  const { rows, total } = await store.offersListed(work.tx, { first: (page - 1) * most, most })
  return { rows: await views(work, rows), total }
}

export async function show(work: Work, { offerId }: Wish<typeof showLikeOffer>) {
  const row = await knownOffer(work, offerId)
  const states = await couponStates(work, await collections.couponsOf(work.tx, offerId))
  const { zone } = await chain(work)
  // To its end, or to the day on which it was ended; whoever joins later came by something else.
  const over = startOfDay(addDays(row.lastOn, 1), zone)
  const before = row.endedAt !== null && row.endedAt < over ? row.endedAt : over
  const joined =
    row.formCode === null ? 0 : await joinedByTag(work, { tag: likesTag(row.no), from: row.at, before })
  const couponsUsed = [...states.values()].filter((state) => state === 'redeemed').length
  return { ...(await viewOf(work, offerId)), couponsUsed, joined }
}

/** A coupon that can be given to somebody: in the program, not open to everybody, and not past its last day. */
export function givable(
  coupons: readonly CouponRule[],
  of: Readonly<{ code: string; on: BusinessDay }>,
): CouponRule {
  const rule = coupons.find((one) => one.code === of.code)
  if (!rule || rule.open) throw new Refusal('coupon_unknown', { path: 'couponCode' })
  if (!validOn({ from: null, to: rule.to }, of.on))
    throw new Refusal('coupon_not_valid_today', { path: 'couponCode', couponCode: of.code })
  return rule
}

/** F7: said once, and never otherwise. */
export const make = (work: Work, wish: Wish<typeof makeLikeOffer>) =>
  once(work, wish, {
    room: 'club',
    kind: 'like_offer',
    find: (id) => store.offerById(work.tx, id),
    answer: ({ id }) => viewOf(work, id),
    admit: async () => {
      if (wish.lastOn < (await today(work))) throw new Refusal('like_offer_past', { path: 'lastOn' })
      const { document } = await liveProgram(work)
      // On its first day: a coupon that ends before the offer begins could never be won.
      givable(document.coupons, { code: wish.couponCode, on: wish.firstOn })
      if (wish.formCode !== null) await publicForm(work, { code: wish.formCode })
    },
    decide: async (fingerprint) => {
      await store.insertOffer(work, { ...wish, fingerprint })
      const row = present(await store.offerById(work.tx, wish.id), 'F7: an offer that was made is there')
      await hangForm(work, row)
      work.record(likeOfferMade(row))
      return row
    },
  })

/** Whoever joins by the offer's form is told from others by the place that the form hangs at. */
async function hangForm(work: Work, row: store.OfferRow): Promise<void> {
  const { formCode: code, titleZh, titleEn, no } = row
  if (code === null) return
  const names = { nameZh: titleZh || titleEn, nameEn: titleEn || titleZh }
  await keepFormPlaces(work, {
    code,
    places: [{ tag: likesTag(no), ...names, branchId: null, removed: false }],
  })
}

/** F7: once, and for ever; whoever wins at this moment has won before, or does not. */
export async function end(work: Work, wish: Wish<typeof endLikeOffer>) {
  await store.lockWins(work.tx, wish.offerId)
  return once(work, wish, {
    room: 'club',
    kind: 'like_offer_ending',
    find: (id) => store.endingById(work.tx, id),
    answer: ({ offerId }) => viewOf(work, offerId),
    admit: async () => {
      if ((await knownOffer(work, wish.offerId)).ended) throw new Refusal('like_offer_ended')
    },
    decide: async (fingerprint) => {
      const row = { ...wish, fingerprint }
      await store.insertEnding(work, row)
      work.record(likeOfferEnded({ id: wish.offerId }))
      return row
    },
  })
}

export async function collectors(
  work: Work,
  { offerId, page, rows: most }: Wish<typeof likeCollections>,
): Promise<Answer<typeof likeCollections>> {
  await knownOffer(work, offerId)
  const found = await collections.collectionsListed(work.tx, { offerId, first: (page - 1) * most, most })
  const { known } = await authorsOf(work, found.rows)
  const couponIds = found.rows.flatMap(({ couponId }) => (couponId === null ? [] : [couponId]))
  const states = await couponStates(work, couponIds)
  const rows = found.rows.map(({ id, memberId, likes, ofMembers, networks, at, wonAt, couponId }) => {
    const who = known(memberId)
    const coupon = couponId === null ? null : (states.get(couponId) ?? null)
    const person = {
      memberId: who?.id ?? null,
      memberNumber: who?.number ?? null,
      memberName: who?.name ?? null,
    }
    return { id, ...person, likes, ofMembers, networks, at, wonAt, coupon }
  })
  return { rows, total: found.total }
}
