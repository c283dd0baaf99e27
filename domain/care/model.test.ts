import { expect, test } from 'vitest'
import { addDays, day } from '#base/instant'
import { lunarBirthDatesOn } from './lunar.ts'
import { birthDatesOn, occasionDays, periodKey, silenceDays } from './model/rule.ts'
import { judgeStep, stateAfter } from './model/task.ts'
import { judgeTicketStep, scriptOf, stateAtFirst } from './model/ticket.ts'

const solar = (on: string) => birthDatesOn(day(on), 'solar', lunarBirthDatesOn)
const lunar = (on: string) => birthDatesOn(day(on), 'lunar', lunarBirthDatesOn)

test('C38 a birthday of 29 February is kept on 28 February of other years, on its own day of leap years', () => {
  expect(solar('2027-02-28')).toEqual(expect.arrayContaining(['2000-02-28', '2000-02-29', '1996-02-29']))
  expect(solar('2028-02-28')).not.toContain('2000-02-29')
  expect(solar('2028-02-29')).toContain('2000-02-29')
  expect(solar('2028-02-29')).not.toContain('2001-02-28')
})

test('C38 by the moon: Spring Festival babies of every year, and a thirtieth in a month of twenty-nine days', () => {
  // The first day of the first month: 27 January 1990, 17 February 2026.
  expect(lunar('2026-02-17')).toContain('1990-01-27')
  expect(lunar('2026-02-17')).not.toContain('1990-02-17')
  // 2025: the sixth month is doubled. Its own days belong to nobody.
  expect(lunar('2025-08-01')).toEqual([])
  // Whoever was born in the doubled second month of 2023 keeps it in the plain one of 2024: 1 April 2023 was its 11th.
  const keptOn = Array.from({ length: 366 }, (_, n) => addDays(day('2024-01-01'), n)).filter((on) =>
    lunar(on).includes(day('2023-04-01')),
  )
  expect(keptOn).toEqual(['2024-03-20'])
})

test('C38 everybody has one birthday in every year of the Chinese calendar', () => {
  const born = ['1984-11-22', '1984-12-20', '1995-10-22', '2001-05-22', '1985-02-19', '1990-01-26'].map(day)
  const kept = born.map(() => [] as string[])
  for (let on = day('2024-02-10'); on < day('2026-02-17'); on = addDays(on, 1)) {
    const dates = new Set(lunarBirthDatesOn(on, 45))
    born.forEach((one, at) => dates.has(one) && kept[at]?.push(on))
  }
  // Two Chinese years lie between the two Spring Festivals.
  const halves = kept.map((days) => [days.length, days.filter((on) => on < '2025-01-29').length])
  expect(halves).toEqual(born.map(() => [2, 1]))
})

test('D3 every day of an occasion is looked at once, and a week without power loses none that is still to come', () => {
  const today = day('2026-06-05')
  expect(occasionDays(15, { today, doneTo: null })).toHaveLength(16)
  expect(occasionDays(15, { today, doneTo: day('2026-06-04') })).toEqual(['2026-06-20'])
  expect(occasionDays(15, { today, doneTo: today })).toEqual([])
  expect(occasionDays(15, { today, doneTo: day('2026-06-01') })).toEqual([
    '2026-06-17',
    '2026-06-18',
    '2026-06-19',
    '2026-06-20',
  ])
  expect(occasionDays(2, { today, doneTo: day('2026-01-01') })).toEqual([
    '2026-06-05',
    '2026-06-06',
    '2026-06-07',
  ])
})

test('C77 silence is looked at day by day', () => {
  const today = day('2026-06-01')
  expect(silenceDays(31, { today, doneTo: day('2026-05-31') })).toEqual({
    from: '2026-05-01',
    to: '2026-05-01',
  })
  expect(silenceDays(31, { today, doneTo: today })).toBeNull()
  expect(silenceDays(31, { today, doneTo: day('2026-05-29') })).toEqual({
    from: '2026-04-29',
    to: '2026-05-01',
  })
})

test('D2 periods', () => {
  const on = day('2026-11-26')
  expect((['once', 'month', 'quarter', 'year'] as const).map((every) => periodKey(every, on))).toEqual([
    'once',
    '2026-11',
    '2026-Q4',
    '2026',
  ])
})

test('D1 steps of a task, in order of precedence', () => {
  const done = { step: 'done', outcome: null, dueOn: null } as const
  expect(judgeStep('done', done)).toBe('care_task_over')
  expect(judgeStep('open', done)).toBe('outcome_needed')
  expect(judgeStep('open', { ...done, outcome: 'reached' })).toBeNull()
  expect(judgeStep('open', { step: 'moved', outcome: null, dueOn: null })).toBe('due_day_needed')
  expect(judgeStep('open', { step: 'reopened', outcome: null, dueOn: null })).toBe('care_task_not_over')
  expect(judgeStep('cancelled', { step: 'reopened', outcome: null, dueOn: null })).toBeNull()
  expect([stateAfter('done', 'open'), stateAfter('given', 'open'), stateAfter('reopened', 'done')]).toEqual([
    'done',
    'open',
    'open',
  ])
})

test('C42 the three classes, their scripts, and which of them stay open', () => {
  expect(
    (['satisfied', 'complaint', 'suggestion'] as const).map((one) => [scriptOf(one), stateAtFirst(one)]),
  ).toEqual([
    ['rise', 'closed'],
    ['nurture', 'open'],
    ['guide', 'open'],
  ])
  expect(judgeTicketStep('open', { step: 'closed', note: '' })).toBe('note_needed')
  expect(judgeTicketStep('closed', { step: 'given', note: '' })).toBe('ticket_closed')
  expect(judgeTicketStep('closed', { step: 'note', note: 'x' })).toBeNull()
  expect(judgeTicketStep('open', { step: 'reopened', note: '' })).toBe('ticket_not_closed')
})
