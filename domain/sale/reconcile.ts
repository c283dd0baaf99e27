import type { Wish } from '#base/endpoint'
import { addDays, businessDay, daysBetween, startOfDay, type BusinessDay, type Instant } from '#base/instant'
import { Refusal } from '#base/refusal'
import { oneSnapshot } from '#db/read-only'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { branches, inScope, type Branch } from '#domain/org/index'
import { TENDERS } from '#domain/program/model/pay'
import * as wallet from '#domain/wallet/index'
import {
  MOST_RECONCILED_DAYS,
  TOP_UP_TENDERS,
  type reconciliation,
  type ReconciledSubject,
} from './contract/reconciliation.ts'
import {
  differencesOf,
  drawerOf,
  matchUp,
  togetherOf,
  type Drawer,
  type Match,
  type Posted,
  type Said,
} from './model/reconciliation.ts'
import * as store from './store/reconcile.ts'

type Span = Readonly<{ branch: Branch; from: BusinessDay; to: BusinessDay }>
type Told = Readonly<{
  day: BusinessDay
  tenders: TenderLine[]
  topUps: TopUpLine[]
  accountPayments: { tender: string; amountMinor: number }[]
  drawer: Drawer
  differences: number
}>
type TenderLine = ReturnType<typeof tenderLine>
type TopUpLine = ReturnType<typeof topUpLine>

/**
 * S20: for a branch and day, what receipts say by tender equals what the ledger says, or the difference is a row
 * (promises M10). Both books are read from one snapshot.
 */
export async function reconcile(work: Work, wish: Wish<typeof reconciliation>) {
  await oneSnapshot(work)
  const span = await spanOf(work, wish)
  const books = await read(work, span)
  const days = Array.from({ length: daysBetween(span.from, span.to) + 1 }, (_, at) => addDays(span.from, at))
  const told = days
    .map((day) => dayOf(day, books))
    .filter(
      (one) => one.tenders.length + one.topUps.length + one.accountPayments.length + one.differences > 0,
    )
  const found = differencesOf(books.matches)
  return {
    from: span.from,
    to: span.to,
    branchId: span.branch.id,
    days: told,
    drawer: togetherOf(told.map((one) => one.drawer)),
    differences: found.sort((a, b) => (a.day + a.causeId < b.day + b.causeId ? -1 : 1)),
  }
}

async function spanOf(work: Work, { from, to, branchId }: Wish<typeof reconciliation>): Promise<Span> {
  const branch = (await branches(work)).find((one) => one.id === branchId)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  if (from > to) throw new Refusal('span_reversed')
  if (daysBetween(from, to) >= MOST_RECONCILED_DAYS) throw new Refusal('span_over_a_quarter')
  return { branch, from, to }
}

type Books = Readonly<{
  tenders: readonly store.TenderDay[]
  rounding: ReadonlyMap<string, number>
  matches: readonly Match[]
  topUps: readonly wallet.TopUpMoney[]
  payments: readonly (wallet.AccountMoney & { day: BusinessDay })[]
}>

async function read(work: Work, { branch, from, to }: Span): Promise<Books> {
  const days = { branchId: branch.id, from, to }
  const { start, end } = around(branch, from, to)
  const within = (at: Instant) => {
    const day = businessDay(at, branch.zone, branch.closingHour)
    return day >= from && day <= to ? day : null
  }
  const topUps = await wallet.topUpMoney(work, days)
  const paid = await wallet.accountMoney(work, { branchId: branch.id, start, end })
  const payments = paid.flatMap((one) => {
    const day = within(one.at)
    return day === null ? [] : [{ ...one, day }]
  })
  const rounding = await store.roundingDays(work.tx, days)
  const flows = await ledger.causeFlows(work.tx, {
    kinds: ['sale', 'return', 'reversal', 'top_up', 'top_up_refund'],
    purposes: ['redeemed', 'issued', 'refunded'],
    branchId: branch.id,
    from: start,
    to: end,
  })
  return {
    tenders: await store.tenderDays(work.tx, days),
    rounding: new Map(rounding.map((row) => [row.day, row.roundingMinor])),
    matches: [...(await saleMatches(work, { days, flows, within })), ...topUpMatches(topUps, flows, within)],
    topUps,
    payments,
  }
}

/** Moments that surely cover the business days; what lies outside them is sorted out by the day of its receipt. */
function around(branch: Branch, from: BusinessDay, to: BusinessDay): { start: Instant; end: Instant } {
  return { start: startOfDay(addDays(from, -1), branch.zone), end: startOfDay(addDays(to, 2), branch.zone) }
}

type Laid = Readonly<{
  days: store.BranchDays
  flows: readonly ledger.CauseFlow[]
  within: (at: Instant) => BusinessDay | null
}>

async function saleMatches(work: Work, { days, flows, within }: Laid): Promise<readonly Match[]> {
  const said = (await store.saidValues(work.tx, days)).map(
    ({ id: causeId, day, kind, code, said: amount }): Said => ({
      causeId,
      day,
      subject: kind,
      code,
      said: amount,
    }),
  )
  const vouchers = new Set(said.map((one) => one.code))
  const posted = flows
    .filter((flow) => flow.purpose === 'redeemed')
    .flatMap((flow): Posted[] => {
      const found = subjectOf(flow.unit, vouchers)
      return found === null ? [] : [{ causeId: flow.causeId, ...found, posted: flow.amount }]
    })
  const known = new Set(said.map((one) => one.causeId))
  const strange = [...new Set(posted.map((one) => one.causeId).filter((id) => !known.has(id)))]
  const places = new Map((await store.placesOf(work.tx, strange)).map((place) => [place.id, place]))
  const moments = new Map(flows.map((flow) => [flow.causeId, flow.happenedAt]))
  const receiptDays = new Map(said.map((one) => [one.causeId, one.day]))
  return matchUp(said, posted, (causeId) => {
    const own = receiptDays.get(causeId)
    if (own !== undefined) return own
    const place = places.get(causeId)
    if (place)
      return place.branchId === days.branchId && place.day >= days.from && place.day <= days.to
        ? place.day
        : null
    const at = moments.get(causeId)
    return at === undefined ? null : within(at)
  })
}

