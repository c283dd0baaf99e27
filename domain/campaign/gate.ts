import { addDays, businessDay, instantOfMs, minuteOfDay, msOf, startOfDay, type Instant } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { reachablesAtTheGate, withGoneOfAll, type Reachable } from '#domain/member/index'
import { branches, chain } from '#domain/org/index'
import { surveyInMessages, type SurveyInMessages } from '#domain/survey/index'
import { addressField } from './audience.ts'
import { carriers, type CarrierRow } from './store/carriers.ts'
import { atTheGate, atTheListsGate, type Deferred, type Kept, type Passed } from './model/gate.ts'
import { isHeldBy, type HoldoutDraw } from './model/holdout.ts'
import { mediumOf } from './model.ts'
import { openPot, type OpenPot } from './pots.ts'
import { smsCount } from './model/sms-length.ts'
import type { CarrierSetup } from './port.ts'
import type { Claimed, Handed, Lane } from './store/outbox.ts'
import * as store from './store/respect.ts'

type Chain = Awaited<ReturnType<typeof chain>>

/** The last gate for a handful of messages that were just taken, with all it has to look at. */
export type Gate = Readonly<{
  lane: Lane
  chain: Chain
  carrier: CarrierRow | null
  people: ReadonlyMap<string, Reachable>
  /** The survey that the messages ask; null where they ask none. */
  survey: SurveyInMessages | null
  judge: (one: Claimed) => Passed | Kept | Deferred
  /** The same for a list that people carry: it knows no hour and no attempts, and a budget does not stop it. */
  judgeListed: (one: Pick<Claimed, 'memberId'>) => Passed | Kept
  /**
   * Whose budget a message counts on, and what it costs; counted at once for those behind it. Null where the pot of a
   * plan cannot pay for it (K21).
   */
  bill: (memberId: string, text: string) => Omit<Handed, 'ref' | 'consentId'> | null
  after: (ms: number) => Instant
}>

type Asked = Readonly<{
  lane: Lane
  setup: CarrierSetup | null
  stands: store.Respect
  claimed: readonly Pick<Claimed, 'id' | 'memberId'>[]
}>

/** Reads everything behind the locks of the members, so that nothing that was said before is missed (G1). */
export async function gateFor(work: Work, { lane, stands, claimed }: Asked): Promise<Gate> {
  const memberIds = claimed.map((one) => one.memberId)
  const but = claimed.map((one) => one.id)
  const people = new Map((await reachablesAtTheGate(work, memberIds)).map((one) => [one.id, one]))
  const house = await chain(work)
  const carrier = lane.carrierId === null ? null : ((await carriers(work.tx, [lane.carrierId]))[0] ?? null)
  const survey = lane.surveyId === null ? null : await surveyAsked(work, lane.surveyId)
  const sentLately = await lately(work, { memberIds, but, days: stands.capDays })
  const zones = await zonesOf(work, house)
  const purse = await purseOf(work, house)
  const pot = await openPot(work, lane.potId, but)
  const medium = mediumOf(lane.channel)
  const ownField = await addressField(work, lane)
  const today = businessDay(work.at, house.zone, house.closingHour)
  const after = (ms: number) => instantOfMs(msOf(work.at) + ms)
  const branchOf = (memberId: string) => people.get(memberId)?.branchId ?? null
  const caseOf = ({ memberId }: Pick<Claimed, 'memberId'>) => {
    const person = people.get(memberId)
    return {
      medium,
      purpose: lane.purpose,
      addressField: ownField,
      person,
      stopped: lane.stopped,
      heldOut: person !== undefined && isHeldOut(stands, person.number),
      today,
      sentLately: sentLately.get(memberId) ?? 0,
      respect: stands,
    }
  }
  const judge = (one: Claimed) =>
    atTheGate({
      ...caseOf(one),
      treated: one.treated,
      over: today >= lane.endsOn,
      minute: minuteOfDay(work.at, zones(branchOf(one.memberId))),
      budgetSpent: carrier?.currency === house.currency && purse.isSpent(branchOf(one.memberId)),
      attempts: one.attempts,
    })
  const judgeListed = (one: Pick<Claimed, 'memberId'>) => atTheListsGate(caseOf(one))
  const pay = billing({ carrier, house, purse, pot })
  const bill = (memberId: string, text: string) =>
    pay(branchOf(memberId), medium === 'sms' ? smsCount(text) : 1)
  return { lane, chain: house, carrier, people, survey, judge, judgeListed, bill, after }
}

