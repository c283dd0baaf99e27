import type { Wish } from '#base/endpoint'
import { dayOfNumber, daysBetween, type BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { MEMBER_COLUMNS } from '#domain/member/contract'
import { ownFields } from '#domain/member/index'
import { today } from '#domain/org/index'
import { named } from './audience.ts'
import type * as contract from './contract/audience.ts'
import { nodesOf, type Rule } from './contract/rule.ts'
import { windowOf } from './model/calendar.ts'
import { boundsOf, quadrantsOf, scoresOf, standingAt, judge, view, type Cuts, type Lens } from './standing.ts'
import * as store from './store/audience.ts'
import type { Sight } from './store/conditions.ts'
import { knownDays } from './store/days.ts'
import type { Yardstick } from './store/scored.ts'

/** A shop that sold within so many days is looked at as of today; what ended long ago as of its last sale. */
const RECENT_DAYS = 7

type Through = Lens & Cuts

/** From which day a rule looks: birthdays and "the last 30 days" mean today, where there is a today. */
async function asOfNow(work: Work, known: BusinessDay | null): Promise<BusinessDay> {
  const now = await today(work)
  return known !== null && daysBetween(known, now) > RECENT_DAYS ? known : now
}

/** Conditions that are judged by what everybody bought. */
const SCORED = new Set(['score', 'quadrant', 'lifecycle', 'step'])

/** What a rule is looked at with; the yardstick of the scores only where somebody asks for it. */
export async function sightOf(
  work: Work,
  rule: Rule,
  { through, standing = false }: Readonly<{ through: Through; standing?: boolean }>,
): Promise<Sight> {
  await mustKnowFields(work, rule)
  const known = (await knownDays(work.tx))?.last ?? null
  const asOf = through.asOf ?? (await asOfNow(work, known))
  const scores = standing || nodesOf(rule).some((node) => 'is' in node && SCORED.has(node.is))
  const yardstick = scores && known !== null ? await yardstickOf(work, { ...through, asOf }) : null
  return { asOf, known, yardstick }
}

async function yardstickOf(work: Work, through: Through & { asOf: BusinessDay }): Promise<Yardstick | null> {
  const seen = await view(work, through).catch((no: unknown) => {
    // Nobody bought in this window: nobody has a score, and every other condition still holds or not.
    if (no instanceof Refusal && no.code === 'no_sales_yet') return null
    throw no
  })
  if (!seen) return null
  const { cuts } = scoresOf(seen)
  const { countCut, spendCut } = quadrantsOf(seen, through)
  const { asOf, windowMonths } = seen
  const from = dayOfNumber(windowOf(asOf, windowMonths).from)
  return { asOf, from, ...cuts, count: countCut, spend: spendCut, ...boundsOf(seen) }
}

/** Fields that every chain has, beside its own ones. */
const FIELDS = new Set<string>([...MEMBER_COLUMNS, 'kind', 'agentCode', 'joinForm', 'joinPlace'])

async function mustKnowFields(work: Work, rule: Rule): Promise<void> {
  const asked = nodesOf(rule).flatMap((node) => ('is' in node && node.is === 'profile' ? [node.field] : []))
  if (asked.every((field) => FIELDS.has(field))) return
  const own = new Set((await ownFields(work)).map(({ key }) => `extra.${key}`))
  const unknown = asked.find((field) => !FIELDS.has(field) && !own.has(field))
  if (unknown !== undefined) throw new Refusal('field_unknown', { field: unknown })
}

/** How many a rule finds, and how many of them can be written to (C58). */
export async function countAudience(work: Work, wish: Wish<typeof contract.countAudience>) {
  const rule = wish.conditions
  const sight = await sightOf(work, rule, { through: wish })
  const { members, reachable } = await store.countFound(work.tx, { rule, sight })
  const of = await store.countEverybody(work.tx)
  return { asOf: sight.asOf, windowMonths: wish.windowMonths, members, of, reachable }
}

/** The members a rule finds, a page at a time, with where they stand. */
export async function builtAudience(work: Work, wish: Wish<typeof contract.builtAudience>) {
  const rule = wish.conditions
  const sight = await sightOf(work, rule, { through: wish })
  const page = { from: (wish.page - 1) * wish.rows, most: wish.rows }
  const ids = await store.pageFound(work.tx, { rule, sight }, page)
  const { members } = await store.countFound(work.tx, { rule, sight })
  return {
    rows: await named(work, await standingsOf(work, { ...wish, ...sight }, ids)),
    total: members,
    asOf: sight.asOf,
  }
}

async function standingsOf(work: Work, of: Through & Sight, ids: readonly string[]) {
  const bare = (memberId: string) => ({ ...UNSCORED, memberId, purchases: 0, spendMinor: 0 })
  const seen = of.known === null ? null : await view(work, of).catch(() => null)
  if (!seen) return ids.map(bare)
  const judged = judge(seen, of)
  return ids.map((id) => standingAt(seen, judged, seen.memberIds.placeOf(id)) ?? bare(id))
}

const UNSCORED = { lastDay: null, r: null, f: null, m: null, quadrant: null, lifecycle: null } as const

/** Why a member is found or not: every part of the rule with the figure it was judged by (C58). */
export async function audienceReasons(work: Work, wish: Wish<typeof contract.audienceReasons>) {
  const rule = wish.conditions
  const sight = await sightOf(work, rule, { through: wish })
  const only = await store.personsOf(work.tx, [wish.memberId])
  const found = await store.answersFor(work.tx, { rule, sight: { ...sight, only } }, wish.memberId)
  if (!found) throw new Refusal('member_unknown')
  const { archived, nodes } = found
  return { asOf: sight.asOf, holds: !archived && nodes[0]?.holds === true, archived, nodes }
}
