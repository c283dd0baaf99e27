import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { cardsByNumber, enrolMany, membersById, type Enrolment } from '#domain/member/index'
import { APPLIED, aside, attempt, note, refused, type Doing, type Judged } from './doing.ts'
import { enrolmentBody } from './model/bodies.ts'
import type { Placed } from './model/receive.ts'
import { insertAlias, type Alias } from './store/aliases.ts'
import { atTill } from './till.ts'

/**
 * A member a till enrolled. A mobile that is known already is the same person: the older one stays, and what the till
 * writes of the new one goes there. A number that was taken meanwhile is replaced by the next of the series.
 */
export async function carryEnrolment(doing: Doing, placed: Placed): Promise<Judged> {
  const { event } = placed
  const read = enrolmentBody.safeParse(event.body)
  if (!read.success || read.data.enrolment.id !== event.id) return aside('body_unknown')
  const { enrolment, cashier } = read.data
  const wish = { ...enrolment, branchId: enrolment.branchId ?? doing.till.storeId } as Enrolment
  const told = await attempt(atTill(doing.work, doing.till, cashier), (work) =>
    enrolOne({ ...doing, work }, placed, wish),
  )
  if (!(told instanceof Refusal)) return told
  note(doing, placed, 'refused', {
    subject: told.code,
    memberId: event.id,
    evidence: { details: told.details },
  })
  return refused(told.code)
}

async function enrolOne(doing: Doing, placed: Placed, wish: Enrolment): Promise<Judged> {
  const { work } = doing
  const [answer] = await enrolMany(work, [wish])
  const { code, details = {}, replayed } = present(answer, 'N5: every wish is answered')
  if (code === 'applied') {
    if (wish.number === null && numberOf(placed) !== null) await noteNumber(doing, placed, wish)
    if (!replayed) doing.done.add(wish.id)
    return replayed ? { outcome: 'duplicate', code: null } : APPLIED
  }
  if (code === 'number_taken') return enrolOne(doing, placed, { ...wish, number: null })
  // A profile field that was taken away meanwhile is no reason to lose a member.
  if (code === 'field_unknown') return enrolOne(doing, placed, { ...wish, extra: {} })
  if (code !== 'mobile_taken') throw new Refusal(code, details)
  const number = String(details['number'])
  const holder = (await cardsByNumber(work, [number])).get(number)
  if (!holder) throw new Refusal(code, details)
  await keepAlias(doing, {
    memberId: wish.id,
    heirId: holder.personId,
    heirNumber: number,
    why: 'duplicate_mobile',
    eventHash: placed.hash,
  })
  doing.done.add(wish.id)
  const evidence = { tillNumber: numberOf(placed), number, olderId: holder.personId }
  note(doing, placed, 'duplicate_mobile', { subject: number, memberId: holder.personId, evidence })
  return APPLIED
}

async function noteNumber(doing: Doing, placed: Placed, wish: Enrolment): Promise<void> {
  const [member] = await membersById(doing.work, [wish.id])
  const { number } = present(member, 'N5: who was enrolled is there')
  await keepAlias(doing, {
    memberId: wish.id,
    heirId: wish.id,
    heirNumber: number,
    why: 'number_taken',
    eventHash: placed.hash,
  })
  const evidence = { tillNumber: numberOf(placed), number }
  note(doing, placed, 'number_taken', { subject: numberOf(placed), memberId: wish.id, evidence })
}

async function keepAlias(doing: Doing, alias: Alias): Promise<void> {
  await insertAlias(doing.work, alias)
  doing.aliases.set(alias.memberId, alias)
}

function numberOf({ event }: Placed): string | null {
  const read = enrolmentBody.safeParse(event.body)
  return read.success ? read.data.enrolment.number : null
}
