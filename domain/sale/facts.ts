import { businessDay, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import { all } from '#db/all'
import { fingerprint } from '#db/fingerprint'
import type { Actor, Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import * as ledger from '#domain/ledger/index'
import { cardsByNumber, survivorsOf, verifyPin, type PinAnswer } from '#domain/member/index'
import { branchesByCode, today, type Branch } from '#domain/org/index'
import { liveProgram, versionsBy, type LiveProgram, type ProgramDocument } from '#domain/program/index'
import * as wallet from '#domain/wallet/index'
import { buyersOf, type BuyerOn } from './buyers.ts'
import type { SaleWish } from './contract/wish.ts'
import { handLimits, type HandLimits } from './hand-limits.ts'
import { spendsValue, type Holder, type Product } from './model/judge.ts'
import { paidBy, type Sold } from './model/returns.ts'
import * as sold from './store/sold.ts'
import * as store from './store/sales.ts'

/** A wish with whoever wishes it: one work carries out the wishes of many tills. */
export type Asked = Readonly<{ wish: SaleWish; by: Actor; stamp?: Stamp }>

/** What a till that did not ask knew and did: a fact, whatever head office would have said (source `device`). */
export type Stamp = Readonly<{
  /** The event's own hash: what tells a retry from another content. */
  print: string
  programVersion: number
  /** As whom the customer bought. */
  buyer: Readonly<{ member: boolean; tier: string | null }>
  /** What each line was charged, in order. */
  charged: readonly number[]
  totalMinor: number
  /** Holds that head office had placed for this burn. */
  holds: readonly string[]
}>

/** Where a batch came from; kept on every sale. */
export type From = Readonly<{
  source: 'api' | 'import' | 'device'
  looking?: boolean
  /** A look at what a discount by hand would come to if it were allowed (S16). */
  asking?: boolean
}>

/** What a return gives back beside money: what the sale burned, and what of it is back already. */
export type SoldValue = Readonly<{
  burned: ReadonlyMap<wallet.WalletUnit, readonly wallet.Burned[]>
  given: ReadonlyMap<string, number>
  earnedBy: readonly string[]
  uses: readonly wallet.CouponUse[]
}>

/** Everything the decisions of a batch need, read with one statement per question. */
export type Facts = Readonly<{
  from: From
  prints: ReadonlyMap<string, string>
  branches: ReadonlyMap<string, Branch>
  holders: ReadonlyMap<string, Holder>
  /** As whom members buy on a day. */
  buyers: ReadonlyMap<string, BuyerOn>
  products: ReadonlyMap<string, Product>
  program: LiveProgram
  /** The documents by which sales that come back were judged, by version. */
  documents: ReadonlyMap<number, ProgramDocument>
  /** Today in the chain's zone: what lots live or die by. */
  today: BusinessDay
  coupons: wallet.KnownCoupons
  sold: ReadonlyMap<string, Sold>
  /** Holds that wishes want to settle, whatever became of them; those that stand are in the book. */
  holds: ReadonlyMap<string, ledger.KnownHold>
  value: ReadonlyMap<string, SoldValue>
  /** Who stayed for members whose sales come back, where they have gone into another. */
  heirs: ReadonlyMap<string, string>
  pins: ReadonlyMap<string, PinAnswer>
  /** What limits discounts by hand; of no effect on what tills or imports tell of the past. */
  handLimits: HandLimits
}>

/**
 * Reads the facts of a batch. Sales that something comes back of are locked first: two returns of one sale must queue
 * here before either counts what came back.
 */
export async function gather(work: Work, asked: readonly Asked[], from: From): Promise<Facts> {
  const wishes = asked.map((one) => one.wish)
  const returnsIds = wishes.flatMap((w) => (w.returnsSaleId ? [w.returnsSaleId] : []))
  if (!from.looking) await store.lockSales(work.tx, returnsIds)
  // Prints are made while the database reads.
  const [prints, read] = await all([printsOf(asked), reading(work, wishes, returnsIds, from)])
  const [seen, branches, holders, products, program, on, coupons, soldRows, value, holds] = read
  const fresh = wishes.filter((wish) => !seen.some((row) => row.id === wish.id))
  const memberIds = [...new Set([...holders.values()].map((holder) => holder.memberId))]
  const buyers = await buyersOf(work, memberIds, program.document)
  const pins = from.looking ? new Map() : await pinAnswers(work, fresh, { holders, program })
  return {
    from,
    prints,
    branches,
    holders,
    buyers,
    products,
    program,
    documents: await documentsOf(work, program, [...soldRows, ...asked.flatMap(({ stamp }) => stamp ?? [])]),
    today: on,
    coupons,
    sold: new Map(soldRows.map((row) => [row.id, row])),
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    value,
    heirs: await heirsOf(work, soldRows),
    pins,
    handLimits: await handLimits(work, from.source === 'api' && from.asking !== true ? wishes : [], branches),
  }
}

const heirsOf = (work: Work, of: readonly Sold[]): Promise<Map<string, string>> =>
  survivorsOf(
    work,
    of.flatMap((one) => one.memberId ?? []),
  )

/** Who a sale counts for today, when its member has gone into another. */
export const heirOf = ({ heirs }: Pick<Facts, 'heirs'>, { memberId }: Sold): string | undefined =>
  heirs.get(memberId ?? '')

/** Almost always the live one; others are read when something sold under them comes back, or comes late. */
async function documentsOf(
  work: Work,
  live: LiveProgram,
  of: readonly Readonly<{ programVersion: number }>[],
): Promise<Facts['documents']> {
  const older = [...new Set(of.map((one) => one.programVersion))].filter(
    (version) => version !== live.version,
  )
  const found = older.length === 0 ? [] : await versionsBy(work, older)
  return new Map([live, ...found].map(({ version, document }) => [version, document]))
}

/** The PIN is no part of what is wished: a cashier who mistyped it sends the same sale again. */
export const printOf = ({ pin: _, ...wish }: SaleWish): string => fingerprint(wish)

/** A till that did not ask sent a signed event: its hash covers everything. */
export const printFor = ({ wish, stamp }: Asked): string => stamp?.print ?? printOf(wish)

/** Everything that waits for nothing is on the wire at once. */
function reading(work: Work, wishes: readonly SaleWish[], returnsIds: readonly string[], from: From) {
  const withPin = from.looking ? [] : wishes.flatMap((w) => (w.pin === undefined ? [] : [w.id]))
  const numbers = [...new Set(wishes.flatMap((w) => (w.memberNumber ? [w.memberNumber] : [])))]
  const codes = [...new Set(wishes.flatMap((w) => w.lines.map((l) => l.productCode)))]
  return all([
    withPin.length === 0 ? [] : store.seen(work.tx, withPin),
    branchesByCode(
      work,
      wishes.map((w) => w.branchCode),
    ),
    cardsByNumber(work, numbers),
    productsByCode(work, codes),
    liveProgram(work),
    today(work),
    wallet.couponsShown(
      work,
      wishes.flatMap((w) => w.coupons),
    ),
    sold.soldSales(work.tx, returnsIds),
    valueOf(work, returnsIds),
    ledger.holdsById(
      work.tx,
      wishes.flatMap((w) => w.tenders.flatMap((tender) => tender.holdId ?? [])),
    ),
  ])
}

/** So few prints are made sooner than the loop turns. */
const FEW = 16

/** The next turn of the loop has sent what was asked in this one. */
async function printsOf(asked: readonly Asked[]): Promise<Map<string, string>> {
  if (asked.length > FEW) await new Promise(setImmediate)
  return new Map(asked.map((one) => [one.wish.id, printFor(one)]))
}

/** The members of a batch who spend something they hold. */
export const spenders = (asked: readonly Asked[], { holders }: Pick<Facts, 'holders'>): string[] => [
  ...new Set(
    asked.flatMap(({ wish }) =>
      spendsValue(wish) || wish.coupons.length > 0
        ? (holders.get(wish.memberNumber ?? '')?.memberId ?? [])
        : [],
    ),
  ),
]

/**
 * Asked where the program wants a PIN, and before any wallet is locked, because a PIN costs time on purpose. A sale
 * taken in before is not asked again, and a quote never: it would be a way to guess.
 */
async function pinAnswers(
  work: Work,
  wishes: readonly SaleWish[],
  so: Pick<Facts, 'holders' | 'program'>,
): Promise<Map<string, PinAnswer>> {
  const answers = new Map<string, PinAnswer>()
  const { authentication } = so.program.document
  const byMember = new Map<string, SaleWish[]>()
  for (const wish of wishes) {
    const memberId = so.holders.get(wish.memberNumber ?? '')?.memberId
    if (memberId === undefined || wish.pin === undefined || !wantsPin(authentication, wish)) continue
    byMember.set(memberId, [...(byMember.get(memberId) ?? []), wish])
  }
  // In one order for everybody: a wrong PIN is counted on a row, and two batches may hold the same members.
  for (const memberId of [...byMember.keys()].sort())
    for (const wish of byMember.get(memberId) ?? [])
      answers.set(wish.id, await verifyPin(work, memberId, wish.pin ?? ''))
  return answers
}

/** Whether the program wants a PIN for this: always at the counter (C07), or above so much of value spent. */
export const wantsPin = (
  { counter, pinAboveMinor: above }: ProgramDocument['authentication'],
  wish: SaleWish,
): boolean =>
  (counter === 'number_and_pin' && wish.kind === 'sale') || (above !== null && valueSpent(wish) > above)

/** What a wish takes of what its account holds, debts included: what a person's quota is held against. */
export const valueOut = (wish: SaleWish): number => valueSpent(wish) + paidBy(wish.tenders, 'on_account')

export const valueSpent = ({ tenders }: SaleWish): number =>
  paidBy(tenders, 'stored_value') + paidBy(tenders, 'points')

/** What sales burned and earned on the ledger, less what their returns gave back. */
async function valueOf(work: Work, saleIds: readonly string[]): Promise<Map<string, SoldValue>> {
  if (saleIds.length === 0) return new Map()
  const returns = await sold.returnsOf(work.tx, saleIds)
  const saleOf = new Map([
    ...saleIds.map((id) => [id, id] as const),
    ...returns.map((r) => [r.id, r.saleId] as const),
  ])
  const moved = await wallet.movedBy(work, [...saleOf.keys()])
  const uses = await wallet.standingUses(work, saleIds)
  const found = new Map<string, SoldValue>()
  for (const id of new Set(saleIds)) {
    const own = moved.filter((m) => m.causeId === id)
    const back = moved.filter((m) => m.causeId !== id && saleOf.get(m.causeId) === id)
    found.set(id, {
      burned: wallet.burnedOf(own),
      given: wallet.givenOf(back),
      earnedBy: [...new Set(own.map((m) => m.transactionId))],
      uses: uses.filter((use) => use.causeId === id),
    })
  }
  return found
}

/** The business day of a wish in its branch. */
export function dayOf(facts: Facts, wish: SaleWish) {
  const branch = present(facts.branches.get(wish.branchCode), 'S2: an accepted sale has a branch')
  return businessDay(wish.happenedAt, branch.zone, branch.closingHour)
}
