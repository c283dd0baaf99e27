import type { Wish } from '#base/endpoint'
import { addDays, type BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { salesKnownTo, spendBetween } from '#domain/insight/index'
import { meanOf, sumsOf } from '#domain/insight/model/moments'
import { meansMde, sharesMde } from '#domain/insight/model/power'
import { FEWEST_MEMBERS } from '#domain/insight/model/verdict'
import { chain } from '#domain/org/index'
import { previewBlanks, surveyInMessages } from '#domain/survey/index'
import { addressBook, addressField, candidates, today } from './audience.ts'
import type { campaignForecast } from './contract.ts'
import { placedOn } from './holdout.ts'
import { drawArms, mediumOf, type Drawn } from './model.ts'
import { allowed } from './model/gate.ts'
import { costOf, wayNow } from './launches.ts'
import { known } from './show.ts'
import type { CampaignRow } from './store/campaigns.ts'
import { mailServer } from './store/outbox.ts'
import { fill, isFlaw, linkFor } from './wording.ts'

/** Enough letters to see whether the words fit several people. */
const SAMPLE = 3

type Warning = 'too_small_to_judge' | 'nobody_reachable' | 'no_mail_server' | 'few_reachable'

/** What a launch would do now: the very draw it would make, and what could be seen at all. */
export async function forecast(work: Work, { id }: Wish<typeof campaignForecast>) {
  const row = await known(work, id)
  if (row.launchedAt !== null) throw new Refusal('already_launched', { launchedAt: row.launchedAt })
  const { told, held } = await placedOn(work, await candidates(work, row.segmentId), await today(work))
  const drawn = drawArms(row.salt, row.controlShareBps, told)
  const treated = drawn.filter((one) => one.arm === 'treated')
  const arms = { treated: treated.length, control: drawn.length - treated.length }
  const reached = await reachable(work, row, drawn)
  const reachedTreated = treated.filter((one) => reached.has(one.memberId))
  const cost = await costOf(work, row, row.channel === 'record' ? arms.treated : reachedTreated.length)
  const costMinor = cost.messagesMinor + cost.giftsMinor
  return {
    audience: drawn.length,
    reachable: reached.size,
    heldOut: held.length,
    ...arms,
    costMinor,
    ...cost,
    ...(await wayNow(work, costMinor)),
    ...(await detectable(work, row, drawn, arms)),
    sample: await sampleOf(work, row, reachedTreated),
    warnings: warningsOf(row, { ...arms, reached: reachedTreated.length, mails: await mailServer(work.tx) }),
  }
}

async function reachable(work: Work, row: CampaignRow, drawn: readonly Drawn[]): Promise<Set<string>> {
  const ids = drawn.map((one) => one.memberId)
  const { channel } = row
  if (channel === 'record') return new Set(ids)
  const book = await addressBook(work, ids)
  const where = {
    medium: mediumOf(channel),
    purpose: row.purpose,
    addressField: await addressField(work, row),
  }
  const day = await today(work)
  return new Set(ids.filter((id) => allowed({ ...where, person: book.get(id), today: day }).pass === 'go'))
}

type Arms = Readonly<{ treated: number; control: number }>

/** By the same number of days before: what share bought, how much spend varied, and what change would show. */
async function detectable(work: Work, row: CampaignRow, drawn: readonly Drawn[], arms: Arms) {
  const nothing = { baseRateBps: null, detectableBps: null, detectableMinor: null }
  const knownTo = await salesKnownTo(work)
  if (knownTo === null || drawn.length < 2) return nothing
  const end = earlier(await today(work), addDays(knownTo, 1))
  const ids = drawn.map((one) => one.memberId)
  const { purchases, spendMinor } = await spendBetween(work, ids, addDays(end, -row.windowDays), end)
  const buyers = purchases.reduce((n, count) => n + (count > 0 ? 1 : 0), 0)
  const base = buyers / drawn.length
  const baseRateBps = Math.round(base * 10_000)
  if (buyers === 0 || arms.treated === 0 || arms.control === 0) return { ...nothing, baseRateBps }
  const sd = Math.sqrt(meanOf(sumsOf(spendMinor)).variance)
  return {
    baseRateBps,
    detectableBps: Math.round(sharesMde(base, arms) * 10_000),
    detectableMinor: Math.round(meansMde(sd, arms)),
  }
}

const earlier = (a: BusinessDay, b: BusinessDay): BusinessDay => (a < b ? a : b)

async function sampleOf(work: Work, row: CampaignRow, treated: readonly Drawn[]) {
  if (row.channel === 'record') return []
  const few = treated.slice(0, SAMPLE)
  const { name: chainName } = await chain(work)
  const survey = row.surveyId === null ? undefined : await surveyInMessages(work, row.surveyId)
  const asks = survey === undefined ? {} : { survey: previewBlanks(survey) }
  const book = await addressBook(
    work,
    few.map((one) => one.memberId),
  )
  return few.flatMap(({ memberId, number }) => {
    const name = book.get(memberId)?.name ?? ''
    const blanks = { member: { name, number }, chain: { name: chainName }, ...linkFor(row.channel), ...asks }
    const words = fill(row, blanks)
    return isFlaw(words) ? [] : [{ memberId, number, ...words }]
  })
}

function warningsOf(row: CampaignRow, of: Arms & { reached: number; mails: boolean }): Warning[] {
  const found: [Warning, boolean][] = [
    ['too_small_to_judge', of.treated < FEWEST_MEMBERS || of.control < FEWEST_MEMBERS],
    ['nobody_reachable', of.reached === 0],
    ['few_reachable', of.reached > 0 && of.reached * 2 < of.treated],
    ['no_mail_server', row.channel === 'email' && row.carrierId === null && !of.mails],
  ]
  return found.filter(([, holds]) => holds).map(([warning]) => warning)
}
