import { minuteOfDay, type Instant } from '#base/instant'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { gateFor } from './gate.ts'
import { quietFor, type Deferred, type Kept, type Passed } from './model/gate.ts'
import type { Lane } from './store/outbox.ts'
import { respect } from './store/respect.ts'
import * as store from './store/told.ts'

export type MassRecipient = Readonly<{ id: string; memberId: string }>
export type MassVerdict = Passed | Kept | Deferred

/** A post has no window of its own: it goes until it has gone. */
const FOR_EVER = '9999-12-31' as Lane['endsOn']

/**
 * K24: a post to many at once goes through the same gate as every message, for each of its recipients, behind the same
 * locks; null while everything is halted.
 */
export async function judgeMass(
  work: Work,
  carrierId: string,
  recipients: readonly MassRecipient[],
): Promise<((one: MassRecipient) => MassVerdict) | null> {
  const stands = await respect(work.tx, 'share')
  if (!stands || stands.haltedAt !== null) return null
  const lane: Lane = {
    campaignId: '',
    channel: 'wechat',
    carrierId,
    purpose: 'marketing',
    subject: '',
    body: '',
    template: null,
    endsOn: FOR_EVER,
    stopped: false,
    potId: null,
    surveyId: null,
    segmentId: null,
  }
  const gate = await gateFor(work, { lane, setup: null, stands, claimed: recipients })
  return (one) => gate.judge({ ...one, campaignId: '', attempts: 1, treated: true })
}

export type Told = store.ToldRow

/** K24: noted before they are handed over, so that the cap counts them for whatever else leaves meanwhile. */
export const tellMass = (work: Work, rows: readonly Told[]): Promise<void> => store.insertTold(work, rows)

/** They were told nothing after all. */
export const untellMass = (work: Work, ids: readonly string[]): Promise<void> => store.deleteTold(work, ids)

/** Whether quiet hours hold at a moment, in the chain's own zone. */
export async function quietAt(work: Work, at: Instant): Promise<boolean> {
  const stands = await respect(work.tx, 'look')
  const { zone } = await chain(work)
  return stands !== undefined && quietFor(minuteOfDay(at, zone), stands) > 0
}
