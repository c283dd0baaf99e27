import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { festivalsOf } from '#domain/org/index'
import { planOf } from '#test/world/planner'
import { planDocument } from './contract/document.ts'
import { branchesOf, estimateOf, flawOf, gateMet, warningOf } from './model/judge.ts'
import { nextYear, type FestivalDay } from './model/shift.ts'

const whole = (more: Parameters<typeof planOf>[0] = {}) => planDocument.parse(planOf(more))
const dayOf: FestivalDay = (code, year) => festivalsOf(year).find((one) => one.code === code)?.date
const phase = (id: string, startsOn: string, endsOn: string, festival: string | null = null) => ({
  id,
  name: id,
  startsOn,
  endsOn,
  festival,
})
const activity = (more: object) => ({ ...planOf().activities?.[0], ...more }) as never

// Each row breaks its own law and those below it where it can: the answer must be the first one broken.
test.each<[string, Parameters<typeof planOf>[0]]>([
  [
    'plan_part_twice',
    {
      phases: [phase('a', '2026-04-02', '2026-04-01'), phase('a', '2027-01-01', '2027-01-02')],
      endsOn: '2026-01-01',
    },
  ],
  ['days_reversed', { endsOn: '2026-03-01', phases: [phase('intro', '2027-01-01', '2027-01-02')] }],
  ['days_reversed', { phases: [phase('intro', '2027-01-03', '2027-01-02')] }],
  ['phase_outside_plan', { phases: [phase('b', '2026-05-01', '2026-06-01')] }],
  ['phase_unknown', { activities: [activity({ phaseId: 'none', waves: ['none'] })] }],
  ['wave_unknown', { activities: [activity({ waves: ['none'] })] }],
  [
    'wave_rest_twice',
    {
      waves: [
        { id: 'a', name: 'a' },
        { id: 'b', name: 'b' },
      ],
    },
  ],
])('P1: a plan that does not fit together is refused: %s', (code, more) => {
  expect(flawOf(whole())).toBeNull()
  expect(flawOf(whole(more))?.code).toBe(code)
})

test('a wave that names nothing is every branch that no other wave names', () => {
  const places = [
    { id: '1', code: 'J1', region: '济南' },
    { id: '2', code: 'Q1', region: '青岛' },
    { id: '3', code: 'X1', region: '' },
  ]
  const { waves } = whole({
    waves: [
      { id: 'pilot', name: 'p', regions: ['济南'] },
      { id: 'second', name: 's', branchCodes: ['Q1'] },
      { id: 'rest', name: 'r' },
    ],
  })
  const of = waves.map((wave) => branchesOf(waves, wave, places).map((one) => one.code))
  expect(of).toEqual([['J1'], ['Q1'], ['X1']])
})

test('P5: a pot warns from its share on, and is over only above its end', () => {
  const at = (spent: number) => warningOf(spent, 1000, 80)
  expect([at(0), at(799), at(800), at(1000), at(1001)]).toEqual(['fine', 'fine', 'near', 'near', 'over'])
  expect([warningOf(0, 0, 80), warningOf(1, 0, 80)]).toEqual(['fine', 'over'])
  expect(estimateOf(whole())).toEqual({ messages: 0, gifts: 150_00, other: 0 })
})

test('P4: a gate asks for what its plan says', () => {
  const worked = ['worked', 'no_sign']
  const lost = ['worked', 'cost_money']
  const dark = ['cannot_judge']
  expect([gateMet('worked', worked), gateMet('worked', lost), gateMet('worked', ['no_sign'])]).toEqual([
    true,
    false,
    false,
  ])
  expect([gateMet('not_cost_money', ['no_sign']), gateMet('not_cost_money', lost)]).toEqual([true, false])
  // What cannot be judged is no sign that it cost nothing.
  expect([gateMet('not_cost_money', dark), gateMet('worked', []), gateMet('person', [])]).toEqual([
    false,
    false,
    true,
  ])
})

test('P7: phases of the Mid-Autumn and the Spring Festival move with the moon, the rest by 52 weeks', () => {
  const plan = whole({
    name: '中秋',
    startsOn: '2026-09-01',
    endsOn: '2027-02-20',
    festival: 'mid_autumn',
    phases: [
      // Mid-Autumn 2026-09-25 and 2027-09-15: ten days earlier, and a year on.
      phase('moon', '2026-09-11', '2026-09-27'),
      // Spring Festival 2027-02-06 and 2028-01-26.
      phase('spring', '2027-01-23', '2027-02-12', 'spring_festival'),
      // 1 May is a day of the sun.
      phase('sun', '2026-10-01', '2026-10-07', 'national_day'),
    ],
    activities: [],
  })
  const next = nextYear(plan, '中秋 2027', dayOf)
  expect(next.phases.map((one) => [one.startsOn, one.endsOn])).toEqual([
    ['2027-09-01', '2027-09-17'],
    ['2028-01-12', '2028-02-01'],
    ['2027-10-01', '2027-10-07'],
  ])
  expect([next.startsOn, next.endsOn, next.name]).toEqual(['2027-08-22', '2028-02-10', '中秋 2027'])
  expect(flawOf(next)).toBeNull()
})

test('P7: without a festival weekends stay weekends, and the plan covers its phases', () => {
  const plan = whole({ festival: null })
  const next = nextYear(plan, 'next', dayOf)
  expect([next.startsOn, next.endsOn]).toEqual(['2027-03-01', '2027-05-30'])
  const moved = nextYear(
    whole({
      startsOn: '2026-02-10',
      endsOn: '2026-02-28',
      phases: [phase('spring', '2026-02-10', '2026-02-20', 'spring_festival')],
      activities: [],
    }),
    'next',
    dayOf,
  )
  // Spring Festival 2026-02-17 and 2027-02-06.
  expect(moved.phases[0]).toMatchObject({ startsOn: day('2027-01-30'), endsOn: day('2027-02-09') })
  expect([moved.startsOn, moved.endsOn]).toEqual(['2027-01-30', '2027-02-27'])
})
