import { day, instant } from '#base/instant'
import { house, type Work } from '#db/work'
import type { Branch } from '#domain/org/index'
import type { ProgramDocument } from '#domain/program/index'
import type { Moves } from '#domain/sale/apply'
import { saleWish, type SaleWish } from '#domain/sale/contract/wish'
import { decide, type Decided } from '#domain/sale/decide'
import type { Facts, SoldValue } from '#domain/sale/facts'
import { NO_HAND_LIMITS } from '#domain/sale/hand-limits'
import type { Sold } from '#domain/sale/model/returns'
import type { NewSale } from '#domain/sale/store/sales'
import * as ledger from '#domain/ledger/index'
import * as wallet from '#domain/wallet/index'
import { movedFor, soldOf } from '#test/simulation/sold'
import type { SaleAsked } from '#test/world/shop'

const AT = instant('2026-03-02T02:00:00.000Z')
const MEMBER = '018f0000-0000-7000-8000-00000000000a'
const UNITS = ['points', 'principal', 'bonus', 'pass:P', 'coupon:V'] as const
type Unit = (typeof UNITS)[number]

export type Wish = Omit<SaleAsked, 'id' | 'branchCode' | 'happenedAt' | 'memberNumber'>
/** What a sale came to, or the code of its refusal. A trip over our own law is thrown. */
export type Outcome = NewSale | string

/**
 * One member at one till: the very decisions of the intake, on a book that is kept in memory instead of PostgreSQL, so
 * that a search can try thousands of histories a minute. What the stores would read is worked out from what was
 * decided before.
 */
export type MemoryShop = Readonly<{
  /** Records a sale or a return. */
  take(wish: Wish): Outcome
  /** The same without effect. */
  quote(wish: Wish): Outcome
  /** Gives value against money, as a top-up does. */
  topUp(of: Readonly<{ principal: number; bonus: number }>): void
  /** Takes value over from before. */
  open(unit: Unit, amount: number, expiresOn?: string | null): void
  balance(unit: Unit): number
  debt(unit: Unit): number
  /** What is left in every lot, by its last day and its place in the order of making. */
  lots(): Record<string, number>
  sales(): readonly NewSale[]
  returnsOf(id: string): readonly NewSale[]
  sold(id: string): Sold
}>

export function memoryShop(document: ProgramDocument): MemoryShop {
  let next = 0
  const newId = () => `018f0000-0000-7000-8000-${String(++next).padStart(12, '0')}`
  const book = bookOf(newId)
  const rows = new Map<string, NewSale>()
  const uses = new Map<string, wallet.CouponUse & { returned: boolean }>()
  const counts: wallet.Counts = new Map()

  const returnsOf = (id: string) => [...rows.values()].filter((row) => row.returnsId === id)
  const sold = (id: string) => soldOf(rows.get(id), returnsOf(id))
  const valueOf = (id: string): SoldValue => ({
    ...movedFor(book, id, new Set(returnsOf(id).map((row) => row.id))),
    uses: [...uses.values()].filter((use) => use.causeId === id && !use.returned),
  })

  const around = { document, book, counts, newId, sold, valueOf }
  const decided = (asked: Wish) => decidedIn(around, asked)
  return {
    take(asked) {
      const one = decided(asked)
      const outcome = outcomeOf(one)
      if (typeof outcome === 'string') return outcome
      rows.set(outcome.id, outcome)
      for (const use of one.moves.uses) uses.set(use.id, { ...use, returned: false })
      for (const { useId } of one.moves.back) Object.assign(uses.get(useId) ?? {}, { returned: true })
      return outcome
    },
    quote(asked) {
      return ledger.attempt(
        book,
        () => outcomeOf(decided(asked)),
        () => false,
      )
    },
    ...givers(book, newId),
    balance: (unit) => wallet.heldIn(book, unit, MEMBER),
    debt: (unit) => -(ledger.accountIn(book, { unit, purpose: 'debt', holderId: MEMBER })?.balance ?? 0),
    lots: () => lotsOf(book),
    sales: () => [...rows.values()],
    returnsOf,
    sold,
  }
}

type Around = Readonly<{
  document: ProgramDocument
  book: ledger.OpenBook
  counts: wallet.Counts
  newId: () => string
  sold: (id: string) => Sold
  valueOf: (id: string) => SoldValue
}>

