import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { addDays, day, startOfDay, type BusinessDay } from '#base/instant'
import { currencyDigits, less, money, plainMoney, shareDown } from '#base/money'
import { oneSnapshot } from '#db/read-only'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { chain } from '#domain/org/index'
import {
  AGE_MONTHS,
  BESIDE_ROLL,
  CUSTODY_PERCENT,
  DYING_DAYS,
  ROLL_LINES,
  type liability,
  type liabilityFile,
} from './contract/value.ts'
import { BANDS, bandsBefore } from './value-ages.ts'
import { valueSpan, type ValueSpan } from './value-span.ts'
import { bySubject, subjects, type ValueSubject } from './value-subject.ts'

type Answer = Readonly<{
  from: string
  on: string
  branchId: string | null
  rows: Row[]
  prepaid: Prepaid | null
  tied: boolean | null
}>
type Row = ReturnType<typeof rowOf>
type Prepaid = ReturnType<typeof prepaidOf>

/**
 * W40: what the chain owes at the end of a day and how it came about, from the postings alone, so that a past day gives
 * the same answer for ever (promises L8). Members' value is the other side of the chain's own accounts (L1).
 */
export async function report(work: Work, wish: Wish<typeof liability>): Promise<Answer> {
  await oneSnapshot(work)
  const span = await valueSpan(work, wish)
  const parts = await read(work, span)
  const name = await subjects(work)
  const units = new Set([...parts.flows, ...parts.lots].map(({ unit }) => unit))
  const rows = [...units].flatMap((unit) => {
    const subject = name(unit)
    return subject === null ? [] : [{ unit, row: rowOf(unit, subject, parts, span) }]
  })
  const isWhole = span.branchId === null
  return {
    from: span.from,
    on: span.on,
    branchId: span.branchId,
    rows: rows.map(({ row }) => row).sort(bySubject),
    prepaid: isWhole ? prepaidOf(span.on, rollForward('principal', parts.flows), parts.flows) : null,
    tied: isWhole ? await isTied(work, span, rows) : null,
  }
}

type Parts = Readonly<{
  flows: readonly ledger.Flow[]
  owed: readonly Readonly<{ unit: string; balance: number }>[]
  passed: readonly Readonly<{ unit: string; amount: number }>[]
  lots: readonly ledger.LotsHeld[]
}>

async function read(work: Work, { start: from, end: to, on, zone, branchId }: ValueSpan): Promise<Parts> {
  const { tx } = work
  const mark = startOfDay(addDays(quarterEndBefore(on), 1), zone)
  const [soon, later] = DYING_DAYS
  return {
    flows: await ledger.flows(tx, { from, to, mark, branchId }),
    owed: branchId === null ? await ledger.heldAt(tx, { purpose: 'debt', to }) : [],
    passed: branchId === null ? await ledger.passedOn(tx, { from, to }) : [],
    lots: await ledger.lotsHeld(tx, { to, on, zone, branchId, since: bandsBefore(on), soon, later }),
  }
}

/** The end of the calendar quarter before the one a day lies in: what supervisors count custody by. */
export function quarterEndBefore(on: BusinessDay): BusinessDay {
  const month = Number(on.slice(5, 7))
  const first = String(month - ((month - 1) % 3)).padStart(2, '0')
  return addDays(day(`${on.slice(0, 5)}${first}-01`), -1)
}

const NAMED = ['issued', 'opening', 'redeemed', 'expired', 'adjusted', 'refunded']

/** Signed as members see it: what they got is above zero, what left them below. */
function rollForward(unit: string, flows: readonly ledger.Flow[]) {
  const own = flows.filter((flow) => flow.unit === unit)
  const of = (purpose: string) => own.find((flow) => flow.purpose === purpose) ?? { given: 0, taken: 0 }
  const net = (purpose: string) => of(purpose).given - of(purpose).taken
  const parts = {
    opening: own.reduce((all, flow) => all + flow.before, 0),
    takenOver: net('opening'),
    issued: of('issued').given,
    clawedBack: 0 - of('issued').taken,
    redeemed: 0 - of('redeemed').taken,
    givenBack: of('redeemed').given,
    expired: net('expired'),
    adjusted: net('adjusted'),
    refunded: net('refunded'),
    other: own
      .filter((flow) => !NAMED.includes(flow.purpose))
      .reduce((all, flow) => all + flow.given - flow.taken, 0),
  }
  const closing = Object.values(parts).reduce((all, part) => all + part, 0)
  return { ...parts, closing }
}

