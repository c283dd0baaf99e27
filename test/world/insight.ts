import { sql } from 'kysely'
import { mergeMembers, undoMemberMerge } from '#domain/wallet/contract/merge'
import { saleWish } from '#domain/sale/contract'
import { takeIn, voidSales } from '#domain/sale/index'
import { enrol } from './wallet.ts'
import type { TestWorld } from './world.ts'

/** A sale of 2026 by a member's number; money in minor units. */
export const bought = (
  w: TestWorld,
  of: Readonly<{ number: string; at: string; minor: number; product?: string; branch?: string; id?: string }>,
) =>
  saleWish.parse({
    id: of.id ?? w.newId(),
    branchCode: of.branch ?? 'S1',
    memberNumber: of.number,
    happenedAt: of.at.length === 10 ? `${of.at}T04:00:00Z` : of.at,
    lines: [{ productCode: of.product ?? 'T', quantity: 1, unitPriceMinor: of.minor }],
  })

export async function sell(w: TestWorld, ...wishes: ReturnType<typeof bought>[]): Promise<void> {
  const answers = await w.work((work) => takeIn(work, wishes, { source: 'import' }))
  const refused = answers.filter((answer) => answer.outcome !== 'applied')
  if (refused.length > 0) throw new Error(`test: refused ${JSON.stringify(refused)}`)
}

/** A whole sale brought back. */
export const broughtBack = (w: TestWorld, of: ReturnType<typeof bought>, at: string) =>
  saleWish.parse({
    id: w.newId(),
    branchCode: 'S1',
    kind: 'return',
    returnsSaleId: of.id,
    memberNumber: of.memberNumber,
    items: [{ no: 1, quantity: 1 }],
    happenedAt: `${at}T05:00:00Z`,
    reason: '不合适',
  })

/** Months of buying, bringing back, voiding and merging by twelve members, the same for the same dice. */
export async function busyMonths(w: TestWorld, roll: (below: number) => number): Promise<string[]> {
  const numbers = Array.from({ length: 12 }, (_, at) => `B${at}`)
  const ids = new Map<string, string>()
  for (const number of numbers) ids.set(number, await enrol(w, { number }))
  const day = () => `2026-0${1 + roll(2)}-${String(1 + roll(28)).padStart(2, '0')}`
  const sales = Array.from({ length: 90 }, () =>
    bought(w, { number: numbers[roll(12)] ?? 'B0', at: day(), minor: 100 + roll(90_000) }),
  )
  await sell(w, ...sales)
  await sell(w, ...sales.slice(0, 12).map((sale) => broughtBack(w, sale, '2026-03-01')))
  await w.work((work) =>
    voidSales(
      work,
      sales.slice(20, 26).map((sale) => sale.id),
      'test',
    ),
  )
  const of = (at: number) => ids.get(`B${at}`) ?? ''
  const merges = [
    [0, 1],
    [1, 2],
    [3, 4],
  ] as const
  const made: string[] = []
  for (const [gone, keep] of merges) {
    const id = w.newId()
    made.push(id)
    await w.call(mergeMembers, { id, keepId: of(keep), goneId: of(gone), reason: '同一顾客' })
  }
  await w.call(undoMemberMerge, { id: w.newId(), mergeId: made[2] ?? '', reason: '并错了' })
  await w.settle()
  return [...ids.values()]
}

/** Every row of a table of insight, as text, in the order of its text; without the columns named. */
export async function rowsOfTable(
  w: TestWorld,
  table: string,
  without: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await w.work((work) =>
    sql<{ row: string }>`
      select (to_jsonb(t) - ${[...without]}::text[])::text as row from insight.${sql.raw(table)} t order by 1`.execute(
      work.tx,
    ),
  )
  return rows.map(({ row }) => row)
}
