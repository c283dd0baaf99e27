import type { Wish } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import type { Work } from '#db/work'
import { CLUB_LINK, linked, linkToken, membersById, survivorsOf } from '#domain/member/index'
import { isChild } from '#domain/member/model/reach'
import { chain, today } from '#domain/org/index'
import type { clubLink } from './contract/forum.ts'
import { authorOf, leftOf, USUAL_LIMITS, type Author, type Limits } from './model/post.ts'
import * as people from './store/people.ts'
import * as posts from './store/posts.ts'

/** A member who has come by their own link. */
export type Person = Readonly<{
  id: string
  /** The member and all who have gone into it (N10). */
  ids: readonly string[]
  name: string
  child: boolean
  on: BusinessDay
  chainName: string
}>

export const LOOKING = { writing: false } as const
export const WRITING = { writing: true } as const

/** F2: whom a link is for. Whoever writes is locked first, so that limits hold. */
export async function personOf(
  work: Work,
  token: string,
  { writing }: Readonly<{ writing: boolean }>,
): Promise<Person> {
  const { name: chainName } = await chain(work)
  const found = await linked(work, { use: CLUB_LINK, token, writing })
  if (!found) throw new Refusal('club_link_unknown')
  const { member, ids } = found
  const on = await today(work)
  return { id: member.id, ids, name: member.name, child: isChild(member, on), on, chainName }
}

/** The member a link is for; refused as `club_link_unknown`. */
export const memberOf = async (work: Work, token: string): Promise<string> =>
  (await personOf(work, token, LOOKING)).id

export async function limits(work: Work): Promise<Limits> {
  return (await people.lastRules(work.tx)) ?? USUAL_LIMITS
}

/** F6: how much more this member may write today. */
export async function left(work: Work, { ids, on }: Person) {
  const [most, written] = await all([limits(work), posts.writtenOn(work.tx, ids, on)])
  return leftOf(most, written)
}

/** F2, F6: refuses a child, and whoever has written enough today. */
export const mustBeGrown = ({ child }: Person): void => {
  if (child) throw new Refusal('club_child')
}

export async function mustHaveLeft(work: Work, person: Person, what: 'posts' | 'reviews'): Promise<void> {
  if ((await left(work, person))[what] === 0) throw new Refusal('club_limit_reached')
}

export type Authors = (memberId: string | null) => Author
/** Whom staff sees behind a post: who stayed, after a merge; null when nobody is here any more. */
export type Known = Readonly<{ id: string; number: string; name: string }>

/** F4: names as they stand when something is read. */
export async function authorsOf(
  work: Work,
  rows: readonly Readonly<{ memberId: string | null }>[],
): Promise<{ authorOf: Authors; known: (memberId: string | null) => Known | null }> {
  const asked = [...new Set(rows.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))]
  const stayed = await survivorsOf(work, asked)
  const ids = [...new Set(asked.map((id) => stayed.get(id) ?? id))]
  const [{ name: chainName }, members, nicknames] = await all([
    chain(work),
    membersById(work, ids),
    people.nicknames(work.tx, ids),
  ])
  const byId = new Map(members.map((one) => [one.id, one]))
  const of = (memberId: string | null) =>
    memberId === null ? null : byId.get(stayed.get(memberId) ?? memberId)
  return {
    authorOf: (memberId) => {
      const member = of(memberId)
      // A member row is never deleted; one that cannot be read is shown as somebody who has left.
      if (member === undefined) return { kind: 'former', name: '' }
      return authorOf(member && { ...member, nickname: nicknames.get(member.id) ?? null }, chainName)
    },
    known: (memberId) => {
      const member = of(memberId)
      return member?.withdrawnAt === null ? { id: member.id, number: member.number, name: member.name } : null
    },
  }
}

export async function linkOf(work: Work, { memberId }: Wish<typeof clubLink>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const { salt } = await chain(work)
  return { path: clubPath(salt, memberId) }
}

/** Where a member's own way into the zone lies below the public address. */
export const clubPath = (salt: string, memberId: string): string =>
  `forum/${linkToken(salt, CLUB_LINK, memberId)}`
