import pg from 'pg'
import { arrayBytes, listsIn, putInt4, putList, putText, reserve, type Bytes } from './arrays.ts'
import { goOn, leaveBehind, type Company, type Connection, type Deck } from './flight.ts'
import { told } from './told.ts'

/** A statement that runs for every sale: planned once per connection, under a short name. */
export type Hot = Readonly<{ name: string; text: string; lists: ReadonlyMap<number, string> }>

const known = new Map<string, Hot>()

/** The program has a few dozen hot statements. */
export function hotOf(text: string): Hot {
  const found = known.get(text)
  if (found !== undefined) return found
  const made = { name: `hot${known.size + 1}`, text, lists: new Map(listsIn(text)) }
  known.set(text, made)
  return made
}

type Field = Readonly<{ name: string; parse: (text: string) => unknown }>
type Answer = Readonly<{ command: string; rowCount: number; rows: Record<string, unknown>[] }>

/** One connection of the driver, and what goes out on it. */
export type Way = Readonly<{
  say: (query: pg.Query) => unknown
  deck: Deck
  /** What was sent and is not answered, in order: the driver's own list. */
  waiting: () => unknown[]
}>

/** What the driver's query has inside; it takes queries of its own kind only where it sends them without waiting. */
type Flight = {
  name: string
  values: readonly unknown[]
  callback: (trouble: Error) => void
  connection: Connection
  hot: Hot
  on: Way
  /** Those that share its `Sync`. */
  company: Company | null
  fields: readonly Field[] | null
  _canceledDueToError: unknown
  _result: Answer & { fields: readonly { name: string }[]; _parsers?: Field['parse'][] }
  submit: (connection: Connection) => Error | null
  handleError: (trouble: Error, connection: Connection) => void
  handleDataRow: (message: Readonly<{ fields: readonly (string | null)[] }>) => void
  handleCommandComplete: (message: unknown, connection: Connection) => void
}
const driver = pg.Query.prototype as unknown as Pick<
  Flight,
  'submit' | 'handleError' | 'handleDataRow' | 'handleCommandComplete'
>

/** The columns of each statement that a connection has answered once: planned by a name they never change. */
const shapes = new WeakMap<Connection, Map<string, readonly Field[]>>()

/**
 * Asks a hot statement. The first time on a connection the driver does it; from then on the columns are known, so
 * nobody describes them again, and the whole message is written at once, lists in PostgreSQL's own bytes.
 */
export const askHot = (on: Way, hot: Hot, values: readonly unknown[]): Promise<Answer> =>
  told<Answer>((callback) => {
    const query = new pg.Query(hot.text, [...values], callback)
    const flight = query as unknown as Flight
    flight.name = hot.name
    flight.hot = hot
    flight.on = on
    flight.company = null
    flight.fields = null
    flight.submit = submit
    flight.handleDataRow = handleDataRow
    flight.handleCommandComplete = handleCommandComplete
    flight.handleError = handleError
    on.say(query)
  })

function submit(this: Flight, connection: Connection): Error | null {
  const fields = shapes.get(connection)?.get(this.name)
  const message = fields && connection.stream.writable ? messageOf(this.hot, this.values) : null
  if (!fields || message === null) {
    this.on.deck.depart()
    this.values = packed(this.values, this.hot)
    return driver.submit.call(this, connection)
  }
  this.fields = fields
  connection.stream.write(message)
  this.company = this.on.deck.board(this)
  return null
}

function handleError(this: Flight, trouble: Error, connection: Connection): void {
  // An answer that we cannot read is our trouble; PostgreSQL goes on with the next statement.
  const isOurs = trouble === this._canceledDueToError
  driver.handleError.call(this, trouble, connection)
  if (!isOurs && this.company !== null) leaveBehind(this, this.company, this.on.waiting())
}

function handleDataRow(this: Flight, message: Readonly<{ fields: readonly (string | null)[] }>): void {
  if (this.fields === null) return driver.handleDataRow.call(this, message)
  if (this._canceledDueToError) return
  const row: Record<string, unknown> = {}
  try {
    for (const [at, { name, parse }] of this.fields.entries()) {
      const text = message.fields[at] ?? null
      row[name] = text === null ? null : parse(text)
    }
  } catch (trouble) {
    // Told when the statement has ended, as the driver does.
    this._canceledDueToError = trouble
    return
  }
  this._result.rows.push(row)
}

function handleCommandComplete(this: Flight, message: unknown, connection: Connection): void {
  driver.handleCommandComplete.call(this, message, connection)
  if (this.fields !== null) return goOn(connection, this, this.company)
  const { fields, _parsers: parsers = [] } = this._result
  const own = shapes.get(connection) ?? new Map<string, readonly Field[]>()
  shapes.set(connection, own)
  own.set(
    this.name,
    fields.flatMap(({ name }, at) => {
      const parse = parsers[at]
      return parse ? [{ name, parse }] : []
    }),
  )
}

/** Lists as PostgreSQL's own bytes, everything else as it is. */
function packed(values: readonly unknown[], { lists }: Hot): unknown[] {
  const all = [...values]
  for (const [at, kind] of lists) {
    const list = all[at]
    if (Array.isArray(list)) all[at] = arrayBytes(kind, list) ?? list
  }
  return all
}

const scratch: Bytes = { room: Buffer.allocUnsafe(1 << 16), at: 0 }
/** `Execute` without a limit of rows. */
const GO = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0])
const BIND = 0x42
const NULL = -1

/** `Bind` of the named statement, and what carries it out; null where a value is for the driver to write. */
function messageOf(hot: Hot, values: readonly unknown[]): Buffer | null {
  const bytes = scratch
  bytes.at = 0
  reserve(bytes, hot.name.length + 4 * values.length + 32)
  bytes.room[bytes.at] = BIND
  // Its length is known at the end; no portal has a name.
  bytes.at += 6
  bytes.room[5] = 0
  bytes.at += bytes.room.write(`${hot.name}\0`, bytes.at, 'latin1')
  putInt2(bytes, values.length)
  const formats = bytes.at
  bytes.room.fill(0, formats, formats + 2 * values.length)
  bytes.at += 2 * values.length
  putInt2(bytes, values.length)
  for (let at = 0; at < values.length; at += 1) {
    const form = putValue(bytes, hot.lists.get(at), values[at])
    if (form === null) return null
    bytes.room[formats + 2 * at + 1] = form
  }
  reserve(bytes, 2 + GO.length)
  // Answers come as text.
  putInt2(bytes, 0)
  bytes.room.writeInt32BE(bytes.at - 1, 1)
  bytes.at += GO.copy(bytes.room, bytes.at)
  return Buffer.from(bytes.room.subarray(0, bytes.at))
}

function putInt2(bytes: Bytes, value: number): void {
  bytes.room.writeInt16BE(value, bytes.at)
  bytes.at += 2
}

const TEXT = 0
const BINARY = 1

/** Writes a value with its length; in which form, or null where it cannot. */
function putValue(
  bytes: Bytes,
  kind: string | undefined,
  value: unknown,
): typeof TEXT | typeof BINARY | null {
  reserve(bytes, 4)
  if (value === null || value === undefined) {
    putInt4(bytes, NULL)
    return TEXT
  }
  if (typeof value === 'object') {
    if (kind === undefined || !Array.isArray(value)) return null
    const start = bytes.at
    bytes.at += 4
    if (!putList(bytes, kind, value)) return null
    bytes.room.writeInt32BE(bytes.at - start - 4, start)
    return BINARY
  }
  if (!['string', 'number', 'boolean'].includes(typeof value)) return null
  putText(bytes, String(value))
  return TEXT
}
