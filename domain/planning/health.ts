import type { Answer } from '#base/endpoint'
import { addMonths, dayNumber, instant, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { launchedSince } from '#domain/campaign/index'
import { buyersBetween, salesKnownTo, type Buyers } from '#domain/insight/index'
import { holdersMoving } from '#domain/ledger/index'
import { householdCount, livingMembers, survivorsOf } from '#domain/member/index'
import { branches, chain, today } from '#domain/org/index'
import { liveProgram, type ProgramDocument } from '#domain/program/index'
import { knownShare } from '#domain/sale/index'
import { standingsOf, tierCounts } from '#domain/standing/index'
import type { programHealth } from './contract/health.ts'
import { bestTiers, judged, type Known } from './model/health.ts'
import { worded } from './model/health-words.ts'

type Health = Answer<typeof programHealth>
const QUARTER = 3
const YEAR = 12

/** C78: the questions a programme should ask itself, from what the rooms know; it writes nothing. */
export async function health(work: Work): Promise<Health> {
  const { version, document } = await liveProgram(work)
  const [{ currency }, on, salesTo] = [await chain(work), await today(work), await salesKnownTo(work)]
  // Of a chain that fell silent the days before are asked: else nobody would be active, and nothing would be learned.
  const to = salesTo ?? on
  const buyers = await buyersBetween(work, { from: addMonths(to, -YEAR), to })
  const best = await topFifth(work, document, buyers)
  const known: Known = {
    document,
    currency,
    members: await livingMembers(work, null),
    ...(await counted(work, {
      on,
      to,
      buyers,
      silent: salesTo === null,
    })),
    yearMinor: middle(buyers.spendMinor),
    topFifth: {
      members: best.of,
      best: [...bestTiers(document)].reduce((n, code) => n + best.in(code), 0),
    },
  }
  const rows = judged(known).map((row) => ({ ...row, ...worded(row, known) }))
  const tiers = await tiersOf(work, document, best)
  return { on, salesTo, programVersion: version, rows, tiers }
}

type Span = Readonly<{ on: BusinessDay; to: BusinessDay; buyers: Buyers; silent: boolean }>

async function counted(work: Work, { on, to, buyers, silent }: Span) {
  const quarter = { from: addMonths(to, -QUARTER), to }
  const first = dayNumber(quarter.from)
  const lately = buyers.memberIds.filter((_, at) => (buyers.lastDay[at] ?? 0) > first)
  const yearAgo = instant(`${addMonths(on, -YEAR)}T00:00:00.000Z`)
  return {
    active: silent ? null : await livingMembers(work, lately),
    ...(await knownShare(work, { from: quarter.from, to: on })),
    campaigns: await launchedSince(work, yearAgo),
    households: await householdCount(work),
    branches: (await branches(work)).filter((one) => one.closedOn === null).length,
    moved: silent ? null : await movedSince(work, yearAgo),
  }
}

/** Whoever has gone into another counts as the one who stayed. */
async function movedSince(work: Work, since: Parameters<typeof launchedSince>[1]): Promise<number> {
  const holders = await holdersMoving(work.tx, since)
  const into = await survivorsOf(work, holders)
  return livingMembers(work, [...new Set(holders.map((id) => into.get(id) ?? id))])
}

/** The middle one of what buyers spent; the lower of the two where they are even. */
function middle(spends: Float64Array): number | null {
  const sorted = spends.toSorted()
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null
}

type Best = Readonly<{ of: number; in(tier: string): number }>

/** C17: where the fifth that spent most in a year stands. */
async function topFifth(work: Work, document: ProgramDocument, buyers: Buyers): Promise<Best> {
  if (document.tiers.list.length === 0 || buyers.memberIds.length === 0) return { of: 0, in: () => 0 }
  const spend = (at: number) => buyers.spendMinor[at] ?? 0
  const places = [...buyers.memberIds.keys()].sort((a, b) => spend(b) - spend(a) || a - b)
  const ids = places.slice(0, Math.ceil(places.length / 5)).map((at) => buyers.memberIds[at] ?? '')
  const standings = await standingsOf(work, ids, document)
  const tiers = new Map<string, number>()
  for (const { tier } of standings.values()) if (tier !== null) tiers.set(tier, (tiers.get(tier) ?? 0) + 1)
  return { of: ids.length, in: (tier) => tiers.get(tier) ?? 0 }
}

async function tiersOf(work: Work, document: ProgramDocument, best: Best): Promise<Health['tiers']> {
  const { list } = document.tiers
  if (list.length === 0) return []
  const counts = await tierCounts(work)
  const most = bestTiers(document)
  // A tier that the program no longer has counts where its members are served: in the lowest.
  const lowest = (tier: string | null) => tier === null || !list.some((one) => one.code === tier)
  const members = (code: string, rank: number) =>
    counts.reduce(
      (n, one) => n + (one.tier === code || (rank === 0 && lowest(one.tier)) ? one.members : 0),
      0,
    )
  const all = counts.reduce((n, one) => n + one.members, 0)
  const bps = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part * 10_000) / whole))
  return list.map(({ code, nameZh, nameEn }, rank) => ({
    code,
    nameZh,
    nameEn,
    members: members(code, rank),
    shareBps: bps(members(code, rank), all),
    topFifthBps: best.of === 0 ? null : bps(best.in(code), best.of),
    bestDiscount: most.has(code),
  }))
}
