import type { Work } from '#db/work'
import { accountsOf, livingOwners } from './households.ts'
import { cardsOfGone } from './merge.ts'
import type { CardState } from './model/cards.ts'
import * as cards from './store/cards.ts'
import { standingOf } from './store/households.ts'
import * as members from './store/members.ts'
import * as organisations from './store/organisations.ts'

export type Card = Readonly<{
  /** On whose account the card counts: a household's owner, an organisation, or the person's own (N15, N16). */
  memberId: string
  state: CardState
  /** Whose card it is: the member, or the contact person of an organisation. */
  personId: string
  /** An agent's card that no shop has registered yet (N13). */
  inactive: boolean
}>

/**
 * Whom each card names and whether it is taken (N6, N7); numbers nobody living holds are absent. One statement, as long
 * as no card is of a household or of somebody gone.
 */
export async function cardsByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, Card>> {
  const rows = await cards.cardsByNumber(work.tx, numbers)
  const owners = await livingOwners(
    work,
    rows.flatMap((row) => (row.ownerId === null ? [] : [row.ownerId])),
  )
  const found = new Map<string, Card>()
  for (const { number, ownerId, ...card } of rows)
    found.set(number, { ...card, memberId: owners.get(ownerId ?? '') ?? card.personId })
  const missing = numbers.filter((one) => !found.has(one))
  for (const [number, card] of await otherCards(work, missing)) found.set(number, card)
  return found
}

/** Cards of members who have gone into another, and of the contact persons of organisations. */
async function otherCards(work: Work, numbers: readonly string[]): Promise<Map<string, Card>> {
  if (numbers.length === 0) return new Map()
  const found = new Map<string, Card>()
  const ofContacts = await organisations.contactsByNumber(work.tx, numbers)
  const accounts = await livingOwners(
    work,
    ofContacts.map((one) => one.organisationId),
  )
  for (const { number, id: personId, organisationId } of ofContacts) {
    const memberId = accounts.get(organisationId)
    if (number !== null && memberId !== undefined)
      found.set(number, { memberId, personId, state: 'good', inactive: false })
  }
  const ofGone = await cardsOfGone(work, numbers)
  const shared = await accountsOf(
    work,
    ofGone.map((one) => one.memberId),
  )
  for (const { number, memberId: personId, state } of ofGone)
    found.set(number, { memberId: shared.get(personId) ?? personId, personId, state, inactive: false })
  return found
}

/** On whose account each number counts; that of a merged one leads to who stayed. Numbers nobody holds are absent. */
export async function idsByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const ids = new Map((await members.idsByNumber(work.tx, numbers)).map((one) => [one.number, one.id]))
  const shared = await accountsOf(work, [...ids.values()])
  for (const [number, id] of ids) found.set(number, shared.get(id) ?? id)
  // A number that names nobody living may be of somebody who has gone into another (N10), or of a contact person.
  const missing = numbers.filter((number) => !found.has(number))
  for (const [number, card] of await otherCards(work, missing))
    if (card.state !== 'replaced') found.set(number, card.memberId)
  return found
}

/** Who stands at the counter with a card, and what they may spend of the account in a month. */
export type Person = Readonly<{
  /** The account the card counts on. */
  memberId: string
  personId: string
  /** A member of their own, one of a household, or a contact person of an organisation. */
  kind: 'member' | 'household' | 'contact'
  name: string
  /** Minor units per calendar month; null for no limit. The sale enforces it. */
  monthMostMinor: number | null
}>

/** N15, N16: the person behind a card; null when it names nobody. */
export async function personOf(work: Work, number: string): Promise<Person | null> {
  const card = (await cardsByNumber(work, [number])).get(number)
  if (!card) return null
  const { memberId, personId } = card
  const [contact] = await organisations.contactsByNumber(work.tx, [number])
  if (contact?.id === personId) {
    const { name, monthMostMinor } = contact
    return { memberId, personId, kind: 'contact', name, monthMostMinor }
  }
  const [member] = await members.byIds(work.tx, [personId])
  if (!member) return null
  const [joining] = memberId === personId ? [] : await standingOf(work.tx, [personId])
  const kind = joining ? ('household' as const) : ('member' as const)
  return { memberId, personId, kind, name: member.name, monthMostMinor: joining?.monthMostMinor ?? null }
}
