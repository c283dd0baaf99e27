import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { enrolMember } from '#domain/member/contract'
import { recordSale } from '#domain/sale/contract'
import { dice } from '#server/cli/bench-sales'
import { startLoad, type Note, type Strange } from './load.ts'
import { answerOpen, askAgain, expectBooks, lostOf, type Member, type Now, type Open } from './oracle.ts'
import { audited, home, killPostgres, startProgram, type Program } from './program.ts'
import { found, type Visitor } from './visitor.ts'

/** A failing run says its seed; `CRASH_SEED` draws the kills and baskets from it again. */
export const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000)
const roll = dice(SEED)

/** About a minute at most on two idle cores; a machine that does much else needs several times that. */
export const TEST_MS = 900_000

/** What a first start, with its new database, takes at most on two idle cores. */
const FIRST_START_MS = 4_000

export type Run = {
  readonly data: string
  /** By how much this machine is slower than two idle cores, never below 1: limits of time are stretched by it. */
  readonly slower: number
  program: Program
  readonly visitor: Visitor
  readonly members: readonly Member[]
  readonly journal: Note[]
  /** How many notes of the journal have been looked at since they were made. */
  settled: number
  /** Of all kills so far. */
  open: Open
  /** From each kill to the first sale that is answered again. */
  readonly backMs: number[]
  readonly strange: Strange[]
}

export const now = ({ visitor, program }: Run): Now => ({
  call: visitor.at(program.address),
  ask: visitor.asking(program.address),
})

/** A chain of its own in a program of its own, with a few members whom all tills serve. */
export async function begin(): Promise<Run> {
  const { data, remove } = await home()
  onTestFinished(remove)
  const asked = performance.now()
  const program = await startProgram(data)
  const slower = Math.max(1, (performance.now() - asked) / FIRST_START_MS)
  const visitor = await found(program.address)
  const members: Member[] = []
  for (const number of ['0001', '0002', '0003', '0004', '0005']) {
    const id = uuidv7(Date.now(), randomBytes(10))
    members.push(await visitor.at(program.address)(enrolMember, { id, number, source: 'terminal' }))
  }
  return {
    data,
    slower,
    program,
    visitor,
    members,
    journal: [],
    settled: 0,
    backMs: [],
    strange: [],
    open: { open: 0, applied: 0 },
  }
}

/** Lets the tills sell, kills at a moment that chance chooses, and starts again. */
export async function round(run: Run, kill: (run: Run) => Promise<void>): Promise<void> {
  const members = run.members.map(({ number }) => number)
  const { visitor, program, journal } = run
  const asking = (line: AbortSignal) => visitor.asking(program.address, line)
  const load = startLoad({ asking, journal, members, roll })
  const early = load.over.then(() => 'over' as const)
  const first = await Promise.race([load.answered(1 + roll(100)), early])
  must(
    first !== 'over',
    `test: the tills sell until the kill; seed ${SEED}: ${JSON.stringify(load.strange[0])}`,
  )
  load.pullCables()
  await pause(roll(30))
  const killed = performance.now()
  await kill(run)
  await load.over
  run.strange.push(...load.strange)
  run.program = await startProgram(run.data)
  await firstSale(run)
  run.backMs.push(performance.now() - killed)
}

/** The program says that it is ready, so the first sale sent is answered. */
async function firstSale(run: Run): Promise<void> {
  const lines = [{ productCode: 'P1', quantity: 1, unitPriceMinor: 5_00 }]
  const id = uuidv7(Date.now(), randomBytes(10))
  const sale: Note = {
    basket: { id, branchCode: 'S1', happenedAt: new Date().toISOString(), lines },
    answer: null,
  }
  const { call } = now(run)
  sale.answer = { outcome: 'applied', receipt: await call(recordSale, sale.basket) }
  run.journal.push(sale)
}

export const killProgram = (run: Run): Promise<void> => run.program.kill()

/** The program is expected to notice, say so and end; the next start recovers what PostgreSQL had written. */
export async function killDatabase(run: Run): Promise<void> {
  expect(await killPostgres(run.data)).toBe(true)
  expect(await run.program.ended).toBe(1)
}

/** The sales since the last look; what was acknowledged is there, what was not gets its answer. */
export async function settle(run: Run, so: { dead: boolean }): Promise<void> {
  const fresh = run.journal.slice(run.settled)
  expect(await lostOf(now(run), fresh), `lost; seed ${SEED}`).toEqual([])
  await askAgain(now(run), fresh)
  const { open, applied } = await answerOpen(now(run), fresh, so)
  run.open = { open: run.open.open + open, applied: run.open.applied + applied }
  run.settled = run.journal.length
}

/** In the end the whole journal is asked about once more: the applied by the books, the refused one by one. */
export async function expectWhole(run: Run): Promise<void> {
  const refused = run.journal.filter(({ answer }) => answer?.outcome === 'refused')
  expect(await lostOf(now(run), refused), `lost; seed ${SEED}`).toEqual([])
  await expectBooks(now(run), run.journal, run.members)
  expect(await audited(run.data)).toMatchObject({ code: 0, violations: 0, checked: expect.any(Number) })
}
