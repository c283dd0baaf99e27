import { money, splitInTurn } from '#base/money'

/**
 * A second telling of what members hold, for comparison: plain lots and debts, in the words of the promises, sharing
 * nothing with the engine but the alphabet of money.
 */
export type Rules = Readonly<{
  pointsPerYuan: number
  pointsLiveMonths: number | null
  bonusLivesMonths: number | null
  order: 'principal_first' | 'bonus_first' | 'proportional'
  clawBack: 'pro_rata' | 're_rate'
  graceDays: number
  cashStep: number
}>
export type Unit = 'points' | 'principal' | 'bonus' | 'pass:P'
export type Lot = { unit: Unit; remaining: number; expires: string | null; opened: number; origin: string }
export type Hold = {
  id: string
  unit: Unit
  amount: number
  until: number
  state: 'active' | 'settled' | 'released'
}
/** One movement, so that it can be taken back: of a lot, or of what is owed. */
type Entry = Readonly<{ lot: Lot | null; unit: Unit; amount: number }>
export type Member = {
  id: string
  number: string
  lots: Lot[]
  debt: Map<Unit, number>
  holds: Hold[]
  couponUses: number
}
export type SoldLine = {
  no: number
  thousandths: number
  charged: number
  pass: number
  back: number
  backMinor: number
}
export type Tender = { kind: string; amount: number; points: number; principal: number; bonus: number }
export type Sale = {
  id: string
  member: Member | null
  kind: 'sale' | 'return'
  total: number
  rounding: number
  points: number
  lines: SoldLine[]
  tenders: Tender[]
  returnsId: string | null
  couponUsed: boolean
  voided: boolean
}
export type Model = {
  rules: Rules
  today: string
  now: number
  members: Member[]
  sales: Map<string, Sale>
  journal: Map<string, Entry[]>
}

export const begin = (rules: Rules): Model => ({
  rules,
  today: '',
  now: 0,
  members: [],
  sales: new Map(),
  journal: new Map(),
})

export const sum = <Row>(of: readonly Row[], value: (row: Row) => number): number =>
  of.reduce((all, row) => all + value(row), 0)
const part = (of: number, upTo: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(of) * BigInt(upTo)) / BigInt(whole))
const alive = (m: Model, lot: Lot) => lot.expires === null || lot.expires >= m.today

/** The last day of so many months from a day on, clamped to the length of the month. */
export function monthsLater(from: string, months: number | null): string | null {
  if (months === null) return null
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}
const daysLater = (from: string, days: number) =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export const standing = (m: Model, hold: Hold) => hold.state === 'active' && hold.until > m.now
const heldOf = (m: Model, who: Member, unit: Unit) =>
  sum(
    who.holds.filter((hold) => hold.unit === unit && standing(m, hold)),
    (hold) => hold.amount,
  )
export const living = (m: Model, who: Member, unit: Unit) =>
  who.lots.filter((lot) => lot.unit === unit && lot.remaining > 0 && alive(m, lot))
export const free = (m: Model, who: Member, unit: Unit) =>
  sum(living(m, who, unit), (lot) => lot.remaining) - heldOf(m, who, unit)
export const owed = (who: Member, unit: Unit) => who.debt.get(unit) ?? 0

/** What died is gone once anything is taken of the unit, unless something of it is held. */
function clear(m: Model, who: Member, unit: Unit): void {
  if (heldOf(m, who, unit) > 0) return
  for (const lot of who.lots) if (lot.unit === unit && !alive(m, lot)) lot.remaining = 0
}

type Deed = Readonly<{ m: Model; who: Member; cause: string; entries: Entry[] }>
const deedOf = (m: Model, who: Member, cause: string): Deed => ({ m, who, cause, entries: [] })
const keep = (deed: Deed) => void deed.m.journal.set(deed.cause, deed.entries)

function owe(deed: Deed, unit: Unit, amount: number): void {
  if (amount === 0) return
  deed.who.debt.set(unit, owed(deed.who, unit) + amount)
  deed.entries.push({ lot: null, unit, amount: -amount })
}

