import { day, type BusinessDay, type Instant } from '#base/instant'
import { house as actor, type Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import type { Branch } from '#domain/org/index'
import type { ProgramDocument } from '#domain/program/index'
import { programDocument } from '#domain/program/contract'
import type { Moves } from '#domain/sale/apply'
import type { SaleWish } from '#domain/sale/contract/wish'
import { decide, type Decided } from '#domain/sale/decide'
import type { Facts, SoldValue, Stamp } from '#domain/sale/facts'
import { NO_HAND_LIMITS } from '#domain/sale/hand-limits'
import type { NewSale } from '#domain/sale/store/sales'
import * as wallet from '#domain/wallet/index'
import { couponsIn, lostIn, OPEN, OWN, OWN_UNIT, type Coupons } from './coupons.ts'
import { onAccountIn, openCredit, type OnAccount } from './on-account.ts'
import { movedFor, soldOf } from './sold.ts'
import { redeemIn, topUpIn, type Redeeming, type ToppingUp } from './value.ts'

/**
 * What head office has beside the logs: members and their value on the real ledger, sales decided by the very decisions
 * of the intake, all in memory, so that thousands of histories run in the time PostgreSQL takes for a few.
 */
export type House = Readonly<{
  book: ledger.OpenBook
  sales: ReadonlyMap<string, NewSale>
  /** All purses of members, of every unit. */
  purses: readonly Purse[]
  /** What every member owes, and may owe. */
  credits: readonly Purse[]
  /** With the credit line the member has; most have none. */
  open: (memberId: string, lineMinor?: number) => void
  give: (of: Giving) => void
  coupons: Pick<Coupons, 'free' | 'openUsed' | 'lost'>
  free: (unit: Unit, memberId: string) => number
  held: (unit: Unit, memberId: string) => number
  owed: (memberId: string) => number
  onAccount: OnAccount
  /** What a store gave away without a network and nobody held. */
  lost: (store: string) => number
  hold: (of: Holding) => void
  release: (holdIds: readonly string[]) => void
  freeze: (memberId: string) => void
  sell: (of: Selling) => Decided
  /** Money for a card; answers how much of it there was room for. */
  topUp: (of: ToppingUp) => Readonly<{ creditedMinor: number }>
  /** A gift for points; answers why it cannot be had, or null. */
  redeem: (of: Redeeming) => string | null
  at: (now: Instant) => void
}>
export type Purse = ReturnType<typeof ledger.accountOf>
export type Unit = 'points' | 'principal' | 'bonus' | 'unallocated' | typeof OWN_UNIT | typeof PASS_UNIT
export type Selling = Readonly<{ wish: SaleWish; stamp: Stamp; memberId: string | null; store: string }>
export type Giving = Readonly<{
  memberId: string
  principal: number
  points: number
  coupons: readonly string[]
  passes: number
  causeId: string
}>
export type Holding = Readonly<{
  id: string
  memberId: string
  unit: Unit
  amount: number
  /** A coupon is one lot, and no other will do. */
  lotId?: string | null
  expiresAt: Instant
}>

/** A pass, two uses of which come with what people pay in most. */
export const PASS = 'WASH'
export const PASS_UNIT = wallet.passUnit(PASS)

const UNITS: readonly Unit[] = ['points', 'principal', 'bonus', 'unallocated', OWN_UNIT, PASS_UNIT]
export const TODAY = day('2026-03-02')

/** What members take for their points. */
export const GIFT = 'MUG'
export const GIFT_POINTS = 150

/** A point a yuan, a hundred points a yuan back; what most small chains begin with. */
export const PROGRAM: ProgramDocument = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  pointsAsMoney: { points: 100, minor: 100, mostBps: 10_000 },
  // Low enough that a night of top-ups meets it (M6).
  prepaid: { pack: 'cn', namedMostMinor: 700_00 },
  topUps: [
    {
      code: 'T',
      nameZh: '充100送10',
      nameEn: '100 and 10',
      payMinor: 100_00,
      bonusMinor: 10_00,
      points: 20,
      passes: [{ code: PASS, count: 2, expiresAfterMonths: null }],
    },
  ],
  coupons: [
    { ...OWN, kind: 'amount', nameZh: '立减五元', nameEn: 'Five off', onReturn: 'when_all_returned' },
    { ...OPEN, kind: 'amount', nameZh: '立减三元', nameEn: 'Three off', open: true },
  ],
  passes: [{ code: PASS, nameZh: '洗车次卡', nameEn: 'Car wash pass', productCodes: ['P'] }],
  gifts: [{ code: GIFT, nameZh: '马克杯', nameEn: 'Mug', points: GIFT_POINTS }],
})

