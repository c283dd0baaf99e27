import type { Wish } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { takeStock } from '#domain/goods/index'
import { fullProfiles, idsByNumber, membersById, withGone } from '#domain/member/index'
import { branchesByCode, inScope, today, type Branch } from '#domain/org/index'
import { liveProgram, type LiveProgram } from '#domain/program/index'
import type { Claim } from '#domain/program/model/rewards'
import { membersWithSales, netSpends } from '#domain/sale/index'
import { buyerOf, standingsOf } from '#domain/standing/index'
import * as wallet from '#domain/wallet/index'
import type { collectClaim, listClaims, memberClaims } from './contract/claim.ts'
import { CLAIM_HINDRANCES } from './contract/claim.ts'
import { claimCollected } from './events.ts'
import { countFor, instancesOn, yearTo, type Instance, type LifeEvent } from './model/claim.ts'
import * as store from './store/claim.ts'

type Hindrance = (typeof CLAIM_HINDRANCES)[number]
/** What the claims of a member on a day are judged by; asked once for all of them. */
type Person = Readonly<{
  memberId: string
  on: BusinessDay
  birthOn: BusinessDay | null
  /** Null without a membership on that day. */
  buyer: Readonly<{ tier: string | null }> | null
  bought: boolean
  full: boolean
  spentMinor: number
  collected: ReadonlySet<string>
}>

/** Those who have gone into a member count with it: a birthday is collected once. */
async function personOn(
  work: Work,
  memberId: string,
  of: Readonly<{ on: BusinessDay; program: LiveProgram }>,
) {
  const { on, program } = of
  const ids = await withGone(work, memberId)
  const spend = { ...yearTo(on), regularPriceOnly: false }
  const [members, stands, bought, full, spends, collected] = await all([
    membersById(work, [memberId]),
    standingsOf(work, [memberId], program.document, on),
    membersWithSales(work, ids),
    fullProfiles(work, [memberId]),
    netSpends(work, ids, spend),
    store.collectedBy(work.tx, ids),
  ])
  const stand = present(stands.get(memberId), 'R10: a member stands somewhere')
  const person: Person = {
    memberId,
    on,
    collected,
    bought: bought.length > 0,
    full: full.has(memberId),
    birthOn: members[0]?.birthOn ?? null,
    buyer: buyerOf(stand),
    spentMinor: spends.reduce((total, one) => total + one.netMinor, 0),
  }
  return person
}

type Judged = Readonly<{ instance: Instance | null; count: number; hindrance: Hindrance | null }>

/** R10: the first thing that stands in the way, in order of precedence. */
function judge(claim: Claim, person: Person, lifeEvent: LifeEvent | null): Judged {
  const instances = instancesOn(claim, person.on, { birthOn: person.birthOn, lifeEvent })
  const left = instances.filter((one) => !person.collected.has(`${claim.code} ${one.key}`))
  const instance = left[0] ?? instances[0] ?? null
  const count = countFor(claim, person.spentMinor)
  const asked = claim.occasion === 'life_event' && lifeEvent === null
  const hindrances: readonly (readonly [Hindrance, boolean])[] = [
    ['membership_not_active', person.buyer === null],
    ['claim_not_for_tier', claim.tiers.length > 0 && !claim.tiers.includes(person.buyer?.tier ?? '')],
    ['claim_needs_purchase', claim.needsPurchase && !person.bought],
    ['claim_needs_profile', claim.needsProfile && !person.full],
    ['claim_outside_window', instance === null && !asked],
    ['claim_below_bands', count === 0],
    ['claim_collected', instance !== null && left.length === 0],
  ]
  const hindrance = hindrances.find(([, holds]) => holds)?.[0] ?? null
  return { instance, count, hindrance }
}

/** Only reads; whoever is bound to a branch sees the claims of every member, because they are collected anywhere. */
export async function ofMember(work: Work, wish: Wish<typeof memberClaims>) {
  const { memberId } = wish
  const [member] = await membersById(work, [memberId])
  if (!member || member.withdrawnAt !== null) throw new Refusal('member_unknown')
  const on = wish.on ?? (await today(work))
  const program = await liveProgram(work)
  const person = await personOn(work, memberId, { on, program })
  const rows = program.document.claims.map((claim) => {
    const { instance, count, hindrance } = judge(claim, person, null)
    const { code, nameZh, nameEn, occasion, lifeEvents, forOthers, productCode, couponCode, points } = claim
    return {
      code,
      nameZh,
      nameEn,
      occasion,
      lifeEvents,
      forOthers,
      productCode,
      couponCode,
      points,
      count,
      instance: instance?.key ?? null,
      festival: instance?.festival ?? null,
      from: instance?.from ?? null,
      to: instance?.to ?? null,
      hindrance,
    }
  })
  return { on, rows }
}

