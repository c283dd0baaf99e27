import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { personOf } from '#domain/member/index'
import type { SaleWish } from './contract/wish.ts'
import { dayOf, type Asked, type Facts } from './facts.ts'
import { spendsValue } from './model/judge.ts'
import { spentByPersons } from './store/quota.ts'

/** What each person of a shared account may still spend in a month, by person and month; a batch counts them down. */
export type Quotas = Map<string, number>

const keyOf = (personId: string, day: BusinessDay): string => `${personId} ${day.slice(0, 7)}`

/** Whose card a wish shows, where it is not the account's own. */
export function personIn({ holders }: Pick<Facts, 'holders'>, wish: SaleWish): string | null {
  const holder = holders.get(wish.memberNumber ?? '')
  return holder?.personId === undefined || holder.personId === holder.memberId ? null : holder.personId
}

/**
 * Read behind the locks of the wallets: of two persons, or two tills, that spend at once the second sees the first.
 * Accounts of one person cost no statement.
 */
export async function openQuotas(work: Work, asked: readonly Asked[], facts: Facts): Promise<Quotas> {
  const quotas: Quotas = new Map()
  const wanted = new Map<string, { personId: string; month: string }>()
  for (const { wish } of asked) {
    const personId = personIn(facts, wish)
    if (
      personId === null ||
      wish.kind !== 'sale' ||
      !spendsValue(wish) ||
      !facts.branches.has(wish.branchCode)
    )
      continue
    const person = await personOf(work, wish.memberNumber ?? '')
    const day = dayOf(facts, wish)
    if (person === null || person.monthMostMinor === null) continue
    quotas.set(keyOf(personId, day), person.monthMostMinor)
    wanted.set(keyOf(personId, day), { personId, month: day.slice(0, 7) })
  }
  for (const { personId, month, minor } of await spentByPersons(work.tx, [...wanted.values()])) {
    const key = `${personId} ${month}`
    quotas.set(key, present(quotas.get(key), 'S13: a quota that was asked for is there') - minor)
  }
  return quotas
}

/** S13: takes off a person's quota; answers false, taking nothing, when less is left. */
export function takeQuota(
  quotas: Quotas,
  of: Readonly<{ personId: string | null; day: BusinessDay; minor: number }>,
  undo: (() => void)[],
): boolean {
  if (of.personId === null || of.minor === 0) return true
  const key = keyOf(of.personId, of.day)
  const left = quotas.get(key)
  if (left === undefined) return true
  if (left < of.minor) return false
  quotas.set(key, left - of.minor)
  undo.push(() => void quotas.set(key, left))
  return true
}