function rowOf(unit: string, subject: ValueSubject, parts: Parts, span: ValueSpan) {
  const roll = rollForward(unit, parts.flows)
  const owedBack = 0 - (parts.owed.find((one) => one.unit === unit)?.balance ?? 0)
  const lots = parts.lots.filter((one) => one.unit === unit)
  const total = (of: 'overdue' | 'soon' | 'later') => lots.reduce((all, one) => all + one[of], 0)
  const isWhole = span.branchId === null
  return {
    ...subject,
    ...roll,
    held: isWhole ? roll.closing + owedBack : null,
    owedBack: isWhole ? owedBack : null,
    passedOn: isWhole ? (parts.passed.find((one) => one.unit === unit)?.amount ?? 0) : null,
    ages: BANDS.map((band) => lots.find((one) => one.band === band)?.rest ?? 0),
    overdue: total('overdue'),
    ending: [total('soon'), total('later')],
  }
}

/** C31: cash in, consumed, still owed; and what custody would be by the last quarter's balance. */
function prepaidOf(on: BusinessDay, roll: ReturnType<typeof rollForward>, flows: readonly ledger.Flow[]) {
  const marked = flows.filter((flow) => flow.unit === 'principal').reduce((all, flow) => all + flow.marked, 0)
  const quarter = money(marked)
  return {
    cashInMinor: roll.issued + roll.clawedBack,
    takenOverMinor: roll.takenOver,
    consumedMinor: 0 - (roll.redeemed + roll.givenBack),
    refundedMinor: 0 - roll.refunded,
    otherMinor: roll.expired + roll.adjusted + roll.other,
    outstandingMinor: roll.closing,
    quarterEnd: quarterEndBefore(on),
    quarterMinor: quarter,
    // A floor set by law is rounded up: what is left after the others' share, rounded down.
    custodyMinor: CUSTODY_PERCENT.map((percent) => less(quarter, shareDown(quarter, 100 - percent, 100))),
  }
}

/**
 * The postings, the lots and (today) the balances members see say the same. Lots and balances are caches: should one be
 * bent, the report still says what the postings say, and that it does not agree.
 */
async function isTied(work: Work, span: ValueSpan, rows: readonly Readonly<{ unit: string; row: Row }>[]) {
  const inLots = ({ ages }: Row) => ages.reduce((all, part) => all + part, 0)
  if (rows.some(({ row }) => row.held !== inLots(row))) return false
  if (!span.isToday) return true
  const cached = new Map<string, number>()
  for (const { unit, balance } of await ledger.outstanding(work.tx))
    cached.set(unit, (cached.get(unit) ?? 0) + balance)
  return rows.every(({ unit, row }) => row.closing === (cached.get(unit) ?? 0))
}

const COLUMNS = [...ROLL_LINES, 'held', ...BESIDE_ROLL] as const

/** The same report as a file: whole numbers of points and counts, money with its decimals. */
export async function file(work: Work, wish: Wish<typeof liabilityFile>): Promise<FileReply> {
  const told = await report(work, wish)
  const digits = currencyDigits((await chain(work)).currency)
  const head = ['from', 'on', 'kind', 'code', ...COLUMNS]
  const ages = [...AGE_MONTHS.map((months) => `upTo${months}Months`), 'older']
  const ending = DYING_DAYS.map((days) => `endingIn${days}Days`)
  const lines = told.rows.map((row) => {
    const isMoney = row.kind === 'principal' || row.kind === 'bonus'
    const cell = (n: number | null) => (n === null ? '' : isMoney ? plainMoney(money(n), digits) : String(n))
    const numbers = [...COLUMNS.map((column) => row[column]), ...row.ages, row.overdue, ...row.ending]
    return [told.from, told.on, row.kind, row.code ?? '', ...numbers.map(cell)]
  })
  const table = [[...head, ...ages, 'overdue', ...ending], ...lines]
  const content = `\uFEFF${stringify(table, { record_delimiter: '\r\n' })}`
  return { name: `liability-${told.on}.csv`, type: 'text/csv; charset=utf-8', content }
}
