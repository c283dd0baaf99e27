import type { Wish } from '#base/endpoint'
import { addMonths, businessDay, startOfDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type * as contract from './contract/completeness.ts'
import { STALE_MONTHS } from './contract/completeness.ts'
import { profileConfirmed } from './events.ts'
import { completenessOf, WEIGHTS } from './model/completeness.ts'
import * as store from './store/completeness.ts'
import * as members from './store/members.ts'

export async function show(work: Work, { memberId }: Wish<typeof contract.memberCompleteness>) {
  const [member] = await members.byIds(work.tx, [memberId])
  if (!member || member.withdrawnAt) throw new Refusal('member_unknown')
  return { ...completenessOf(member), touchedAt: member.touchedAt }
}

type Where = Readonly<{ branchId?: string | undefined; page: number; rows: number }>

/** Whoever is bound to branches sees who joined at these. */
function asked(work: Work, { branchId, page, rows: most }: Where) {
  const mine = work.by.branchIds
  const only = branchId === undefined ? mine : [branchId].filter((id) => mine === null || mine.includes(id))
  return { branchIds: only, from: (page - 1) * most, most }
}

const told = (row: members.MemberRow) => {
  const { id, number, name, mobile, email, touchedAt } = row
  return { id, number, name, mobile, email, touchedAt, ...completenessOf(row) }
}

export async function toComplete(work: Work, wish: Wish<typeof contract.membersToComplete>) {
  const of = { ...asked(work, wish), lacks: wish.lacks ?? null }
  const { rows, total } = await store.toComplete(work.tx, of)
  return { rows: rows.map(told), total, weights: WEIGHTS.map((one) => ({ ...one })) }
}

/** C13: the period is set by whoever asks; a record touched on the very day is not stale yet. */
export async function stale(work: Work, wish: Wish<typeof contract.staleMembers>) {
  const { zone } = await chain(work)
  const now = businessDay(work.at, zone, 0)
  const before = addMonths(now, -wish.months)
  const of = { ...asked(work, wish), before: startOfDay(before, zone) }
  const { rows, total } = await store.stale(work.tx, of)
  const days = STALE_MONTHS.map((months) => startOfDay(addMonths(now, -months), zone))
  const counts = await store.untouchedFor(work.tx, { ...of, days })
  const bands = [0, ...STALE_MONTHS].map((fromMonths, at) => ({
    fromMonths,
    toMonths: STALE_MONTHS[at] ?? null,
    members: counts[at] ?? 0,
  }))
  return { rows: rows.map(told), total, before, members: counts.reduce((all, one) => all + one, 0), bands }
}

export async function confirm(work: Work, { memberId }: Wish<typeof contract.confirmProfile>) {
  const member = await members.lockMember(work.tx, memberId)
  if (!member || member.withdrawnAt) throw new Refusal('member_unknown')
  await store.touch(work, memberId)
  work.record(profileConfirmed({ id: memberId }))
  return { memberId, touchedAt: work.at }
}

/** C13: of these members, the living ones whose profile lacks nothing: who gets what is for full profiles only. */
export async function fullProfiles(work: Work, ids: readonly string[]): Promise<Set<string>> {
  const rows = await members.byIds(work.tx, ids)
  const full = rows.filter((row) => row.withdrawnAt === null && completenessOf(row).missing.length === 0)
  return new Set(full.map((row) => row.id))
}
