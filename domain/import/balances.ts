import { businessDay } from '#base/instant'
import type { Id } from '#base/id'
import type { Work } from '#db/work'
import { idsByNumber } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { openBalances, type Opening } from '#domain/wallet/index'
import type { ImportOptions } from './contract.ts'
import type { KindOf, No, Ready } from './kind.ts'
import { openedOn, openingsOf, type Item } from './units.ts'

type Openings = readonly Opening[]

async function prepare(
  work: Work,
  _options: ImportOptions,
  items: readonly Item[],
): Promise<(Ready<Openings> | No)[]> {
  const { zone, closingHour } = await chain(work)
  const today = businessDay(work.at, zone, closingHour)
  const numbers = items.flatMap((item) => (item.content.kind === 'balances' ? [item.content.number] : []))
  const ids = await idsByNumber(work, numbers)
  return items.map((item): Ready<Openings> | No => {
    const { content } = item
    if (content.kind !== 'balances') return { code: 'row_invalid', details: {} }
    const parts = openingsOf(content)
    if (parts === 'balance_negative') return { code: parts, details: {} }
    if (parts.length === 0) return { code: 'balance_zero', details: {} }
    const memberId = ids.get(content.number)
    if (memberId === undefined)
      return { code: 'member_number_unknown', details: { memberNumber: content.number } }
    const opened = openedOn(content, today)
    const wish = parts.map((part) => ({
      ...part,
      id: work.newId() as Id<'opening'>,
      memberId,
      openedOn: opened,
    }))
    return { item, wish }
  })
}

/** Opening balances, posted to the ledger against the opening account. */
export const balances: KindOf<Openings> = {
  prepare,
  // Everything that could refuse a balance was looked at while preparing it.
  judge: async (_work, _options, ready) => ready.map(() => null),
  apply: async (work, _options, ready) => {
    const answers = await openBalances(
      work,
      ready.flatMap(({ wish }) => wish),
    )
    const codes = new Map(answers.map((answer) => [answer.id, answer.code]))
    return ready.map(({ item, wish }) => {
      const no = wish.map(({ id }) => codes.get(id)).find((code) => code !== 'applied')
      if (no !== undefined) return { code: no, details: {} }
      const { naturalKey, fingerprint } = item
      // The row's own key tells it again; its further units get a mark behind it.
      return wish.map(({ id, unit }, at) => ({
        naturalKey: at === 0 ? naturalKey : `${naturalKey}#${unit}`,
        fingerprint,
        subjectId: id,
        made: 'opening' as const,
      }))
    })
  },
}
