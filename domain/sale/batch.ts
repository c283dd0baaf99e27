import { add, money } from '#base/money'
import { points, type Points } from '#base/points'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { idsByNumber } from '#domain/member/index'
import { branchesByCode, inScope, type Branch } from '#domain/org/index'
import { clawBackFor, liveProgram, pointsFor, type LiveProgram } from '#domain/program/index'
import type { SaleWish } from './contract.ts'
import { judge, type Priced, type Returned, type SaleRefusal } from './model.ts'
import * as store from './store/sales.ts'

/** Everything the decisions of a batch need, read once; decisions add to it what later wishes must know. */
export type Batch = Readonly<{
  seen: Map<string, store.Seen>
  branches: ReadonlyMap<string, Branch>
  members: ReadonlyMap<string, string>
  products: Awaited<ReturnType<typeof productsByCode>>
  returned: Map<string, Returned>
  program: LiveProgram
}>

/** Reads the facts of a whole batch, with one statement per question. */
export async function gather(work: Work, wishes: readonly SaleWish[]): Promise<Batch> {
  // Lock first: two returns of one sale must queue here before either counts what already came back.
  const returnsIds = wishes.flatMap((w) => (w.returnsSaleId ? [w.returnsSaleId] : []))
  await store.lockSales(work.tx, returnsIds)
  return {
    seen: new Map(
      (
        await store.seen(
          work.tx,
          wishes.map((w) => w.id),
        )
      ).map((row) => [row.id, row]),
    ),
    branches: await branchesByCode(
      work,
      wishes.map((w) => w.branchCode),
    ),
    members: await idsByNumber(work, [
      ...new Set(wishes.flatMap((w) => (w.memberNumber ? [w.memberNumber] : []))),
    ]),
    products: await productsByCode(work, [
      ...new Set(wishes.flatMap((w) => w.lines.map((l) => l.productCode))),
    ]),
    returned: new Map((await store.returnedSales(work.tx, returnsIds)).map((row) => [row.id, row])),
    program: await liveProgram(work),
  }
}

export type Accepted = Readonly<{
  kind: 'sale'
  wish: SaleWish
  fingerprint: string
  memberId: string | null
  priced: Priced
  /** Earned by a sale, taken back by a return; never negative. */
  points: Points
}>
export type Decided =
  | Accepted
  | Readonly<{
      kind: 'refusal'
      id: string
      fingerprint: string
      code: SaleRefusal
      details: Record<string, unknown>
    }>
  | Readonly<{ kind: 'replay'; seen: store.Seen; reused: boolean }>

/** One wish against the facts and against the wishes before it in the same batch. */
export function decide(work: Work, batch: Batch, wish: SaleWish): Decided {
  const print = fingerprint(wish)
  const seen = batch.seen.get(wish.id)
  if (seen) return { kind: 'replay', seen, reused: seen.fingerprint !== print }

  const branch = batch.branches.get(wish.branchCode)
  const memberId = wish.memberNumber === undefined ? null : batch.members.get(wish.memberNumber)
  const returned = wish.returnsSaleId === undefined ? null : batch.returned.get(wish.returnsSaleId)
  const branchKnown = branch !== undefined && inScope(work, branch.id)
  const judged = judge(wish, { at: work.at, branchKnown, memberId, returned })
  if (typeof judged === 'string') {
    const details = detailsOf(wish, judged)
    batch.seen.set(wish.id, { id: wish.id, fingerprint: print, code: judged, details, receipt: null })
    return { kind: 'refusal', id: wish.id, fingerprint: print, code: judged, details }
  }
  batch.seen.set(wish.id, { id: wish.id, fingerprint: print, code: null, details: {}, receipt: null })
  const moves = memberId ? pointsOf(batch, wish, judged, returned ?? null) : points(0)
  remember(batch, wish, judged, { memberId: memberId ?? null, points: moves, returned: returned ?? null })
  return { kind: 'sale', wish, fingerprint: print, memberId: memberId ?? null, priced: judged, points: moves }
}

function pointsOf(batch: Batch, wish: SaleWish, priced: Priced, returned: Returned | null): Points {
  return wish.kind === 'sale'
    ? pointsFor(batch.program.document, priced.totalMinor)
    : pointsBack(batch, priced, returned)
}

/** What later wishes of the batch must know: a sale can be returned, and what came back counts. */
function remember(
  batch: Batch,
  wish: SaleWish,
  priced: Priced,
  so: { memberId: string | null; points: Points; returned: Returned | null },
): void {
  if (so.returned) {
    so.returned.returnedMinor = add(so.returned.returnedMinor, priced.totalMinor)
    so.returned.clawedBack = points(so.returned.clawedBack + so.points)
  }
  if (wish.kind === 'return') return
  const { memberId, points: earned } = so
  const { totalMinor } = priced
  batch.returned.set(wish.id, {
    memberId,
    totalMinor,
    points: earned,
    returnedMinor: money(0),
    clawedBack: points(0),
  })
}

function detailsOf(wish: SaleWish, code: SaleRefusal): Record<string, unknown> {
  if (code === 'branch_unknown') return { branchCode: wish.branchCode }
  if (code === 'member_number_unknown') return { memberNumber: wish.memberNumber }
  return {}
}

/** A return of a known sale takes back its share cumulatively; without one, what the money would earn today. */
function pointsBack(batch: Batch, priced: Priced, so: Returned | null): Points {
  if (!so) return pointsFor(batch.program.document, priced.totalMinor)
  const { totalMinor: sale, points: earned, returnedMinor: returned, clawedBack } = so
  return clawBackFor({ sale, points: earned, returned, clawedBack }, priced.totalMinor)
}
