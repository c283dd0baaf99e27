import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit } from '#db/audit'
import { bought, busyMonths, rowsOfTable, sell } from '#test/world/insight'
import { seededBytes } from '#test/world/dice'
import { world, type TestWorld } from '#test/world/world'
import { addMonths, day } from '#base/instant'
import { readAhead } from './ahead.ts'
import { seenBefore } from './seen.ts'
import { openBook } from './book.ts'
import { rfm } from './contract.ts'
import type { Part } from './model/runs.ts'
import { packNext } from './parts.ts'
import { rfmReport } from './report.ts'
import { turnNow } from './store/history.ts'

const bytes = seededBytes(31)
const roll = (below: number) => Buffer.from(bytes(4)).readUInt32BE() % below

async function packed(w: TestWorld): Promise<void> {
  for (let next = 'more'; next === 'more';)
    next = await w.work((work) => packNext(work, { few: 1, people: 5 }))
}

/** The book as somebody opens it who has nothing of it in memory yet. */
const opened = (w: TestWorld, line: string): Promise<string> =>
  w.work(async (work) => {
    const { parts } = await openBook(work, { ...(await turnNow(work.tx)), line })
    const read: Part[] = []
    for await (const part of parts) read.push(part)
    return Buffer.concat(read.map((part) => part.bytes)).toString('hex')
  })

const partsOf = async (w: TestWorld): Promise<number> => (await rowsOfTable(w, 'history_part')).length

test('G31: what was packed, with what has changed since, is what the histories say', async () => {
  const w = await world()
  await busyMonths(w, roll)
  const plain = await opened(w, 'no part yet')
  expect(plain.length).toBeGreaterThan(1_000)
  await packed(w)
  expect(await partsOf(w)).toBeGreaterThan(1)
  expect(await opened(w, 'packed')).toBe(plain)

  // A sale, and a part that is read again while the others still say what was before it.
  await sell(w, bought(w, { number: 'B6', at: '2026-02-27', minor: 12_345 }))
  await w.settle()
  const sold = await opened(w, 'a sale behind')
  expect(sold).not.toBe(plain)
  await w.work((work) => packNext(work, { few: 1, people: 5 }))
  expect(await opened(w, 'one part ahead')).toBe(sold)
  await packed(w)
  expect(await opened(w, 'packed again')).toBe(sold)
  // With nothing of it, the same.
  await w.work((work) => sql`truncate insight.history_part`.execute(work.tx))
  expect(await opened(w, 'no part any more')).toBe(sold)
})

test('G31: a part that says something else than its people is found', async () => {
  const w = await world()
  await busyMonths(w, roll)
  await packed(w)
  expect((await audit(w.database)).findings).toEqual([])
  await w.work((work) =>
    sql`update insight.history_part set bytes = overlay(bytes placing '\x63'::bytea from 24 for 1)
         where first_id = (select min(first_id::text)::uuid from insight.history_part)`.execute(work.tx),
  )
  expect((await audit(w.database)).findings.map(({ law }) => law)).toEqual(['G31 part equals the histories'])
  await w.work((work) => sql`truncate insight.history_part`.execute(work.tx))
})

/** RFM as it is answered when the database has nothing of it any more: how many members, or why not. */
async function fromMemory(w: TestWorld): Promise<number | string> {
  const answered = new Error('told')
  let told: number | string = ''
  const asking = w.work(async (work) => {
    await sql`truncate insight.history_part, insight.member_history`.execute(work.tx)
    told = await rfmReport(work, rfm.input.parse({})).then(
      ({ members }) => members,
      (no: { code: string }) => no.code,
    )
    // Rolled back.
    throw answered
  })
  await expect(asking).rejects.toBe(answered)
  return told
}

test('G31: what was read ahead is not read again for the first page', async () => {
  const w = await world()
  await busyMonths(w, roll)
  await packed(w)
  await w.work(readAhead)
  const members = await fromMemory(w)
  expect(members).toBeGreaterThan(1)
  expect(members).toBe((await w.call(rfm, {})).members)
  const { asOf, windowMonths } = await w.call(rfm, {})
  const seen = (months: number | null, back = 0) =>
    w.work((work) => seenBefore(work, { asOf: addMonths(day(asOf), -back), windowMonths: months }))
  // Through every lens that a page opens with, and through no other.
  expect([await seen(windowMonths), await seen(null), await seen(windowMonths, 1)]).toEqual([
    true,
    true,
    true,
  ])
  expect([await seen(windowMonths, 2), await seen(null, 1)]).toEqual([false, false])
})

test('G31: what is not packed yet is not read ahead', async () => {
  const w = await world()
  await busyMonths(w, roll)
  await w.work(readAhead)
  expect(await fromMemory(w)).toBe('no_sales_yet')
})
