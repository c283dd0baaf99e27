import type { Wish } from '#base/endpoint'
import { addDays, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { salesKnownTo, spendBetween } from '#domain/insight/index'
import { meanOf, sumsOf, together, type Sums } from '#domain/insight/model/moments'
import { meansMde, sharesMde } from '#domain/insight/model/power'
import { FEWEST_MEMBERS } from '#domain/insight/model/verdict'
import { membersById } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { previewBlanks, surveyInMessages } from '#domain/survey/index'
import { memberIdSlices, today } from './audience.ts'
import type { campaignForecast } from './contract.ts'
import { deal, type Dealt } from './deal.ts'
import { startOf } from './launch.ts'
import { costOf, wayNow } from './launches.ts'
import { known } from './show.ts'
import type { CampaignRow } from './store/campaigns.ts'
import { mailServer } from './store/outbox.ts'
import { fill, isFlaw, linkFor } from './wording.ts'

/** Enough letters to see whether the words fit several people. */
const SAMPLE = 3

type Warning = 'too_small_to_judge' | 'nobody_reachable' | 'no_mail_server' | 'few_reachable'

/**
 * What a launch would do now: the very draw it would make, and what could be seen at all. Everybody is held as a
 * column, as at a launch, and members themselves only a slice at a time.
 */
export async function forecast(work: Work, { id }: Wish<typeof campaignForecast>) {
  const row = await known(work, id)
  if (row.launchedAt !== null) throw new Refusal('already_launched', { launchedAt: row.launchedAt })
  const startsOn = await startOf(work, row, undefined)
  const dealt = await deal(work, row, { startsOn, controlNumbers: undefined, bothArms: true })
  const arms = { treated: dealt.treated, control: dealt.control }
  const cost = await costOf(work, row, dealt.paid)
  const costMinor = cost.messagesMinor + cost.giftsMinor
  const { seen, few } = await lookAt(work, row, dealt)
  return {
    audience: arms.treated + arms.control,
    reachable: dealt.reachable,
    heldOut: dealt.heldOut,
    ...arms,
    costMinor,
    ...cost,
    ...(await wayNow(work, costMinor)),
    ...detectable(seen, arms),
    sample: await sampleOf(work, row, few),
    warnings: warningsOf(row, { ...arms, reached: dealt.paid, mails: await mailServer(work.tx) }),
  }
}

/** How those of both arms bought in as many days before as are counted; null before the first known sale. */
type Seen = Readonly<{ buyers: number; spend: Sums }> | null

/** A second look at the list, slice by slice: what both arms bought before, and the first who would be told. */
async function lookAt(work: Work, row: CampaignRow, dealt: Dealt): Promise<{ seen: Seen; few: string[] }> {
  const knownTo = await salesKnownTo(work)
  const end = knownTo === null ? null : earlier(await today(work), addDays(knownTo, 1))
  const few: string[] = []
  let buyers = 0
  let spend: Sums = { n: 0, sum: 0, squares: 0 }
  let from = 0
  for await (const ids of memberIdSlices(work, row.segmentId)) {
    const base = from
    from += ids.length
    const isTold = (at: number): boolean =>
      dealt.placeOf(base + at) === 'treated' && dealt.troubleOf(base + at) === null
    few.push(...ids.filter((_, at) => isTold(at)).slice(0, SAMPLE - few.length))
    if (end === null && few.length === SAMPLE) break
    if (end === null) continue
    const drawn = ids.filter((_, at) => dealt.placeOf(base + at) !== 'held_out')
    const found = await spendBetween(work, drawn, addDays(end, -row.windowDays), end)
    buyers += found.purchases.reduce((n, count) => n + (count > 0 ? 1 : 0), 0)
    spend = together(spend, sumsOf(found.spendMinor))
  }
  return { seen: end === null ? null : { buyers, spend }, few }
}

type Arms = Readonly<{ treated: number; control: number }>

/** By the same number of days before: what share bought, how much spend varied, and what change would show. */
function detectable(seen: Seen, arms: Arms) {
  const nothing = { baseRateBps: null, detectableBps: null, detectableMinor: null }
  const drawn = arms.treated + arms.control
  if (seen === null || drawn < 2) return nothing
  const { buyers, spend } = seen
  const base = buyers / drawn
  const baseRateBps = Math.round(base * 10_000)
  if (buyers === 0 || arms.treated === 0 || arms.control === 0) return { ...nothing, baseRateBps }
  const sd = Math.sqrt(meanOf(spend).variance)
  return {
    baseRateBps,
    detectableBps: Math.round(sharesMde(base, arms) * 10_000),
    detectableMinor: Math.round(meansMde(sd, arms)),
  }
}

const earlier = (a: BusinessDay, b: BusinessDay): BusinessDay => (a < b ? a : b)

async function sampleOf(work: Work, row: CampaignRow, few: readonly string[]) {
  if (row.channel === 'record') return []
  const { name: chainName } = await chain(work)
  const survey = row.surveyId === null ? undefined : await surveyInMessages(work, row.surveyId)
  const asks = survey === undefined ? {} : { survey: previewBlanks(survey) }
  const people = new Map((await membersById(work, few)).map((one) => [one.id, one]))
  return few.flatMap((memberId) => {
    const { name, number } = present(people.get(memberId), 'K1: who is in a segment is a member')
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
