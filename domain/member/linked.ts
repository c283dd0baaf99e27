import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { idOfLink } from './link.ts'
import { survivorsOf, withGone } from './merge.ts'
import { reachables, reachablesAtTheGate } from './respect.ts'
import type { Reachable } from './store/respect.ts'

/** Who has come by a link of their own: the member, and with them all who have gone into it (N10). */
export type Linked = Readonly<{ member: Reachable; ids: readonly string[] }>

type Coming = Readonly<{
  /** What the link is good for. */
  use: string
  token: string
  /** Whoever writes is locked first, so that two presses of one member, or one and a withdrawal, stand in a row. */
  writing: boolean
}>

/** Whom a link is for, or who stayed for them; null when we did not make it, and for whoever has left. */
export async function linked(work: Work, { use, token, writing }: Coming): Promise<Linked | null> {
  const { salt } = await chain(work)
  const known = idOfLink(salt, use, token)
  if (known === null) return null
  const id = (await survivorsOf(work, [known])).get(known) ?? known
  const [member] = await (writing ? reachablesAtTheGate(work, [id]) : reachables(work, [id]))
  if (!member || member.withdrawnAt !== null) return null
  return { member, ids: await withGone(work, id) }
}