export function houseOf(newId: () => string): House {
  const clock = { at: '2026-03-02T00:00:00.000Z' as Instant, today: TODAY as BusinessDay }
  const book = emptyBook(newId, clock)
  const sales = new Map<string, NewSale>()
  const frozen = new Set<string>()
  const opened = new Set<string>()
  const purses: Purse[] = []
  const credits: Purse[] = []
  const open = (memberId: string, lineMinor = 0) => {
    if (opened.has(memberId)) return
    opened.add(memberId)
    purses.push(...openPurses(book, memberId))
    credits.push(openCredit(book, memberId, lineMinor))
  }
  const heldOf = (unit: Unit, memberId: string) => wallet.heldIn(book, unit, memberId)
  const onAccount = onAccountIn(book)
  const coupons = couponsIn(book, PROGRAM.coupons)
  const known = knownOf(book, sales, coupons)
  return {
    book,
    sales,
    purses,
    onAccount,
    credits,
    lost: (store) => lostIn(book, 'loss', store),
    open,
    at: (now) => Object.assign(clock, { at: now }),
    freeze: (memberId) => void frozen.add(memberId),
    give: ({ memberId, principal, points, coupons: ids, passes, causeId }) => {
      const side = sideOf(book, 'opening', causeId)
      wallet.issue(side, { unit: 'principal', memberId, amount: principal, expiresOn: null })
      wallet.issue(side, { unit: 'points', memberId, amount: points, expiresOn: null })
      wallet.issue(side, { unit: PASS_UNIT, memberId, amount: passes, expiresOn: null })
      coupons.give(side, { memberId, ids, at: clock.at })
    },
    coupons,
    free: (unit, memberId) => wallet.freeOf(book, unit, memberId),
    held: heldOf,
    owed: (memberId) =>
      -(ledger.accountIn(book, { unit: 'points', purpose: 'debt', holderId: memberId })?.balance ?? 0),
    hold: ({ id, memberId, unit, amount, lotId = null, expiresAt }) => {
      const key = { unit, purpose: 'member', holderId: memberId }
      ledger.placeHold(book, { id, key, amount, lotId, expiresAt, causeId: null })
    },
    release: (ids) => ids.forEach((id) => endIn(book, id)),
    sell: (of) => sellIn({ book, frozen, sales, coupons, known, clock }, of),
    topUp: (of) => settled(book, () => topUpIn(book, of)),
    redeem: (of) => settled(book, () => redeemIn({ book, frozen }, of)),
  }
}

function openPurses(book: ledger.OpenBook, memberId: string): Purse[] {
  return UNITS.map((unit) => {
    const key = { unit, purpose: 'member', holderId: memberId }
    addAccount(book, key, 0)
    addAccount(book, { unit, purpose: 'debt', holderId: memberId }, null)
    return ledger.accountOf(book, key)
  })
}

function endIn(book: ledger.OpenBook, holdId: string): void {
  const hold = book.holds.get(holdId)
  if (hold?.state === 'active') ledger.endHold(book, hold, 'released')
}

/** What is done is done: nobody takes it back. */
function settled<T>(book: ledger.OpenBook, done: () => T): T {
  const answer = done()
  book.undo.length = 0
  return answer
}

function sellIn(around: Around, of: Selling): Decided {
  const { book, sales } = around
  for (const { purpose } of LOSSES)
    addAccount(book, { unit: 'offline_loss', purpose, holderId: of.store }, null)
  const moves = movesOf(around, of)
  const done = decideIn(around, of, moves)
  if (done.kind === 'applied') {
    sales.set(done.row.id, done.row)
    around.coupons.done(moves)
  }
  book.undo.length = 0
  return done
}

const LOSSES = [{ purpose: 'loss' }, { purpose: 'coupon_loss' }] as const

