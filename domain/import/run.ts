import { must, present } from '#base/must'
import { currencyDigits } from '#base/money'
import { Refusal } from '#base/refusal'
import type { Step } from '#db/jobs'
import { house, inWork, type Actor, type Work, type World } from '#db/work'
import { chain } from '#domain/org/index'
import { importOptions, type ImportOptions } from './contract.ts'
import { event } from './events.ts'
import { freshMemory, isNo, type Memory } from './kind.ts'
import { kindOf } from './kinds.ts'
import type { Reading } from './model/cells.ts'
import { bodyOf, bytesOf, rowsOf } from './read.ts'
import { leave, makeReady } from './sift.ts'
import * as files from './store/files.ts'
import * as rows from './store/rows.ts'
import { freshTrial, tryChunk, type Trial } from './trial.ts'
import { undoChunk } from './undo.ts'
import { unitsOf, type Unit } from './units.ts'
import { extraFields } from './upload.ts'

/**
 * A transaction takes so many things or rows, whichever comes first: long enough to be fast, short enough for
 * tills.
 */
const MOST_UNITS = 1_000
const MOST_ROWS = 4_000

/** The file being read between two steps: where the reader stands, and what a trial remembers. */
type Reader = {
  fileId: string
  state: files.State
  units: AsyncIterator<Unit>
  /** The chunk behind the one being committed, read while the database is busy with that one. */
  ahead: Promise<Chunk> | null
  passed: number
  trial: Trial
  memory: Memory
  seen: Map<string, string>
}

/** Where one process keeps the file it is reading, so that a step goes on where the last one stopped. */
export type Desk = { reader: Reader | null }

/**
 * One step for the oldest file with something to do: a chunk tried, imported or undone, committed with its
 * progress (I2).
 * After a kill a new reader passes over the units that were committed and goes on behind them.
 */
export async function workOn(world: World, desk: Desk): Promise<Step> {
  const file = await inWork(world, house, (work) => files.nextBusy(work.tx))
  if (!file) {
    desk.reader = null
    return 'done'
  }
  try {
    if (file.state === 'undoing') await inWork(world, actorOf(file), (work) => undoChunk(work, file.id))
    else await readOn(world, desk, file)
  } catch (trouble) {
    desk.reader = null
    await fail(world, file, trouble)
  }
  return 'more'
}

/** Imported sales carry the name of who started the import. */
const actorOf = ({ byId, byName }: files.FileRow): Actor =>
  byId === null ? house : { ...house, kind: 'staff', id: byId, name: byName }

async function readOn(world: World, desk: Desk, file: files.FileRow): Promise<void> {
  const place = file.state === 'running' ? file.groupsDone : (desk.reader?.passed ?? 0)
  const known =
    desk.reader?.fileId === file.id && desk.reader.state === file.state && desk.reader.passed === place
  const reader = known && desk.reader ? desk.reader : await open(world, file)
  desk.reader = reader
  const chunk = await (reader.ahead ?? next(reader))
  reader.ahead = chunk.last ? null : readAhead(reader)
  const options = file.options ?? importOptions.parse({})
  if (file.state === 'running')
    await inWork(world, actorOf(file), (work) => importChunk(work, { reader, chunk, options }))
  else
    await inWork(
      world,
      house,
      once((work) => tryOn(work, { reader, chunk, options })),
    )
  reader.passed += chunk.units.length
  // A trial asked for again begins with an empty memory.
  if (chunk.last) desk.reader = null
}

/**
 * A trial remembers in the reader what it has seen, and a work that is tried again would see it twice. So it is not:
 * the reader is dropped, and the next look tries the whole file anew.
 */
function once<T>(command: (work: Work) => Promise<T>): (work: Work) => Promise<T> {
  let entered = false
  return async (work) => {
    if (entered) throw new Refusal('try_later')
    entered = true
    return command(work)
  }
}

async function open(world: World, file: files.FileRow): Promise<Reader> {
  const reading = await inWork(world, house, (work) => readingOf(work, file))
  const shape = present(file.shape, 'I5: a file is worked on when its upload has ended')
  const units = unitsOf(bodyOf(rowsOf(bytesOf(world, file), shape)), reading)
  const passed = file.state === 'running' ? file.groupsDone : 0
  for (let skipped = 0; skipped < passed; skipped += 1) {
    must((await units.next()).done !== true, 'I2: a file yields again what was committed of it')
  }
  const { id: fileId, state } = file
  const memory = freshMemory()
  return { fileId, state, units, ahead: null, passed, trial: freshTrial(file), memory, seen: new Map() }
}

