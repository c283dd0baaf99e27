import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, day, dayNumber, weekdayOf, type BusinessDay } from '#base/instant'
import { consent, enrolment, keepField, showMember } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { ageOn } from '#domain/member/model'
import { MEDIA } from '#domain/member/model/consent'
import { openBranch } from '#domain/org/contract'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { seededBytes } from '#test/world/dice'
import { bought, broughtBack, sell } from '#test/world/insight'
import { give, held, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { builtAudience } from './contract/audience.ts'
import { REACH, type Condition, type Rule, type Span } from './contract/rule.ts'
import { windowOf } from './model/calendar.ts'
import { lifecycleOf, LIFECYCLE_NAMES, returnCurve, usualBounds } from './model/lifecycle.ts'
import { columnsOf } from './model/purchase-days.ts'
import { QUADRANT_NAMES, quadrants } from './model/quadrants.ts'
import { rfm } from './model/rfm.ts'
import { daysOfSpan, daysToBirthday } from './model/rule.ts'

/** A rule evaluated plainly, member by member, on what the other rooms say: SQL must find the same. */

type Bill = Readonly<{ day: BusinessDay; minute: number; branchId: string; minor: number; product: string }>
type Person = {
  id: string
  profile: Record<string, string | number | boolean | null>
  joinedOn: BusinessDay
  points: number
  stored: number
  reach: string[]
  bills: Bill[]
  days: Map<BusinessDay, { purchases: number; minor: number }>
  coupons: BusinessDay[]
  standing: { r: number; f: number; m: number; quadrant: string; lifecycle: string; step: number } | null
}

const TODAY = day('2026-03-02')
const asOf = day('2026-03-01')
const PRODUCTS = ['TEA', 'CUP', 'BOX']
const MEMBERS = 48

const bytes = seededBytes(58)
const roll = (below: number): number => Buffer.from(bytes(4)).readUInt32BE() % below
const pick = <T>(of: readonly T[]): T => of[roll(of.length)] as T
const some = <T>(of: readonly T[]): T[] => {
  const chosen = of.filter(() => roll(2) === 0)
  return chosen.length > 0 ? chosen : [pick(of)]
}
const maybe = <T>(make: () => T): T | undefined => (roll(2) === 0 ? make() : undefined)
const aDay = (): BusinessDay => addDays(asOf, 0 - roll(300))

let w: TestWorld
let people: Person[] = []
let branchIds: string[] = []

beforeAll(async () => {
  w = await walletWorld({}, { closing: 'by hand', seed: 58 })
  const second = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  branchIds = [w.branchId, second.id]
  const words = { labelZh: '净资产', labelEn: 'Net assets', choices: [] }
  await w.call(keepField, { key: 'assets', kind: 'number', ...words })
  await w.call(keepField, { key: 'note', kind: 'text', ...words })
  const wishes = Array.from({ length: MEMBERS }, (_, at) => wishOf(at))
  await w.work((work) => enrolMany(work, wishes))
  people = wishes.map(({ id }) => blank(id))
  await trade(wishes.map(({ number }) => number ?? ''))
  for (const person of people.slice(0, 20)) await endow(person)
  await w.settle()
  await merge()
  await w.settle()
  for (const person of people) await ask(person)
  judge()
})
afterAll(async () => {
  await w.audit()
  await w.close()
})

const wishOf = (at: number) =>
  enrolment.parse({
    id: w.newId(),
    number: `P${100 + at}`,
    source: pick(['terminal', 'web', 'qr']),
    joinedOn: aDay(),
    branchId: maybe(() => pick(branchIds)),
    name: maybe(() => pick(['王芳', 'Ann Lee', '李_明', 'O%Neil'])) ?? '',
    gender: maybe(() => pick(['female', 'male'])),
    birthOn: maybe(() => pick(['2000-02-29', '1988-03-01', '1971-12-31', '1995-03-05', '2001-01-15'])),
    ageYears: maybe(() => 18 + roll(50)),
    address: maybe(() => pick(['北京路1号', 'High Street 5', '南京路 9'])),
    email: maybe(() => `p${at}@example.com`),
    mobile: maybe(() => String(13_900_000_000 + at)),
    consent: maybe(() => ({ channels: some(['email', 'sms']), textVersion: 'v1' })),
    extra: {
      ...(roll(2) ? { assets: pick([0, 4_999_999, 5_000_000, 12.5, -3]) } : {}),
      ...(roll(3) ? {} : { note: pick(['vip', 'VIP 2', '7']) }),
    },
  })

const NOBODY = {
  profile: {},
  joinedOn: TODAY,
  points: 0,
  stored: 0,
  reach: [],
  standing: null,
}
const blank = (id: string): Person => ({
  ...structuredClone(NOBODY),
  id,
  bills: [],
  days: new Map(),
  coupons: [],
})

function addDay(person: Person, on: BusinessDay, purchases: number, minor: number): void {
  const so = person.days.get(on) ?? { purchases: 0, minor: 0 }
  person.days.set(on, { purchases: so.purchases + purchases, minor: so.minor + minor })
}

/** Some buy often, some never; one bill in six comes back. */
async function trade(numbers: readonly string[]): Promise<void> {
  for (const [at, person] of people.entries()) {
    for (let n = roll(7); n > 0; n -= 1) {
      const [on, hour, branch] = [aDay(), roll(14), roll(2)]
      const bill = {
        day: on,
        minute: hour * 60 + 8 * 60,
        branchId: branchIds[branch] ?? '',
        product: pick(PRODUCTS),
      }
      const minor = pick([799_99, 800_00, 1_00, 100 + roll(200_000)])
      const sale = bought(w, {
        number: numbers[at] ?? '',
        minor,
        product: bill.product,
        branch: `S${branch + 1}`,
        at: `${on}T${String(hour).padStart(2, '0')}:00:00Z`,
      })
      await sell(w, sale)
      addDay(person, on, 1, minor)
      if (roll(6) > 0) {
        person.bills.push({ ...bill, minor })
        continue
      }
      const back = addDays(on, 1) > asOf ? on : addDays(on, 1)
      await sell(w, { ...broughtBack(w, sale, back), happenedAt: `${back}T15:30:00Z` as never })
      addDay(person, back, 0, 0 - minor)
    }
  }
}

async function endow(person: Person): Promise<void> {
  if (roll(2)) await give(w, person.id, [{ unit: 'points', amount: pick([100, 500, 2000]) }])
  if (roll(2)) await give(w, person.id, [{ unit: 'principal', amount: pick([50_00, 500_00]) }])
  for (const channel of MEDIA)
    if (roll(3) === 0)
      await w.call(consent, {
        id: person.id,
        consentId: w.newId(),
        channel,
        granted: roll(3) > 0,
        textVersion: 'v1',
      })
  for (let n = roll(3); n > 0; n -= 1) {
    const on = pick(['2026-01-10', '2026-02-25', '2026-03-02'])
    w.clock.set(`${on}T02:00:00.000Z`)
    await w.call(issueCoupon, { id: w.newId(), memberId: person.id, code: 'V50' })
    person.coupons.push(day(on))
  }
  w.clock.set(`${TODAY}T02:00:00.000Z`)
}

async function merge(): Promise<void> {
  for (const [gone, keep] of [
    [0, 1],
    [1, 2],
    [3, 4],
  ] as const) {
    const [from, to] = [people[gone], people[keep]]
    if (!from || !to) continue
    await w.call(mergeMembers, { id: w.newId(), keepId: to.id, goneId: from.id, reason: '同一顾客' })
    to.bills.push(...from.bills)
    to.coupons.push(...from.coupons)
    for (const [on, { purchases, minor }] of from.days) addDay(to, on, purchases, minor)
  }
  people = people.filter((_, at) => ![0, 1, 3].includes(at))
}

/** What the rooms that own it say, not what insight has kept. */
async function ask(person: Person): Promise<void> {
  const { extra, consents, joinedOn, idNumber: _, ...row } = await w.call(showMember, { id: person.id })
  const own = Object.fromEntries(Object.entries(extra).map(([key, value]) => [`extra.${key}`, value]))
  Object.assign(person.profile, row, { joinedOn }, own)
  person.joinedOn = day(joinedOn)
  const { email, mobile: sms, address: post } = row
  const addresses = { email, sms, post, wechat: '', call: sms ?? row.phone }
  const agreed = consents.filter((one) => one.granted && one.purpose === 'marketing')
  person.reach = agreed.flatMap(({ channel }) => (addresses[channel] === null ? [] : [channel]))
  const value = await held(w, person.id)
  person.points = value.points
  person.stored = value.principal + value.bonus
}

/** Scores, quadrant, state and step by the pure statistics. */
function judge(): void {
  const rows = people.flatMap(({ days }, member) => [...days].map(([on, of]) => ({ member, on, ...of })))
  const within = windowOf(asOf, 24)
  const { columns, lists } = columnsOf(
    {
      member: Int32Array.from(rows, (row) => row.member),
      day: Int32Array.from(rows, (row) => dayNumber(row.on)),
      purchases: Int32Array.from(rows, (row) => row.purchases),
      spendMinor: Float64Array.from(rows, (row) => row.minor),
    },
    people.length,
    within,
  )
  const asOfNumber = dayNumber(asOf)
  const { scores } = rfm(columns, { asOf: asOfNumber })
  const { codes } = quadrants(columns, { countCut: 'mean', spendCut: 'mean' })
  const curve = returnCurve(lists, { snapshot: asOfNumber - 90, horizon: 90 })
  const bounds = usualBounds(lists, curve) ?? { activeDays: 30, dormantDays: 90 }
  people.forEach((person, at) => {
    const step = columns.purchaseDays[at] ?? 0
    if (step === 0) return
    const [firstDay = 0, lastDay = 0] = [columns.firstDay[at], columns.lastDay[at]]
    const lifecycle = lifecycleOf({ purchaseDays: step, firstDay, lastDay }, asOfNumber, bounds)
    const quadrant = QUADRANT_NAMES[(codes[at] ?? 0) - 1] ?? ''
    person.standing = {
      r: scores.r[at] ?? 0,
      f: scores.f[at] ?? 0,
      m: scores.m[at] ?? 0,
      quadrant,
      lifecycle,
      step,
    }
  })
}

type Ends = Readonly<{ from?: number | undefined; to?: number | undefined }>
const ends = (value: number | null | undefined, { from, to }: Ends): boolean =>
  value !== null &&
  value !== undefined &&
  (from === undefined || value >= from) &&
  (to === undefined || value <= to)
const often = (count: number, times: Ends | undefined): boolean =>
  times === undefined || Object.keys(times).length === 0 ? count >= 1 : ends(count, times)
const within = (on: BusinessDay, span: Span): boolean => {
  const { from, to } = daysOfSpan(span, asOf)
  return (from === null || on >= from) && on <= to
}

function holds(rule: Rule, person: Person): boolean {
  if ('all' in rule) return rule.all.every((part) => holds(part, person))
  if ('any' in rule) return rule.any.some((part) => holds(part, person))
  if ('not' in rule) return !holds(rule.not, person)
  return leafHolds(rule, person)
}

function leafHolds(of: Condition, person: Person): boolean {
  const { profile, standing } = person
  const birthOn = typeof profile['birthOn'] === 'string' ? day(profile['birthOn']) : null
  const days = [...person.days].filter(([on]) => 'within' in of && within(on, of.within))
  const bought = [...person.days].filter(([, { purchases }]) => purchases > 0).map(([on]) => on)
  if (of.is === 'profile') return profileHolds(of, profile[of.field])
  if (of.is === 'joined') return within(person.joinedOn, of.within)
  if (of.is === 'age')
    return ends(birthOn ? ageOn(birthOn, asOf) : (profile['ageYears'] as number | null), of)
  if (of.is === 'birthday') return birthOn !== null && ends(daysToBirthday(birthOn, asOf), of)
  if (of.is === 'birthMonth') return birthOn !== null && of.among.includes(Number(birthOn.slice(5, 7)))
  // This chain has no tiers.
  if (of.is === 'tier') return false
  if (of.is === 'balance') return ends(of.of === 'points' ? person.points : person.stored, of)
  const sum = (key: 'minor' | 'purchases') => days.reduce((all, [, one]) => all + one[key], 0)
  if (of.is === 'spend') return ends(sum('minor'), of)
  if (of.is === 'purchases') return ends(sum('purchases'), of)
  if (of.is === 'silent') {
    const last = bought
      .filter((on) => on <= asOf)
      .toSorted()
      .at(-1)
    return last !== undefined && ends(dayNumber(asOf) - dayNumber(last), of)
  }
  if (of.is === 'bill') return often(person.bills.filter((bill) => billHolds(of, bill)).length, of.times)
  if (of.is === 'product') {
    const fit = person.bills.filter((bill) => within(bill.day, of.within) && of.codes.includes(bill.product))
    return often(fit.length, of.times)
  }
  if (of.is === 'reachable') return of.by === 'any' ? person.reach.length > 0 : person.reach.includes(of.by)
  if (of.is === 'score') return standing !== null && of.among.includes(standing[of.of])
  if (of.is === 'quadrant')
    return standing !== null && (of.among as readonly string[]).includes(standing.quadrant)
  if (of.is === 'lifecycle')
    return standing !== null && (of.among as readonly string[]).includes(standing.lifecycle)
  if (of.is === 'step') return ends(standing?.step ?? 0, of)
  if (of.is === 'deed') {
    if (of.deed !== 'coupon' || (of.among && !of.among.includes('V50'))) return often(0, of.times)
    return often(person.coupons.filter((on) => within(on, of.within)).length, of.times)
  }
  const sorted = bought.toSorted()
  return sorted.some(
    (on, at) =>
      at > 0 && within(on, of.within) && dayNumber(on) - dayNumber(sorted[at - 1] ?? on) >= of.afterDays,
  )
}

function profileHolds(of: Extract<Condition, { is: 'profile' }>, raw: unknown): boolean {
  const known = raw !== null && raw !== undefined && raw !== ''
  const text = known ? String(raw) : ''
  const lower = text.toLowerCase()
  const values = (of.values ?? []).map((one) => one.toLowerCase())
  const [value = ''] = values
  if (of.op === 'empty') return !known
  if (of.op === 'filled') return known
  if (of.op === 'not') return !values.includes(lower)
  if (!known) return false
  if (of.op === 'is') return values.includes(lower)
  if (of.op === 'contains') return lower.includes(value)
  if (of.op === 'starts') return lower.startsWith(value)
  if (of.op === 'ends') return lower.endsWith(value)
  const plain = /^-?\d+(\.\d+)?$/
  const [wanted = ''] = of.values ?? []
  if (of.field === 'ageYears' || (of.field.startsWith('extra.') && plain.test(wanted))) {
    if (!plain.test(wanted) || !plain.test(text)) return false
    return of.op === 'from' ? Number(text) >= Number(wanted) : Number(text) <= Number(wanted)
  }
  return of.op === 'from' ? text >= wanted : text <= wanted
}

function billHolds(of: Extract<Condition, { is: 'bill' }>, bill: Bill): boolean {
  const [start, end] = of.minutes ?? [0, 1440]
  const inHours =
    start < end ? bill.minute >= start && bill.minute < end : bill.minute >= start || bill.minute < end
  return (
    within(bill.day, of.within) &&
    ends(bill.minor, of) &&
    (of.branchIds?.includes(bill.branchId) ?? true) &&
    (of.weekdays?.includes(weekdayOf(bill.day)) ?? true) &&
    (of.minutes === undefined || inHours)
  )
}

/** Any span, also none, one of the future and one that ends before it begins. */
const aSpan = (): Span =>
  pick<() => Span>([
    () => ({}),
    () => ({ days: 1 + roll(200) }),
    () => ({ months: 1 + roll(12) }),
    () => ({ from: aDay() }),
    () => ({ from: aDay(), to: aDay() }),
    () => ({ to: addDays(asOf, 20 - roll(200)), months: 1 + roll(9) }),
  ])()
const someEnds = (most: number, least = 0): Ends => ({
  ...(roll(3) ? { from: least + roll(most) } : {}),
  ...(roll(3) ? {} : { to: least + roll(most) }),
})

const TEXTS = ['王芳', 'ann', 'P1', '路', '%', '_', 'example', 'female', 'web', '5', '']
const FIELDS = ['name', 'gender', 'number', 'address', 'email', 'source', 'birthOn', 'ageYears', 'joinedOn']

const KINDS: readonly (() => Condition)[] = [
  () => ({
    is: 'profile',
    field: pick([...FIELDS, 'extra.assets', 'extra.note', 'branchId']),
    op: pick(['is', 'not', 'contains', 'starts', 'ends', 'from', 'to', 'empty', 'filled']),
    values: pick([
      [pick(TEXTS)],
      ['5000000'],
      ['12.5'],
      ['2026-01-01'],
      ['vip', 'female'],
      [branchIds[0] ?? ''],
    ]),
  }),
  () => ({ is: 'joined', within: aSpan() }),
  () => ({ is: 'age', ...someEnds(60) }),
  () => ({ is: 'birthday', ...someEnds(366) }),
  () => ({ is: 'birthMonth', among: some([1, 2, 3, 12]) }),
  () => ({ is: 'tier', among: ['GOLD'] }),
  () => ({ is: 'balance', of: pick(['points', 'storedValue']), ...someEnds(3_000) }),
  () => ({ is: 'spend', within: aSpan(), ...someEnds(300_000, -1000) }),
  () => ({ is: 'purchases', within: aSpan(), ...someEnds(5) }),
  () => ({ is: 'silent', ...someEnds(300) }),
  () => ({
    is: 'bill',
    within: aSpan(),
    ...(roll(2) ? { from: pick([800_00, 799_99, 1_00]) } : {}),
    ...(roll(3) ? {} : { to: 100_000 }),
    ...(roll(3) ? {} : { branchIds: some(branchIds) }),
    ...(roll(3) ? {} : { weekdays: some([1, 2, 3, 4, 5, 6, 7]) }),
    ...(roll(3)
      ? {}
      : {
          minutes: pick([
            [9 * 60, 12 * 60],
            [20 * 60, 10 * 60],
            [0, 1440],
          ] as [number, number][]),
        }),
    ...(roll(3) ? {} : { times: someEnds(4) }),
  }),
  () => ({
    is: 'product',
    codes: some(PRODUCTS),
    within: aSpan(),
    ...(roll(2) ? {} : { times: someEnds(3) }),
  }),
  () => ({ is: 'reachable', by: pick(REACH) }),
  () => ({ is: 'score', of: pick(['r', 'f', 'm']), among: some([1, 2, 3, 4, 5]) }),
  () => ({ is: 'quadrant', among: some(QUADRANT_NAMES) }),
  () => ({ is: 'lifecycle', among: some(LIFECYCLE_NAMES) }),
  () => ({ is: 'step', ...someEnds(5) }),
  () => ({
    is: 'deed',
    deed: pick(['coupon', 'gift']),
    within: aSpan(),
    ...(roll(2) ? {} : { among: ['V50'] }),
  }),
  () => ({ is: 'cameBack', afterDays: 1 + roll(120), within: aSpan() }),
]

function aRule(levels: number): Rule {
  if (levels === 0 || roll(4) === 0) return pick(KINDS)()
  const inside = () => Array.from({ length: roll(4) }, () => aRule(levels - 1))
  return pick<() => Rule>([
    () => ({ all: inside() }),
    () => ({ any: inside() }),
    () => ({ not: aRule(levels - 1) }),
  ])()
}

async function compare(rule: Rule): Promise<number> {
  const { rows, total } = await w.call(builtAudience, { conditions: rule, asOf, rows: 200 })
  const found = rows.map((row) => row.memberId).toSorted()
  const meant = people.filter((person) => holds(rule, person)).map(({ id }) => id)
  expect({ rule, found, total }).toEqual({ rule, found: meant.toSorted(), total: meant.length })
  return total
}

test('C58: SQL over the projections finds whom a plain evaluation of the same rule finds', async () => {
  const answers = new Map<string, number>()
  // Every kind of condition by itself, so that none is hidden in a group that decides without it.
  for (const [kind, make] of KINDS.entries())
    for (let n = 0; n < 6; n += 1) {
      const total = await compare(make())
      const split = total > 0 && total < people.length
      answers.set(String(kind), (answers.get(String(kind)) ?? 0) + (split ? 1 : 0))
    }
  // Of the tier alone nothing can be found here; every other kind told some people from others.
  expect([...answers].filter(([, split]) => split === 0).map(([kind]) => kind)).toEqual(['5'])
  for (let n = 0; n < 60; n += 1) await compare(aRule(3))
})