function emptyBook(newId: () => string, clock: { at: Instant; today: BusinessDay }): ledger.OpenBook {
  const book = {
    accounts: new Map(),
    holds: new Map(),
    transactions: [],
    postings: [],
    newId,
    get at() {
      return clock.at
    },
    get today() {
      return clock.today
    },
    undo: [],
    openedBalances: new Map(),
  } satisfies ledger.OpenBook
  for (const unit of [...UNITS, 'offline_loss', 'on_account'])
    for (const purpose of ['issued', 'redeemed', 'expired'])
      addAccount(book, { unit, purpose, holderId: null }, null)
  addAccount(book, wallet.paidKey, null)
  return book
}

export function addAccount(book: ledger.OpenBook, key: ledger.AccountKey, floor: number | null): void {
  const name = `${key.unit} ${key.purpose} ${key.holderId ?? '-'}`
  if (book.accounts.has(name)) return
  const balance = key.holderId === null ? null : 0
  book.accounts.set(name, {
    id: book.newId(),
    key,
    floor,
    balance,
    held: 0,
    lots: [],
    beyond: 0,
    written: true,
  })
}

export function sideOf(book: ledger.OpenBook, kind: string, causeId: string): ledger.Side {
  const words = { branchId: null, programVersion: null, reason: null, reversesId: null }
  return { book, transaction: ledger.begin(book, { kind, causeId, happenedAt: book.at, ...words }) }
}

type Known = Readonly<{ sold: Facts['sold']; value: Facts['value'] }>

/** What the store would know of a sale that comes back. */
const knownOf =
  (book: ledger.OpenBook, sales: ReadonlyMap<string, NewSale>, { usesOf }: Coupons) =>
  (id: string | undefined): Known => {
    const row = id === undefined ? undefined : sales.get(id)
    if (id === undefined || !row) return { sold: new Map(), value: new Map() }
    const returns = [...sales.values()].filter((one) => one.returnsId === id)
    const backs = new Set(returns.map((one) => one.id))
    const value: SoldValue = { ...movedFor(book, id, backs), uses: usesOf(id) }
    return { sold: new Map([[id, soldOf(row, returns)]]), value: new Map([[id, value]]) }
  }

type Around = Readonly<{
  book: ledger.OpenBook
  frozen: ReadonlySet<string>
  sales: Map<string, NewSale>
  coupons: Coupons
  known: (id: string | undefined) => Known
  clock: Readonly<{ at: Instant }>
}>

/** The real decision of the intake, with the facts this house knows. */
function decideIn(around: Around, selling: Selling, moves: Moves): Decided {
  const { wish, stamp } = selling
  const scene = { facts: factsOf(around, selling), moves }
  // Of a work only the moment is looked at by decisions.
  return decide({ at: around.clock.at } as Work, scene, { wish, by: actor, stamp })
}

function movesOf({ book, frozen, coupons }: Around, { memberId }: Selling): Moves {
  const nobody = { stands: new Map(), merits: new Map(), singles: new Map(), moves: [], happenings: [] }
  const words = { tiers: PROGRAM.tiers, on: TODAY, looking: false, open: false, newId: book.newId }
  return {
    book,
    counts: coupons.counts,
    standing: { ...nobody, ...words },
    quotas: new Map(),
    uses: [],
    back: [],
    ended: [],
    frozen: memberId !== null && frozen.has(memberId) ? new Set([memberId]) : new Set(),
    seen: new Map(),
    exceptions: [],
  }
}

function factsOf({ known, coupons }: Around, { wish, stamp, memberId, store }: Selling): Facts {
  // Of a branch only these words are looked at by decisions.
  const words = { id: store, code: wish.branchCode, zone: 'Asia/Shanghai', closingHour: 0 }
  const branch = words as unknown as Branch
  const holder = memberId === null ? [] : [[wish.memberNumber ?? '', { memberId, state: 'good' }] as const]
  const buyer = memberId === null ? [] : [[memberId, () => ({ tier: null, birthOn: null })] as const]
  return {
    from: { source: 'device' },
    prints: new Map([[wish.id, stamp.print]]),
    branches: new Map([[wish.branchCode, branch]]),
    holders: new Map(holder),
    buyers: new Map(buyer),
    products: new Map(),
    program: { version: 1, document: PROGRAM },
    documents: new Map([[1, PROGRAM]]),
    today: TODAY,
    coupons: coupons.known,
    holds: new Map(),
    heirs: new Map(),
    pins: new Map(),
    handLimits: NO_HAND_LIMITS,
    ...known(wish.returnsSaleId),
  }
}
