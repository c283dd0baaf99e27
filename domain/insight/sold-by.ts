import type { Wish } from '#base/endpoint'
import { daysBetween } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { membersById, survivorsOf } from '#domain/member/index'
import { programs } from '#domain/program/index'
import { boughtByMember } from '#domain/sale/index'
import { standingsOf } from '#domain/standing/index'
import type * as contract from './contract/shop.ts'
import { bandFrom, bandTo, FREE_BAND, RETURNED_BAND } from './model/bill-band.ts'
import { NOTHING_SOLD, plus, together, type Measure } from './model/measure.ts'
import { lookedAt, reachOf, type Looked, type Reach } from './reach.ts'
import * as store from './store/shop.ts'

type Asked = Wish<typeof contract.soldReport>
type Row = Measure &
  Readonly<{
    key: string
    name: string
    number: string | null
    tier: string | null
    tierNames: Readonly<{ nameZh: string; nameEn: string }> | null
    fromMinor: number | null
    toMinor: number | null
    /** The tier's place in the program, lowest first. */
    rank: number
  }>
type Scene = Readonly<{ wish: Asked; reach: Reach; looked: Looked }>

/** By members is read from the receipts themselves, so a quarter is what one look can hold. */
const MOST_MEMBER_DAYS = 92

const PLAIN = {
  name: '',
  number: null,
  tier: null,
  tierNames: null,
  fromMinor: null,
  toMinor: null,
  rank: -1,
}

/** Query of any day: what was sold then and where, by day, place, product, amount or member (C74). */
export async function soldReport(work: Work, wish: Asked) {
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: 1 }, reach)
  const sized = wish.billFromMinor !== undefined || wish.billToMinor !== undefined
  if ((sized && wish.by !== 'member') || (wish.product !== '' && wish.by === 'amount'))
    throw new Refusal('filter_does_not_fit', { path: sized ? 'billFromMinor' : 'product' })
  if (wish.by === 'member' && daysBetween(looked.from, looked.to) >= MOST_MEMBER_DAYS)
    throw new Refusal('span_over_a_quarter', { path: 'from' })
  const scene = { wish, reach, looked }
  const rows = sorted(await ROWS[wish.by](work, scene), wish)
  const start = (wish.page - 1) * wish.rows
  return {
    ...looked,
    by: wish.by,
    rows: await withTiers(work, rows.slice(start, start + wish.rows)),
    total: rows.length,
    // A bill with several products is one bill of the day, so bills are not summed over products.
    sold: wish.by === 'product' ? await productsSold(work, scene) : together(rows),
    before: wish.by === 'member' ? null : await soldBefore(work, scene),
  }
}

const within = ({ looked, reach }: Scene) => ({ from: looked.from, to: looked.to, branchIds: reach.ids })
const earlier = ({ looked, reach }: Scene) => ({
  from: looked.beforeFrom,
  to: looked.beforeTo,
  branchIds: reach.ids,
})

async function soldBefore(work: Work, scene: Scene): Promise<Measure> {
  const q = scene.wish.product
  if (q === '') return store.soldIn(work.tx, earlier(scene))
  const { products: _, ...measure } = await store.productsTogether(work.tx, {
    ...earlier(scene),
    keyOnly: false,
    q,
  })
  return measure
}

async function productsSold(work: Work, scene: Scene): Promise<Measure> {
  const q = scene.wish.product
  if (q === '') return store.soldIn(work.tx, within(scene))
  const { products: _, ...measure } = await store.productsTogether(work.tx, {
    ...within(scene),
    keyOnly: false,
    q,
  })
  return measure
}

