import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { inOne } from '#db/in-one'
import { ask } from '#db/jobs'
import { plannedOnce, type Actor, type Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import * as standing from '#domain/standing/index'
import { openStandings } from './merits.ts'
import { openQuotas } from './quotas.ts'
import * as wallet from '#domain/wallet/index'
import type { ReceiptBody, SaleWish } from './contract/wish.ts'
import type { Moves } from './apply.ts'
import { decide, decideSeen, type Decided } from './decide.ts'
import { saleRecorded } from './events.ts'
import { gather, printFor, spenders, type Asked, type Facts, type From } from './facts.ts'
import type { SaleRefusal } from './model/judge.ts'
import type { Exception } from './stamped.ts'
import { countsWanted, losesAt, onAccount, purseWishes } from './needs.ts'
import { inTurns, sliceOf } from './slices.ts'
import * as store from './store/sales.ts'

export type Receipt = ReceiptBody & Readonly<{ replayed: boolean }>
export type Answer =
  /** `exceptions`: what was accepted although our rules say otherwise; only of tills that did not ask. */
  | Readonly<{ outcome: 'applied'; receipt: Receipt; exceptions?: readonly Exception[] }>
  | Readonly<{
      outcome: 'refused'
      id: string
      code: SaleRefusal
      details: Record<string, unknown>
      replayed: boolean
    }>
  /** Our fault (`must`): nothing of this wish was kept, the rest of its batch went on. */
  | Readonly<{ outcome: 'failed'; id: string; trouble?: unknown }>

/**
 * The one intake of sales: from a till, from many tills at once, a bundle, an import. Many wishes at once, each
 * answered; all wallets are locked in one statement, decisions are made in memory, and each table is written with one
 * statement. A refused wish is an answer and is kept (S3); one that trips over our own laws leaves no trace. Neither
 * stops the rest.
 */
export async function takeAsked(
  work: Work,
  asked: readonly Asked[],
  from: From,
  writes: 'now' | 'last' = 'now',
): Promise<Answer[]> {
  const firsts = new Map<string, Asked>()
  for (const one of asked) if (!firsts.has(one.wish.id)) firsts.set(one.wish.id, one)
  const answers = new Map<string, Answer>()
  const inTurn = rounds([...firsts.values()])
  for (const round of inTurn) {
    // What a later round or a copy reads must be written by then.
    const isLast = writes === 'last' && round === inTurn.at(-1) && firsts.size === asked.length
    const told = await takeRound(work, round, { from, isLast })
    round.forEach(({ wish }, at) => answers.set(wish.id, present(told[at], 'S1: every wish is answered')))
  }
  const copies = asked.filter((one) => firsts.get(one.wish.id) !== one)
  const ids = [...new Set(copies.map(({ wish }) => wish.id))]
  const seen = new Map((ids.length === 0 ? [] : await store.seen(work.tx, ids)).map((row) => [row.id, row]))
  return asked.map((one) => {
    const first = present(answers.get(one.wish.id), 'S1: every wish is answered')
    if (firsts.get(one.wish.id) === one) return first
    // A copy in the same batch is answered as if it had come later (X2), and takes no lock of its own.
    const again = decideSeen(seen.get(one.wish.id), printFor(one))
    return again ? answerOf(again) : first
  })
}

/** The same for the wishes of one actor: a bundle, an import. */
export async function takeIn(work: Work, wishes: readonly SaleWish[], from: From): Promise<Answer[]> {
  const asked = wishes.map((wish) => ({ wish, by: work.by }))
  const [, answers] = await all([plannedOnce(work), takeAsked(work, asked, from)])
  return answers
}

/** A wish that refers to one before it in the batch waits for a round of its own, so that it finds it written. */
export function rounds(asked: readonly Asked[]): Asked[][] {
  const all: Asked[][] = []
  let touched = new Set<string>()
  for (const one of asked) {
    const names = [one.wish.id, ...(one.wish.returnsSaleId ? [one.wish.returnsSaleId] : [])]
    const last = all.at(-1)
    if (last && !names.some((name) => touched.has(name))) last.push(one)
    else {
      all.push([one])
      touched = new Set()
    }
    for (const name of names) touched.add(name)
  }
  return all
}

type Round = Readonly<{ from: From; isLast: boolean }>

/**
 * One round: facts and locks for all of it, then slice by slice. A slice that is decided is on its way to the database
 * while the next is decided, so a bundle keeps both at work.
 */
async function takeRound(work: Work, asked: readonly Asked[], { from, isLast }: Round): Promise<Answer[]> {
  const facts = await gather(work, asked, from)
  const moves = await openMoves(work, asked, facts)
  work.record(...moves.ended)
  const decided: Decided[] = []
  const sent: Promise<void>[] = []
  const later: Decided[] = []
  for (let at = 0, size = 0; at < asked.length; at += size) {
    size = sliceOf(asked.length, at)
    const part = asked.slice(at, at + size)
    const slice = await inTurns(part, { all: asked.length, at }, (one) => decide(work, { facts, moves }, one))
    decided.push(...slice)
    const byPurse = slice.filter(hasPurse)
    later.push(...slice.filter((one) => !hasPurse(one)))
    const isEnd = at + size >= asked.length
    const parts = isEnd ? [...byPurse, ...later] : byPurse
    const going = write(work, { facts, moves, isEnd, isLast: isEnd && isLast }, parts)
    // Its failure is told when all are waited for; until then nobody listens.
    going.catch(() => undefined)
    sent.push(going)
  }
  await all(sent)
  return decided.map(answerOf)
}

/**
 * Two batches with the same sales of a member queue at the purse before they write. Those of nobody, and refusals, meet
 * at their ids only: they are written last and in order, so that two batches queue there instead of deadlocking.
 */
const hasPurse = (one: Decided): boolean => one.kind === 'applied' && one.row.memberId !== null

/** Locks every wallet and every count that the batch may touch. */
async function openMoves(work: Work, asked: readonly Asked[], facts: Facts): Promise<Moves> {
  const looking = facts.from.looking === true
  const { wishes, alsoLots } = purseWishes(asked, facts)
  const owing = onAccount(asked, facts)
  const spending = spenders(asked, facts)
  const wanted = countsWanted(asked, facts)
  const ids = asked.map(({ wish }) => wish.id)
  const losing = losesAt(asked, facts)
  const open = () =>
    wallet.openPurses(work, wishes, {
      alsoLots,
      looking,
      today: facts.today,
      sides: wallet.SALE_SIDES,
      also: [...owing.map(wallet.creditWanted), ...losing.flatMap(wallet.lossWanted)],
      alsoUnits: [
        ...(owing.length > 0 ? (['on_account'] as const) : []),
        ...(losing.length > 0 ? (['offline_loss'] as const) : []),
      ],
    })
  // What may change until the locks are held is asked behind them, those of the counts too: in this order on the wire.
  const behind = () =>
    all([
      spending.length === 0 ? new Set<string>() : wallet.frozenMembers(work, spending),
      looking ? [] : store.seen(work.tx, ids),
    ])
  const [book, counts, [frozen, seen]] = await all([
    open(),
    wallet.openCounts(work, wanted, looking),
    behind(),
  ])
  const standings = await openStandings(work, asked, facts)
  const quotas = await openQuotas(work, asked, facts)
  // A hold whose time is over reserves nothing, whether the job has been there or not (promises M8).
  const ended = wallet.endDue(book)
  const before = new Map(seen.map((row) => [row.id, row]))
  const locked = { book, counts, ended, frozen, seen: before, standing: standings, quotas }
  return { ...locked, uses: [], back: [], exceptions: [] }
}

type Writing = Readonly<{ facts: Facts; moves: Moves; isEnd: boolean; isLast: boolean }>

/** What was decided so far, as one statement; left to the end of the work where nothing comes after it. */
async function write(
  work: Work,
  { facts, moves, isEnd, isLast }: Writing,
  decided: readonly Decided[],
): Promise<void> {
  must(facts.from.looking !== true, 'S1: a look writes nothing')
  const sales = decided.flatMap((d) => (d.kind === 'applied' ? [d.row] : []))
  const refusals = decided.flatMap((d) =>
    d.kind === 'refused' && !d.replayed && isFinal(d.row.code) ? [d.row] : [],
  )
  // Two batches with the same sales of nobody share no purse: they queue at their ids instead of deadlocking.
  const byId = sales.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const statements = [
    ...store.saleStatements(work, byId),
    ...ledger.closingSoFar(work, moves.book),
    ...wallet.couponStatements(work, moves),
    // Where a member stands is one row for the whole round: written once.
    ...(isEnd ? standing.closingStandings(work, moves.standing) : []),
    ...store.refusalStatements(work, refusals),
  ]
  for (const count of moves.counts.values()) count.changed = false
  moves.uses.length = 0
  moves.back.length = 0
  // What came back to a member who has gone into another goes on to the heir.
  const gone = (row: store.NewSale) => facts.heirs.has(facts.sold.get(row.returnsId ?? '')?.memberId ?? '')
  if (sales.some(gone)) ask(work, wallet.FOLLOW_MERGES)
  work.record(...sales.map((row) => ({ ...saleRecorded(row), by: row.by })))
  if (isLast) work.atLast(...statements)
  else await inOne(work.tx, [...statements, ...work.recorded()])
}

/**
 * S3: a refusal is final, but for a PIN: whoever mistyped it sends the same sale again, as after a wrong password. And
 * but for a discount that nobody allowed yet: when somebody has, the same sale is sent again (S15).
 */
const isFinal = (code: SaleRefusal): boolean => !NOT_FINAL.includes(code)
const NOT_FINAL: readonly SaleRefusal[] = ['discount_not_allowed', 'pin_needed', 'pin_wrong', 'pin_locked']

function answerOf(d: Decided): Answer {
  if (d.kind === 'applied')
    return { outcome: 'applied', receipt: { ...d.row.receipt, replayed: false }, exceptions: d.exceptions }
  if (d.kind === 'replayed') return { outcome: 'applied', receipt: { ...d.receipt, replayed: true } }
  if (d.kind === 'failed') return { outcome: 'failed', id: d.id, trouble: d.trouble }
  const { id, code, details } = d.row
  return { outcome: 'refused', id, code, details, replayed: d.replayed }
}

/**
 * What wishes would come to now, without any effect: the receipt each would get, or the code of its refusal. The very
 * decisions of the intake, on accounts that are only looked at.
 */
export async function weigh(
  work: Work,
  asked: readonly Asked[],
  source: From['source'] = 'api',
): Promise<(ReceiptBody | No)[]> {
  const told = await weighRows(work, asked, { source })
  return told.map((one) => ('code' in one ? one : one.receipt))
}

type No = Readonly<{ code: SaleRefusal; details: Record<string, unknown> }>

/** The same as the sales they would be. */
export async function weighRows(
  work: Work,
  asked: readonly Asked[],
  from: Omit<From, 'looking'>,
): Promise<(store.NewSale | No)[]> {
  const answers: (store.NewSale | No)[] = []
  const facts = await gather(work, asked, { ...from, looking: true })
  const moves = await openMoves(work, asked, facts)
  for (const one of asked) {
    const d = decide(work, { facts, moves }, one)
    if (d.kind === 'failed') throw d.trouble
    must(d.kind !== 'replayed', 'S1: a look knows no ids')
    answers.push(d.kind === 'applied' ? d.row : { code: d.row.code, details: d.row.details })
  }
  return answers
}

/** What the intake would answer an import now: null, or the code of the refusal. */
export async function judgeSales(work: Work, wishes: readonly SaleWish[]): Promise<(SaleRefusal | null)[]> {
  const ids = wishes.map((wish) => wish.id)
  const seen = new Map((await store.seen(work.tx, ids)).map((row) => [row.id, row]))
  const weighed = await weigh(
    work,
    wishes.map((wish) => ({ wish, by: work.by })),
    'import',
  )
  return weighed.map((one, at) => {
    const known = seen.get(wishes[at]?.id ?? '')
    if (known) return known.code
    return 'code' in one ? one.code : null
  })
}

/** Sales that arrive at the same moment, committed together; each has its own answer. */
export async function recordTogether(
  work: Work,
  asked: readonly Readonly<{ by: Actor; wish: SaleWish }>[],
): Promise<PromiseSettledResult<Receipt>[]> {
  return (await takeAsked(work, asked, { source: 'api' }, 'last')).map(settledOf)
}

function settledOf(one: Answer): PromiseSettledResult<Receipt> {
  if (one.outcome === 'applied') return { status: 'fulfilled', value: one.receipt }
  if (one.outcome === 'failed') return { status: 'rejected', reason: one.trouble }
  return { status: 'rejected', reason: new Refusal(one.code, { ...one.details, kept: true }) }
}

export async function recordMany(
  work: Work,
  wish: { sales: readonly SaleWish[] },
): Promise<{ answers: Answer[] }> {
  return { answers: await takeIn(work, wish.sales, { source: 'api' }) }
}

/** Prices a sale, or previews a return, for whoever stands at the till. */
export async function quote(work: Work, wish: SaleWish): Promise<ReceiptBody> {
  const [one] = await weigh(work, [{ wish, by: work.by }])
  const told = present(one, 'S1: every wish is answered')
  if ('code' in told) throw new Refusal(told.code, told.details)
  return told
}
