import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { CardHappening, CardState } from '../model/cards.ts'

export type NewLoss = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  number: string
  reason: string
}>
export type LossRow = NewLoss & Readonly<{ at: Instant }>
export type NewFinding = NewLoss & Readonly<{ lossId: string }>
export type FindingRow = NewFinding & Readonly<{ at: Instant }>
export type NewReplacement = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  oldNumber: string
  newNumber: string
  reason: string
}>
export type ReplacementRow = NewReplacement & Readonly<{ at: Instant }>

/** Of these numbers, those that name somebody: a living, withdrawn, replaced or contact person's card (N2, N6, N16). */
export async function takenNumbers(tx: Tx, numbers: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select number from member.member where number = any(${numbers}::text[])
     union
    select old_number from member.card_replacement where old_number = any(${numbers}::text[])
     union
    select number from member.contact_person where number = any(${numbers}::text[])`.execute(tx)
  return rows.map((row) => row.number)
}

/** On whose account a member's card counts (N15), as a scalar for the same reason as the loss below. */
const ownerOf = (personId: string) =>
  sql.raw(`(select j.owner_id from member.household_joining j
             where j.person_id = ${personId} and j.left_by_id is null) as "ownerId"`)

/**
 * Whom each number names and whether the card is taken; numbers nobody living holds are absent. The loss is asked as
 * a scalar on purpose: a join would let the planner read all losses there ever were.
 */
export async function cardsByNumber(tx: Tx, numbers: readonly string[]) {
  const { rows } = await sql<{
    number: string
    personId: string
    ownerId: string | null
    inactive: boolean
    state: CardState
  }>`/* prepared */
    select m.number, m.id as "personId", ${ownerOf('m.id')}, m.awaits_registration as inactive,
           case when (select l.id from member.card_loss l
                       where l.member_id = m.id and l.number = m.number and l.ended_by_id is null) is null
                then 'good' else 'lost' end as state
      from member.member m
     where m.number = any(${numbers}::text[]) and m.withdrawn_at is null
     union all
    select r.old_number, r.member_id, ${ownerOf('r.member_id')}, m.awaits_registration, 'replaced'
      from member.card_replacement r join member.member m on m.id = r.member_id
     where r.old_number = any(${numbers}::text[]) and m.withdrawn_at is null`.execute(tx)
  return rows
}

export async function lossById(tx: Tx, id: string): Promise<LossRow | undefined> {
  const { rows } = await sql<LossRow>`
    select id, fingerprint, member_id as "memberId", number, reason, at
      from member.card_loss where id = ${id}`.execute(tx)
  return rows[0]
}

export async function openLoss(tx: Tx, card: Readonly<{ memberId: string; number: string }>) {
  const { rows } = await sql<{ id: string }>`
    select id from member.card_loss
     where member_id = ${card.memberId} and number = ${card.number} and ended_by_id is null`.execute(tx)
  return rows[0]?.id
}

export async function insertLoss(work: Work, row: NewLoss): Promise<void> {
  await sql`
    insert into member.card_loss (id, fingerprint, member_id, number, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.number}, ${row.reason}, ${work.at},
            ${work.by.id})`.execute(work.tx)
}

/** N7: an open loss ends once, by the row whose id it keeps; a card that was not lost has none. */
export async function endLoss(
  tx: Tx,
  of: Readonly<{ memberId: string; number: string; byId: string }>,
): Promise<void> {
  await sql`
    update member.card_loss set ended_by_id = ${of.byId}
     where member_id = ${of.memberId} and number = ${of.number} and ended_by_id is null`.execute(tx)
}

export async function findingById(tx: Tx, id: string): Promise<FindingRow | undefined> {
  const { rows } = await sql<FindingRow>`
    select f.id, f.fingerprint, f.loss_id as "lossId", f.member_id as "memberId", l.number, f.reason, f.at
      from member.card_finding f join member.card_loss l on l.id = f.loss_id
     where f.id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertFinding(work: Work, row: NewFinding): Promise<void> {
  await sql`
    insert into member.card_finding (id, fingerprint, loss_id, member_id, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.lossId}, ${row.memberId}, ${row.reason}, ${work.at},
            ${work.by.id})`.execute(work.tx)
}

export async function replacementById(tx: Tx, id: string): Promise<ReplacementRow | undefined> {
  const { rows } = await sql<ReplacementRow>`
    select id, fingerprint, member_id as "memberId", old_number as "oldNumber", new_number as "newNumber", reason, at
      from member.card_replacement where id = ${id}`.execute(tx)
  return rows[0]
}

/** The member is locked by the caller, so the count before is the place of this one. */
export async function insertReplacement(work: Work, row: NewReplacement): Promise<void> {
  await sql`
    insert into member.card_replacement
           (id, fingerprint, member_id, nth, old_number, new_number, reason, at, by_id)
    select ${row.id}::uuid, ${row.fingerprint}, ${row.memberId}::uuid, count(*) + 1, ${row.oldNumber},
           ${row.newNumber}, ${row.reason}, ${work.at}::timestamptz, ${work.by.id}::uuid
      from member.card_replacement where member_id = ${row.memberId}::uuid`.execute(work.tx)
}

/** N6: the number in force; the version moves, so that nobody saves a profile seen before. */
export async function putInForce(tx: Tx, of: Readonly<{ memberId: string; number: string }>): Promise<void> {
  await sql`
    update member.member set number = ${of.number}, version = version + 1 where id = ${of.memberId}`.execute(
    tx,
  )
}

export async function replacementsOf(tx: Tx, memberId: string) {
  const { rows } = await sql<{ oldNumber: string; at: Instant }>`
    select old_number as "oldNumber", at from member.card_replacement
     where member_id = ${memberId} order by nth desc`.execute(tx)
  return rows
}

export type HappeningRow = Readonly<{
  id: string
  kind: CardHappening
  number: string | null
  newNumber: string | null
  reason: string
  at: Instant
  byId: string | null
}>

/** Everybody whose card in force is lost. */
export async function lostHolders(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct l.member_id as id from member.card_loss l
      join member.member m on m.id = l.member_id and m.number = l.number
     where l.ended_by_id is null`.execute(tx)
  return rows.map((row) => row.id)
}

/** Everything that happened to a member's cards and PIN, newest first; of one instant, the later id first. */
export async function happeningsOf(tx: Tx, memberId: string): Promise<HappeningRow[]> {
  const { rows } = await sql<HappeningRow>`
    select id, 'loss' as kind, number, null as "newNumber", reason, at, by_id as "byId"
      from member.card_loss where member_id = ${memberId}
     union all
    select f.id, 'finding', l.number, null, f.reason, f.at, f.by_id
      from member.card_finding f join member.card_loss l on l.id = f.loss_id where f.member_id = ${memberId}
     union all
    select id, 'replacement', old_number, new_number, reason, at, by_id
      from member.card_replacement where member_id = ${memberId}
     union all
    select id, 'pin_reset', null, null, reason, at, by_id from member.pin_reset where member_id = ${memberId}
     order by at desc, id desc`.execute(tx)
  return rows
}
