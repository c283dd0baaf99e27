import type { Wish } from '#base/endpoint'
import { businessDay, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { cardsByNumber, membersById } from '#domain/member/index'
import { branchesByCode, inScope, today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import type { Benefit } from '#domain/program/model/tiers'
import type {
  answerBenefitUse,
  benefitReport,
  listBenefitUses,
  useBenefit,
  voidBenefitUse,
} from './contract/benefit.ts'
import { benefitUseChanged, benefitUsed } from './events.ts'
import { liveNow } from './live.ts'
import { COUNTED, entitled, isForTier, matrix, periodOf } from './model/benefit.ts'
import { firstDayTo } from './model/membership.ts'
import { standingsOf, type Standing } from './standings.ts'
import * as store from './store/benefits.ts'
import { lockStand } from './store/memberships.ts'

/** C16: which benefits each tier has. */
export const showMatrix = async (work: Work) => matrix((await liveNow(work)).document)

/**
 * T9: a benefit of the member's tier, not more often than the program gives it. The member's row is locked first, so of
 * two who take the last one the second finds it gone.
 */
export async function use(work: Work, wish: Wish<typeof useBenefit>) {
  const card = (await cardsByNumber(work, [wish.memberNumber])).get(wish.memberNumber)
  if (card) await lockStand(work.tx, card.memberId)
  return once(work, wish, {
    room: 'standing',
    kind: 'benefit_use',
    find: (id) => store.useById(work.tx, id),
    answer: async (row) => ({ ...shown(row), left: await leftOf(work, row) }),
    decide: async (fingerprint) => {
      if (!card) throw new Refusal('member_number_unknown')
      if (card.state !== 'good') throw new Refusal(card.state === 'lost' ? 'card_lost' : 'card_replaced')
      const row = await judge(work, { ...wish, fingerprint }, card.memberId)
      await store.insertUse(work, row)
      work.record(benefitUsed({ ...row, benefit: row.benefitCode }))
      return present(await store.useById(work.tx, row.id), 'T9: a use that was written is there')
    },
  })
}

/** Refusals in order of precedence. */
async function judge(
  work: Work,
  wish: Wish<typeof useBenefit> & { fingerprint: string },
  memberId: string,
): Promise<store.NewUse> {
  const branch = (await branchesByCode(work, [wish.branchCode])).get(wish.branchCode)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  const { document, version } = await liveProgram(work)
  const benefit = document.benefits.find((one) => one.code === wish.benefitCode)
  if (!benefit) throw new Refusal('benefit_unknown')
  const day = businessDay(work.at, branch.zone, branch.closingHour)
  const standing = present(
    (await standingsOf(work, [memberId], document, day)).get(memberId),
    'T8: whoever is asked about stands somewhere',
  )
  if (standing.membership !== 'active' && standing.membership !== 'archived')
    throw new Refusal('membership_not_active', { validTo: standing.validTo })
  if (!isForTier(document, benefit, standing.tier))
    throw new Refusal('benefit_not_for_tier', { tier: standing.tier })
  const period = periodOf(benefit.every, day, await anchorOf(work, standing, day))
  const used = usedIn(await store.usedBy(work.tx, memberId, day), benefit.code, period.from)
  if (benefit.most !== null && used >= benefit.most)
    throw new Refusal('benefit_used_up', { most: benefit.most, every: benefit.every, until: period.to })
  return {
    id: wish.id,
    fingerprint: wish.fingerprint,
    memberId,
    benefitCode: benefit.code,
    tier: standing.tier,
    branchId: branch.id,
    day,
    periodFrom: period.from,
    periodTo: period.to,
    most: benefit.most,
    minutes: benefit.minutes,
    costMinor: benefit.costMinor,
    note: wish.note,
    programVersion: version,
    state: benefit.kind === 'service' ? 'asked' : 'done',
  }
}

const usedIn = (used: readonly store.Used[], code: string, from: BusinessDay): number =>
  used.find((one) => one.benefitCode === code && one.periodFrom === from)?.used ?? 0

/** The first day of a membership; without periods the day of joining. */
async function anchorOf(work: Work, standing: Standing, on: BusinessDay): Promise<BusinessDay> {
  const first = firstDayTo(standing.periods, on)
  if (first !== null) return first
  if (standing.joinedOn !== null) return standing.joinedOn
  return (await membersById(work, [standing.memberId]))[0]?.joinedOn ?? on
}

async function leftOf(work: Work, row: store.UseRow): Promise<number | null> {
  if (row.most === null) return null
  const used = usedIn(await store.usedBy(work.tx, row.memberId, row.day), row.benefitCode, row.periodFrom)
  return Math.max(0, row.most - used)
}

function shown({ fingerprint: _, most: __, costMinor: ___, programVersion: ____, ...row }: store.UseRow) {
  return row
}

type Left = Readonly<{ used: number; left: number | null; periodFrom: string; periodTo: string }>

/** What a member has of each benefit of the tier, and how much of it is left in this period. */
export async function benefitsLeft(
  work: Work,
  { standing, benefits, on }: Readonly<{ standing: Standing; benefits: readonly Benefit[]; on: BusinessDay }>,
): Promise<(Omit<Benefit, 'tiers' | 'costMinor'> & Left)[]> {
  const used = await store.usedBy(work.tx, standing.memberId, on)
  const anchor = await anchorOf(work, standing, on)
  return benefits.map(({ tiers: _, costMinor: __, ...benefit }) => {
    const { from, to } = periodOf(benefit.every, on, anchor)
    const count = usedIn(used, benefit.code, from)
    const left = benefit.most === null ? null : Math.max(0, benefit.most - count)
    return { ...benefit, used: count, left, periodFrom: from, periodTo: to }
  })
}

type Change = Readonly<{ id: string; useId: string; state: 'done' | 'cancelled' | 'void'; reason: string }>

/** C21: a service that was asked for is done or cancelled. */
export const answer = (work: Work, wish: Wish<typeof answerBenefitUse>) =>
  change(work, wish, (state) => state === 'asked')

/** T9: a use that was none; it no longer counts. */
export const makeVoid = (work: Work, wish: Wish<typeof voidBenefitUse>) =>
  change(work, { ...wish, state: 'void' }, (state) => COUNTED.includes(state))

async function change(work: Work, wish: Change, open: (state: store.UseRow['state']) => boolean) {
  await store.lockUse(work.tx, wish.useId)
  return once(work, wish, {
    room: 'standing',
    kind: 'benefit_use_change',
    find: (id) => store.changeById(work.tx, id),
    answer: ({ fingerprint: _, ...row }) => row,
    decide: async (fingerprint) => {
      const of = await store.useById(work.tx, wish.useId)
      if (!of || !inScope(work, of.branchId)) throw new Refusal('benefit_use_unknown')
      if (!open(of.state)) throw new Refusal('benefit_use_over', { state: of.state })
      await store.insertChange(work, { ...wish, fingerprint })
      work.record(benefitUseChanged({ ...wish, memberId: of.memberId, benefit: of.benefitCode }))
      return present(await store.changeById(work.tx, wish.id), 'T9: a change that was written is there')
    },
  })
}

export async function list(work: Work, wish: Wish<typeof listBenefitUses>) {
  const { page, rows: most, ...asked } = wish
  const scope = work.by.branchIds
  const { rows, total } = await store.uses(work.tx, { ...asked, scope }, { from: (page - 1) * most, most })
  const people = await membersById(work, [...new Set(rows.map((row) => row.memberId))])
  const by = new Map(people.map((one) => [one.id, one]))
  return {
    total,
    rows: rows.map((row) => ({
      ...shown(row),
      memberNumber: by.get(row.memberId)?.number ?? null,
      memberName: by.get(row.memberId)?.name ?? null,
    })),
  }
}

/** C36: what each benefit gives around a day, how much is used and how much remains. */
export async function report(work: Work, wish: Wish<typeof benefitReport>) {
  const on = wish.on ?? (await today(work))
  const { document } = await liveNow(work)
  const counts = await store.activeByTier(work.tx, on, document.joining?.since ?? null)
  const used = new Map((await store.usedOn(work.tx, on)).map((one) => [one.benefitCode, one]))
  const rows = document.benefits.map(({ tiers, costMinor: _, minutes: __, ...benefit }) => {
    const members = entitled(document, { tiers }, counts)
    const issued = benefit.most === null ? null : members * benefit.most
    const so = used.get(benefit.code) ?? { used: 0, asked: 0, costMinor: 0 }
    const own = benefit.every === 'membership'
    const { from, to } = periodOf(benefit.every, on, on)
    const remaining = issued === null ? null : Math.max(0, issued - so.used)
    const period = { periodFrom: own ? null : from, periodTo: own ? null : to }
    return {
      ...benefit,
      ...period,
      members,
      issued,
      remaining,
      used: so.used,
      asked: so.asked,
      costMinor: so.costMinor,
    }
  })
  return { on, rows }
}
