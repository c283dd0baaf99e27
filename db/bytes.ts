import { sql, type RawBuilder } from 'kysely'
import pg from 'pg'
import { must } from '#base/must'
import { all } from './all.ts'
import { told } from './told.ts'
import type { Tx } from './work.ts'

/** Statements that begin so answer one column of bytes, which arrive as they are; the number is `size`. */
const BYTES = /^\/\* bytes (\d+) \*\//

/** Where the values of the statement that comes next are put; each is set again before it is read. */
const VALUE = 'zhiji.value'

/** A value that was handed in beside the statement, as text: the store says what it is (`::uuid`). */
export type Given = (place: number) => RawBuilder<unknown>

const given: Given = (place) => sql.raw(`current_setting('${VALUE}${place}')`)

/** `size` is about how many bytes come: room is made for so many, and for more when they are more. */
type Asked = Readonly<{ values: readonly string[]; size: number }>

/**
 * The values of the only column of a statement, one row's behind the other's. An ordinary answer writes bytes as
 * hexadecimal text, twice their size, which both sides make and the driver decodes twice; COPY hands them over as they
 * lie. It takes no parameters, so that the values go ahead, bound as ever, and are read where the statement names them.
 */
export async function readBytes(
  tx: Tx,
  { values, size }: Asked,
  select: (value: Given) => RawBuilder<unknown>,
): Promise<Buffer> {
  const names = values.map((_, place) => `${VALUE}${place}`)
  const mark = sql.raw(`/* bytes ${Math.ceil(size)} */`)
  const [, { rows }] = await all([
    sql`select set_config(name, value, true) from unnest(${names}::text[], ${[...values]}::text[])
                                                    as n (name, value)`.execute(tx),
    sql<{ bytes: Buffer }>`${mark} copy (${select(given)}) to stdout (format binary)`.execute(tx),
  ])
  return rows[0]?.bytes ?? Buffer.alloc(0)
}

/** Of a long value: so many bytes at a time go through the driver without being copied again and again. */
export const PIECE = 60_000

/** A long value in pieces, in order: what to select from what `value` comes from. */
export const inPieces = (value: string) =>
  sql.raw(`substring(${value} from piece * ${PIECE} + 1 for ${PIECE})
    from generate_series(0, greatest(0, (length(${value}) - 1) / ${PIECE})) piece order by piece`)

/** What the driver's query has inside, and what is read by it. */
type Copying = {
  run: Run
  handleCopyData: (message: Readonly<{ chunk: Buffer }>) => void
}
type Answer = Readonly<{ command: string; rowCount: number; rows: Readonly<{ bytes: Buffer }>[] }>

/** How many bytes a statement of bytes expects; null for any other. */
export function bytesExpected(text: string): number | null {
  const size = BYTES.exec(text)?.[1]
  return size === undefined ? null : Number(size)
}

/** Asks for bytes by the driver's own `say`; the answer is one row with all of them. */
export async function askBytes(
  say: (query: pg.Query) => unknown,
  { text, size }: Readonly<{ text: string; size: number }>,
): Promise<Answer> {
  const run: Run = { room: Buffer.allocUnsafeSlow(size), used: 0, begun: false, isOdd: false }
  const answer = await told<Answer>((callback) => {
    const query = new pg.Query(text, undefined, callback)
    const copying = query as unknown as Copying
    copying.run = run
    copying.handleCopyData = handleCopyData
    say(query)
  })
  must(!run.isOdd, 'a statement of bytes has one column, which is never null')
  return { ...answer, rows: [{ bytes: run.room.subarray(0, run.used) }] }
}

function handleCopyData(this: Copying, { chunk }: Readonly<{ chunk: Buffer }>): void {
  takeRow(this.run, chunk)
}

type Run = { room: Buffer; used: number; begun: boolean; isOdd: boolean }

/** Before the first row: eleven bytes that say what it is, four of flags, four that say how many more there are. */
const HEAD = 11 + 4 + 4
const END = -1

/**
 * A message has one row, the last one none. What is odd about it is told when the statement has ended: PostgreSQL goes
 * on with it, and whoever throws here ends the process.
 */
function takeRow(run: Run, chunk: Buffer): void {
  const at = run.begun ? 0 : HEAD
  run.begun = true
  const columns = chunk.readInt16BE(at)
  if (columns === END) return
  const size = columns === 1 ? chunk.readInt32BE(at + 2) : END
  if (size === END) {
    run.isOdd = true
    return
  }
  const used = run.used + size
  if (used > run.room.length) {
    const wider = Buffer.allocUnsafeSlow(Math.max(used, run.room.length * 2))
    run.room.copy(wider, 0, 0, run.used)
    run.room = wider
  }
  chunk.copy(run.room, run.used, at + 6, at + 6 + size)
  run.used = used
}
