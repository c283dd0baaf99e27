import { businessDay, minuteOfDay, type BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import type { LoggedEvent } from '#db/events'
import { ask, type Step } from '#db/jobs'
import type { Work } from '#db/work'
import { cameByOf, membersById, reachables, rollAfter } from '#domain/member/index'
import { MEDIA, type Medium } from '#domain/member/model/consent'
import { placeCode } from '#domain/member/model/form-place'
import { reached, type Person } from '#domain/member/model/reach'
import { branches, chain, today } from '#domain/org/index'
import { programs } from '#domain/program/index'
import { billsOf, salesUndoneBy } from '#domain/sale/index'
import { archivedAmong, standingsOf } from '#domain/standing/index'
import { holdersBehind, spendableOf } from '#domain/wallet/index'
import * as store from './store/facts.ts'
import { forgetProfiles } from './store/finance.ts'

export const ROUND_JOB = 'insight.fact_round'
/** Members read in one step of a round. */
const ROUND_ROWS = 2_000

const kinds = (room: string, ...named: readonly string[]): string[] => named.map((one) => `${room}.${one}`)

/** After any of these something else may be true of a member. */
export const FACT_KINDS = [
  ...kinds(
    'member',
    'enrolled',
    'profile_changed',
    'consent_recorded',
    'sales_calls_wished',
    'withdrawn',
    'merged',
    'merge_undone',
  ),
  ...kinds('member', 'card_replaced', 'card_registered', 'submission_decided', 'organisation_kept'),
  ...kinds('standing', 'moved', 'tier_given', 'archived', 'revived'),
  ...kinds('standing', 'membership_started', 'membership_voided'),
  ...kinds('sale', 'recorded', 'voided'),
  ...kinds('joining', 'joined', 'undone'),
  ...kinds('wallet', 'topped_up', 'top_up_refunded', 'expired', 'adjusted', 'transferred', 'merge_followed'),
  ...kinds('wallet', 'opening_recorded', 'opening_voided', 'hold_placed', 'account_paid'),
  ...kinds(
    'reward',
    'gift_redeemed',
    'gift_changed',
    'event_points_given',
    'pack_code_used',
    'points_cleared',
  ),
  ...kinds('reward', 'claim_collected', 'period_rewarded'),
  ...kinds('program', 'published'),
]

/** Where the bodies of happenings name members; other ids among them are nobody's and are passed over. */
const NAMED_BY = ['memberId', 'toMemberId', 'ownerId', 'keepId', 'goneId'] as const

/** G24: whoever was named in the log is read again at the rooms that know, and written as they say now. */
export async function followFacts(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  if (events.some(({ kind }) => kind === 'program.published')) await readEverybody(work)
  const ids = new Set<string>()
  for (const { subjectId, body } of events)
    for (const id of [subjectId, ...NAMED_BY.map((key) => body[key])]) if (typeof id === 'string') ids.add(id)
  const voided = events.flatMap((one) => (one.kind === 'wallet.opening_voided' ? (one.subjectId ?? []) : []))
  for (const id of await holdersBehind(work, voided)) ids.add(id)
  const left = events.flatMap((one) => (one.kind === 'member.withdrawn' ? (one.subjectId ?? []) : []))
  await forgetProfiles(work.tx, left)
  await readFacts(work, [...ids])
}

/** Has everybody read again, some at a time: tiers mean something else, or nobody was read yet. */
export async function readEverybody(work: Work): Promise<void> {
  await store.beginRound(work.tx)
  ask(work, ROUND_JOB)
}

export async function roundOn(work: Work): Promise<Step> {
  const round = await store.lockRound(work.tx)
  if (!round) return 'done'
  const { living, gone, lastId } = await rollAfter(work, { ...round, branchId: null, most: ROUND_ROWS })
  await readFacts(work, [...living.map(({ id }) => id), ...gone])
  await store.moveRound(work.tx, lastId)
  return lastId === null ? 'done' : 'more'
}

async function readFacts(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await membersById(work, ids)
  const here = rows.filter((row) => row.withdrawnAt === null)
  const hereIds = here.map(({ id }) => id)
  const { document } = (await programs(work)).live
  const standings = await standingsOf(work, hereIds, document)
  const values = await spendableOf(work, hereIds)
  const archived = await archivedAmong(work, hereIds)
  const on = await today(work)
  const people = new Map((await reachables(work, hereIds)).map((one) => [one.id, one]))
  const cameBy = new Map((await cameByOf(work, hereIds)).map((one) => [one.memberId, one]))
  const facts = here.map((row): store.Fact => {
    const person = present(people.get(row.id), 'G24: a member has ways to be reached or none')
    return {
      memberId: row.id,
      profile: { ...profileOf(row), ...joinedBy(cameBy.get(row.id)) },
      birthOn: row.birthOn,
      ageYears: row.ageYears,
      joinedOn: row.joinedOn,
      tier: standings.get(row.id)?.tier ?? null,
      points: values.get(row.id)?.points ?? 0,
      storedMinor: values.get(row.id)?.minor ?? 0,
      archived: archived.has(row.id),
      reach: MEDIA.filter((medium) => isReached(person, medium, on)),
    }
  })
  await store.keepFacts(work.tx, facts)
  const there = new Set(hereIds)
  await store.dropFacts(
    work.tx,
    ids.filter((id) => !there.has(id)),
  )
}

/** Agreed to offers on a medium, and has an address; the OpenID of WeChat is known to whoever carries the message. */
function isReached(person: Person, medium: Medium, today: BusinessDay): boolean {
  const found = reached({ person, medium, purpose: 'marketing', addressField: null, today })
  return typeof found !== 'string' || (found === 'no_address' && medium === 'wechat')
}

type Member = Awaited<ReturnType<typeof membersById>>[number]

/** What of a profile may be asked for; the identity number is nobody's business here. */
function profileOf(row: Member): store.Fact['profile'] {
  const { number, name, gender, birthOn, ageYears, education, income, address, postcode, phone } = row
  const { mobile, email, source, branchId, joinedOn, recordedAt, kind, agentCode, extra } = row
  const own = { number, name, gender, birthOn, ageYears, education, income, address, postcode, phone }
  const all = { ...own, mobile, email, source, branchId, joinedOn, recordedAt, kind, agentCode }
  const extras = Object.entries(extra).map(([key, value]) => [`extra.${key}`, value] as const)
  const filled = [...Object.entries(all), ...extras].flatMap(([key, value]) =>
    value === null || value === '' ? [] : [[key, value] as const],
  )
  return Object.fromEntries(filled)
}

/** The form that somebody joined by, and the place where it hung, as `form/tag`: a tag alone may hang by two forms. */
function joinedBy(
  of: Readonly<{ formCode: string; tag: string }> | undefined,
): Readonly<Record<string, string>> {
  if (of === undefined) return {}
  const { formCode: joinForm, tag } = of
  return tag === '' ? { joinForm } : { joinForm, joinPlace: placeCode({ formCode: joinForm, tag }) }
}

/** G25: the sales named in the log, and those that something came back of, are read again as they stand. */
export async function followBills(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const saleIds = await salesUndoneBy(
    work,
    events.flatMap(({ subjectId }) => subjectId ?? []),
  )
  const zones = new Map((await branches(work)).map(({ id, zone }) => [id, zone]))
  const bills = (await billsOf(work, saleIds)).filter((bill) => Object.keys(bill.products).length > 0)
  await store.keepBills(work.tx, {
    saleIds,
    bills: bills.map(({ products: _, happenedAt, ...bill }) => ({
      ...bill,
      minute: minuteOfDay(happenedAt, present(zones.get(bill.branchId), 'G25: a sale was made at a branch')),
    })),
    lines: bills.flatMap(({ id: saleId, products }) =>
      Object.entries(products).map(([productCode, thousandths]) => ({ saleId, productCode, thousandths })),
    ),
  })
}

type DeedOf = Readonly<{
  deed: string
  what: string
  ref?: 'id' | 'subject'
  /** Not every event of the kind is one. */
  only?: (body: LoggedEvent['body']) => boolean
}>

/** Written down by staff: the member came in, or to an event. Of a call at somebody's home it says "out". */
const cameIn = ({ kind, direction }: LoggedEvent['body']): boolean =>
  direction === 'in' && (kind === 'visit' || kind === 'event')

/** By the kind of an event: the deed it is, where its body says of what, and by which id it may be taken back. */
const DEEDS: Readonly<Record<string, DeedOf>> = {
  'campaign.message_handed_over': { deed: 'campaign', what: 'campaignId' },
  'reward.gift_redeemed': { deed: 'gift', what: 'gift', ref: 'id' },
  'reward.event_points_given': { deed: 'event', what: 'event' },
  'reward.claim_collected': { deed: 'claim', what: 'claimCode' },
  'reward.pack_code_used': { deed: 'packCode', what: '' },
  'wallet.coupon_issued': { deed: 'coupon', what: 'code', ref: 'subject' },
  'wallet.topped_up': { deed: 'topUp', what: 'packageCode', ref: 'subject' },
  'standing.benefit_used': { deed: 'benefit', what: 'benefit' },
  'joining.joined': { deed: 'joined', what: 'way', ref: 'id' },
  'care.contact_noted': { deed: 'visit', what: 'kind', only: cameIn },
  // Words of the member's own are no answer that an audience could ask for.
  'survey.answered': { deed: 'survey', what: 'answer', ref: 'id', only: (body) => body['answer'] !== '' },
}
const TAKEN_BACK = [
  'reward.gift_changed',
  'wallet.coupon_voided',
  'wallet.top_up_refunded',
  'joining.undone',
  'survey.answer_replaced',
]
export const DEED_KINDS = [...Object.keys(DEEDS), ...TAKEN_BACK]

/** States of a gift that was asked for and never had. */
const NOT_HAD = new Set<unknown>(['cancelled', 'void'])

/** G26: one row per event; what was taken back goes again. */
export async function followDeeds(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const { zone } = await chain(work)
  const rows: store.DeedRow[] = []
  const gone = new Set<string>()
  for (const event of events) {
    const { kind, body, subjectId, recordedAt } = event
    const of = DEEDS[kind]
    const back = of ? null : takenBack(event)
    if (back !== null) gone.add(back)
    // Events name the member in their body, and only where they do not it is their subject.
    const memberId = body['memberId'] ?? subjectId
    if (!of || typeof memberId !== 'string' || of.only?.(body) === false) continue
    const ref = of.ref === undefined ? null : String((of.ref === 'id' ? body['id'] : subjectId) ?? '')
    const what = String(body[of.what] ?? '')
    rows.push({ seq: event.seq, memberId, deed: of.deed, what, ref, day: businessDay(recordedAt, zone, 0) })
  }
  await store.addDeeds(work.tx, rows)
  await store.dropDeeds(work.tx, [...gone])
}

function takenBack({ kind, body, subjectId }: LoggedEvent): string | null {
  must(TAKEN_BACK.includes(kind), 'G26: an event is a deed or takes one back')
  if (kind === 'reward.gift_changed') return NOT_HAD.has(body['state']) ? String(body['redemptionId']) : null
  if (kind === 'wallet.coupon_voided') return subjectId
  return String(kind === 'wallet.top_up_refunded' ? body['topUpId'] : body['id'])
}