function credit(deed: Deed, unit: Unit, amount: number, expires: string | null): void {
  const repaid = Math.min(amount, owed(deed.who, unit))
  owe(deed, unit, -repaid)
  if (amount === repaid) return
  const lot = { unit, remaining: amount - repaid, expires, opened: deed.m.now, origin: deed.cause }
  deed.who.lots.push(lot)
  deed.entries.push({ lot, unit, amount: amount - repaid })
}

const inOrder = (a: Lot, b: Lot) =>
  (a.expires ?? '9999').localeCompare(b.expires ?? '9999') || a.opened - b.opened

/** Takes up to so much: first what this origin gave, dead or alive, then what ends first. */
function take(deed: Deed, unit: Unit, amount: number, origin: string | null = null): number {
  const { m, who } = deed
  const all = who.lots.filter((lot) => lot.unit === unit).sort(inOrder)
  let left = Math.max(0, Math.min(amount, sum(all, (lot) => lot.remaining) - heldOf(m, who, unit)))
  const most = left
  const own = all.filter((lot) => lot.origin === origin)
  for (const lot of [...own, ...all.filter((one) => !own.includes(one) && alive(m, one))]) {
    const some = Math.min(left, lot.remaining)
    if (some === 0) continue
    lot.remaining -= some
    left -= some
    deed.entries.push({ lot, unit, amount: -some })
  }
  return most - left
}

const takeBack = (deed: Deed, unit: Unit, amount: number, origin: string) =>
  owe(deed, unit, amount - take(deed, unit, amount, origin))

function repay(deed: Deed, unit: Unit): void {
  const debt = owed(deed.who, unit)
  if (debt > 0) owe(deed, unit, -take(deed, unit, debt))
}

export function topUp(
  m: Model,
  who: Member,
  of: { id: string; pay: number; bonus: number; passes: number },
): void {
  const deed = deedOf(m, who, of.id)
  clear(m, who, 'principal')
  clear(m, who, 'bonus')
  credit(deed, 'principal', of.pay, null)
  credit(deed, 'bonus', of.bonus, monthsLater(m.today, m.rules.bonusLivesMonths))
  credit(deed, 'pass:P', of.passes, null)
  keep(deed)
}

export type SaleWish = Readonly<{
  id: string
  who: Member | null
  lines: readonly Readonly<{ no: number; thousandths: number; charged: number; pass: number }>[]
  tenders: readonly Readonly<{ kind: string; amount: number; hold: Hold | null }>[]
  coupon: boolean
}>

/** Why a well-formed sale would be refused, or null: in the order a till is told. */
export function refusalOf(m: Model, { who, lines, tenders, coupon }: SaleWish): string | null {
  const passes = sum(lines, (line) => line.pass)
  if (!who) return null
  if (coupon && who.couponUses >= 2) return 'coupon_member_limit'
  if (passes > free(m, who, 'pass:P')) return 'not_enough_passes'
  for (const { hold } of tenders) if (hold && !who.holds.includes(hold)) return 'hold_unknown'
  for (const { hold } of tenders) if (hold && !standing(m, hold)) return 'hold_over'
  for (const { hold, amount } of tenders) if (hold && amount > hold.amount) return 'hold_differs'
  const own = (kind: string) =>
    tenders.find((tender) => tender.kind === kind && tender.hold === null)?.amount ?? 0
  if (own('points') > free(m, who, 'points')) return 'not_enough_points'
  return own('stored_value') > free(m, who, 'principal') + free(m, who, 'bonus') ? 'not_enough_money' : null
}

export function sell(m: Model, wish: SaleWish, total: number): Sale {
  const { id, who, coupon } = wish
  const paid = sum(wish.tenders, (tender) => tender.amount)
  const tenders = wish.tenders.map(({ kind, amount }): Tender => ({
    kind,
    amount,
    points: 0,
    principal: 0,
    bonus: 0,
  }))
  const lines = wish.lines.map((line) => ({ ...line, back: 0, backMinor: 0 }))
  const sale: Sale = {
    id,
    member: who,
    kind: 'sale',
    total,
    rounding: paid - total,
    points: 0,
    lines,
    tenders,
    returnsId: null,
    couponUsed: coupon,
    voided: false,
  }
  m.sales.set(id, sale)
  if (!who) return sale
  if (coupon) who.couponUses += 1
  const deed = deedOf(m, who, id)
  if (lines.some((line) => line.pass > 0)) clear(m, who, 'pass:P')
  for (const line of lines) if (line.pass > 0) take(deed, 'pass:P', line.pass)
  spend(deed, wish, tenders)
  sale.points = pointsFor(m, total - givenAway(tenders))
  credit(deed, 'points', sale.points, monthsLater(m.today, m.rules.pointsLiveMonths))
  keep(deed)
  return sale
}

