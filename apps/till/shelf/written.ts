import type { Instant } from '#base/instant'
import type { Told } from '#domain/device/model/answer'
import type { Conservation, Heap } from '../outbox/sync-state.ts'
import { summedPasses } from '#domain/device/model/reservation'
import { EMPTY, heapOf, NOTHING_YET, plus } from '../outbox/heaps.ts'
import type { Follows } from './projection.ts'
import type { KeptEvent, Move, Shelf } from './shelf.ts'

const HEAPS = 'heaps'
/** All but pending is kept as running sums; pending is counted anew, so that the two can disagree and be seen to. */
type Sums = Omit<Conservation, 'pending'>

/**
 * Writes an event and everything that follows from it at the till, in one durable transaction: no receipt without its
 * event, no event without its receipt, and what was spent of a reservation is spent the moment it is written.
 */
export const write = (shelf: Shelf, row: KeptEvent, follows: Follows): Promise<void> =>
  shelf.transaction(
    'rw',
    [shelf.events, shelf.kept, shelf.moves, shelf.receipts, shelf.reservations, shelf.members],
    async () => {
      await shelf.events.add(row)
      await addToHeaps(shelf, { created: heapOf(row) })
      if (follows.move) await shelf.moves.put({ ...follows.move, ...(await setAside(shelf, follows)) })
      if (follows.receipt) await shelf.receipts.put(follows.receipt)
      if (follows.member) await shelf.members.put(follows.member)
      if (follows.burned) await spend(shelf, follows.burned)
      if (follows.closed !== null) await shelf.reservations.update(follows.closed, { closed: true })
    },
  )

/** When what is burned was set aside; nothing of what came in, and of what no voucher or lease was for. */
async function setAside(shelf: Shelf, { burned }: Follows): Promise<Partial<Move>> {
  const row = burned && (await shelf.reservations.get(burned.reservation))
  return row ? { asideAt: row.of.issuedAt } : {}
}

async function spend(
  shelf: Shelf,
  { reservation, units, passes = [] }: NonNullable<Follows['burned']>,
): Promise<void> {
  const row = await shelf.reservations.get(reservation)
  if (!row) return
  const { minor, points, times } = row.spent
  const used = summedPasses(row.spent.passes ?? [], passes)
  const spent = {
    minor: minor + units.minor,
    points: points + units.points,
    times: times + 1,
    ...(used.length > 0 && { passes: used }),
  }
  await shelf.reservations.put({ ...row, spent })
}

type Answering = Readonly<{ told: readonly Told[]; at: Instant }>

/** Takes what head office said of events, each once; answers how many were said for the first time. */
export const takeOutcomes = (shelf: Shelf, { told, at }: Answering): Promise<number> =>
  shelf.transaction(
    'rw',
    [shelf.events, shelf.kept, shelf.moves, shelf.receipts, shelf.members],
    async () => {
      let news = 0
      for (const one of told) {
        // By its id: what an earlier epoch wrote is answered for in the same words.
        const row = await shelf.events.where('id').equals(one.id).first()
        if (row === undefined || row.seq !== one.seq || row.outcome === one.outcome) continue
        await addToHeaps(shelf, moved(row, one.outcome))
        await shelf.events.put({ ...row, outcome: one.outcome, code: one.code, answeredAt: at })
        if (row.outcome === 'pending') news++
        await follow(shelf, { row, told: one, at })
      }
      return news
    },
  )

/**
 * X7: everything of the epochs before this one, and of this one what is behind the mark, waits for head office's word
 * again. It was restored, or may have been: its mark, which would say so, is of the newest epoch alone. What it still
 * has it answers as before, and from that word on it is kept anew.
 */
export const askAgain = (
  shelf: Shelf,
  { epoch, mark }: Readonly<{ epoch: number; mark: number }>,
): Promise<void> =>
  shelf.transaction('rw', [shelf.events, shelf.kept], async () => {
    const place = shelf.events.where('[epoch+seq]')
    const asked = place
      .below([epoch, 0])
      .or('[epoch+seq]')
      .aboveOrEqual([epoch, mark + 1])
    const rows = await asked.filter((row) => row.outcome !== 'pending').toArray()
    const less: Partial<Record<keyof Sums, Heap>> = {}
    for (const row of rows) {
      if (row.outcome === 'pending') continue
      less[row.outcome] = plus(less[row.outcome] ?? EMPTY, negated(heapOf(row)))
    }
    if (rows.length === 0) return
    await addToHeaps(shelf, less)
    await shelf.events.bulkPut(rows.map((row) => ({ ...row, outcome: 'pending' as const })))
  })

const negated = ({ events, minor, points }: Heap): Heap => ({
  events: 0 - events,
  minor: 0 - minor,
  points: 0 - points,
})

/** A later word, such as head office's after it was restored, takes the place of an earlier one. */
function moved(row: KeptEvent, to: Told['outcome']): Partial<Sums> {
  const heap = heapOf(row)
  return row.outcome === 'pending' ? { [to]: heap } : { [to]: heap, [row.outcome]: negated(heap) }
}

type Following = Readonly<{ row: KeptEvent; told: Told; at: Instant }>

async function follow(shelf: Shelf, { row, told, at }: Following): Promise<void> {
  const { outcome } = told
  if (row.kind === 'sale' || row.kind === 'top_up')
    await shelf.receipts.update(row.id, { outcome, code: told.code, finalPoints: told.points })
  // What is booked stays in sight until the member's balance includes it; what is not booked is no value of theirs.
  if (outcome === 'applied' || outcome === 'duplicate') await shelf.moves.update(row.id, { answeredAt: at })
  else await shelf.moves.delete(row.id)
  if (row.kind === 'enrolment') await renamed(shelf, row.id, told)
}

/** Head office knew the mobile, or the number was taken: the member goes on under the name head office gave. */
async function renamed(shelf: Shelf, id: string, { memberId, memberNumber }: Told): Promise<void> {
  const member = await shelf.members.get(id)
  if (!member) return
  const number = memberNumber ?? member.number
  const cards = [...new Set([number, ...(memberId === null || memberId === id ? member.cards : [])])]
  if (memberId === null || memberId === id) return void (await shelf.members.update(id, { number, cards }))
  await shelf.members.delete(id)
  await shelf.moves.where('memberId').equals(id).modify({ memberId })
}

async function addToHeaps(shelf: Shelf, more: Partial<Sums>): Promise<void> {
  const before = await sums(shelf)
  const after = { ...before }
  for (const [where, heap] of Object.entries(more) as [keyof Sums, Heap][])
    after[where] = plus(before[where], heap)
  await shelf.kept.put({ key: HEAPS, value: after })
}

async function sums(shelf: Shelf): Promise<Sums> {
  const kept = (await shelf.kept.get(HEAPS))?.value as Sums | undefined
  const { pending: _pending, ...nothing } = NOTHING_YET
  return kept ?? nothing
}

/** What was answered so far, by its answer: running sums, which `forgetOld` counts anew before it believes them. */
export const answeredHeaps = async (shelf: Shelf): Promise<Omit<Sums, 'created'>> => {
  const { created: _, ...answered } = await sums(shelf)
  return answered
}

/** D8: where everything is that was ever written down here. */
export const conservation = (shelf: Shelf): Promise<Conservation> =>
  shelf.transaction('r', [shelf.events, shelf.kept], async () => {
    let pending = EMPTY
    await shelf.events
      .where('outcome')
      .equals('pending')
      .each((row) => {
        pending = plus(pending, heapOf(row))
      })
    return { ...(await sums(shelf)), pending }
  })