/** A coupon that lowers the price is no tender: of coupons only vouchers that receipts name are laid side by side. */
function subjectOf(
  unit: string,
  vouchers: ReadonlySet<string | null>,
): { subject: ReconciledSubject; code: string | null } | null {
  if (unit === 'points' || unit === 'on_account') return { subject: unit, code: null }
  if (unit === 'principal' || unit === 'bonus') return { subject: 'stored_value', code: null }
  const code = unit.startsWith('coupon:') ? unit.slice('coupon:'.length) : null
  return code !== null && vouchers.has(code) ? { subject: 'voucher', code } : null
}

function topUpMatches(
  rows: readonly wallet.TopUpMoney[],
  flows: readonly ledger.CauseFlow[],
  within: (at: Instant) => BusinessDay | null,
): readonly Match[] {
  const said = rows.map(({ id: causeId, day, kind, valueMinor }): Said => {
    return { causeId, day, subject: kind, code: null, said: valueMinor }
  })
  const posted = flows.flatMap((flow): Posted[] => {
    const { causeId } = flow
    if (flow.kind === 'top_up' && flow.purpose === 'issued' && flow.unit === 'principal')
      return [{ causeId, subject: 'top_up', code: null, posted: -flow.amount }]
    return flow.kind === 'top_up_refund' && flow.purpose === 'refunded'
      ? [{ causeId, subject: 'top_up_refund', code: null, posted: flow.amount }]
      : []
  })
  const moments = new Map(flows.map((flow) => [flow.causeId, flow.happenedAt]))
  return matchUp(said, posted, (causeId) => {
    const at = moments.get(causeId)
    return at === undefined ? null : within(at)
  })
}

function dayOf(day: BusinessDay, books: Books): Told {
  const tenders = books.tenders.filter((row) => row.day === day)
  const topUps = books.topUps.filter((row) => row.day === day)
  const payments = books.payments.filter((row) => row.day === day)
  const matches = books.matches.filter((row) => row.day === day)
  const cash = tenders.find((row) => row.kind === 'cash')
  const money = (sign: 1 | -1) =>
    topUps
      .filter((row) => row.sign === sign && row.tender === 'cash')
      .reduce((all, row) => all + row.valueMinor + row.interestMinor, 0)
  const kinds = TENDERS.filter(
    (kind) => tenders.some((row) => row.kind === kind) || matches.some((row) => row.subject === kind),
  )
  const paid = [...new Set(payments.map((row) => row.tender))].toSorted()
  const sumOf = (tender: string) =>
    payments.filter((row) => row.tender === tender).reduce((all, row) => all + row.amountMinor, 0)
  return {
    day,
    tenders: kinds.map((kind) =>
      tenderLine(
        kind,
        tenders.find((row) => row.kind === kind),
        matches,
      ),
    ),
    topUps: TOP_UP_TENDERS.filter((tender) => topUps.some((row) => row.tender === tender)).map((tender) =>
      topUpLine(
        tender,
        topUps.filter((row) => row.tender === tender),
        matches,
      ),
    ),
    accountPayments: paid.map((tender) => ({ tender, amountMinor: sumOf(tender) })),
    drawer: drawerOf({
      salesMinor: cash?.soldMinor ?? 0,
      returnsMinor: cash?.returnedMinor ?? 0,
      topUpsMinor: money(1),
      refundsMinor: money(-1),
      accountPaymentsMinor: sumOf('cash'),
      givenMinor: cash?.givenMinor ?? 0,
      roundingMinor: books.rounding.get(day) ?? 0,
    }),
    differences: differencesOf(matches).length,
  }
}

const VALUE: readonly string[] = ['points', 'stored_value', 'voucher', 'on_account']

function tenderLine(
  tender: (typeof TENDERS)[number],
  row: store.TenderDay | undefined,
  matches: readonly Match[],
) {
  const own = matches.filter((match) => match.subject === tender)
  const total = (of: 'said' | 'posted') => own.reduce((all, match) => all + match[of], 0)
  const isValue = VALUE.includes(tender)
  return {
    tender,
    receipts: row?.receipts ?? 0,
    amountMinor: row ? row.soldMinor - row.returnedMinor : 0,
    said: isValue ? total('said') : null,
    posted: isValue ? total('posted') : null,
  }
}

function topUpLine(
  tender: (typeof TOP_UP_TENDERS)[number],
  rows: readonly wallet.TopUpMoney[],
  matches: readonly Match[],
) {
  const posted = new Map(matches.map((match) => [`${match.subject} ${match.causeId}`, match.posted]))
  const total = (of: (row: wallet.TopUpMoney) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    tender,
    inMinor: total((row) => (row.sign > 0 ? row.valueMinor : 0)),
    backMinor: total((row) => (row.sign < 0 ? row.valueMinor + row.interestMinor : 0)),
    postedMinor: total((row) => row.sign * (posted.get(`${row.kind} ${row.id}`) ?? 0)),
    interestMinor: total((row) => row.interestMinor),
  }
}