/** R10: hands over once per id and once per instance; a refusal is final for its id (X3). */
export async function collect(work: Work, wish: Wish<typeof collectClaim>) {
  const program = await liveProgram(work)
  const memberId = (await idsByNumber(work, [wish.memberNumber])).get(wish.memberNumber) ?? null
  const claim = program.document.claims.find((one) => one.code === wish.claimCode) ?? null
  const rule = program.document.coupons.find((one) => one.code === claim?.couponCode)
  const on = await today(work)
  // Before the locks: a twin that collects meanwhile is refused by the key, and this work is tried again.
  const person = memberId === null ? null : await personOn(work, memberId, { on, program })
  const many =
    person === null || claim === null || claim.productCode !== null ? 1 : countFor(claim, person.spentMinor)
  const coupons = rule && many > 0 ? [{ rule, count: many }] : []
  const points = claim?.points ?? 0
  const open =
    memberId === null ? null : await wallet.openGifts(work, { memberId, points, coupons }, { looking: false })
  return once(work, wish, {
    room: 'reward',
    kind: 'claim',
    find: (id) => store.claimById(work.tx, id),
    answer: shown,
    decide: async (fingerprint) => {
      const branch = (await branchesByCode(work, [wish.branchCode])).get(wish.branchCode)
      if (memberId === null || person === null || open === null) throw new Refusal('member_unknown')
      if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
      if (claim === null) throw new Refusal('claim_unknown')
      const lifeEvent = eventOf(claim, wish)
      const { instance, count, hindrance } = judge(claim, person, lifeEvent)
      if (hindrance !== null) throw new Refusal(hindrance)
      wallet.mustBeGivable(open)
      const due = { branch, claim, program, memberId, on, open, count }
      return handOver(
        work,
        { ...wish, fingerprint },
        { ...due, instance: present(instance, 'R11: in a window') },
      )
    },
  })
}

/** C34: a life event is one the claim is for, on a day, and of somebody else only where the claim says so. */
function eventOf(claim: Claim, { lifeEvent, eventOn, forWhom }: Wish<typeof collectClaim>): LifeEvent | null {
  if (claim.occasion !== 'life_event') return null
  if (lifeEvent === null || eventOn === null || !isNamed(claim.lifeEvents, lifeEvent))
    throw new Refusal('claim_event_needed', { lifeEvents: claim.lifeEvents })
  if (forWhom !== '' && !claim.forOthers) throw new Refusal('claim_not_for_others')
  return { kind: lifeEvent, on: eventOn, forWhom }
}

/** Nothing named means all of them. */
const isNamed = <Of>(named: readonly Of[], one: Of): boolean => named.length === 0 || named.includes(one)

type Due = Readonly<{
  branch: Branch
  claim: Claim
  program: LiveProgram
  memberId: string
  on: BusinessDay
  open: wallet.GiftsOpen
  instance: Instance
  count: number
}>

/** Stock may be short, which is the last refusal: nothing was written before it. */
async function handOver(
  work: Work,
  wish: Wish<typeof collectClaim> & { fingerprint: string },
  { branch, claim, program, memberId, on, open, instance, count }: Due,
): Promise<store.ClaimRow> {
  const { id, fingerprint } = wish
  const { productCode, couponCode, occasion, code: claimCode } = claim
  const cause = { kind: 'claim', id }
  const goods = productCode === null ? [] : [{ productCode, branchId: branch.id, quantity: count, cause }]
  await takeStock(work, goods)
  const given = await wallet.giveGifts(work, open, { ...cause, fingerprint, branchId: branch.id, program })
  const life = occasion === 'life_event'
  const row: store.NewClaim = {
    id,
    fingerprint,
    memberId,
    claimCode,
    occasion,
    instance: instance.key,
    branchId: branch.id,
    day: on,
    lifeEvent: life ? wish.lifeEvent : null,
    eventOn: life ? wish.eventOn : null,
    forWhom: life ? wish.forWhom : '',
    productCode,
    count,
    couponCode,
    points: given.points,
    pointsExpireOn: given.pointsExpireOn,
    coupons: [...given.coupons],
    note: wish.note,
    programVersion: program.version,
  }
  await store.insertClaim(work, row)
  work.record(claimCollected(row))
  return { ...row, at: work.at, byName: work.by.name }
}

const shown = ({ fingerprint: _, ...row }: store.ClaimRow) => row

/** Whoever is bound to branches sees what was collected there. */
export async function list(work: Work, wish: Wish<typeof listClaims>) {
  const { memberId, claimCode = null, from = null, to = null, page, rows: most } = wish
  const memberIds = memberId === undefined ? null : await withGone(work, memberId)
  const asked = { memberIds, claimCode, from, to, scope: work.by.branchIds, first: (page - 1) * most, most }
  const { rows, total } = await store.claims(work.tx, asked)
  const members = await membersById(work, [...new Set(rows.map((row) => row.memberId))])
  const byId = new Map(members.map((one) => [one.id, one]))
  return {
    total,
    rows: rows.map((row) => {
      const member = byId.get(row.memberId)
      return { ...shown(row), memberNumber: member?.number ?? null, memberName: member?.name ?? null }
    }),
  }
}