function spend(deed: Deed, wish: SaleWish, tenders: Tender[]): void {
  const { m, who } = deed
  const order = (kind: string) => ['points', 'stored_value'].indexOf(kind)
  const all = wish.tenders.map((asked, at) => ({ asked, tender: tenders[at] }))
  const held = all.filter(({ asked }) => asked.hold !== null)
  const rest = all.filter(({ asked }) => asked.hold === null && order(asked.kind) >= 0 && asked.amount > 0)
  const sorted = [...held, ...rest.sort((a, b) => order(a.asked.kind) - order(b.asked.kind))]
  for (const unit of unitsOf(sorted.map(({ asked }) => asked.kind))) clear(m, who, unit)
  for (const { asked, tender } of sorted) {
    if (!tender) continue
    if (asked.hold) asked.hold.state = 'settled'
    if (asked.kind === 'points') tender.points = take(deed, 'points', asked.amount)
    else Object.assign(tender, storedParts(deed, asked))
  }
}

const unitsOf = (kinds: readonly string[]): Unit[] => [
  ...(kinds.includes('points') ? (['points'] as const) : []),
  ...(kinds.includes('stored_value') ? (['principal', 'bonus'] as const) : []),
]

function storedParts(deed: Deed, { amount, hold }: { amount: number; hold: Hold | null }) {
  const { m, who } = deed
  const [principal, bonus] = [free(m, who, 'principal'), free(m, who, 'bonus')]
  let fromBonus = part(amount, bonus, principal + bonus)
  if (m.rules.order === 'bonus_first') fromBonus = Math.min(amount, bonus)
  if (m.rules.order === 'principal_first') fromBonus = Math.max(0, amount - principal)
  if (hold) fromBonus = hold.unit === 'bonus' ? amount : 0
  take(deed, 'principal', amount - fromBonus)
  take(deed, 'bonus', fromBonus)
  return { principal: amount - fromBonus, bonus: fromBonus }
}

/** The part of a payment that was given away before: it earns nothing. */
const givenAway = (tenders: readonly Tender[]) =>
  sum(tenders, (t) => (t.kind === 'points' ? t.amount : t.bonus))
const pointsFor = (m: Model, base: number) => Math.floor(Math.max(0, base) / 100) * m.rules.pointsPerYuan

export const returnsOf = (m: Model, id: string) =>
  [...m.sales.values()].filter((one) => one.returnsId === id && !one.voided)

/** What a return of these quantities comes to; null where more would come back than was sold. */
export function giveBack(
  m: Model,
  of: { id: string; sale: Sale; items: readonly [SoldLine, number][] },
): Sale | string {
  const { id, sale, items } = of
  if (items.some(([line, thousandths]) => line.back + thousandths > line.thousandths))
    return 'return_exceeds_line'
  if (items.some(([line, thousandths]) => line.pass > 0 && thousandths % 1000 !== 0))
    return 'pass_quantity_not_whole'
  const amounts = items.map(([line, thousandths]) =>
    Math.max(0, part(line.charged, line.back + thousandths, line.thousandths) - line.backMinor),
  )
  const total = sum(amounts, (amount) => amount)
  const before = returnsOf(m, sale.id)
  const after = total - sum(before, (one) => one.total)
  if (after > sale.total) return 'return_exceeds_sale'
  const paidUpTo =
    sale.total === 0 ? sale.total + sale.rounding : part(sale.total + sale.rounding, after, sale.total)
  const paid = Math.max(0, paidUpTo + sum(before, (one) => one.total + one.rounding))
  const tenders = refund(sale, before, { paid, paidUpTo })
  const lines = items.map(([line, thousandths], at): SoldLine => {
    line.back += thousandths
    line.backMinor += amounts[at] ?? 0
    return { ...line, thousandths, charged: amounts[at] ?? 0, pass: line.pass > 0 ? thousandths / 1000 : 0 }
  })
  const words = { id, member: sale.member, kind: 'return' as const, returnsId: sale.id, couponUsed: false }
  const back: Sale = {
    ...words,
    total: -total,
    rounding: -(paid - total),
    points: 0,
    lines,
    tenders,
    voided: false,
  }
  const clawed = clawBack(m, sale, { before, after, tenders })
  back.points = -clawed
  m.sales.set(id, back)
  if (sale.couponUsed && sale.member && isAllBack(sale, after)) {
    sale.couponUsed = false
    sale.member.couponUses -= 1
  }
  if (sale.member) restore(m, back, { sale, clawed })
  return back
}

