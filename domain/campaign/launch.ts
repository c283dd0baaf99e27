import type { Wish } from '#base/endpoint'
import { addDays, type BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { segment } from '#domain/insight/index'
import { memberIdSlices, today } from './audience.ts'
import type { Campaign, launchCampaign } from './contract.ts'
import { deal, type Dealt } from './deal.ts'
import { campaignLaunched } from './events.ts'
import { askToLaunch, waits } from './launches.ts'
import { windowFrom } from './model.ts'
import { SEND_JOB } from './port.ts'
import { messageTo } from './reach.ts'
import { view } from './show.ts'
import * as store from './store/campaigns.ts'
import type { LaunchWish } from './store/launches.ts'
import * as outbox from './store/outbox.ts'

/**
 * K1, K2, X5: draws the arms, freezes them and writes the messages of the treated into the outbox, all in one
 * transaction; nothing is sent in it. Whoever cannot be reached keeps the arm: what counts is whom we meant to treat.
 * K19: above the limit of whoever asks, nothing is drawn before a second person has agreed.
 * Whoever the chain holds out is in neither arm, but for a draw that others made.
 */
export async function launch(work: Work, wish: Wish<typeof launchCampaign>): Promise<Campaign> {
  // Locked first: of two launches at once the second finds the first one's and is refused.
  const row = await store.lockCampaign(work.tx, wish.id)
  if (!row) throw new Refusal('campaign_unknown')
  if (row.launchedAt !== null) throw new Refusal('already_launched', { launchedAt: row.launchedAt })
  if (await waits(work, row.id)) throw new Refusal('launch_waits')
  const ready = await prepare(work, row, wish)
  const { way } = await askToLaunch(work, row, { wish: wishFor(wish), paid: ready.paid })
  if (way !== 'second_person') await go(work, ready)
  return view(work, row.id)
}

const wishFor = ({ startsOn, controlNumbers }: LaunchWish): LaunchWish => ({
  ...(startsOn === undefined ? {} : { startsOn }),
  ...(controlNumbers === undefined ? {} : { controlNumbers }),
})

type Ready = Readonly<{
  row: store.CampaignRow
  startsOn: BusinessDay
  armsTold: boolean
  dealt: Dealt
  paid: number
}>

/** Whether a campaign could go at this moment, and who would get it; nothing is written. */
export async function prepare(work: Work, row: store.CampaignRow, wish: LaunchWish): Promise<Ready> {
  if (wish.controlNumbers !== undefined && row.channel !== 'record')
    throw new Refusal('arms_of_record_only', { path: 'controlNumbers' })
  const startsOn = await startOf(work, row, wish.startsOn)
  if (row.channel === 'email' && row.carrierId === null && !(await outbox.mailServer(work.tx)))
    throw new Refusal('no_mail_server')

  const { controlNumbers } = wish
  const dealt = await deal(work, row, { startsOn, controlNumbers })
  return { row, startsOn, armsTold: controlNumbers !== undefined, dealt, paid: dealt.paid }
}

/** Freezes the arms and fills the outbox, a slice at a time, so that a million members are never held at once. */
export async function go(work: Work, { row, startsOn, armsTold, dealt }: Ready): Promise<void> {
  const { treated, control, heldOut } = dealt
  const { channel } = row
  const { endsOn } = windowFrom(startsOn, row.windowDays)
  // Before the campaign counts as launched: afterwards nobody can join it.
  let from = 0
  for await (const ids of memberIdSlices(work, row.segmentId)) {
    await store.insertAssignments(work.tx, row.id, assignedOf(dealt, ids, from))
    const messages = channel === 'record' ? [] : messagesOf(work, dealt, ids, from)
    if (channel !== 'record') await outbox.insertMessages(work, { campaignId: row.id, channel }, messages)
    from += ids.length
  }
  must(from === dealt.size, 'K1: assigned is the segment')
  const launched = { id: row.id, startsOn, endsOn, treated, control, heldOut, armsTold }
  await store.markLaunched(work, launched)
  work.record(campaignLaunched(launched))
  if (channel !== 'record') ask(work, SEND_JOB)
}

const assignedOf = (dealt: Dealt, ids: readonly string[], from: number): store.Assigned[] =>
  ids.map((memberId, at) => ({
    memberId,
    arm: dealt.placeOf(from + at),
    bucket: dealt.bucketOf(from + at),
    stratum: dealt.stratumOf(from + at),
  }))

/** Every treated member has one, reachable or not (K3). */
const messagesOf = (work: Work, dealt: Dealt, ids: readonly string[], from: number): outbox.NewMessage[] =>
  ids.flatMap((memberId, at) =>
    dealt.placeOf(from + at) === 'treated' ? [messageTo(work, memberId, dealt.troubleOf(from + at))] : [],
  )

/** K8: outcomes begin after the last day by which the segment was chosen. */
export async function startOf(
  work: Work,
  row: store.CampaignRow,
  wished: BusinessDay | undefined,
): Promise<BusinessDay> {
  const { asOf } = present(await segment(work, row.segmentId), 'K1: a campaign is for a saved segment')
  const now = await today(work)
  const first = addDays(asOf, 1)
  if (wished === undefined) return now < first ? first : now
  if (wished < first) throw new Refusal('starts_before_segment', { path: 'startsOn', asOf })
  if (row.channel !== 'record' && wished < now)
    throw new Refusal('past_start_for_sending', { path: 'startsOn' })
  return wished
}
