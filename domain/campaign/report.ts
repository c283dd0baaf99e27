import type { Wish } from '#base/endpoint'
import { addDays, day, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { salesKnownTo, spendBetween, verdictInWords } from '#domain/insight/index'
import { ALPHA_FINAL } from '#domain/insight/model/anytime'
import { welch } from '#domain/insight/model/mean-difference'
import { sumsOf } from '#domain/insight/model/moments'
import { verdict, type Trial, type Verdict } from '#domain/insight/model/verdict'
import type { VerdictLanguage } from '#domain/insight/model/verdict-text'
import {
  adjust,
  armColumns,
  armOutcome,
  boughtBefore,
  compare,
  ladderMoves,
  type ArmColumns,
  type Outcomes,
} from './comparison.ts'
import type { campaignReport } from './contract/report.ts'
import { causedBy, isJudged, sampleRatio, spanOf } from './judged.ts'
import { DAYS_BEFORE } from './model.ts'
import { deliveryOf, newMembersOf, responsesOf } from './responses.ts'
import { launched } from './show.ts'
import * as store from './store/campaigns.ts'
import * as outbox from './store/outbox.ts'

type Launched = Awaited<ReturnType<typeof launched>>
type Assigned = Awaited<ReturnType<typeof store.assignments>>
type Pair = Readonly<{ treated: ArmColumns; control: ArmColumns }>

/** Before the first day anybody sold anything. */
const EVER = day('1900-01-01')

/** What a campaign earned: everybody assigned, treated against control, from the first day of the window. */
export async function report(work: Work, { id }: Wish<typeof campaignReport>) {
  const row = await launched(work, await store.campaign(work.tx, id))
  const assigned = await store.assignments(work.tx, row.id)
  const of = await outcomesOf(work, row, assigned)
  const answers = await responsesOf(work, row, assigned)
  const pair = { treated: armColumns(of, 'treated'), control: armColumns(of, 'control') }
  const knownTo = await salesKnownTo(work)
  const windowComplete = knownTo !== null && knownTo >= addDays(row.endsOn, -1)
  const reached = await reachedOf(work, row)
  const paid = row.channel === 'record' ? row.treated : reached.treated
  const costMinor = (row.messageCostMinor + row.giftCostMinor) * paid

  const trial = await trialOf(work, row, { pair, costMinor, reached, windowComplete })
  const found = verdict(trial)
  const compared = compare(pair)
  return {
    campaignId: row.id,
    name: row.name,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    salesKnownTo: knownTo,
    windowComplete,
    arms: (['treated', 'control'] as const).map((arm) => ({
      ...armOutcome(arm, pair[arm]),
      reached: reached[arm],
      ...answers[arm],
    })),
    delivery: await deliveryOf(work, row),
    couponCode: row.couponCode,
    newMembers: await newMembersOf(work, row),
    heldOut: row.heldOut,
    measured: row.controlShareBps > 0,
    buyers: compared?.buyers ?? null,
    spend: compared?.spend ?? null,
    ladder: { treated: ladderMoves(of, 'treated'), control: ladderMoves(of, 'control') },
    sampleRatio: sampleRatio(found),
    costMinor,
    total: isJudged(found) ? spanOf(found) : null,
    caused: isJudged(found) ? causedBy(pair, { trial, found, inMargin: row.marginBps !== null }) : null,
    detectableMinor: found.detectable?.perMember ?? null,
    verdict: await inWords(work, row, found),
  }
}

async function outcomesOf(work: Work, row: Launched, { memberIds, arms }: Assigned): Promise<Outcomes> {
  const between = (from: BusinessDay, to: BusinessDay) => spendBetween(work, memberIds, from, to)
  const after = await between(row.startsOn, row.endsOn)
  const before = await between(addDays(row.startsOn, -DAYS_BEFORE), row.startsOn)
  const ever = await between(EVER, row.startsOn)
  return {
    arms,
    purchases: after.purchases,
    spendMinor: after.spendMinor,
    spendBeforeMinor: before.spendMinor,
    daysBefore: ever.purchaseDays,
    daysAfter: after.purchaseDays,
  }
}

type Reached = Readonly<{ treated: number; control: number }>

async function reachedOf(work: Work, row: Launched): Promise<Reached> {
  const counts = await store.stateCounts(work.tx, [row.id])
  const left = counts.filter(({ state }) => state === 'sent' || state === 'exported')
  const all = left.reduce((sum, { messages }) => sum + messages, 0)
  const control = await outbox.controlReached(work.tx, row.id)
  return { treated: all - control, control }
}

type Known = Readonly<{ pair: Pair; costMinor: number; reached: Reached; windowComplete: boolean }>

async function trialOf(work: Work, row: Launched, known: Known): Promise<Trial> {
  const { treated, control } = known.pair
  const scale = (row.marginBps ?? 10_000) / 10_000
  const margin = ({ spend }: ArmColumns) => sumsOf(spend.map((v) => v * scale))
  const big = treated.spend.length >= 2 && control.spend.length >= 2
  const estimate = big ? adjust(known.pair, scale, ALPHA_FINAL) : null
  const share = row.controlShareBps / 10_000
  return {
    treated: margin(treated),
    control: margin(control),
    shares: { treated: 1 - share, control: share },
    buyers: {
      treated: armOutcome('treated', treated).buyers,
      control: armOutcome('control', control).buyers,
    },
    costMinor: known.costMinor,
    // What others handed out or said is not known to us.
    reached: row.channel === 'record' ? null : known.reached.treated,
    leaked: known.reached.control,
    windowComplete: known.windowComplete,
    balanceP:
      big && boughtBefore(known.pair) ? welch(sumsOf(treated.before), sumsOf(control.before)).p : null,
    overlapping: await store.overlapping(work.tx, row.id),
    looks: 1,
    ...(estimate ? { estimate } : {}),
  }
}

async function inWords(work: Work, row: Launched, found: Verdict) {
  const words = await verdictInWords(work, found, {
    outcome: row.marginBps === null ? 'sales' : 'margin',
    more: (language) => asides(row, language),
  })
  return { ...words, soFar: found.soFar }
}

/** What exactly was measured, where the usual words do not say it. */
function asides(row: Launched, language: VerdictLanguage): string[] {
  const zh = language === 'zh-CN'
  const said: string[] = []
  if (row.channel === 'record')
    said.push(
      zh
        ? `本系统没有发送任何消息；这里比较的是 ${row.startsOn} 起至 ${row.endsOn} 前，` +
            `活动组 ${row.treated} 人与对照组 ${row.control} 人的消费。`
        : `This program sent nothing itself; compared are the sales from ${row.startsOn} until before ` +
            `${row.endsOn} of ${row.treated} members of the campaign and ${row.control} held out.`,
    )
  return said
}