const isAllBack = (sale: Sale, after: number) =>
  sale.lines.every((line) => line.back === line.thousandths) ||
  (sale.total > 0 && after === sale.total && sale.lines.every((line) => line.pass === 0))

const tendersBack = (before: readonly Sale[], at: number) =>
  before.flatMap((one) => one.tenders.filter((_, place) => place === at))

/** By place of the sale's tenders, so that what came back of each can be found again. */
function refund(sale: Sale, before: readonly Sale[], of: { paid: number; paidUpTo: number }): Tender[] {
  const given = sale.tenders.map((_, at) => sum(tendersBack(before, at), (one) => one.amount))
  const amounts = sale.tenders.map((tender) => money(tender.amount))
  const due = splitInTurn(money(of.paidUpTo), amounts).map((amount, at) => amount - (given[at] ?? 0))
  const fits = due.every((amount) => amount >= 0) && sum(due, (amount) => amount) === of.paid
  const left = sale.tenders.map((tender, at) => money(Math.max(0, tender.amount - (given[at] ?? 0))))
  const parts: number[] = fits ? due : splitInTurn(money(of.paid), left)
  return sale.tenders.map((tender, at): Tender => {
    const amount = parts[at] ?? 0
    const upTo = amount + (given[at] ?? 0)
    const earlier = tendersBack(before, at)
    const bonus = Math.max(0, part(tender.bonus, upTo, tender.amount) - sum(earlier, (one) => one.bonus))
    const points = Math.max(0, part(tender.points, upTo, tender.amount) - sum(earlier, (one) => one.points))
    const fromBonus = Math.min(amount, bonus)
    const principal = tender.kind === 'stored_value' ? amount - fromBonus : 0
    return {
      kind: tender.kind,
      amount,
      points,
      principal,
      bonus: tender.kind === 'stored_value' ? fromBonus : 0,
    }
  })
}

/** L2: what was earned, less what the part that is kept keeps, less what was taken back before. */
function clawBack(
  m: Model,
  sale: Sale,
  of: { before: readonly Sale[]; after: number; tenders: readonly Tender[] },
): number {
  const already = 0 - sum(of.before, (one) => one.points)
  if (sale.total === 0) return 0
  const kept = sale.total - of.after
  if (m.rules.clawBack === 'pro_rata')
    return Math.max(0, sale.points - part(sale.points, kept, sale.total) - already)
  const back = [...of.before.flatMap((one) => one.tenders), ...of.tenders]
  const still = givenAway(sale.tenders) - givenAway(back)
  return Math.max(0, sale.points - Math.min(sale.points, pointsFor(m, kept - still)) - already)
}

/** L3: into the very lots it left, last burned first, with their own end. */
function restore(m: Model, back: Sale, { sale, clawed }: { sale: Sale; clawed: number }): void {
  const who = sale.member as Member
  const deed = deedOf(m, who, back.id)
  const burned = (m.journal.get(sale.id) ?? []).filter((entry) => entry.lot !== null && entry.amount < 0)
  const units = [...new Set<Unit>(['points', ...burned.map((entry) => entry.unit)])]
  for (const unit of units) clear(m, who, unit)
  const amounts: [Unit, number][] = [
    ...back.tenders.flatMap((t): [Unit, number][] => [
      ['points', t.points],
      ['principal', t.principal],
      ['bonus', t.bonus],
    ]),
    ['pass:P', sum(back.lines, (line) => line.pass)],
  ]
  for (const [unit, amount] of amounts) if (amount > 0) fill(deed, { unit, amount, sale, burned })
  takeBack(deed, 'points', clawed, sale.id)
  keep(deed)
}

