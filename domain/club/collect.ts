import type { Answer, Wish } from '#base/endpoint'
import { addDays } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { once } from '#db/once'
import type { Work } from '#db/work'
import type { beginCollection, memberLikeOffers } from './contract/likes.ts'
import { collectionBegun } from './events.ts'
import { couponNames } from './like-offers.ts'
import { offerStateOn } from './model/likes.ts'
import { LOOKING, mustBeGrown, personOf, WRITING } from './person.ts'
import * as collections from './store/collections.ts'
import * as store from './store/likes.ts'

/** What is over is shown so many days longer, so that members see what became of it. */
const SHOWN_DAYS = 30

/** F7: what can be unlocked, and how far this member has come; after a merge the collection that was begun first. */
export async function mine(
  work: Work,
  { token }: Wish<typeof memberLikeOffers>,
): Promise<Answer<typeof memberLikeOffers>> {
  const { ids, on, child, chainName } = await personOf(work, token, LOOKING)
  const [offers, own, nameOf] = await all([
    store.offersSince(work.tx, { day: on, from: addDays(on, -SHOWN_DAYS) }),
    collections.collectionsOf(work.tx, ids),
    couponNames(work),
  ])
  const rows = offers.flatMap((offer) => {
    const state = offerStateOn(offer, on)
    const begun = own.filter((one) => one.offerId === offer.id)
    const found = begun.find((one) => one.couponId !== null) ?? begun[0]
    if (!found && state !== 'open') return []
    const { id: offerId, no, titleZh, titleEn, wordsZh, wordsEn, needed, firstOn, lastOn, couponCode } = offer
    const collection = found ? { code: found.code, likes: found.likes, won: found.couponId !== null } : null
    const words = { titleZh, titleEn, wordsZh, wordsEn, ...nameOf(couponCode) }
    return [{ no, offerId, ...words, needed, firstOn, lastOn, state, collection }]
  })
  return { chainName, mayCollect: !child, rows }
}

/** Crockford's letters: none is taken for another when it is read out. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LETTERS = 10

const codeFrom = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length)).join('')

/**
 * F7: one collection of each member for an offer, whoever has gone into them counted in; the member is held, so that
 * two presses at once stand in a row. The browser it is begun in gives no like to it.
 */
export async function begin(
  work: Work,
  wish: Wish<typeof beginCollection>,
  deviceId: string | null = null,
): Promise<Answer<typeof beginCollection>> {
  const person = await personOf(work, wish.token, WRITING)
  const offer = await store.offerById(work.tx, wish.offerId)
  if (!offer) throw new Refusal('like_offer_unknown')
  const { id, offerId } = wish
  const said = { id, offerId, memberId: person.id }
  return once(work, said, {
    room: 'club',
    kind: 'collection',
    find: (of) => collections.collectionById(work.tx, of),
    answer: ({ code }) => ({ code }),
    admit: async () => {
      mustBeGrown(person)
      const own = await collections.collectionsOf(work.tx, person.ids)
      if (own.some((one) => one.offerId === offerId)) throw new Refusal('collection_begun')
      const state = offerStateOn(offer, person.on)
      if (state === 'gone') throw new Refusal('like_offer_gone')
      if (state !== 'open') throw new Refusal('like_offer_closed')
    },
    decide: async (fingerprint) => {
      const code = codeFrom(work.randomBytes(CODE_LETTERS))
      const row = { id, fingerprint, offerId, memberId: person.id, code, deviceId, needed: offer.needed }
      await collections.insertCollection(work, row)
      work.record(collectionBegun({ id, offerId, memberId: person.id }))
      return present(await collections.collectionById(work.tx, id), 'F7: what was begun is there')
    },
  })
}
