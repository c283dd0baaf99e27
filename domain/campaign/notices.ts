import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { LoggedEvent } from '#db/events'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { importedAmong } from '#domain/sale/index'
import type { memberNotices } from './contract/notice.ts'
import { isToldOf } from './model.ts'
import { SEND_JOB } from './port.ts'
import * as store from './store/notices.ts'

/** Notices shown of one member; more than anybody has been told so far. */
const MOST_SHOWN = 200

/** The body is the standing room's own event, versioned by its kind. */
type Moved = Readonly<{
  id: string
  from: string
  to: string
  up: boolean
  why: string
  causeKind: string
  causeId: string
}>

/**
 * K11: a row for every move up that somebody's doing brought, so that it is told once. What an import of past sales
 * raised is no news to anybody.
 */
export async function noteRises(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const moves = events.flatMap(({ subjectId, body, recordedAt }) => {
    const move = body as Moved
    return subjectId !== null && isToldOf(move) ? [{ ...move, memberId: subjectId, recordedAt }] : []
  })
  const sales = moves.filter((one) => one.causeKind === 'sale').map((one) => one.causeId)
  const imported = sales.length === 0 ? new Set<string>() : await importedAmong(work, sales)
  const rows = moves
    .filter((one) => !imported.has(one.causeId))
    .map(({ id: moveId, memberId, from, to, recordedAt: movedAt }) => ({
      id: work.newId(),
      memberId,
      moveId,
      from,
      to,
      movedAt,
    }))
  if (rows.length === 0) return
  await store.insertNotices(work, rows)
  ask(work, SEND_JOB)
}

/** What a member was told about the own account, and what became of it. */
export async function memberNoticesShown(work: Work, { memberId }: Wish<typeof memberNotices>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  return { notices: await store.noticesOf(work.tx, memberId, MOST_SHOWN) }
}