type Filling = Readonly<{ unit: Unit; amount: number; sale: Sale; burned: readonly Entry[] }>

function fill(deed: Deed, { unit, amount, sale, burned }: Filling): void {
  const { m } = deed
  const before = returnsOf(m, sale.id).flatMap((one) => m.journal.get(one.id) ?? [])
  const given = (lot: Lot | null) =>
    sum(
      [...before, ...deed.entries].filter((entry) => entry.lot === lot && entry.amount > 0),
      (entry) => entry.amount,
    )
  const filled = new Map<Lot | null, number>()
  let left = amount
  for (const entry of burned.filter((one) => one.unit === unit).toReversed()) {
    const { lot } = entry
    if (!filled.has(lot)) filled.set(lot, given(lot))
    const earlier = Math.min(-entry.amount, filled.get(lot) ?? 0)
    filled.set(lot, (filled.get(lot) ?? 0) - earlier)
    const some = Math.min(left, -entry.amount - earlier)
    if (some === 0 || lot === null) continue
    left -= some
    lot.remaining += some
    deed.entries.push({ lot, unit, amount: some })
    if (!alive(m, lot)) endDead(deed, lot, some)
  }
  repay(deed, unit)
}

function endDead(deed: Deed, lot: Lot, amount: number): void {
  const { m, who, cause } = deed
  const { unit } = lot
  lot.remaining -= amount
  deed.entries.push({ lot, unit, amount: -amount })
  if (m.rules.graceDays === 0) return
  const expires = daysLater(m.today, m.rules.graceDays)
  const later = { unit, remaining: amount, expires, opened: m.now, origin: cause }
  who.lots.push(later)
  deed.entries.push({ lot: later, unit, amount })
}

/** A return of a sale nobody knows: the points so much money would earn today. */
export function giveBackUnknown(m: Model, of: { id: string; who: Member; total: number }): Sale {
  const deed = deedOf(m, of.who, of.id)
  const clawed = pointsFor(m, of.total)
  clear(m, of.who, 'points')
  takeBack(deed, 'points', clawed, of.id)
  keep(deed)
  const words = { id: of.id, member: of.who, kind: 'return' as const, returnsId: null, couponUsed: false }
  const tenders = [{ kind: 'unknown', amount: of.total, points: 0, principal: 0, bonus: 0 }]
  const sale: Sale = {
    ...words,
    total: -of.total,
    rounding: 0,
    points: -clawed,
    lines: [],
    tenders,
    voided: false,
  }
  m.sales.set(of.id, sale)
  return sale
}

/** W2: every movement backwards; what is no longer there is owed. */
export function takeAllBack(m: Model, sale: Sale): void {
  sale.voided = true
  for (const line of sale.kind === 'return' ? sale.lines : []) {
    const sold = m.sales.get(sale.returnsId ?? '')?.lines.find((one) => one.no === line.no)
    if (sold)
      Object.assign(sold, { back: sold.back - line.thousandths, backMinor: sold.backMinor - line.charged })
  }
  const who = sale.member
  if (!who) return
  const deed = deedOf(m, who, `void ${sale.id}`)
  for (const { lot, unit, amount } of m.journal.get(sale.id) ?? []) {
    if (amount > 0) takeBack(deed, unit, amount, sale.id)
    else if (lot === null) credit(deed, unit, -amount, null)
    else {
      lot.remaining -= amount
      deed.entries.push({ lot, unit, amount: -amount })
      repay(deed, unit)
    }
  }
}

/** Reserves value; false where less is free. */
export function hold(
  m: Model,
  who: Member,
  of: { id: string; unit: Unit; amount: number; until: number },
): boolean {
  clear(m, who, of.unit)
  if (of.amount > free(m, who, of.unit)) return false
  who.holds.push({ ...of, state: 'active' })
  return true
}
