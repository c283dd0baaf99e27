import { beforeAll, expect, test } from 'vitest'
import { day, dayNumber } from '#base/instant'
import { rowsOf } from '#test/world/data'
import { windowOf } from './calendar.ts'
import { bucket } from './assign.ts'
import { cohorts } from './cohorts.ts'
import { covariateSums, cuped } from './cuped.ts'
import { ladder } from './ladder.ts'
import { gapAt, returnCurve, usualBounds } from './lifecycle.ts'
import { sumsOf } from './moments.ts'
import { columnsOf, type SpendRows } from './purchase-days.ts'
import { quadrants } from './quadrants.ts'
import { namedCells, rfm } from './rfm.ts'
import { verdict } from './verdict.ts'
import { verdictText } from './verdict-text.ts'

type Sample = SpendRows & { members: string[] }
let data: Sample
const AS_OF = day('1998-07-01')
const LAUNCH = day('1997-09-30')
const on = (asOf = AS_OF) => columnsOf(data, data.members.length, windowOf(asOf))

beforeAll(() => {
  const rows = rowsOf('domain/demo/cdnow/transactions.csv.gz')
  const places = new Map([...new Set(rows.map((r) => r['customer_id'] ?? ''))].map((id, at) => [id, at]))
  data = {
    members: [...places.keys()],
    member: Int32Array.from(rows, (r) => places.get(r['customer_id'] ?? '') ?? -1),
    day: Int32Array.from(rows, (r) => dayNumber(day(r['date'] ?? ''))),
    spendMinor: Float64Array.from(rows, (r) => Math.round(Number(r['amount']) * 100)),
  }
})

test('the sample shipped with the program is the whole sample', () => {
  expect(data.day.length).toBe(6919)
  expect(data.members.length).toBe(2357)
})

test('RFM of a real shop, to the member', () => {
  const found = rfm(on().columns, { asOf: dayNumber(AS_OF) })
  expect(found.members).toBe(2357)
  expect(found.cuts).toEqual({ r: [513, 487, 443, 153], f: [1, 1, 2, 4], m: [1536, 3195, 5925, 13049] })
  expect(found.counts).toEqual({
    r: [482, 471, 463, 470, 471],
    f: [1218, 0, 403, 358, 378],
    m: [481, 462, 472, 471, 471],
  })
  expect(found.nonEmptyCells).toBe(60)
  expect(namedCells(found)).toMatchObject({ '555': 233, '111': 177 })
  expect(namedCells(found)).not.toHaveProperty('511')
  expect(namedCells(found)).not.toHaveProperty('155')
  expect(found.spendMinor).toBe(24_409_194)
  expect(found.heavyFrequency).toEqual({ value: 1, people: 1218 })
})

test('four quadrants by the means, and by fixed lines', () => {
  const byMean = quadrants(on().columns)
  expect(byMean.countCut).toEqual({ kind: 'mean', value: 3 })
  expect(byMean.spendCut.value).toBeCloseTo(10356.0433, 4)
  expect(byMean.groups.map((g) => g.people)).toEqual([501, 92, 235, 1529])
  expect(byMean.groups.map((g) => g.spendMinor)).toEqual([16361446, 1523366, 1627981, 4896401])
  const fixed = quadrants(on().columns, { countCut: 3, spendCut: 10_000 })
  expect(fixed.groups.map((g) => g.people)).toEqual([512, 103, 224, 1518])
})

test('by medians the quadrants are 41, 9, 8 and 42 percent', () => {
  const { groups, members } = quadrants(on().columns, { countCut: 'median', spendCut: 'median' })
  expect(groups.map((g) => Math.round((100 * g.people) / members))).toEqual([41, 9, 8, 42])
})

test('the ladder, to the member', () => {
  const steps = ladder(on().lists)
  expect(steps.map((s) => s.members)).toEqual([2357, 1139, 736, 527, 378, 283, 223, 159, 123, 101])
  expect(steps[1]?.fromPrevious).toBeCloseTo(1139 / 2357, 12)
})

test('monthly cohorts, to the member; months that are not over are marked', () => {
  const found = cohorts(on().lists, dayNumber(AS_OF))
  const first = found.map((c) => [c.month, ...c.months.slice(0, 7).map((m) => m.buyers)])
  expect(first).toEqual([
    ['1997-01', 781, 124, 95, 70, 65, 77, 65],
    ['1997-02', 857, 134, 110, 75, 77, 75, 61],
    ['1997-03', 719, 87, 84, 78, 63, 64, 55],
  ])
  expect(found[0]?.months.map((m) => m.complete)).toEqual([...Array.from({ length: 18 }, () => true), false])
})

test("the shop's rhythm: median gap 34 days, four fifths 117, nine tenths 196", () => {
  const { lists } = on()
  expect([0.5, 0.8, 0.9].map((share) => gapAt(lists, share))).toEqual([34, 117, 196])
})

test('who is silent for long seldom comes back: the return curve of 1997-09-30', () => {
  const { lists } = on()
  const curve = returnCurve(lists, { snapshot: dayNumber(LAUNCH) })
  const back = new Map(curve.map((b) => [b.from, Math.round((100 * b.returned) / b.people)]))
  expect([0, 30, 60, 120, 180].map((from) => back.get(from))).toEqual([64, 50, 28, 27, 8])
  expect(usualBounds(lists, curve)).toEqual({ activeDays: 117, dormantDays: 180 })
})

function halves() {
  const before = on(LAUNCH).columns.spendMinor
  const after = on().columns.spendMinor.map((all, m) => all - (before[m] ?? 0))
  const arm = (treated: boolean) => {
    const chosen = data.members.flatMap((id, m) => (bucket('cdnow-aa', id) < 0.5 === treated ? [m] : []))
    const of = (column: Float64Array) => Float64Array.from(chosen, (m) => (column[m] ?? 0) / 100)
    return { x: of(before), y: of(after) }
  }
  return { treated: arm(true), control: arm(false) }
}

test('CUPED takes a tenth of the variance out of an A/A test', () => {
  const { treated, control } = halves()
  expect(treated.y.length).toBe(1132)
  const found = cuped(covariateSums(treated.y, [treated.x]), covariateSums(control.y, [control.x]))
  const close = (value: number | undefined, wanted: number) =>
    expect(Math.abs((value ?? Number.NaN) / wanted - 1)).toBeLessThan(1e-8)
  close(found.theta[0], 0.16167954)
  close(found.rho, 0.322515705)
  close(found.raw.difference, -2.39537886)
  close(found.raw.se, 3.57589045)
  close(found.difference, -3.14643105)
  close(found.se, 3.39764739)
  close(found.varianceRatio, 0.90279304)
})

test('nothing was sent in 1997, and the verdict says that there is no sign of an effect', () => {
  const { treated, control } = halves()
  const minor = (y: Float64Array) => sumsOf(y.map((v) => Math.round(v * 100)))
  const buyers = (y: Float64Array) => y.filter((v) => v > 0).length
  const found = verdict({
    treated: minor(treated.y),
    control: minor(control.y),
    shares: { treated: 0.5, control: 0.5 },
    buyers: { treated: buyers(treated.y), control: buyers(control.y) },
    costMinor: 0,
    reached: 0,
    leaked: 0,
    windowComplete: true,
    looks: 1,
  })
  expect(found.kind).toBe('no_sign')
  expect(found.reasons).toContain('nothing_sent')
  const text = verdictText(found, 'zh-CN', (minor) => `¥${(minor / 100).toFixed(2)}`)
  expect(text[0]).toMatch(/^没有看出效果/)
})
