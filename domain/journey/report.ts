import type { Answer, Wish } from '#base/endpoint'
import { addDays } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { stepCounts } from '#domain/campaign/index'
import { boughtWithin, salesKnownTo, verdictInWords } from '#domain/insight/index'
import { welch } from '#domain/insight/model/mean-difference'
import { sumsOf } from '#domain/insight/model/moments'
import { shareDifference } from '#domain/insight/model/proportion'
import { verdict, type Verdict } from '#domain/insight/model/verdict'
import type { journeyReport } from './contract.ts'
import type { JourneyDocument } from './contract/document.ts'
import * as entries from './store/entries.ts'
import * as store from './store/journeys.ts'

type Entered = Awaited<ReturnType<typeof entries.firstEntries>>[number]
/** An arm as columns: purchases and spend of each member in the days after entering. */
type Columns = Readonly<{ members: number; buyers: number; spend: readonly number[] }>

/**
 * Q5: everybody who entered against everybody held out, each from the day of the first entry on, walked to the end or
 * not (intention to treat). Only whose window is over counts.
 */
export async function report(
  work: Work,
  { journeyId }: Wish<typeof journeyReport>,
): Promise<Answer<typeof journeyReport>> {
  const [last] = await store.lastVersions(work.tx, journeyId)
  if (!last) throw new Refusal('journey_unknown')
  const { document } = last
  const all = await entries.firstEntries(work.tx, journeyId)
  const knownTo = await salesKnownTo(work)
  const over = all.filter(({ day }) => knownTo !== null && addDays(day, document.windowDays) <= knownTo)
  const arms = await columns(work, over, document.windowDays)
  const known = await told(work, journeyId)
  const found = judge(document, arms, { ...known, complete: over.length === all.length })
  const { treated, control } = arms
  const big = treated.members >= 2 && control.members >= 2
  return {
    journeyId,
    name: document.name,
    windowDays: document.windowDays,
    treated: shown(treated),
    control: shown(control),
    open: all.length - over.length,
    buyers: big ? difference(shareDifference(share(treated), share(control))) : null,
    spend: big ? difference(welch(sumsOf(treated.spend), sumsOf(control.spend))) : null,
    costMinor: known.costMinor,
    total: found.net && { low: found.net.low, middle: found.net.totalMinor, high: found.net.high },
    verdict: await verdictInWords(work, found, {
      outcome: document.marginBps === null ? 'sales' : 'margin',
    }),
  }
}

async function columns(work: Work, over: readonly Entered[], days: number) {
  const rows = await boughtWithin(work, over, days)
  const bought = new Map(rows.map((row) => [row.memberId, row]))
  const of = (arm: Entered['arm']): Columns => {
    const own = over.filter((one) => one.arm === arm)
    const buyers = own.filter(({ memberId }) => (bought.get(memberId)?.purchases ?? 0) > 0).length
    const spend = own.map(({ memberId }) => bought.get(memberId)?.spendMinor ?? 0)
    return { members: own.length, buyers, spend }
  }
  return { treated: of('treated'), control: of('control') }
}

/** How many messages left the house and what they cost; coupons and points cost where they are used, and not here. */
async function told(work: Work, journeyId: string): Promise<{ reached: number; costMinor: number }> {
  const sending = await store.messageSteps(work.tx, { journeyId })
  const counts = await stepCounts(
    work,
    sending.map((one) => one.campaignId),
  )
  const milli = counts.reduce((sum, one) => sum + one.costMilli, 0)
  return { reached: counts.reduce((sum, one) => sum + one.handedOver, 0), costMinor: Math.ceil(milli / 1000) }
}

type Told = Readonly<{ reached: number; costMinor: number; complete: boolean }>

function judge(
  { controlBps, marginBps }: JourneyDocument,
  { treated, control }: Readonly<{ treated: Columns; control: Columns }>,
  { reached, costMinor, complete }: Told,
): Verdict {
  const scale = (marginBps ?? 10_000) / 10_000
  const held = controlBps / 10_000
  return verdict({
    treated: sumsOf(treated.spend.map((one) => one * scale)),
    control: sumsOf(control.spend.map((one) => one * scale)),
    shares: { treated: 1 - held, control: held },
    buyers: { treated: treated.buyers, control: control.buyers },
    costMinor,
    // Gifts and tasks reach members, too; what is not known is not held against the journey.
    reached: reached === 0 ? null : reached,
    leaked: 0,
    // Members go on entering: what has been seen so far is looked at again and again.
    windowComplete: complete,
    looks: 1,
  })
}

const shown = ({ members, buyers, spend }: Columns) => ({
  members,
  buyers,
  spendMinor: spend.reduce((sum, one) => sum + one, 0),
})

const share = ({ members, buyers }: Columns) => ({ hits: buyers, n: members })

const difference = ({ difference: diff, low, high }: { difference: number; low: number; high: number }) => ({
  diff,
  interval: { low, high },
})
