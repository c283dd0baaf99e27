import { ask, type Step } from '#db/jobs'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { programDocument } from '#domain/program/contract'
import { versionsBy, type ProgramDocument } from '#domain/program/index'
import * as standing from '#domain/standing/index'
import * as wallet from '#domain/wallet/index'
import * as telling from './store/merits.ts'
import { EVER } from './store/of-members.ts'
import * as past from './store/past.ts'
import { buyersAfter } from './store/receipts.ts'

export const TELL_MERITS = 'sale.merits'

/** Members told of in one step. */
const MOST = 500

/** S11: a version that begins to ask for tiers has what members bought before told, once. */
export async function askForMerits(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  for (const { subjectId, body } of events) {
    const version = Number(body['version'])
    const now = programDocument.parse(body['document'])
    const [before] = await versionsBy(work, [version - 1])
    if (!standing.needsStandings(now) || (before && standing.needsStandings(before.document))) continue
    await telling.askTelling(work, { programVersion: version, programId: subjectId ?? '' })
    ask(work, TELL_MERITS)
  }
}

const feeCodes = ({ tiers }: ProgramDocument): string[] =>
  tiers.list.flatMap((tier) => tier.ways.flatMap((way) => way.productCode ?? []))

/** Tells of some hundred members and says whether there are more; killed in between it goes on where it was. */
export async function tellMerits(work: Work): Promise<Step> {
  const next = await telling.nextTelling(work.tx)
  if (!next) return 'done'
  const memberIds = await membersAfter(work, next.afterMember)
  const [program] = await versionsBy(work, [next.programVersion])
  if (memberIds.length > 0 && program) {
    const of = { memberIds, causeId: next.programId }
    const fees = feeCodes(program.document)
    await standing.rebuildMerits(work, {
      ...of,
      from: 'sales',
      totals: (behind, ids) => totalsOf(behind, ids, fees),
    })
    await standing.rebuildMerits(work, { ...of, from: 'top_ups', totals: wallet.topUpDays })
  }
  const all = memberIds.length < MOST
  await telling.toldUpTo(work, next, all ? null : (memberIds.at(-1) ?? null))
  if (all) await standing.historyKnown(work)
  return 'more'
}

/** The next members in the order of their ids, who bought or topped up. */
async function membersAfter(work: Work, after: string): Promise<string[]> {
  const bought = await buyersAfter(work.tx, { after, most: MOST, ...EVER })
  const toppedUp = await wallet.toppedUpAfter(work, after, MOST)
  return [...new Set([...bought, ...toppedUp])].sort().slice(0, MOST)
}

async function totalsOf(work: Work, memberIds: readonly string[], codes: readonly string[]) {
  const days = await past.daysOfMembers(work.tx, { ...EVER, memberIds })
  const fees = await past.feesOfMembers(work.tx, { memberIds, codes })
  const keyOf = (of: Readonly<{ memberId: string; day: string }>) => `${of.memberId} ${of.day}`
  const paid = new Map<string, string[]>()
  for (const fee of fees) paid.set(keyOf(fee), [...(paid.get(keyOf(fee)) ?? []), fee.code])
  return days.map((one) => ({ ...one, fees: paid.get(keyOf(one)) ?? [] }))
}
