import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import {
  idOfLink,
  linkToken,
  reachables,
  reachablesAtTheGate,
  survivorsOf,
  withGone,
} from '#domain/member/index'
import { chain } from '#domain/org/index'

/** A link is good for one survey and one member alone. */
const useOf = (surveyId: string): string => `survey:${surveyId}`

/** Where a member's own page of a survey lies below the public address. */
export const surveyPath = (
  salt: string,
  of: Readonly<{ surveyId: string; no: number; memberId: string }>,
): string => `survey/${of.no}/${linkToken(salt, useOf(of.surveyId), of.memberId)}`

export type Asked = Readonly<{
  id: string
  /** The member and all who have gone into it (N10). */
  ids: readonly string[]
  chainName: string
}>

/**
 * Whom a link is for, or who stayed for them; whoever has left answers nothing any more. Whoever answers is locked
 * first, so that two presses at once stand in a row.
 */
export async function askedOf(
  work: Work,
  { surveyId, token, answering }: Readonly<{ surveyId: string; token: string; answering: boolean }>,
): Promise<Asked> {
  const { salt, name: chainName } = await chain(work)
  const linked = idOfLink(salt, useOf(surveyId), token)
  if (linked === null) throw new Refusal('survey_link_unknown')
  const id = (await survivorsOf(work, [linked])).get(linked) ?? linked
  const [found] = await (answering ? reachablesAtTheGate(work, [id]) : reachables(work, [id]))
  if (!found || found.withdrawnAt !== null) throw new Refusal('survey_link_unknown')
  return { id, ids: await withGone(work, id), chainName }
}
