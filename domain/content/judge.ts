import { instantOfMs, msOf, type Instant } from '#base/instant'
import type { Work } from '#db/work'
import { judgeMass, type MassVerdict } from '#domain/campaign/index'
import { withGoneOfAll } from '#domain/member/index'
import { MOST_A_MONTH } from './model/broadcast.ts'
import { monthAround } from './show.ts'
import type { BroadcastRow } from './store/broadcasts.ts'
import * as sending from './store/sending.ts'

export const after = (work: Work, ms: number): Instant => instantOfMs(msOf(work.at) + ms)

type Judge = (one: sending.Waiting) => MassVerdict

/** K15 by the campaign's own gate, and P5 behind it; null while everything is halted. */
export async function judged(
  work: Work,
  row: BroadcastRow,
  people: readonly sending.Waiting[],
): Promise<Judge | null> {
  const gate = await judgeMass(work, row.carrierId, people)
  if (gate === null) return null
  const gone = await withGoneOfAll(
    work,
    people.map((one) => one.memberId),
  )
  const memberIds = [...new Set([...people.map((one) => one.memberId), ...[...gone.values()].flat()])]
  const { from: since } = await monthAround(work, work.at)
  const got = await sending.gotSince(work.tx, { memberIds, carrierId: row.carrierId, since, but: row.id })
  const had = ({ memberId }: sending.Waiting) =>
    (gone.get(memberId) ?? [memberId]).reduce((sum, id) => sum + (got.get(id) ?? 0), 0)
  return (one) => {
    const found = gate(one)
    if (found.pass !== 'go' || had(one) < MOST_A_MONTH) return found
    return { pass: 'never', state: 'withheld', trouble: 'four_a_month' }
  }
}

type Judging = Readonly<{ one: sending.Waiting; found: MassVerdict; batchId: string }>

export function settlingOf(work: Work, { one: { id }, found, batchId }: Judging): sending.Settling {
  const nowhere = { id, batchId: null, consentId: null }
  switch (found.pass) {
    case 'go':
      return { id, state: 'waiting', trouble: null, batchId, consentId: found.consentId, nextTryAt: work.at }
    case 'later':
      return { ...nowhere, state: 'waiting', trouble: found.trouble, nextTryAt: after(work, found.pauseMs) }
    case 'never':
      return { ...nowhere, state: found.state, trouble: found.trouble, nextTryAt: work.at }
  }
}
