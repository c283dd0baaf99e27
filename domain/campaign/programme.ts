import type { Answer, Wish } from '#base/endpoint'
import { addDays, startOfDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { salesKnownTo, spendBetween, verdictInWords } from '#domain/insight/index'
import { ALPHA_FINAL } from '#domain/insight/model/anytime'
import { welch } from '#domain/insight/model/mean-difference'
import { sumsOf } from '#domain/insight/model/moments'
import { verdict, type Trial } from '#domain/insight/model/verdict'
import { chain } from '#domain/org/index'
import { adjust, boughtBefore, compare, type ArmColumns } from './comparison.ts'
import type { holdoutReport } from './contract/holdout.ts'
import { measuredOf, placesBy, viewOf, type Measured } from './holdout.ts'
import { causedBy, isJudged, sampleRatio, spanOf } from './judged.ts'
import { DAYS_BEFORE } from './model.ts'
import * as store from './store/holdout.ts'

type Side = Readonly<{ ids: readonly string[]; columns: ArmColumns }>
type Sides = Readonly<{ told: Side; held: Side; resting: number }>

/**
 * What everything brought together (G3): everybody who was told, reached or not, against everybody whom the chain held
 * out, by their sales of one period. Whoever was held the time before is on neither side.
 */
export async function programme(
  work: Work,
  { id }: Wish<typeof holdoutReport>,
): Promise<Answer<typeof holdoutReport>> {
  const periods = measuredOf(await store.holdouts(work.tx))
  const row = id === undefined ? periods[0] : periods.find((one) => one.id === id)
  if (id !== undefined && row === undefined) throw new Refusal('holdout_unknown')
  return { measured: row === undefined ? null : await measure(work, row) }
}

async function measure(work: Work, row: Measured) {
  const sides = await sidesOf(work, row)
  const sent = await sentIn(work, row)
  const knownTo = await salesKnownTo(work)
  const windowComplete = knownTo !== null && knownTo >= addDays(row.endsOn, -1)
  const pair = { treated: sides.told.columns, control: sides.held.columns }
  const reached = reachedOf(sides, sent.reached)
  const trial = trialOf(row, pair, { ...sent, reached, windowComplete })
  const found = verdict(trial)
  const compared = compare(pair)
  return {
    period: viewOf(row),
    salesKnownTo: knownTo,
    windowComplete,
    arms: (['told', 'held'] as const).map((arm) => ({
      arm,
      ...outcomeOf(sides[arm]),
      reached: reached[arm],
    })),
    resting: sides.resting,
    campaigns: sent.campaigns,
    messages: sent.messages,
    costMinor: sent.costMinor,
    buyers: compared?.buyers ?? null,
    spend: compared?.spend ?? null,
    caused: isJudged(found) ? causedBy(pair, { trial, found, inMargin: false }) : null,
    total: isJudged(found) ? spanOf(found) : null,
    detectableMinor: found.detectable?.perMember ?? null,
    sampleRatio: sampleRatio(found),
    verdict: { ...(await verdictInWords(work, found, { outcome: 'sales' })), soFar: found.soFar },
  }
}

async function sidesOf(work: Work, row: Measured): Promise<Sides> {
  const told: string[] = []
  const held: string[] = []
  let resting = 0
  for await (const { id, place } of placesBy(work, row, row.endsOn)) {
    if (place === 'resting') resting += 1
    else (place === 'held' ? held : told).push(id)
  }
  return { told: await sideOf(work, row, told), held: await sideOf(work, row, held), resting }
}

async function sideOf(work: Work, { startsOn, endsOn }: Measured, ids: readonly string[]): Promise<Side> {
  const after = await spendBetween(work, ids, startsOn, endsOn)
  const before = await spendBetween(work, ids, addDays(startsOn, -DAYS_BEFORE), startsOn)
  const purchases = Float64Array.from(after.purchases)
  return { ids, columns: { purchases, spend: after.spendMinor, before: before.spendMinor } }
}

const total = (of: Float64Array): number => of.reduce((sum, one) => sum + one, 0)

const outcomeOf = ({ ids, columns: { purchases, spend, before } }: Side) => ({
  members: ids.length,
  buyers: purchases.filter((count) => count > 0).length,
  purchases: total(purchases),
  spendMinor: total(spend),
  spendBeforeMinor: total(before),
})

/** What left for members in the period, what it cost, and whom it reached. */
async function sentIn(work: Work, { startsOn, endsOn }: Measured) {
  const { zone, currency } = await chain(work)
  const span = { from: startOfDay(startsOn, zone), before: startOfDay(endsOn, zone) }
  const handed = await store.handedWithin(work.tx, { ...span, currency })
  const recorded = await store.recordedWithin(work.tx, { from: startsOn, before: endsOn })
  return {
    campaigns: handed.campaigns + recorded.campaigns,
    recorded: recorded.campaigns,
    messages: handed.messages,
    costMinor: Math.ceil(handed.costMilli / 1000) + recorded.costMinor,
    reached: await store.reachedWithin(work.tx, span),
  }
}

function reachedOf({ told, held }: Sides, ids: readonly string[]) {
  const all = new Set(ids)
  const of = (side: Side): number => side.ids.filter((id) => all.has(id)).length
  return { told: of(told), held: of(held) }
}

type Known = Readonly<{
  reached: Readonly<{ told: number; held: number }>
  recorded: number
  costMinor: number
  windowComplete: boolean
}>

function trialOf(
  row: Measured,
  { treated, control }: Readonly<{ treated: ArmColumns; control: ArmColumns }>,
  { reached, recorded, costMinor, windowComplete }: Known,
): Trial {
  const big = treated.spend.length >= 2 && control.spend.length >= 2
  const estimate = big ? adjust({ treated, control }, 1, ALPHA_FINAL) : null
  const balanced = big && boughtBefore({ treated, control })
  const buyers = ({ purchases }: ArmColumns) => purchases.filter((count) => count > 0).length
  return {
    treated: sumsOf(treated.spend),
    control: sumsOf(control.spend),
    // Of those who take part: whoever was held the last time does not.
    shares: { treated: 1 - row.cut, control: row.cut },
    buyers: { treated: buyers(treated), control: buyers(control) },
    costMinor,
    // What others handed out is not known to us.
    reached: recorded > 0 ? null : reached.told,
    leaked: reached.held,
    windowComplete,
    balanceP: balanced ? welch(sumsOf(treated.before), sumsOf(control.before)).p : null,
    looks: 1,
    ...(estimate ? { estimate } : {}),
  }
}
