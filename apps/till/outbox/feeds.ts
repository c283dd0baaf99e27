import type { Told } from '#base/endpoint'
import { instantOfMs, type Instant } from '#base/instant'
import { deviceMembers, deviceProducts, mobileText } from '#domain/device/contract/feed'
import { plainPhone } from '#domain/member/model'
import { sha256Hex } from '../keys.ts'
import { initialsOf } from '../shelf/pinyin.ts'
import { keptProduct } from '../shelf/products.ts'
import type { KeptMember, Shelf } from '../shelf/shelf.ts'

export type ProductPage = Told<typeof deviceProducts>
export type MemberPage = Told<typeof deviceMembers>
type MemberTold = MemberPage['rows'][number]

/** A page of the catalogue and the place to go on from, together or not at all. */
export const takeProducts = (shelf: Shelf, { rows, gone, cursor }: ProductPage): Promise<void> =>
  shelf.transaction('rw', shelf.products, shelf.kept, async () => {
    await shelf.products.bulkDelete(gone)
    await shelf.products.bulkPut(rows.map(keptProduct))
    await shelf.kept.put({ key: 'products cursor', value: cursor })
  })

/** A page of members, with what they now include taken off the moves of this till. */
export const takeMembers = (shelf: Shelf, { rows, gone, cursor, salt }: MemberPage): Promise<void> =>
  shelf.transaction('rw', shelf.members, shelf.moves, shelf.kept, async () => {
    await shelf.members.bulkDelete(gone)
    await shelf.members.bulkPut(rows.map(keptMember))
    await forgetMoves(shelf, new Map(rows.map(({ id, at }) => [id, instantOfMs(Date.parse(at))])))
    await shelf.kept.bulkPut([
      { key: 'members cursor', value: cursor },
      { key: 'mobile salt', value: salt },
    ])
  })

/** A balance younger than the answer to a move includes it; an older one does not, and the move stays. */
async function forgetMoves(shelf: Shelf, ages: ReadonlyMap<string, Instant>): Promise<void> {
  const answered = await shelf.moves.filter(({ answeredAt }) => answeredAt !== null).toArray()
  const included = answered.filter(
    ({ memberId, answeredAt }) => (ages.get(memberId) ?? '') >= (answeredAt ?? ''),
  )
  await shelf.moves.bulkDelete(included.map(({ id }) => id))
}

export const keptMember = ({
  mobileTail,
  mobileHash,
  active,
  cards,
  at,
  ...row
}: MemberTold): KeptMember => ({
  ...row,
  cards: [...new Set([row.number, ...cards])],
  initials: initialsOf(row.name),
  tail: mobileTail ?? '',
  hash: mobileHash ?? '',
  member: active,
  at: instantOfMs(Date.parse(at)),
})

const HASH_DIGITS = 16

/** How a whole mobile number is found without being kept here; null before the first page of members came. */
export async function hashMobile(shelf: Shelf, mobile: string): Promise<string | null> {
  const salt = (await shelf.kept.get('mobile salt'))?.value
  if (typeof salt !== 'string') return null
  return (await sha256Hex(mobileText(salt, plainPhone(mobile)))).slice(0, HASH_DIGITS)
}
