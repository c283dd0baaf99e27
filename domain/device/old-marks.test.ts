import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { present } from '#base/must'
import { product, publish } from '#test/world/shop'
import { answerOf, ring, stick, till, type TestTill } from '#test/world/till'
import { world, type TestWorld } from '#test/world/world'
import { answerTo } from './answer.ts'
import { bring } from './bundle.ts'
import { take } from './log.ts'
import { tillById } from './tills.ts'

const DAY = 86_400_000

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w, {})
  await product(w, 'P', 80_00)
  return w
}

async function write(w: TestWorld, t: TestTill, many: number): Promise<void> {
  for (let n = 0; n < many; n++) ring(w, t)
  await t.send(t.events.length - many + 1)
}

const headAt = (t: TestTill, mark: number) => ({ epoch: t.epoch, mark, head: t.hashes[mark - 1] })
const kept = (w: TestWorld) =>
  w.work(async (work) => {
    const { rows } = await sql<{ mark: number }>`select mark from device.old_mark order by epoch`.execute(
      work.tx,
    )
    return rows.map((one) => one.mark)
  })

test('X7 a till is told up to where head office’s own rows are older than every backup, and it grows', async () => {
  const w = await shop()
  const t = await till(w)
  await write(w, t, 3)
  expect((await t.sendAll([])).oldMarks).toEqual([])
  w.clock.advance(20 * DAY)
  await write(w, t, 2)
  expect((await t.sendAll([])).oldMarks).toEqual([])
  w.clock.advance(10 * DAY)
  // Thirty days to the millisecond are not more than thirty days.
  expect((await t.sendAll([])).oldMarks).toEqual([])
  w.clock.advance(1)
  expect((await t.sendAll([])).oldMarks).toEqual([headAt(t, 3)])
  expect(await kept(w)).toEqual([3])
  w.clock.advance(20 * DAY)
  await write(w, t, 1)
  expect((await t.sendAll([])).oldMarks).toEqual([headAt(t, 5)])
  expect(await kept(w)).toEqual([5])
  await w.audit()
})

test('X7 what was lost and brought again is as young as its row, and nothing behind it is old before it', async () => {
  const w = await shop()
  const t = await till(w)
  await write(w, t, 5)
  w.clock.advance(31 * DAY)
  // As the rows stand after a restore that lost the third, and a stick that brought it a day ago.
  const brought = new Date(Date.parse(w.clock.now()) - DAY)
  await w.work(async (work) => {
    await sql`alter table device.event disable trigger user`.execute(work.tx)
    await sql`update device.event set received_at = ${brought} where seq = 3`.execute(work.tx)
    await sql`alter table device.event enable trigger user`.execute(work.tx)
  })
  expect((await t.sendAll([])).oldMarks).toEqual([headAt(t, 2)])
  w.clock.advance(29 * DAY)
  expect((await t.sendAll([])).oldMarks).toEqual([headAt(t, 2)])
  w.clock.advance(DAY + 1)
  expect((await t.sendAll([])).oldMarks).toEqual([headAt(t, 5)])
})

test('X7 each life of a till has its own; the branch of a fork that was put aside has none', async () => {
  const w = await shop()
  const t = await till(w)
  await write(w, t, 2)
  const copy = t.clone()
  await write(w, t, 1)
  await write(w, copy, 1)
  w.clock.advance(31 * DAY)
  const anew = await till(w, { replaces: t })
  await write(w, anew, 1)
  expect((await anew.sendAll([])).oldMarks).toEqual([headAt(t, 3)])
  w.clock.advance(31 * DAY)
  expect((await anew.sendAll([])).oldMarks).toEqual([headAt(t, 3), headAt(anew, 1)])
})

test('X7 a program of before, which takes no answer with old marks, gets none', async () => {
  const w = await shop()
  const t = await till(w)
  await write(w, t, 2)
  w.clock.advance(31 * DAY)
  const said = async (readsOldMarks: boolean) => {
    const { answer } = await w.work(
      (work) => take(work, { segments: [], pending: 0, pendingMinor: 0, readsOldMarks }),
      t.by,
    )
    return Object.keys(JSON.parse(answer.text) as object).includes('oldMarks')
  }
  expect(await said(false)).toBe(false)
  expect(await said(true)).toBe(true)
})

test('X7 a till that lives by sticks is told the same, once its program has said that it reads it', async () => {
  const w = await shop()
  const t = await till(w)
  const byStick = async () => {
    ring(w, t)
    const bytes = await stick(w, t)
    await w.work((work) => bring(work, { id: w.newId(), bytes }))
    return w.work(async (work) =>
      answerOf({ answer: await answerTo(work, present(await tillById(work, t.id), 'a till'), []) }),
    )
  }
  await byStick()
  w.clock.advance(31 * DAY)
  expect(await byStick()).not.toHaveProperty('oldMarks')
  expect(await kept(w)).toEqual([])
  await t.sendAll([])
  w.clock.advance(31 * DAY)
  expect((await byStick()).oldMarks).toEqual([headAt(t, 2)])
  expect(await kept(w)).toEqual([2])
})
