import type { Wish } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import { may, type Work } from '#db/work'
import { takeStock } from '#domain/goods/index'
import { awaitsScreening, idsByNumber, membersById, withGone } from '#domain/member/index'
import { branchesByCode, inScope, today, type Branch } from '#domain/org/index'
import { liveProgram, type CouponRule, type LiveProgram } from '#domain/program/index'
import { soldReceipts } from '#domain/sale/index'
import * as standing from '#domain/standing/index'
import { renewal } from '#domain/standing/model/membership'
import * as wallet from '#domain/wallet/index'
import type { joinAsMember, memberMemberships, previewMembership } from './contract.ts'
import { memberJoined } from './events.ts'
import { costsNothing, judgeGround, missingGround, type Joining, type Receipt, type Way } from './model.ts'
import * as store from './store/joinings.ts'

type Words = Wish<typeof previewMembership>
/** What a wish refers to, read before its locks; what is missing is refused behind them. */
type Facts = Readonly<{
  memberId: string | null
  branch: Branch | null
  program: LiveProgram
  joining: Joining | null
  way: Way | null
  today: BusinessDay
  receipt: Receipt | null
  renews: boolean
  /** Null for ever; undefined without a membership today. */
  validTo: BusinessDay | null | undefined
  periods: standing.Standing['periods']
  gifts: wallet.GiftsWish
}>

/**
 * J1–J6: makes a member, or renews, once per id. The receipt is locked first, so that two who join by it queue there,
 * then what the member holds, then where the member stands: the order of a sale. A refusal is final for its id (X3).
 */
export async function join(work: Work, wish: Wish<typeof joinAsMember>) {
  const facts = await gather(work, wish, false)
  const open = facts.memberId === null ? null : await openGifts(work, wish, { facts, looking: false })
  return once(work, wish, {
    room: 'joining',
    kind: 'joining',
    find: (id) => store.joiningById(work.tx, id),
    answer: shown,
    decide: async (fingerprint) => {
      const judged = await judge(work, wish, facts, open)
      return carryOut(work, { ...wish, fingerprint }, judged)
    },
  })
}

/** The same decision with nothing locked and nothing written. */
export async function preview(work: Work, wish: Words) {
  const facts = await gather(work, wish, true)
  const open = facts.memberId === null ? null : await openGifts(work, wish, { facts, looking: true })
  const { way, from, joining } = await judge(work, wish, facts, open)
  const { memberId, renews, gifts } = facts
  const period = renewal(facts.periods, { from, months: joining.periodMonths })
  return {
    memberId: present(memberId, 'J1: whoever was judged is known'),
    way: way.code,
    kind: way.kind,
    renews,
    ...period,
    tier: way.tier,
    kit: renews ? [] : joining.kit,
    points: gifts.points,
    coupons: gifts.coupons.map(({ rule, count }) => ({ code: rule.code, count })),
  }
}

async function gather(work: Work, wish: Words, looking: boolean): Promise<Facts> {
  const [receipt = null] = await soldReceipts(work, wish.saleId === null ? [] : [wish.saleId], { looking })
  const program = await liveProgram(work)
  const memberId = (await idsByNumber(work, [wish.memberNumber])).get(wish.memberNumber) ?? null
  const branch = (await branchesByCode(work, [wish.branchCode])).get(wish.branchCode) ?? null
  const { joining } = program.document
  const on = await today(work)
  const ids = memberId === null ? [] : [memberId]
  const stands = (await standing.standingsOf(work, ids, program.document, on)).get(memberId ?? '')
  const periods = stands?.periods ?? []
  const active = stands?.membership === 'active' || stands?.membership === 'archived'
  const renews = periods.length > 0
  const points = joining === null || renews ? 0 : joining.openingPoints
  const coupons = joining === null || renews ? [] : couponsOf(program, joining)
  return {
    memberId,
    branch: branch && inScope(work, branch.id) ? branch : null,
    program,
    joining,
    today: on,
    receipt,
    way: joining?.ways.find((one) => one.code === wish.way) ?? null,
    renews,
    periods,
    validTo: active ? stands.validTo : undefined,
    gifts: { memberId: memberId ?? '', points, coupons },
  }
}

/** A coupon named twice is given twice. */
function couponsOf({ document }: LiveProgram, joining: Joining): { rule: CouponRule; count: number }[] {
  const counts = new Map<string, number>()
  for (const code of joining.coupons) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].flatMap(([code, count]) => {
    const rule = document.coupons.find((one) => one.code === code)
    return rule ? [{ rule, count }] : []
  })
}

/** A top-up is relied on, so what was paid in is locked: its refund queues there. */
const openGifts = (
  work: Work,
  wish: Words,
  { facts, looking }: Readonly<{ facts: Facts; looking: boolean }>,
) => wallet.openGifts(work, facts.gifts, { looking, principal: wish.topUpId !== null })

type Judged = Readonly<{
  facts: Facts
  memberId: string
  branch: Branch
  joining: Joining
  way: Way
  from: BusinessDay
  gifts: wallet.GiftsOpen
}>