const surveyAsked = async (work: Work, surveyId: string): Promise<SurveyInMessages> =>
  present(await surveyInMessages(work, surveyId), 'V6: a message asks a survey that is there')

type Billing = Readonly<{
  carrier: CarrierRow | null
  house: Chain
  purse: Awaited<ReturnType<typeof purseOf>>
  pot: OpenPot
}>

/** A way to pay for so many parts of a message from a branch's budget; null where a plan's pot cannot. */
function billing({ carrier, house, purse, pot }: Billing) {
  const isOurs = carrier?.currency === house.currency
  return (branchId: string | null, count: number) => {
    const costMilli = carrier === null ? 0 : carrier.perThousandMinor * count
    if (!pot.pays(isOurs ? costMilli : 0)) return null
    if (isOurs) purse.spend(branchId, costMilli)
    return { carrierId: carrier?.id ?? null, branchId, costMilli, currency: carrier?.currency ?? null }
  }
}

/** G3: held out of everything by a salted hash of the number; without a draw nobody is. */
export const isHeldOut = ({ holdout }: Readonly<{ holdout: HoldoutDraw | null }>, number: string): boolean =>
  holdout !== null && isHeldBy(holdout, number)

type Lately = Readonly<{ memberIds: readonly string[]; but: readonly string[]; days: number }>

/** G4: messages of the last days over all branches and channels; those to somebody who has gone into a member count. */
async function lately(work: Work, { memberIds, but, days }: Lately): Promise<Map<string, number>> {
  const gone = await withGoneOfAll(work, memberIds)
  const all = [...new Set([...memberIds, ...[...gone.values()].flat()])]
  const since = instantOfMs(msOf(work.at) - days * 86_400_000)
  const counts = await store.sentSince(work.tx, { memberIds: all, since, at: work.at, but })
  const own = new Map(counts.map((row) => [row.memberId, row.messages]))
  return new Map(
    memberIds.map((id) => [id, (gone.get(id) ?? [id]).reduce((sum, one) => sum + (own.get(one) ?? 0), 0)]),
  )
}

/** The zone of a member's own branch; of the chain where there is none. */
async function zonesOf(work: Work, { zone }: Chain): Promise<(branchId: string | null) => string> {
  const of = new Map((await branches(work)).map((branch) => [branch.id, branch.zone]))
  return (branchId) => (branchId === null ? zone : (of.get(branchId) ?? zone))
}

/** What each branch may still spend this month; a branch without a budget may spend anything. */
async function purseOf(work: Work, house: Chain) {
  const limits = new Map((await store.budgets(work.tx)).map((row) => [row.branchId, row.monthlyMinor]))
  if (limits.size === 0) return { isSpent: () => false, spend: () => undefined }
  const spent = new Map<string | null, number>()
  for (const row of await store.spentSince(work.tx, {
    since: monthStart(work, house),
    currency: house.currency,
  }))
    spent.set(row.branchId, Number(row.costMilli))
  return {
    isSpent: (branchId: string | null): boolean => {
      const most = limits.get(branchId)
      return most !== undefined && (spent.get(branchId) ?? 0) >= most * 1000
    },
    spend: (branchId: string | null, costMilli: number): void => {
      spent.set(branchId, (spent.get(branchId) ?? 0) + costMilli)
    },
  }
}

/** Midnight of the month's first day in the chain's zone. */
export function monthStart(work: Work, { zone }: Pick<Chain, 'zone'>): Instant {
  const today = businessDay(work.at, zone, 0)
  return startOfDay(addDays(today, 1 - Number(today.slice(8))), zone)
}