/** The real decision on the book in memory, with the facts that the shop knows. */
function decidedIn({ document, book, counts, newId, ...known }: Around, asked: Wish) {
  const wish = saleWish.parse({
    ...asked,
    id: newId(),
    branchCode: 'S1',
    happenedAt: AT,
    memberNumber: 'M',
  })
  const nobody = { stands: new Map(), merits: new Map(), singles: new Map(), moves: [], happenings: [] }
  const standing = {
    ...nobody,
    tiers: document.tiers,
    on: day('2026-03-02'),
    looking: false,
    open: false,
    newId,
  }
  const moves: Moves = {
    book,
    counts,
    standing,
    quotas: new Map(),
    uses: [],
    back: [],
    exceptions: [],
    ended: [],
    frozen: new Set(),
    seen: new Map(),
  }
  const facts = factsOf(document, wish, known)
  // Of a work only the moment is looked at by decisions.
  const answer: Decided = decide({ at: AT } as Work, { facts, moves }, { wish, by: house })
  return { answer, moves }
}

function outcomeOf({ answer }: Readonly<{ answer: Decided }>): Outcome {
  if (answer.kind === 'failed') throw answer.trouble
  if (answer.kind === 'refused') return answer.row.code
  if (answer.kind === 'replayed') throw new Error('test: every id is new')
  return answer.row
}

function givers(book: ledger.OpenBook, newId: () => string): Pick<MemoryShop, 'topUp' | 'open'> {
  return {
    topUp: ({ principal, bonus }) => {
      const side = sideOf(book, 'top_up', newId())
      wallet.issue(side, { unit: 'principal', memberId: MEMBER, amount: principal, expiresOn: null })
      wallet.issue(side, { unit: 'bonus', memberId: MEMBER, amount: bonus, expiresOn: null })
    },
    open: (unit, amount, expiresOn = null) => {
      const ends = expiresOn === null ? null : day(expiresOn)
      wallet.issue(sideOf(book, 'opening', newId()), { unit, memberId: MEMBER, amount, expiresOn: ends })
    },
  }
}

function bookOf(newId: () => string): ledger.OpenBook {
  const accounts = new Map<string, ledger.OpenBook['accounts'] extends Map<string, infer One> ? One : never>()
  const open = (unit: string, purpose: string, of: { holderId: string | null; floor: number | null }) => {
    const key = { unit, purpose, holderId: of.holderId }
    const balance = of.holderId === null ? null : 0
    const account = {
      id: newId(),
      key,
      floor: of.floor,
      balance,
      held: 0,
      lots: [],
      beyond: 0,
      written: true,
    }
    accounts.set(`${unit} ${purpose} ${of.holderId ?? '-'}`, account)
  }
  for (const unit of UNITS) {
    open(unit, 'member', { holderId: MEMBER, floor: 0 })
    open(unit, 'debt', { holderId: MEMBER, floor: null })
    for (const purpose of ['issued', 'redeemed', 'expired'])
      open(unit, purpose, { holderId: null, floor: null })
  }
  return {
    accounts,
    holds: new Map(),
    transactions: [],
    postings: [],
    newId,
    at: AT,
    today: day('2026-03-02'),
    undo: [],
    openedBalances: new Map(),
  }
}

function sideOf(book: ledger.OpenBook, kind: string, causeId: string): ledger.Side {
  const words = {
    causeId,
    happenedAt: AT,
    branchId: null,
    programVersion: null,
    reason: null,
    reversesId: null,
  }
  return { book, transaction: ledger.begin(book, { kind, ...words }) }
}

function lotsOf(book: ledger.OpenBook): Record<string, number> {
  const all = [...book.accounts.values()].flatMap(({ key, lots }) =>
    lots.map((lot) => ({ unit: key.unit, ...lot })),
  )
  return Object.fromEntries(
    all
      .filter((lot) => lot.remaining > 0)
      .map((lot) => [`${lot.unit} ${lot.id} ${lot.expiresOn}`, lot.remaining]),
  )
}

type Known = Readonly<{ sold: (id: string) => Sold; valueOf: (id: string) => SoldValue }>

function factsOf(document: ProgramDocument, wish: SaleWish, known: Known): Facts {
  const program = { version: 1, document }
  const returned = wish.returnsSaleId
  // Of a branch only these words are looked at by decisions.
  const branch = { id: MEMBER, code: 'S1', zone: 'Asia/Shanghai', closingHour: 0 } as unknown as Branch
  return {
    from: { source: 'api' },
    prints: new Map([[wish.id, wish.id]]),
    branches: new Map([['S1', branch]]),
    holders: new Map([['M', { memberId: MEMBER, state: 'good' }]]),
    buyers: new Map([[MEMBER, () => ({ tier: null, birthOn: null })]]),
    products: new Map(),
    program,
    documents: new Map([[1, document]]),
    today: day('2026-03-02'),
    coupons: { byId: new Map(), bySecret: new Map() },
    sold: new Map(returned === undefined ? [] : [[returned, known.sold(returned)]]),
    holds: new Map(),
    value: new Map(returned === undefined ? [] : [[returned, known.valueOf(returned)]]),
    heirs: new Map(),
    pins: new Map(),
    handLimits: NO_HAND_LIMITS,
  }
}
