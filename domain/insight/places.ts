import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { membersByBranch } from '#domain/member/index'
import type * as contract from './contract/shop.ts'
import { NOTHING_SOLD, together } from './model/measure.ts'
import { lookedAt, reachOf } from './reach.ts'
import * as store from './store/shop.ts'

const USUAL_DAYS = 30

/** Where is bought: regions and their branches, the most first. Branches without a sale and long closed stay away. */
export async function placesReport(work: Work, wish: Wish<typeof contract.placesReport>) {
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: USUAL_DAYS }, reach)
  const now = await store.branchRows(work.tx, { from: looked.from, to: looked.to, branchIds: reach.ids })
  const earlier = await store.branchRows(work.tx, {
    from: looked.beforeFrom,
    to: looked.beforeTo,
    branchIds: reach.ids,
  })
  const sold = new Map(now.map((row) => [row.branchId, row]))
  const before = new Map(earlier.map((row) => [row.branchId, row]))
  const joined = await membersByBranch(work)
  const branches = reach.branches
    .filter((one) => sold.has(one.id) || one.closedOn === null || one.closedOn >= looked.from)
    .map(({ id, code, name, region }) => {
      const { branchId: _, ...measure } = sold.get(id) ?? { branchId: id, ...NOTHING_SOLD }
      const beforeMinor = before.get(id)?.amountMinor ?? 0
      return { branchId: id, code, name, region, ...measure, beforeMinor, members: joined.get(id) ?? 0 }
    })
    .toSorted(byAmount)
  const regions = [...new Set(branches.map((one) => one.region))]
    .map((region) => {
      const own = branches.filter((one) => one.region === region)
      const sum = (of: 'beforeMinor' | 'members') => own.reduce((all, one) => all + one[of], 0)
      return {
        region,
        branches: own.length,
        ...together(own),
        beforeMinor: sum('beforeMinor'),
        members: sum('members'),
      }
    })
    .toSorted(byAmount)
  return { ...looked, regions, branches, sold: together(now), before: together(earlier) }
}

const byAmount = (a: { amountMinor: number }, b: { amountMinor: number }): number =>
  b.amountMinor - a.amountMinor