const ROWS: Readonly<Record<Asked['by'], (work: Work, scene: Scene) => Promise<Row[]>>> = {
  day: async (work, scene) => {
    const q = scene.wish.product
    const rows = await store.soldBy(work.tx, { ...within(scene), by: 'day', keyOnly: false, q })
    return rows.map((row) => ({ ...PLAIN, ...row, name: row.key }))
  },
  branch: async (work, scene) => {
    const q = scene.wish.product
    const rows = await store.soldBy(work.tx, { ...within(scene), by: 'branch', keyOnly: false, q })
    const names = new Map(scene.reach.branches.map((branch) => [branch.id, branch.name]))
    return rows.map((row) => ({ ...PLAIN, ...row, name: names.get(row.key) ?? '' }))
  },
  product: async (work, scene) => {
    const asked = { ...within(scene), keyOnly: false, q: scene.wish.product, by: 'amount' as const }
    const rows = await store.productRows(work.tx, { ...asked, start: 0, most: MOST_PRODUCTS })
    return rows.map(({ code, key: _, ...row }) => ({ ...PLAIN, ...row, key: code, number: code }))
  },
  amount: async (work, scene) => {
    const rows = await store.bandRows(work.tx, within(scene))
    return rows.map(({ band, ...measure }) => ({
      ...PLAIN,
      ...measure,
      key: band === RETURNED_BAND ? 'returned' : band === FREE_BAND ? 'free' : String(bandFrom(band)),
      ...(band > FREE_BAND ? { fromMinor: bandFrom(band), toMinor: bandTo(band) } : {}),
    }))
  },
  member: memberRows,
}

/** More products than any shop has. */
const MOST_PRODUCTS = 1_000_000

async function memberRows(work: Work, scene: Scene): Promise<Row[]> {
  const { wish } = scene
  const found = await boughtByMember(work, {
    ...within(scene),
    productCodes: wish.product === '' ? null : await store.codesLike(work.tx, wish.product),
    billFromMinor: wish.billFromMinor ?? null,
    billToMinor: wish.billToMinor ?? null,
  })
  const ids = found.flatMap((row) => row.memberId ?? [])
  const heirs = await survivorsOf(work, ids)
  const sums = new Map<string, Measure>()
  for (const { memberId, bills, thousandths, amountMinor } of found) {
    const own = { bills, thousandths, amountMinor }
    const known = {
      ...own,
      memberBills: bills,
      memberThousandths: thousandths,
      memberAmountMinor: amountMinor,
    }
    const key = memberId === null ? '' : (heirs.get(memberId) ?? memberId)
    sums.set(
      key,
      plus(sums.get(key) ?? NOTHING_SOLD, memberId === null ? { ...NOTHING_SOLD, ...own } : known),
    )
  }
  const people = new Map(
    (await membersById(work, [...sums.keys()].filter(Boolean))).map((one) => [one.id, one]),
  )
  const rows = [...sums].map(([key, measure]) => {
    const person = people.get(key)
    return { ...PLAIN, ...measure, key, name: person?.name ?? '', number: person?.number ?? null }
  })
  return wish.sort === 'tier' ? withTiers(work, rows) : rows
}

async function withTiers<R extends Row>(work: Work, rows: readonly R[]): Promise<R[]> {
  const { document } = (await programs(work)).live
  const { list } = document.tiers
  const ids = rows.filter((row) => row.number !== null && row.key.length === UUID).map((row) => row.key)
  if (list.length === 0 || ids.length === 0) return [...rows]
  const stands = await standingsOf(work, ids, document)
  return rows.map((row) => {
    const code = stands.get(row.key)?.tier ?? null
    const rank = list.findIndex((one) => one.code === code)
    const tier = list[rank]
    return tier ? { ...row, rank, tier: code, tierNames: { nameZh: tier.nameZh, nameEn: tier.nameEn } } : row
  })
}

const UUID = 36

/** By card number or name of the row, tier, units, money or bills; equal ones by their number. */
function sorted(rows: readonly Row[], { sort, descending }: Asked): Row[] {
  const way = descending ? -1 : 1
  const text = (row: Row) => (row.fromMinor === null ? (row.number ?? row.key) : '')
  const plain = (a: Row, b: Row) => (a.fromMinor ?? -1) - (b.fromMinor ?? -1) || compare(text(a), text(b))
  const by: Record<Asked['sort'], (a: Row, b: Row) => number> = {
    key: plain,
    units: (a, b) => a.thousandths - b.thousandths,
    amount: (a, b) => a.amountMinor - b.amountMinor,
    bills: (a, b) => a.bills - b.bills,
    tier: (a, b) => a.rank - b.rank,
  }
  return rows.toSorted((a, b) => way * by[sort](a, b) || plain(a, b))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
