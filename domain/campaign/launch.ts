import type { Wish } from '#base/endpoint'
import { addDays, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { segment } from '#domain/insight/index'
import { bucket } from '#domain/insight/model/assign'
import { addressBook, addressField, candidates, today } from './audience.ts'
import type { Campaign, launchCampaign } from './contract.ts'
import { campaignLaunched } from './events.ts'
import { placedOn } from './holdout.ts'
import { askToLaunch, waits } from './launches.ts'
import { drawArms, mediumOf, windowFrom, type Candidate, type Channel, type Drawn } from './model.ts'
import { allowed } from './model/gate.ts'
import { SEND_JOB } from './port.ts'
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
  drawn: readonly Drawn[]
  /** Whom the chain holds out: in neither arm. */
  held: readonly Candidate[]
  messages: readonly outbox.NewMessage[]
  /** Who would get it: whoever can be reached, or all treated where others hand it out. */
  paid: number
}>

/** Whether a campaign could go at this moment, and who would get it; nothing is written. */
export async function prepare(work: Work, row: store.CampaignRow, wish: LaunchWish): Promise<Ready> {
  if (wish.controlNumbers !== undefined && row.channel !== 'record')
    throw new Refusal('arms_of_record_only', { path: 'controlNumbers' })
  const startsOn = await startOf(work, row, wish.startsOn)
  if (row.channel === 'email' && row.carrierId === null && !(await outbox.mailServer(work.tx)))
    throw new Refusal('no_mail_server')

  const list = await candidates(work, row.segmentId)
  const armsTold = wish.controlNumbers !== undefined
  const { told, held } = armsTold ? { told: list, held: [] } : await placedOn(work, list, startsOn)
  const drawn = armsOf(row, told, wish.controlNumbers)
  const treated = drawn.filter((one) => one.arm === 'treated').map((one) => one.memberId)
  const { channel } = row
  const messages = channel === 'record' ? [] : await messagesFor(work, { ...row, channel }, treated)
  const paid = channel === 'record' ? treated.length : messages.filter((one) => one.state === 'queued').length
  return { row, startsOn, armsTold, drawn, held, messages, paid }
}

/** Freezes the arms and fills the outbox. */
export async function go(
  work: Work,
  { row, startsOn, armsTold, drawn, held, messages }: Ready,
): Promise<void> {
  const treated = drawn.filter((one) => one.arm === 'treated').length
  const { channel } = row
  const { endsOn } = windowFrom(startsOn, row.windowDays)
  // Before the campaign counts as launched: afterwards nobody can join it.
  await store.insertAssignments(work.tx, row.id, [...drawn, ...asHeldOut(row, held)])
  if (channel !== 'record') await outbox.insertMessages(work, { campaignId: row.id, channel }, messages)
  const control = drawn.length - treated
  const launched = { id: row.id, startsOn, endsOn, treated, control, heldOut: held.length, armsTold }
  await store.markLaunched(work, launched)
  work.record(campaignLaunched(launched))
  if (channel !== 'record') ask(work, SEND_JOB)
}

const asHeldOut = ({ salt }: store.CampaignRow, held: readonly Candidate[]): store.Assigned[] =>
  held.map((one) => ({ ...one, arm: 'held_out', bucket: bucket(salt, one.number) }))

/** K17: a past action with a draw of its own brings its arms; everything else is drawn here. */
function armsOf(
  { salt, controlShareBps }: store.CampaignRow,
  list: readonly Candidate[],
  told: readonly string[] | undefined,
): Drawn[] {
  if (told === undefined) return drawArms(salt, controlShareBps, list)
  const held = new Set(told)
  const numbers = new Set(list.map((one) => one.number))
  const stranger = told.find((number) => !numbers.has(number))
  if (stranger !== undefined)
    throw new Refusal('control_not_in_segment', { path: 'controlNumbers', number: stranger })
  return list.map((one) => ({
    ...one,
    arm: held.has(one.number) ? 'control' : 'treated',
    bucket: bucket(salt, one.number),
  }))
}

/** K8: outcomes begin after the last day by which the segment was chosen. */
async function startOf(
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

/** What messages go by; what is only recorded goes by nothing. */
export type Sent = Exclude<Channel, 'record'>
type Sending = Pick<store.CampaignRow, 'purpose' | 'carrierId'> & { channel: Sent }

/** A message for each of these members, and why some can have none as they stand today. */
export async function messagesFor(
  work: Work,
  of: Sending,
  memberIds: readonly string[],
): Promise<outbox.NewMessage[]> {
  const book = await addressBook(work, memberIds)
  const where = {
    medium: mediumOf(of.channel),
    purpose: of.purpose,
    addressField: await addressField(work, of),
  }
  const day = await today(work)
  return memberIds.map((memberId): outbox.NewMessage => {
    const found = allowed({ ...where, person: book.get(memberId), today: day })
    const id = work.newId()
    if (found.pass === 'never') return { id, memberId, state: 'unreachable', trouble: found.trouble }
    return { id, memberId, state: 'queued', trouble: null }
  })
}
