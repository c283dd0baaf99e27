import type { Wish } from '#base/endpoint'
import { addDays, startOfDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { programs } from '#domain/program/index'
import { projectPoints } from '#domain/program/model/projection'
import type { pointsProjection, pointsStatement } from './contract/statement.ts'
import { mainMove, movesOf, sumUp } from './model/statement.ts'

/**
 * R7: by when things were recorded, so that a day that has passed is told the same for ever. Rows are the newest first,
 * sums are of the whole span.
 */
export async function statement(work: Work, wish: Wish<typeof pointsStatement>) {
  const { memberId, from, to, page, rows: most } = wish
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  if (to < from) throw new Refusal('span_backwards')
  const { zone } = await chain(work)
  const span = { from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone) }
  const of = { unit: 'points', purposes: ['member', 'debt'], holderId: memberId }
  const [opening, flows] = await all([
    ledger.holderBefore(work.tx, { ...of, before: span.from }),
    ledger.holderFlows(work.tx, { ...of, ...span }),
  ])
  const { balance, passed_on: passedOn, ...sums } = sumUp(opening, flows)
  let after = opening
  const rows = flows.map(({ chain: sides, ...flow }) => {
    after += flow.amount
    return { ...flow, what: mainMove(movesOf({ ...flow, chain: sides })), balanceAfter: after }
  })
  const shown = rows.toReversed().slice((page - 1) * most, page * most)
  return { opening, balance, passedOn, ...sums, rows: shown, total: rows.length }
}

/** C27: pure arithmetic of the live program. */
export async function projection(work: Work, { monthlyMinor, tier }: Wish<typeof pointsProjection>) {
  const { document } = (await programs(work)).live
  if (tier !== undefined && !document.tiers.list.some((one) => one.code === tier))
    throw new Refusal('tier_unknown')
  const { gifts, ...found } = projectPoints(document, {
    monthlyMinor,
    tier: tier ?? document.tiers.list[0]?.code ?? null,
  })
  return { ...found, gifts: [...gifts] }
}