/** Refusals in order of precedence. */
async function judge(work: Work, wish: Words, facts: Facts, gifts: wallet.GiftsOpen | null): Promise<Judged> {
  const { memberId, branch, joining, way } = facts
  if (memberId === null || gifts === null) throw new Refusal('member_unknown')
  if (branch === null) throw new Refusal('branch_unknown')
  if (joining === null) throw new Refusal('joining_not_asked')
  if (way === null) throw new Refusal('joining_way_unknown')
  const version = joining.terms?.version ?? null
  if (version !== null && wish.acceptedTerms !== version) throw new Refusal('terms_not_accepted', { version })
  await mustBeScreened(work, memberId, joining)
  if (facts.validTo === null) throw new Refusal('membership_without_end')
  if (costsNothing(way) && facts.validTo !== undefined)
    throw new Refusal('membership_still_active', { validTo: facts.validTo })
  const missing = missingGround(way, wish)
  if (missing !== null) throw new Refusal(missing)
  const from = await mustStand(work, wish, { facts, memberId, way })
  wallet.mustBeGivable(gifts)
  return { facts, memberId, branch, joining, way, from, gifts }
}

/** C05: whoever may approve applications approves by joining somebody. */
async function mustBeScreened(work: Work, memberId: string, { screenedSources }: Joining): Promise<void> {
  if (may(work.by, 'member.screen')) return
  const [member] = await membersById(work, [memberId])
  const applicant = present(member, 'J1: whoever has a number is there')
  if (await awaitsScreening(work, applicant, screenedSources))
    throw new Refusal('membership_waits_for_screening')
}

/** J2: a ground is looked at behind its lock, and serves once. */
async function mustStand(
  work: Work,
  { saleId, topUpId, proof }: Words,
  { facts, memberId, way }: Readonly<{ facts: Facts; memberId: string; way: Way }>,
): Promise<BusinessDay> {
  const ids = (id: string | null) => (id === null ? [] : [id])
  const [used] = await store.joiningsBy(work.tx, { saleIds: ids(saleId), topUpIds: ids(topUpId) })
  if (used) throw new Refusal('receipt_used', { day: used.from })
  const topUp = topUpId === null ? null : await wallet.paidTopUp(work, topUpId)
  const mine = await withGone(work, memberId)
  // What was bought or paid in before a merge was bought by the same person.
  const own = <Of extends { memberId: string | null }>(of: Of): Of =>
    of.memberId !== null && mine.includes(of.memberId) ? { ...of, memberId } : of
  const judged = judgeGround(way, {
    memberId,
    today: facts.today,
    proof,
    receipt: facts.receipt && own(facts.receipt),
    topUp: topUp && { ...topUp, memberId: mine.includes(topUp.memberId) ? memberId : topUp.memberId },
  })
  if (typeof judged === 'string') return judged
  throw new Refusal(judged.code, judged.details)
}

/** Stock may be short, which is the last refusal: nothing was written before it. */
async function carryOut(
  work: Work,
  wish: Wish<typeof joinAsMember> & { fingerprint: string },
  { facts, memberId, branch, joining, way, from, gifts }: Judged,
): Promise<store.JoiningRow> {
  const { id, fingerprint } = wish
  const { program, renews } = facts
  const kit = renews ? [] : joining.kit
  const cause = { kind: 'joining', id }
  const wanted = kit.map(({ productCode, count }) => ({
    productCode,
    branchId: branch.id,
    quantity: count,
    cause,
  }))
  await takeStock(work, wanted)
  const given = await wallet.giveGifts(work, gifts, { ...cause, fingerprint, branchId: branch.id, program })
  const months = joining.periodMonths
  const period = await standing.startMembership(work, { memberId, from, way: way.code, months, causeId: id })
  const { tier } = way
  if (tier !== null)
    await standing.giveTier(work, { id, fingerprint, kind: 'joining', memberId, tier, reason: way.code })
  const row: store.NewJoining = {
    id,
    fingerprint,
    memberId,
    way: way.code,
    kind: way.kind,
    branchId: branch.id,
    renews,
    ...period,
    tier,
    saleId: wish.saleId,
    topUpId: wish.topUpId,
    proofCode: wish.proof?.code ?? null,
    proofNote: wish.proof?.note ?? '',
    termsVersion: joining.terms?.version ?? null,
    programVersion: program.version,
    kit,
    points: given.points,
    pointsExpireOn: given.pointsExpireOn,
    coupons: [...given.coupons],
  }
  await store.insertJoining(work, row)
  work.record(memberJoined(row))
  return { ...row, at: work.at, byName: work.by.name, undone: null }
}

const shown = ({ fingerprint: _, ...row }: store.JoiningRow) => row

export async function history(work: Work, { memberId }: Wish<typeof memberMemberships>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const rows = await store.joiningsOf(work.tx, await withGone(work, memberId))
  return { rows: rows.map(shown) }
}
