import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { versionsBy } from '#domain/program/index'
import { salesUndoneBy, soldReceipts } from '#domain/sale/index'
import { voidMembership } from '#domain/standing/index'
import { paidTopUp } from '#domain/wallet/index'
import { joiningUndone } from './events.ts'
import { judgeGround } from './model.ts'
import * as store from './store/joinings.ts'

/** What may take the ground of a joining away. */
export const UNDOING_KINDS = ['sale.recorded', 'sale.voided', 'wallet.top_up_refunded']

/**
 * J6: when so much came back that a receipt or a top-up would not have made a member, the membership goes with it. What
 * was handed over stays: it is used or eaten by then.
 */
export async function followReturns(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const back = events.filter((one) => one.kind === 'sale.voided' || one.body['kind'] === 'return')
  const saleIds = await salesUndoneBy(
    work,
    back.flatMap((one) => one.subjectId ?? []),
  )
  const refunds = events.filter((one) => one.kind === 'wallet.top_up_refunded')
  const topUpIds = refunds.map((one) => String(one.body['topUpId']))
  if (saleIds.length + topUpIds.length === 0) return
  for (const row of await store.joiningsBy(work.tx, { saleIds, topUpIds }))
    if (row.undone === null && !(await stillStands(work, row))) await undo(work, row)
}

/** By the rule it joined by, as if it were asked on the day it was paid. */
async function stillStands(work: Work, row: store.JoiningRow): Promise<boolean> {
  const [program] = await versionsBy(work, [row.programVersion])
  const way = program?.document.joining?.ways.find((one) => one.code === row.way)
  if (!way) return true
  const [receipt = null] =
    row.saleId === null ? [] : await soldReceipts(work, [row.saleId], { looking: true })
  const topUp = row.topUpId === null ? null : await paidTopUp(work, row.topUpId)
  const day = receipt?.day ?? topUp?.day ?? row.from
  const { memberId } = row
  const proof = row.proofCode === null ? null : { code: row.proofCode }
  const ground = { memberId, today: day, proof, receipt: receipt && { ...receipt, memberId } }
  return typeof judgeGround(way, { ...ground, topUp: topUp && { ...topUp, memberId } }) === 'string'
}

async function undo(work: Work, { id, memberId, saleId }: store.JoiningRow): Promise<void> {
  const gone = saleId !== null && (await soldReceipts(work, [saleId], { looking: true })).length === 0
  const reason = saleId === null ? 'top_up_refunded' : gone ? 'sale_voided' : 'goods_came_back'
  if (!(await store.insertUndoing(work, id, reason))) return
  await voidMembership(work, { causeId: id, reason })
  work.record(joiningUndone({ id, memberId, reason }))
}
