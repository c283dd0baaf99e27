import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { actOf, again, refuse, stayRefused } from '#db/once'
import type { Work } from '#db/work'
import type * as contract from './contract/household.ts'
import { householdJoined, householdLeft, quotaKept } from './household-events.ts'
import { lockPair, survivorsOf } from './merge.ts'
import * as store from './store/households.ts'
import * as members from './store/members.ts'

/**
 * N15: from here on what is bought with this member's card counts on the owner's account. What they held before stays
 * theirs and rests until they leave.
 */
export async function join(work: Work, wish: Wish<typeof contract.joinHousehold>) {
  const act = actOf(wish, { room: 'member', kind: 'household_joining' })
  // Lock both, in one order: two who join each other queue here instead of making a circle.
  const { keep: owner, gone: person } = await lockPair(work, { keepId: wish.ownerId, goneId: wish.memberId })
  const done = await store.joiningById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  if (!owner || owner.withdrawnAt || !person || person.withdrawnAt)
    return refuse(work, act, { code: 'member_unknown' })
  if (owner.kind !== 'person' || person.kind !== 'person')
    return refuse(work, act, { code: 'household_of_persons' })
  const standing = await store.standingOf(work.tx, [owner.id, person.id])
  if (standing.some((one) => one.memberId === person.id))
    return refuse(work, act, { code: 'household_already' })
  if (standing.length > 0) return refuse(work, act, { code: 'household_owner_shares' })
  if ((await store.standingUnder(work.tx, [person.id])).length > 0)
    return refuse(work, act, { code: 'household_has_persons' })
  await store.insertJoining(work, { ...wish, fingerprint: act.fingerprint })
  work.record(householdJoined(wish))
  return { ...wish, at: work.at, replayed: false }
}

/** N15: a joining ends once, by the row of a leaving. */
export async function leave(work: Work, wish: Wish<typeof contract.leaveHousehold>) {
  const { id, memberId, reason } = wish
  const act = actOf(wish, { room: 'member', kind: 'household_leaving' })
  const person = await members.lockMember(work.tx, memberId)
  const done = await store.leavingById(work.tx, id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  if (!person) return refuse(work, act, { code: 'member_unknown' })
  const [joining] = await store.standingOf(work.tx, [memberId])
  if (!joining) return refuse(work, act, { code: 'household_none' })
  const joiningId = joining.id
  await store.insertLeaving(work, { id, fingerprint: act.fingerprint, joiningId, reason })
  work.record(householdLeft({ id, memberId, ownerId: joining.ownerId }))
  return { id, memberId, joiningId, reason, at: work.at, replayed: false }
}

export async function keepQuota(work: Work, wish: Wish<typeof contract.keepHouseholdQuota>) {
  const { memberId, monthMostMinor } = wish
  await members.lockMember(work.tx, memberId)
  const [joining] = await store.standingOf(work.tx, [memberId])
  if (!joining) throw new Refusal('household_none')
  await store.keepQuota(work.tx, joining.id, monthMostMinor)
  work.record(quotaKept({ memberId, ownerId: joining.ownerId, monthMostMinor }))
  return show(work, { memberId })
}

/** Whose account it is and who shares it; somebody who shares with nobody is alone in a household of their own. */
export async function show(work: Work, { memberId }: Pick<Wish<typeof contract.showHousehold>, 'memberId'>) {
  const ownerId = (await accountsOf(work, [memberId])).get(memberId) ?? memberId
  const joinings = await store.standingUnder(work.tx, [ownerId])
  const ids = [ownerId, ...joinings.map((one) => one.memberId)]
  const found = new Map((await members.byIds(work.tx, ids)).map((one) => [one.id, one]))
  const owner = found.get(ownerId)
  if (!owner) throw new Refusal('member_unknown')
  const persons = joinings.flatMap(({ memberId: id, relation, monthMostMinor, at: joinedAt }) => {
    const person = found.get(id)
    return person && person.withdrawnAt === null
      ? [{ id, number: person.number, name: person.name, relation, monthMostMinor, joinedAt }]
      : []
  })
  return { owner: { id: owner.id, number: owner.number, name: owner.name }, persons }
}

/**
 * N15: on whose account each member's card counts: the owner's, or whoever stayed for an owner that has gone into
 * another (N10). Members who share with nobody, or whose owner nobody stayed for, are absent: it is their own.
 */
export async function accountsOf(work: Work, ids: readonly string[]): Promise<Map<string, string>> {
  const joinings = await store.standingOf(work.tx, [...new Set(ids)])
  const owners = await livingOwners(
    work,
    joinings.map((one) => one.ownerId),
  )
  return new Map(
    joinings.flatMap(({ memberId, ownerId }) => {
      const account = owners.get(ownerId)
      return account === undefined ? [] : [[memberId, account]]
    }),
  )
}

/** The owners themselves where they live, else who stayed for them. */
export async function livingOwners(work: Work, ownerIds: readonly string[]): Promise<Map<string, string>> {
  if (ownerIds.length === 0) return new Map()
  const rows = await members.byIds(work.tx, [...new Set(ownerIds)])
  const gone = rows.filter((one) => one.withdrawnAt !== null).map((one) => one.id)
  const living = rows.filter((one) => one.withdrawnAt === null).map((one) => [one.id, one.id] as const)
  return new Map([...living, ...(gone.length === 0 ? [] : await survivorsOf(work, gone))])
}
