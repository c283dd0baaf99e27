import { must } from '#base/must'
import type { MemberColumns } from './purchase-days.ts'
import { wider } from './wider.ts'

/**
 * Members by equal history: x repeat purchase days, `tx` days from the first to the last, `age` days from the first
 * to the day of the report (x, t_x and T of Fader, Hardie and Lee, 2005). Group g holds the cells of `xs[g]`, from
 * `starts[g]` up to `starts[g + 1]`, by age and then tx.
 */
export type BuyerCells = Readonly<{
  members: number
  sumX: number
  maxAge: number
  xs: Int32Array
  groups: Int32Array
  starts: Int32Array
  tx: Int32Array
  age: Int32Array
  count: Int32Array
  /** Members by age, and their repeat purchase days together. */
  byAge: Int32Array
  sumXByAge: Float64Array
}>

type Sized = Readonly<{ perX: Int32Array; maxAge: number; members: number }>

/** Collapses members with a purchase up to day `asOf`; rows in any order give the very same cells. */
export function buyerCells(columns: MemberColumns, asOf: number): BuyerCells {
  const sized = sizesOf(columns, asOf)
  const { perX, maxAge, members } = sized
  const days = maxAge + 1
  must(days <= 46_340, 'B1: a history of days fits the key of a cell')
  const keys = keysByX(columns, asOf, sized)
  const cells = room(Math.min(members, 1 << 16))
  const xs: number[] = []
  const groups: number[] = []
  const starts: number[] = [0]
  let from = 0
  let dense: Int32Array | null = null
  for (let x = 0; x < perX.length; x += 1) {
    const size = perX[x] as number
    if (size === 0) continue
    const bucket = keys.subarray(from, from + size)
    from += size
    // Counting pays where the square of days is not much larger than the bucket; sorting where it is.
    if (size * 8 > days * days) {
      dense ??= new Int32Array(days * days)
      counted(bucket, dense, days, cells)
    } else sorted(bucket, days, cells)
    xs.push(x)
    groups.push(size)
    starts.push(cells.size())
  }
  return finished(cells, { xs, groups, starts, maxAge, members })
}

function sizesOf(columns: MemberColumns, asOf: number): Sized {
  const { purchaseDays, firstDay, lastDay } = columns
  let maxX = 0
  let first = asOf
  let last = -Infinity
  for (let m = 0; m < columns.members; m += 1) {
    const n = purchaseDays[m] as number
    if (n === 0) continue
    if (n - 1 > maxX) maxX = n - 1
    if ((firstDay[m] as number) < first) first = firstDay[m] as number
    if ((lastDay[m] as number) > last) last = lastDay[m] as number
  }
  must(last <= asOf, 'B2: nobody has bought after the day of the report')
  const perX = new Int32Array(maxX + 1)
  let members = 0
  for (let m = 0; m < columns.members; m += 1) {
    const n = purchaseDays[m] as number
    if (n === 0) continue
    perX[n - 1] = (perX[n - 1] as number) + 1
    members += 1
  }
  return { perX, maxAge: asOf - first, members }
}

function keysByX(columns: MemberColumns, asOf: number, { perX, maxAge, members }: Sized): Int32Array {
  const { purchaseDays, firstDay, lastDay } = columns
  const days = maxAge + 1
  const next = new Int32Array(perX.length)
  for (let x = 1; x < perX.length; x += 1) next[x] = (next[x - 1] as number) + (perX[x - 1] as number)
  const keys = new Int32Array(members)
  let possible = true
  for (let m = 0; m < columns.members; m += 1) {
    const x = (purchaseDays[m] as number) - 1
    if (x < 0) continue
    const first = firstDay[m] as number
    const tx = (lastDay[m] as number) - first
    possible &&= tx >= x && (x > 0 || tx === 0)
    const at = next[x] as number
    keys[at] = (asOf - first) * days + tx
    next[x] = at + 1
  }
  must(possible, 'B3: there are no more purchase days than days, and one purchase day is first and last')
  return keys
}

/** Growing columns of cells. */
function room(most: number) {
  let tx = new Int32Array(most)
  let age = new Int32Array(most)
  let count = new Int32Array(most)
  let n = 0
  const put = (cellAge: number, cellTx: number, members: number): void => {
    if (n === tx.length) {
      const more = n * 2 + 16
      ;[tx, age, count] = [wider(tx, more), wider(age, more), wider(count, more)]
    }
    tx[n] = cellTx
    age[n] = cellAge
    count[n] = members
    n += 1
  }
  const taken = () => ({ tx: tx.slice(0, n), age: age.slice(0, n), count: count.slice(0, n) })
  return { put, taken, size: () => n }
}
type Room = ReturnType<typeof room>

function counted(bucket: Int32Array, dense: Int32Array, days: number, cells: Room): void {
  for (let i = 0; i < bucket.length; i += 1) {
    const key = bucket[i] as number
    dense[key] = (dense[key] as number) + 1
  }
  for (let age = 0, key = 0; age < days; age += 1) {
    for (let tx = 0; tx < days; tx += 1, key += 1) {
      const members = dense[key] as number
      if (members === 0) continue
      cells.put(age, tx, members)
      dense[key] = 0
    }
  }
}

function sorted(bucket: Int32Array, days: number, cells: Room): void {
  bucket.sort()
  for (let i = 0; i < bucket.length;) {
    const key = bucket[i] as number
    let end = i + 1
    while (end < bucket.length && bucket[end] === key) end += 1
    const age = Math.floor(key / days)
    cells.put(age, key - age * days, end - i)
    i = end
  }
}

type Parts = Readonly<{ xs: number[]; groups: number[]; starts: number[]; maxAge: number; members: number }>

function finished(cells: Room, { xs, groups, starts, maxAge, members }: Parts): BuyerCells {
  const { tx, age, count } = cells.taken()
  const byAge = new Int32Array(maxAge + 1)
  const sumXByAge = new Float64Array(maxAge + 1)
  xs.forEach((x, g) => {
    for (let i = starts[g] as number; i < (starts[g + 1] as number); i += 1) {
      const at = age[i] as number
      byAge[at] = (byAge[at] as number) + (count[i] as number)
      sumXByAge[at] = (sumXByAge[at] as number) + x * (count[i] as number)
    }
  })
  return {
    members,
    maxAge,
    sumX: xs.reduce((sum, x, g) => sum + x * (groups[g] as number), 0),
    xs: Int32Array.from(xs),
    groups: Int32Array.from(groups),
    starts: Int32Array.from(starts),
    tx,
    age,
    count,
    byAge,
    sumXByAge,
  }
}
