import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { currencyDigits, money, plainMoney } from '#base/money'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { harmless, membersById, withGone } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { programs } from '#domain/program/index'
import { netSpends } from '#domain/sale/index'
import type { memberPeriodReward, periodDeliveries } from './contract/period.ts'
import { rewardOf } from './model/period.ts'
import { ruleOf } from './period.ts'
import * as store from './store/period.ts'

/** What the running period would give if it ended now, by the rule that is live. */
export async function ofMember(work: Work, { memberId }: Wish<typeof memberPeriodReward>) {
  const [member] = await membersById(work, [memberId])
  if (!member) throw new Refusal('member_unknown')
  const ids = await withGone(work, memberId)
  const given = (await store.givenTo(work.tx, ids)).map(({ memberId: _, ...row }) => row)
  const period = await store.currentPeriod(work.tx)
  const { periodReward: rule, coupons } = (await programs(work)).live.document
  if (!period || rule === null) return { current: null, given }
  const span = { from: period.runFrom, to: period.to, regularPriceOnly: rule.regularPriceOnly }
  const totals = new Map((await netSpends(work, ids, span)).map((one) => [one.memberId, one.netMinor]))
  const before = new Map(
    (await store.lastRewards(work.tx, ids, period.runFrom)).map((one) => [one.originId, one]),
  )
  const unitMinor = money(Math.max(1, coupons.find((one) => one.code === rule.couponCode)?.minor ?? 1))
  // Each who has gone into the member is rewarded by its own receipts, as the closing does.
  const parts = ids.map((id) => {
    const last = before.get(id)
    const spent = money((totals.get(id) ?? 0) - (last?.totalMinor ?? 0))
    const carried = { leftMinor: last?.leftMinor ?? money(0), restMinor: last?.restMinor ?? money(0) }
    return { base: carried.leftMinor + spent, due: rewardOf(spent, carried, ruleOf(rule, unitMinor)) }
  })
  const spentMinor = parts.reduce((all, one) => all + one.base, 0)
  const rewardMinor = parts.reduce((all, one) => all + one.due.givenMinor, 0)
  return { current: { from: period.from, to: period.to, spentMinor, rewardMinor, bps: rule.bps }, given }
}

export async function list(work: Work) {
  const rows = await store.periods(work.tx)
  return {
    rows: rows.flatMap(({ state, ...row }) => {
      if (state === 'dropped') return []
      const { id, from, to, bps, couponCode, delivery, givenMinor, members, closedAt } = row
      return [{ id, from, to, state, bps, couponCode, delivery, givenMinor, members, closedAt }]
    }),
  }
}

const HEAD = [
  'number',
  'name',
  'address',
  'postcode',
  'amount',
  'voucher',
  'valid_to',
  'from',
  'to',
  'id',
] as const

/** Who withdrew since is left out: there is no address any more. */
export async function deliveries(
  work: Work,
  { periodId }: Wish<typeof periodDeliveries>,
): Promise<FileReply> {
  const period = await store.periodById(work.tx, periodId)
  if (!period || period.state === 'dropped') throw new Refusal('reward_period_unknown')
  if (period.state !== 'closed') throw new Refusal('reward_period_not_closed')
  if (period.delivery !== 'post') throw new Refusal('reward_period_not_posted')
  const rows = await store.givenIn(work.tx, periodId)
  const members = await membersById(work, [...new Set(rows.map((row) => row.memberId))])
  const byId = new Map(members.filter((one) => one.withdrawnAt === null).map((one) => [one.id, one]))
  const digits = currencyDigits((await chain(work)).currency)
  const lines = rows.flatMap((row) => {
    const member = byId.get(row.memberId)
    if (!member) return []
    const { number, name, address, postcode } = member
    const words = [number, name, address ?? '', postcode ?? ''].map(harmless)
    const { givenMinor, couponCode, expiresOn, from, to, id } = row
    return [[...words, plainMoney(givenMinor, digits), couponCode, expiresOn ?? '', from, to, id]]
  })
  const content = `\uFEFF${stringify([HEAD, ...lines], { record_delimiter: '\r\n' })}`
  return { name: `vouchers-${period.from}-${period.to}.csv`, type: 'text/csv; charset=utf-8', content }
}
