import { expect } from 'vitest'
import { must, present } from '#base/must'
import { listSales, saleEvent, salesByDay } from '#domain/sale/contract'
import { showWallet } from '#domain/wallet/contract'
import { minorOf, send, TILLS, type Answer, type Note } from './load.ts'
import type { Ask, Call } from './visitor.ts'

/** The program as it is now, and what the tills know. */
export type Now = Readonly<{ call: Call; ask: Ask }>

export type Member = Readonly<{ id: string; number: string }>

/** As many questions at a time as there are tills: more at once would be turned away. */
async function forEach<T>(items: readonly T[], doing: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await doing(item)
  }
  await Promise.all(Array.from({ length: TILLS }, worker))
}

/** Ids of the answered sales of which the program now says something else: what it acknowledged and lost. */
export async function lostOf({ call }: Now, notes: readonly Note[]): Promise<string[]> {
  const lost: string[] = []
  await forEach(notes, async (note) => {
    if (note.answer === null) return
    const { outcome, code } = await call(saleEvent, { id: note.basket.id })
    const kept = outcome === note.answer.outcome && code === codeOf(note.answer)
    if (!kept) lost.push(note.basket.id)
  })
  return lost
}

const codeOf = (answer: Answer): string | null => (answer.outcome === 'refused' ? answer.code : null)

/** Sales without an answer when a kill came, and those of them that counted nevertheless. */
export type Open = Readonly<{ open: number; applied: number }>

/**
 * Sends every sale that was not answered again, twice at once as an impatient till would: both are told the same, and
 * what was applied before is not applied again. `dead` says that nothing of the old program's work can still be on
 * its way, so that an id unknown now has to be new.
 */
export async function answerOpen(
  now: Now,
  notes: readonly Note[],
  { dead }: { dead: boolean },
): Promise<Open> {
  const open = notes.filter(({ answer }) => answer === null)
  let applied = 0
  await forEach(open, async (note) => {
    const before = await now.call(saleEvent, { id: note.basket.id })
    if (before.outcome === 'applied') applied += 1
    const [one, other] = await Promise.all([sendAgain(now, note), sendAgain(now, note)])
    expect(plain(one)).toEqual(plain(other))
    if (before.outcome !== 'unknown')
      expect(before).toMatchObject({ outcome: one.outcome, code: codeOf(one) })
    if (one.outcome === 'applied' && other.outcome === 'applied') {
      const fresh = [one, other].filter(({ receipt }) => !receipt.replayed).length
      if (before.outcome === 'applied') expect(fresh).toBe(0)
      else if (dead) expect(fresh).toBe(1)
      else expect(fresh).toBeLessThanOrEqual(1)
    }
    note.answer = one
  })
  return { open: open.length, applied }
}

/** How many of the answered sales are sent once more after a kill: those closest to it. */
const ASKED_AGAIN = 5

/** A till that sends an answered sale once more is told what it was told: the very same receipt. */
export async function askAgain(now: Now, notes: readonly Note[]): Promise<void> {
  await forEach(notes.filter(({ answer }) => answer !== null).slice(-ASKED_AGAIN), async (note) => {
    const again = await sendAgain(now, note)
    expect(plain(again)).toEqual(plain(present(note.answer, 'test: it was answered')))
    if (again.outcome === 'applied') expect(again.receipt.replayed).toBe(true)
  })
}

async function sendAgain({ ask }: Now, { basket }: Note): Promise<Answer> {
  const told = await send(ask, basket)
  must(told !== null, `test: sale ${basket.id} is answered when it is sent again`)
  must('outcome' in told, `test: sale ${basket.id} gets an answer, not ${JSON.stringify(told)}`)
  return told
}

const plain = (answer: Answer): unknown =>
  answer.outcome === 'applied' ? { ...answer.receipt, replayed: null } : answer

/** The books against the journal, once every sale has its answer: nothing is missing and nothing counts twice. */
export async function expectBooks(
  { call }: Now,
  notes: readonly Note[],
  members: readonly Member[],
): Promise<void> {
  const applied = notes.flatMap(({ basket, answer }) =>
    answer?.outcome === 'applied' ? [{ basket, answer }] : [],
  )
  const signed = ({ basket }: (typeof applied)[number]) =>
    minorOf(basket) * (basket.kind === 'return' ? -1 : 1)
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
  const rows = await everySale(call)

  expect(rows.map(({ id }) => id).toSorted()).toEqual(applied.map(({ basket }) => basket.id).toSorted())
  expect(sum(rows.map(({ totalMinor }) => totalMinor))).toBe(sum(applied.map(signed)))
  expect(await call(salesByDay, days(notes))).toMatchObject({
    receipts: applied.filter(({ basket }) => basket.kind !== 'return').length,
    totalMinor: sum(applied.map(signed)),
    memberMinor: sum(applied.filter(({ basket }) => basket.memberNumber !== undefined).map(signed)),
    points: sum(applied.map(({ answer }) => answer.receipt.points)),
  })
  for (const { id, number } of members) {
    const own = applied.filter(({ basket }) => basket.memberNumber === number)
    const { pointsBalance, pointsDebt } = await call(showWallet, { memberId: id })
    expect(own.length).toBeGreaterThan(0)
    expect(pointsBalance - pointsDebt).toBe(sum(own.map(({ answer }) => answer.receipt.points)))
  }
}

async function everySale(call: Call) {
  const rows = []
  for (let page = 1; ; page += 1) {
    const part = await call(listSales, { page, rows: 200 })
    rows.push(...part.rows)
    if (part.rows.length === 0) {
      expect(part.total).toBe(rows.length)
      return rows
    }
  }
}

const DAY_MS = 86_400_000

/** The days of the journal, one more on either side: the shop's day is not that of UTC. */
function days(notes: readonly Note[]): { from: string; to: string } {
  const times = notes.map(({ basket }) => Date.parse(basket.happenedAt))
  const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  return { from: dayAt(Math.min(...times) - DAY_MS), to: dayAt(Math.max(...times) + DAY_MS) }
}
