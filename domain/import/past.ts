import { businessDay } from '#base/instant'
import type { Work } from '#db/work'
import { idsByNumber } from '#domain/member/index'
import { chain } from '#domain/org/index'
import type { ImportOptions } from './contract.ts'
import type { KindOf, No, Ready } from './kind.ts'
import { pastTrouble, type Past } from './model/past.ts'
import * as store from './store/past.ts'
import type { Item } from './units.ts'

type Told = Omit<Past, 'memberNumber'> & Readonly<{ id: string; memberId: string | null }>

async function prepare(
  work: Work,
  _options: ImportOptions,
  items: readonly Item[],
): Promise<(Ready<Told> | No)[]> {
  const { zone, closingHour } = await chain(work)
  const today = businessDay(work.at, zone, closingHour)
  const numbers = items.flatMap(({ content }) =>
    content.kind === 'pastCoupons' && content.past.memberNumber !== null ? [content.past.memberNumber] : [],
  )
  const ids = await idsByNumber(work, numbers)
  return items.map((item): Ready<Told> | No => {
    if (item.content.kind !== 'pastCoupons') return { code: 'row_invalid', details: {} }
    const { memberNumber, ...past } = item.content.past
    const no = pastTrouble(item.content.past, today)
    if (no !== null) return { code: no.code, details: { field: no.field } }
    const memberId = memberNumber === null ? null : (ids.get(memberNumber) ?? null)
    if (memberNumber !== null && memberId === null)
      return { code: 'member_number_unknown', details: { memberNumber } }
    return { item, wish: { ...past, id: work.newId(), memberId } }
  })
}

/** I6: coupons of the past, written down for the report; the ledger and the wallet never hear of them. */
export const pastCoupons: KindOf<Told> = {
  prepare,
  // Everything that could refuse a fact was looked at while preparing it.
  judge: async (_work, _options, ready) => ready.map(() => null),
  apply: async (work, _options, ready) => {
    await store.insert(
      work.tx,
      ready.map(({ wish }) => wish),
    )
    return ready.map(({ item: { naturalKey, fingerprint }, wish }) => [
      { naturalKey, fingerprint, subjectId: wish.id, made: 'past_coupon' as const },
    ])
  },
}

/** What the past says of its coupons, for reports: figures of the whole life of whatever ran within the days. */
export const pastCouponReport = (work: Work, of: store.Asked) => store.report(work.tx, of)
