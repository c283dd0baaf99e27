import { spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, onTestFailed, onTestFinished, test } from 'vitest'
import { must } from '#base/must'
import { showImport, undoImport } from '#domain/import/contract'
import { listMembers } from '#domain/member/contract'
import { salesByDay } from '#domain/sale/contract'
import { valueReport } from '#domain/wallet/contract'
import { dice, SALES_HEADER, salesRows } from '#server/cli/bench-sales'
import { importFile } from '#test/world/import'
import { world } from '#test/world/world'
import { audited, home, killPostgres, startProgram, type Program } from './program.ts'
import { found, importSales, type Call, type Visitor } from './visitor.ts'

/** A failing run says its seed; `CRASH_SEED` runs it again. */
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
const roll = dice(SEED)

/** Both take half a minute on two idle cores; a machine that does much else needs several times that. */
const TEST_MS = 600_000

const YEAR = { from: '2025-01-01', to: '2025-12-31' }
const good = salesRows({ receipts: 6_700, members: 800, seed: 7 })
// Every thousandth row twice, and some that nobody can read: what is left out must be counted once, too.
const rows = good.flatMap((row, at) => {
  if (at % 1_000 === 500) return [row, row]
  if (at % 1_000 === 700) return [row, row.replace(/2025-/, '2025-13-')]
  return [row]
})
const FILE = Buffer.from(`${[SALES_HEADER, ...rows].join('\n')}\n`)

beforeAll(() => {
  console.log(`crash seed ${SEED}`)
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** All that an import comes to. */
async function totals(call: Call, id: string) {
  const { file, made, reasons } = await call(showImport, { id })
  const { rowsTotal, rowsDone, imported, duplicates, refused, state } = file
  return {
    file: { rowsTotal, rowsDone, imported, duplicates, refused, state },
    made,
    reasons,
    sales: await call(salesByDay, YEAR),
    value: await call(valueReport, {}),
    members: (await call(listMembers, {})).total,
  }
}

/** The same file without any trouble, on a world of its own: what every interrupted import must come to. */
async function uninterrupted(): Promise<Awaited<ReturnType<typeof totals>>> {
  const w = await world()
  const { id } = await importFile(w, { kind: 'sales', bytes: FILE, options: { createMissingMembers: true } })
  return totals(w.call, id)
}

/** `doing` is what the test waits for, so that one that runs out of time says where it stood. */
type Run = { data: string; program: Program; visitor: Visitor; id: string; doing: string }

/** A chain of its own in a program of its own, with the import asked for. */
async function begin(): Promise<Run> {
  const { data, remove } = await home()
  onTestFinished(remove)
  const program = await startProgram(data)
  const visitor = await found(program.address)
  const id = await importSales(visitor.at(program.address), FILE)
  const run: Run = { data, program, visitor, id, doing: 'begin' }
  onTestFailed(() => {
    console.log(`seed ${SEED}; it was at: ${run.doing}; the program said:\n${run.program.said()}`)
  })
  return run
}

const fileOf = async ({ visitor, program, id }: Run) =>
  (await visitor.at(program.address)(showImport, { id })).file

/** Looks until the file has come so far, then lets chance decide where in its next chunk it is. */
async function reach(run: Run, state: string, far: (rowsDone: number) => boolean): Promise<void> {
  for (;;) {
    const file = await fileOf(run)
    run.doing = `waiting for a place while ${file.state}, ${file.rowsDone} rows done`
    must(file.state === state, `test: the kill comes while ${state}, not when ${file.state}; seed ${SEED}`)
    if (far(file.rowsDone)) break
    await pause(10)
  }
  await pause(roll(80))
}

async function until(run: Run, state: string): Promise<void> {
  for (;;) {
    const file = await fileOf(run)
    run.doing = `waiting to be ${state} while ${file.state}, ${file.rowsDone} rows done`
    if (file.state === state) return
    must(['running', 'undoing'].includes(file.state), `test: no ${file.state} on the way; seed ${SEED}`)
    await pause(50)
  }
}

async function killProgram(run: Run): Promise<void> {
  run.doing = 'killing the program'
  await run.program.kill()
  run.program = await startProgram(run.data)
}

/** The program is expected to notice, say so and end; the next start recovers what PostgreSQL had written. */
async function killDatabase(run: Run): Promise<void> {
  run.doing = 'killing the database'
  expect(await killPostgres(run.data)).toBe(true)
  run.doing = 'waiting for the program to end behind its database'
  expect(await run.program.ended).toBe(1)
  run.doing = 'starting again'
  run.program = await startProgram(run.data)
}

/** Both at once, as a power failure has it. */
async function killEverything(run: Run): Promise<void> {
  run.doing = 'killing both'
  const [, killed] = await Promise.all([run.program.kill(), killPostgres(run.data)])
  expect(killed).toBe(true)
  run.program = await startProgram(run.data)
}

async function audit(run: Run): Promise<void> {
  run.doing = 'audit'
  expect(await audited(run.data)).toMatchObject({ code: 0, violations: 0, checked: expect.any(Number) })
}

/** A place to kill at, drawn anew each time: some part of the rows, at least one. */
const somewhere = (from: number, to: number): number =>
  1 + Math.floor((rows.length * (from * 1000 + roll((to - from) * 1000))) / 1000)

test(
  'an import goes on by itself however often the program and its database are killed',
  { timeout: TEST_MS },
  async () => {
    const run = await begin()
    for (const [kill, from, to] of [
      [killProgram, 0, 0.15],
      [killDatabase, 0.2, 0.35],
      [killEverything, 0.4, 0.5],
      [killDatabase, 0.55, 0.7],
    ] as const) {
      const place = somewhere(from, to)
      await reach(run, 'running', (rowsDone) => rowsDone >= place)
      await kill(run)
    }
    await until(run, 'done')
    expect(await totals(run.visitor.at(run.program.address), run.id)).toEqual(await uninterrupted())
    await audit(run)
    expect(await run.program.stop()).toBe(0)
  },
)

test('an undo goes on by itself, too, and leaves nothing of the file', { timeout: TEST_MS }, async () => {
  const run = await begin()
  await until(run, 'done')
  const call = () => run.visitor.at(run.program.address)
  // An undo counts things, not rows: of 20,000 rows the last things go when some 13,000 are left.
  await call()(undoImport, { id: run.id })
  for (const [kill, from, to] of [
    [killProgram, 0.85, 0.95],
    [killDatabase, 0.72, 0.8],
  ] as const) {
    const place = somewhere(from, to)
    await reach(run, 'undoing', (rowsDone) => rowsDone <= place)
    await kill(run)
  }
  await until(run, 'undone')
  expect(await call()(salesByDay, YEAR)).toMatchObject({ totalMinor: 0 })
  expect(await call()(valueReport, {})).toMatchObject({ pointsOutstanding: 0, pointsDebt: 0 })
  expect((await call()(listMembers, {})).total).toBe(0)
  await audit(run)
  expect(await run.program.stop()).toBe(0)
})