async function readingOf(work: Work, file: files.FileRow): Promise<Reading> {
  const { currency } = await chain(work)
  return {
    kind: file.kind,
    columns: file.shape?.columns ?? [],
    mapping: { ...file.mapping },
    options: file.options ?? importOptions.parse({}),
    digits: currencyDigits(currency),
    own: await extraFields(work),
  }
}

type Chunk = Readonly<{ units: Unit[]; rows: number; last: boolean }>

async function next(reader: Reader): Promise<Chunk> {
  const units: Unit[] = []
  let count = 0
  while (units.length < MOST_UNITS && count < MOST_ROWS) {
    const one = await reader.units.next()
    if (one.done === true) return { units, rows: count, last: true }
    units.push(one.value)
    count += (one.value.item?.rows.length ?? 0) + one.value.left.length
  }
  return { units, rows: count, last: false }
}

/** What goes wrong here is said by the step that takes the chunk; when no step ever does, it is nobody's trouble. */
function readAhead(reader: Reader): Promise<Chunk> {
  const chunk = next(reader)
  chunk.catch(() => undefined)
  return chunk
}

type Doing = Readonly<{ reader: Reader; chunk: Chunk; options: ImportOptions }>

/** The file as it stands now, locked; undefined when somebody else has moved it on meanwhile. */
async function still(work: Work, reader: Reader): Promise<files.FileRow | undefined> {
  const file = await files.lockFile(work.tx, reader.fileId)
  if (file?.state !== reader.state) return undefined
  return file.state === 'running' && file.groupsDone !== reader.passed ? undefined : file
}

async function importChunk(work: Work, { reader, chunk, options }: Doing): Promise<void> {
  const file = await still(work, reader)
  if (!file) return
  // Keys of earlier chunks stand in the database, so a chunk needs to remember only its own.
  const { ready, left } = await makeReady(work, file, { units: chunk.units, options, seen: new Map() })
  const made: rows.Applied[] = []
  const answers = await kindOf(file.kind).apply(work, options, ready, made)
  let imported = 0
  answers.forEach((answer, at) => {
    const item = present(ready[at], 'I1: every wish is answered').item
    if (isNo(answer)) left.push(...leave(item, 'refused', answer.code, answer.details))
    else {
      imported += item.rows.length
      made.push(...answer)
    }
  })
  await rows.insertRows(work.tx, file.id, left)
  await rows.insertApplied(work.tx, { kind: file.kind, fileId: file.id }, made)
  await advance(work, file, { chunk, imported, left })
}

type Advance = Readonly<{ chunk: Chunk; imported: number; left: readonly rows.LeftRow[] }>

async function advance(work: Work, file: files.FileRow, { chunk, imported, left }: Advance): Promise<void> {
  const duplicates = left.filter((row) => row.outcome === 'duplicate').length
  must(imported + left.length === chunk.rows, 'I1: every row is imported, refused or a duplicate')
  const end = chunk.last ? ({ state: 'done', endedAt: work.at } as const) : {}
  const after = await files.changeFile(work.tx, file, {
    groupsDone: file.groupsDone + chunk.units.length,
    rowsDone: file.rowsDone + chunk.rows,
    imported: file.imported + imported,
    duplicates: file.duplicates + duplicates,
    refused: file.refused + left.length - duplicates,
    ...end,
  })
  if (!chunk.last) return
  const { imported: all, refused } = after
  work.record(event.ended(after, { imported: all, duplicates: after.duplicates, refused }))
}

async function tryOn(work: Work, { reader, chunk, options }: Doing): Promise<void> {
  const file = await still(work, reader)
  if (!file) return
  await tryChunk(work, chunk.units, {
    file,
    options,
    trial: reader.trial,
    memory: reader.memory,
    seen: reader.seen,
  })
  const end = chunk.last ? ({ state: 'checked', trial: reader.trial, endedAt: work.at } as const) : {}
  await files.changeFile(work.tx, file, { rowsDone: reader.trial.rows, ...end })
}

/**
 * A file that cannot be read fails with its reason; any other trouble is left to the next try, nothing being
 * half done.
 */
async function fail(world: World, file: files.FileRow, trouble: unknown): Promise<void> {
  if (!(trouble instanceof Refusal) || trouble.code === 'try_later') throw trouble
  const { code, details } = trouble
  await inWork(world, house, async (work) => {
    const now = await files.lockFile(work.tx, file.id)
    if (now?.state !== file.state) return
    await files.changeFile(work.tx, now, { state: 'failed', trouble: { code, details }, endedAt: work.at })
    work.record(event.failed(file, { code }))
  })
}
