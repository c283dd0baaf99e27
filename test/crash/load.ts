import { randomBytes } from 'node:crypto'
import type { Asked, Told } from '#base/endpoint'
import { uuidv7 } from '#base/id'
import { present } from '#base/must'
import { recordSale, SALE_REFUSALS } from '#domain/sale/contract'
import type { Ask } from './visitor.ts'

/** How many tills sell at the same time. */
export const TILLS = 16

/** A sale of which every price is known to its till. */
export type Basket = Omit<Asked<typeof recordSale>, 'lines'> & {
  lines: { productCode: string; quantity: number; unitPriceMinor: number }[]
}

/** What makes an answer final: the sale counts, or it never will. */
export type Answer =
  | Readonly<{ outcome: 'applied'; receipt: Told<typeof recordSale> }>
  | Readonly<{ outcome: 'refused'; code: string }>

/** A sale as its till noted it before the first send; without an answer until one has arrived whole. */
export type Note = { readonly basket: Basket; answer: Answer | null }

/** A reply that is no answer to the sale: busy, broken, not allowed. */
export type Strange = Readonly<{ status: number; text: string }>

export type Load = Readonly<{
  /** Comes true at the moment so many sales of this load have been answered. */
  answered(count: number): Promise<void>
  /** Pulls the cable of every second till: what it has sent is decided, and the reply does not reach it. */
  pullCables(): void
  /** Comes true when every till has stopped. */
  over: Promise<void>
  strange: readonly Strange[]
}>

type Shop = Readonly<{
  /** A till's way to the program, over a line that may be cut. */
  asking: (line: AbortSignal) => Ask
  /** Every note of every till, in the order they were made; the load adds to it. */
  journal: Note[]
  members: readonly string[]
  roll: (limit: number) => number
}>

/** Sixteen tills that sell until a send is not answered: then the till waits for its program, as a cashier would. */
export function startLoad(shop: Shop): Load {
  const strange: Strange[] = []
  const waiting: { count: number; go: () => void }[] = []
  let answers = 0
  const note = (sale: Note, answer: Answer) => {
    sale.answer = answer
    answers += 1
    for (const one of waiting) if (answers === one.count) one.go()
  }
  const cables = Array.from({ length: TILLS }, () => new AbortController())
  const till = async ({ signal }: AbortController) => {
    const ask = shop.asking(signal)
    for (;;) {
      const sale: Note = { basket: basketOf(shop), answer: null }
      shop.journal.push(sale)
      const told = await send(ask, sale.basket)
      if (told === null) return
      if ('status' in told) return void strange.push(told)
      note(sale, told)
    }
  }
  const over = Promise.all(cables.map(till)).then(() => undefined)
  const answered = (count: number) =>
    new Promise<void>((go) => (answers >= count ? go() : waiting.push({ count, go })))
  const pullCables = () => {
    for (const [at, cable] of cables.entries()) if (at % 2 === 0) cable.abort()
  }
  return { answered, pullCables, over, strange }
}

/** Sends a sale once; null when no whole reply came back. */
export async function send(ask: Ask, basket: Basket): Promise<Answer | Strange | null> {
  const reply = await ask(recordSale, basket)
  if (reply === null) return null
  if (reply.status === 200) {
    return { outcome: 'applied', receipt: JSON.parse(reply.text) as Told<typeof recordSale> }
  }
  const code = codeIn(reply.text)
  const final = SALE_REFUSALS.some((known) => known === code)
  return final ? { outcome: 'refused', code } : reply
}

const codeIn = (text: string): string => /"code":"(\w+)"/.exec(text)?.[1] ?? ''

/** Of ten baskets two bring back part of a sale that was answered, and two belong to nobody. */
function basketOf(shop: Shop): Basket {
  const { roll, members, journal } = shop
  const id = uuidv7(Date.now(), randomBytes(10))
  const happenedAt = new Date().toISOString()
  const sold = roll(10) < 2 ? lately(journal) : []
  if (sold.length > 0)
    return partBack(present(sold[roll(sold.length)], 'test: a sale'), { id, happenedAt }, roll)
  const member =
    roll(10) < 2 ? {} : { memberNumber: present(members[roll(members.length)], 'test: a member') }
  const lines = Array.from({ length: 1 + roll(4) }, () => ({
    productCode: `P${roll(50)}`,
    quantity: 1 + roll(3),
    unitPriceMinor: 100 * (1 + roll(90)),
  }))
  return { id, branchCode: 'S1', happenedAt, ...member, lines }
}

/** So few of the latest sales that some are brought back several times, and now and then more than was sold. */
function lately(journal: readonly Note[]): Basket[] {
  return journal
    .slice(-60)
    .filter(({ basket, answer }) => basket.kind !== 'return' && answer?.outcome === 'applied')
    .map(({ basket }) => basket)
}

type Stamp = Readonly<{ id: string; happenedAt: string }>

function partBack(sold: Basket, stamp: Stamp, roll: Shop['roll']): Basket {
  const { branchCode, memberNumber } = sold
  const unitPriceMinor = 1 + roll(minorOf(sold))
  return {
    ...stamp,
    kind: 'return',
    returnsSaleId: sold.id,
    branchCode,
    ...(memberNumber === undefined ? {} : { memberNumber }),
    lines: [{ productCode: 'BACK', quantity: 1, unitPriceMinor }],
  }
}

/** What the basket comes to by its own lines, never negative. */
export const minorOf = ({ lines }: Basket): number =>
  lines.reduce((all, { quantity, unitPriceMinor }) => all + quantity * unitPriceMinor, 0)
