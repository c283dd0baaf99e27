import { hourIn } from '#base/instant'
import { present } from '#base/must'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { branches } from '#domain/org/index'
import { toldSales, type ToldBill, type ToldLine } from '#domain/sale/index'
import { billBand } from './model/bill-band.ts'
import { NOTHING_SOLD, plus, type Measure } from './model/measure.ts'
import * as store from './store/sold.ts'

/** Sums by the text of a key, which is kept beside them. */
type Sums<Key> = Map<string, Readonly<{ key: Key; measure: Measure }>>

type Deltas = Readonly<{
  products: Sums<store.ProductKey>
  hours: Sums<store.HourKey>
  bands: Sums<store.BandKey>
  months: Sums<store.MonthKey>
  members: Sums<store.MemberBranchKey>
  names: Map<string, string>
}>

/**
 * G7: keeps what was sold by product, hour, size of the bill and month, and where members buy; within the reading that
 * keeps the member days, so that each sale counts once however often the log is read.
 */
export async function projectSold(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const told = events.filter((event) => event.kind.startsWith('sale.'))
  if (told.length === 0) return
  const ids = [...new Set(told.map((event) => present(event.subjectId, 'G7: a sale that is told has an id')))]
  const { bills, lines } = await toldSales(work, ids)
  const known = new Map(bills.map((bill) => [bill.id, bill]))
  const zones = new Map((await branches(work)).map((branch) => [branch.id, branch.zone]))
  const linesOf = grouped(lines, (line) => line.saleId)
  const deltas: Deltas = {
    products: new Map(),
    hours: new Map(),
    bands: new Map(),
    months: new Map(),
    members: new Map(),
    names: new Map(),
  }
  for (const event of told) {
    const bill = present(known.get(event.subjectId ?? ''), 'G8: a sale that is told is there')
    const zone = present(zones.get(bill.branchId), 'G8: a sale was made in a branch')
    count(deltas, {
      bill,
      lines: linesOf.get(bill.id) ?? [],
      zone,
      sign: event.kind === 'sale.recorded' ? 1 : -1,
    })
  }
  await store.addSold(work.tx, {
    products: [...deltas.products.values()],
    hours: [...deltas.hours.values()],
    bands: [...deltas.bands.values()],
    months: [...deltas.months.values()],
    members: [...deltas.members.values()],
    names: deltas.names,
  })
}

type Telling = Readonly<{ bill: ToldBill; lines: readonly ToldLine[]; zone: string; sign: 1 | -1 }>

function count(deltas: Deltas, { bill, lines, zone, sign }: Telling): void {
  const { branchId, day, kind, memberId } = bill
  // Lines of a return say what came back, above zero; the bill's own total is below it.
  const way = kind === 'sale' ? sign : -sign
  const bills = kind === 'sale' ? sign : 0
  const measure = (of: readonly ToldLine[], amountMinor: number): Measure => {
    const thousandths = way * of.reduce((all, line) => all + line.thousandths, 0)
    const own = { bills, thousandths, amountMinor }
    return memberId === null
      ? { ...NOTHING_SOLD, ...own }
      : { ...own, memberBills: bills, memberThousandths: thousandths, memberAmountMinor: amountMinor }
  }
  const whole = measure(lines, sign * bill.totalMinor)
  const place = { day, branchId }
  put(deltas.hours, { ...place, hour: hourIn(bill.happenedAt, zone) }, whole)
  put(deltas.bands, { ...place, band: billBand(kind, bill.totalMinor) }, whole)
  put(deltas.months, { month: `${day.slice(0, 7)}-01`, branchId }, whole)
  if (memberId !== null) put(deltas.members, { memberId, branchId }, whole)
  for (const [productCode, own] of grouped(lines, (line) => line.productCode)) {
    const amountMinor = way * own.reduce((all, line) => all + line.chargedMinor, 0)
    put(deltas.products, { ...place, productCode }, measure(own, amountMinor))
    deltas.names.set(productCode, own.at(-1)?.name ?? productCode)
  }
}

function grouped<T>(of: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of of) {
    const so = groups.get(by(one))
    if (so) so.push(one)
    else groups.set(by(one), [one])
  }
  return groups
}

function put<Key extends object>(sums: Sums<Key>, key: Key, more: Measure): void {
  const text = JSON.stringify(key)
  const so = sums.get(text)
  sums.set(text, { key, measure: so ? plus(so.measure, more) : more })
}
