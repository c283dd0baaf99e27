import { must } from '#base/must'
import type { MemberColumns } from './purchase-days.ts'

// Scores read off tables, in arrays that never move. Where such an array lies, and how long it is, V8 writes into the
// code itself; of one that is handed in it asks both again for every number, which was a third of the whole time.

/** At most so many members are scored at a time: what lies here stays in the processor's cache. */
export const STRETCH = 4096
/** Purchase days that anybody may have: everything below, which is ninety years of buying every day. */
const MOST_DAYS = 2 ** 15
/** Pairs of x and age, or of x and t_x, that the tables have room for. */
export const MOST_PLACES = 2 ** 18

/** Of a pair of x and age, side by side in one row of the processor's cache. */
export const [ODDS, MEAN, WIDTH] = [0, 1, 2] as const

/**
 * Which x have tables depends on the x alone, so that members of equal history get equal scores (G3). `rows` says by
 * the number of purchase days, which is x + 1, where the days of that x begin; zero where it has no table. `byAge` has
 * two numbers a place, ODDS and MEAN; `byTx` has one, and the product of it and ODDS are the odds of having left.
 */
export type ScoreTables = Readonly<{ rows: Int32Array; byAge: Float64Array; byTx: Float64Array }>

const ROWS = new Int32Array(MOST_DAYS)
const BY_AGE = new Float64Array(MOST_PLACES * WIDTH)
const BY_TX = new Float64Array(MOST_PLACES)

const BOUGHT = new Int32Array(STRETCH)
const FIRST = new Int32Array(STRETCH)
const LAST = new Int32Array(STRETCH)

/** Places in the stretch of those who have no table. */
const RARE = new Int32Array(STRETCH)

const ALIVE = new Float64Array(STRETCH)
const EXPECTED = new Float64Array(STRETCH)

/** Whose numbers lie in the tables: the rows of those that were laid last. */
let laid: Int32Array | null = null

function lay(tables: ScoreTables): void {
  const { rows, byAge, byTx } = tables
  must(
    rows.length <= MOST_DAYS && byTx.length <= MOST_PLACES && byAge.length === byTx.length * WIDTH,
    'B1: tables of scores have their room',
  )
  ROWS.fill(0)
  ROWS.set(rows)
  BY_AGE.set(byAge)
  BY_TX.set(byTx)
  laid = rows
}

/**
 * In the first places, until the next stretch is scored. The scores at the first `rares` places that `rare` tells are
 * wrong: nobody there has a table.
 */
export type Tabled = Readonly<{
  alive: Float64Array
  expected: Float64Array
  rare: Int32Array
  rares: number
}>

/** P(alive) and the purchases to expect of the members from one place on up to another, STRETCH of them at most. */
export function scoreByTables(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  tables: ScoreTables,
  { from, to, asOf }: Readonly<{ from: number; to: number; asOf: number }>,
): Tabled {
  must(to - from <= STRETCH, 'B1: a stretch of members has its room')
  if (laid !== tables.rows) lay(tables)
  BOUGHT.set(purchaseDays.subarray(from, to))
  FIRST.set(firstDay.subarray(from, to))
  LAST.set(lastDay.subarray(from, to))
  return { alive: ALIVE, expected: EXPECTED, rare: RARE, rares: lookUp(to - from, asOf) }
}

/**
 * How many have no table. Four at a time, so that V8 finds the function too long to be written into those that call it,
 * where it would know nothing of the arrays any more; behind the last there is room, and what lies there is not told.
 */
function lookUp(people: number, asOf: number): number {
  let rares = 0
  for (let i = 0; i < people; i += 4) {
    const row0 = ROWS[BOUGHT[i] as number] as number
    const row1 = ROWS[BOUGHT[i + 1] as number] as number
    const row2 = ROWS[BOUGHT[i + 2] as number] as number
    const row3 = ROWS[BOUGHT[i + 3] as number] as number
    if (((row0 - 1) | (row1 - 1) | (row2 - 1) | (row3 - 1)) < 0)
      for (let k = i; k < i + 4 && k < people; k += 1)
        if (ROWS[BOUGHT[k] as number] === 0) {
          RARE[rares] = k
          rares += 1
        }
    const at0 = row0 - (FIRST[i] as number)
    const at1 = row1 - (FIRST[i + 1] as number)
    const at2 = row2 - (FIRST[i + 2] as number)
    const at3 = row3 - (FIRST[i + 3] as number)
    // A place has two numbers, ODDS and MEAN; said in bits, which need no look whether they are whole numbers.
    const age0 = (at0 + asOf) << 1
    const age1 = (at1 + asOf) << 1
    const age2 = (at2 + asOf) << 1
    const age3 = (at3 + asOf) << 1
    const stays0 = 1 / (1 + (BY_AGE[age0] as number) * (BY_TX[at0 + (LAST[i] as number)] as number))
    const stays1 = 1 / (1 + (BY_AGE[age1] as number) * (BY_TX[at1 + (LAST[i + 1] as number)] as number))
    const stays2 = 1 / (1 + (BY_AGE[age2] as number) * (BY_TX[at2 + (LAST[i + 2] as number)] as number))
    const stays3 = 1 / (1 + (BY_AGE[age3] as number) * (BY_TX[at3 + (LAST[i + 3] as number)] as number))
    ALIVE[i] = stays0
    ALIVE[i + 1] = stays1
    ALIVE[i + 2] = stays2
    ALIVE[i + 3] = stays3
    EXPECTED[i] = stays0 * (BY_AGE[age0 | 1] as number)
    EXPECTED[i + 1] = stays1 * (BY_AGE[age1 | 1] as number)
    EXPECTED[i + 2] = stays2 * (BY_AGE[age2 | 1] as number)
    EXPECTED[i + 3] = stays3 * (BY_AGE[age3 | 1] as number)
  }
  return rares
}
