import type { Wish } from '#base/endpoint'
import { businessDay, type BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { branches, chain } from '#domain/org/index'
import type { enrolMember } from './contract.ts'
import { memberEnrolled } from './events.ts'
import { plainPhone } from './model.ts'
import { nextNumbers } from './numbers.ts'
import { blanksByNumber, issueBlanks } from './store/blank-cards.ts'
import { takenNumbers } from './store/cards.ts'
import * as store from './store/members.ts'

export type Enrolment = Wish<typeof enrolMember>
export type EnrolAnswer = Readonly<{
  id: string
  code: 'applied' | 'member_id_reused' | 'branch_unknown' | 'number_taken' | 'mobile_taken' | 'field_unknown'
  replayed: boolean
  details?: Record<string, unknown>
}>

/**
 * Enrols many at once; each gets its own answer and a refused one never stops the rest. Numbers are given in the
 * order asked.
 */
export async function enrolMany(work: Work, wishes: readonly Enrolment[]): Promise<EnrolAnswer[]> {
  const { answers, rows } = await decided(work, wishes)
  await giveNumbers(work, rows, wishes)
  if (rows.length > 0) await write(work, rows, wishes)
  return answers
}

/** What enrolling would answer now, without any effect. */
export async function judgeEnrolments(work: Work, wishes: readonly Enrolment[]): Promise<EnrolAnswer[]> {
  return (await decided(work, wishes)).answers
}

async function decided(
  work: Work,
  wishes: readonly Enrolment[],
): Promise<{ answers: EnrolAnswer[]; rows: store.NewMember[] }> {
  const known = await whatIsTaken(work, wishes)
  const rows: store.NewMember[] = []
  const answers = wishes.map((wish): EnrolAnswer => {
    const row = rowOf(wish, known)
    const before = known.members.get(wish.id)
    if (before)
      return {
        id: wish.id,
        code: before === row.fingerprint ? 'applied' : 'member_id_reused',
        replayed: true,
      }
    const refused = refusalOf(wish, row, known)
    if (refused) return { id: wish.id, replayed: false, ...refused }
    known.members.set(wish.id, row.fingerprint)
    if (wish.number !== null) known.numbers.add(wish.number)
    if (row.mobile !== null) known.mobiles.set(row.mobile, row.number)
    rows.push(row)
    return { id: wish.id, code: 'applied', replayed: false }
  })
  return { answers, rows }
}

type Known = {
  today: BusinessDay
  branchIds: Set<string>
  fields: Set<string>
  members: Map<string, string>
  numbers: Set<string>
  mobiles: Map<string, string>
  /** Printed cards among the numbers, with the agent they are coded to. */
  agents: Map<string, string>
}

async function whatIsTaken(work: Work, wishes: readonly Enrolment[]): Promise<Known> {
  const numbers = wishes.flatMap((w) => (w.number === null ? [] : [w.number]))
  const mobiles = wishes.flatMap((w) => (w.mobile === null ? [] : [plainPhone(w.mobile)]))
  const { zone, closingHour } = await chain(work)
  const today = businessDay(work.at, zone, closingHour)
  const branchIds = new Set((await branches(work)).map((b) => b.id))
  const fields = new Set((await store.fields(work.tx)).map((f) => f.key))
  const taken = new Set(await takenNumbers(work.tx, numbers))
  const blanks = numbers.length === 0 ? [] : await blanksByNumber(work.tx, numbers)
  const agents = new Map(blanks.flatMap((b) => (b.agentCode === null ? [] : [[b.number, b.agentCode]])))
  const holders = new Map((await store.takenMobiles(work.tx, mobiles)).map((m) => [m.mobile, m.number]))
  // Ids last on purpose: whoever's number or mobile was seen above is seen here too, so a retry meets itself
  // and not a stranger.
  const known = await store.byIds(
    work.tx,
    wishes.map((w) => w.id),
  )
  const members = new Map(known.map((m) => [m.id, m.fingerprint]))
  return { today, branchIds, fields, members, numbers: taken, mobiles: holders, agents }
}

function refusalOf(wish: Enrolment, row: store.NewMember, known: Known) {
  if (wish.branchId !== null && !known.branchIds.has(wish.branchId))
    return { code: 'branch_unknown' as const }
  if (wish.number !== null && known.numbers.has(wish.number)) {
    return { code: 'number_taken' as const, details: { number: wish.number } }
  }
  const holder = row.mobile === null ? undefined : known.mobiles.get(row.mobile)
  if (holder !== undefined) return { code: 'mobile_taken' as const, details: { number: holder } }
  const unknown = Object.keys(wish.extra).find((key) => !known.fields.has(key))
  return unknown === undefined ? undefined : { code: 'field_unknown' as const, details: { field: unknown } }
}

/** C08: who comes with an agent's card is the agent's, and waits until a shop has registered the card. */
function rowOf(wish: Enrolment, { today, agents }: Known): store.NewMember {
  const { consent: _consent, prefix: _prefix, ...fields } = wish
  const agentCode = agents.get(wish.number ?? '') ?? null
  return {
    ...fields,
    fingerprint: fingerprint(wish),
    number: wish.number ?? '',
    joinedOn: wish.joinedOn ?? today,
    mobile: wish.mobile === null ? null : plainPhone(wish.mobile) || null,
    agentCode,
    awaitsRegistration: agentCode !== null,
  }
}

/** N1: series in the order of their prefixes, so that two batches lock them alike. */
async function giveNumbers(
  work: Work,
  rows: readonly store.NewMember[],
  wishes: readonly Enrolment[],
): Promise<void> {
  const prefixOf = new Map(wishes.map((wish) => [wish.id, wish.prefix ?? '']))
  const waiting = rows.filter((row) => row.number === '')
  for (const prefix of [...new Set(waiting.map((row) => prefixOf.get(row.id) ?? ''))].sort()) {
    const queue = waiting.filter((row) => prefixOf.get(row.id) === prefix)
    const besides = rows.filter((row) => row.number !== '').map((row) => row.number)
    const numbers = await nextNumbers(work, prefix, { count: queue.length, besides })
    queue.forEach((row, at) => Object.assign(row, { number: numbers[at] }))
  }
}

async function write(
  work: Work,
  rows: readonly store.NewMember[],
  wishes: readonly Enrolment[],
): Promise<void> {
  must(new Set(rows.map((row) => row.number)).size === rows.length, 'N2: a number names one member')
  await store.insertMembers(work, rows)
  const printed = new Set(wishes.flatMap((wish) => (wish.number === null ? [] : [wish.number])))
  const given = rows.filter((row) => printed.has(row.number))
  if (given.length > 0)
    await issueBlanks(
      work,
      given.map((row) => ({ number: row.number, memberId: row.id })),
    )
  const enrolled = new Set(rows.map((row) => row.id))
  const consents = wishes
    .filter((wish) => enrolled.has(wish.id))
    .flatMap((wish) =>
      (wish.consent?.channels ?? []).map((channel) => ({
        id: work.newId(),
        memberId: wish.id,
        channel,
        granted: true,
        textVersion: wish.consent?.textVersion ?? '',
        source: wish.source,
      })),
    )
  if (consents.length > 0) await store.insertConsents(work, consents)
  work.record(...rows.map((row) => memberEnrolled(row)))
}

/** Enrols one: a batch of one whose refusal is thrown. */
export async function enrol(work: Work, wish: Enrolment) {
  const [answer] = await enrolMany(work, [wish])
  const { code, details } = present(answer, 'N5: every wish is answered')
  if (code !== 'applied') throw new Refusal(code, details)
  const [member] = await store.byIds(work.tx, [wish.id])
  return present(member, 'N5: who was enrolled is there')
}
