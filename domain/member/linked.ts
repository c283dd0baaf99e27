import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { idOfLink } from './link.ts'
import { survivorsOf, withGone } from './merge.ts'
import { reachables, reachablesAtTheGate } from './respect.ts'
import type { Reachable } from './store/respect.ts'

/** Somebody who is with us: the member, and with them all who have gone into it (N10). */
export type Here = Readonly<{ member: Reachable; ids: readonly string[] }>

/** Whoever writes is locked first, so that two presses of one member, or one and a withdrawal, stand in a row. */
type Writing = Readonly<{ writing: boolean }>

/** Who stayed for a member, or the member; null for whoever has left. */
export async function hereNow(work: Work, memberId: string, { writing }: Writing): Promise<Here | null> {
  const id = (await survivorsOf(work, [memberId])).get(memberId) ?? memberId
  const [member] = await (writing ? reachablesAtTheGate(work, [id]) : reachables(work, [id]))
  if (!member || member.withdrawnAt !== null) return null
  return { member, ids: await withGone(work, id) }
}

type Coming = Readonly<{
  /** What the link is good for. */
  use: string
  token: string
}> &
  Writing

/** Whom a link is for, or who stayed for them; null when we did not make it, and for whoever has left. */
export async function linked(work: Work, { use, token, writing }: Coming): Promise<Here | null> {
  const { salt } = await chain(work)
  const known = idOfLink(salt, use, token)
  return known === null ? null : hereNow(work, known, { writing })
}
