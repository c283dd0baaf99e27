import { describe, expect, test } from 'vitest'
import { day, instant, minuteOfDay, msOf } from '#base/instant'
import { atOnce, bookableDays, freePlaces, heldUntil, slotAt, slotsOf } from './slots.ts'
import {
  cancellableUntil,
  judgeCancellation,
  judgeConfirmation,
  judgeStaffAct,
  type StaffAct,
} from './state.ts'
import { bookingTerms, USUAL_TERMS, type Terms } from './terms.ts'

const terms = (more: Partial<Terms> = {}): Terms => ({ ...USUAL_TERMS, ...more })
const clock = (at: string, zone: string) => {
  const minutes = minuteOfDay(instant(at), zone)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

describe('Y5 times on the clocks of the branch', () => {
  test('the last time still ends before it closes; two openings of a day are one list', () => {
    const hours = [
      { weekday: 1, from: '14:00', to: '15:30' },
      { weekday: 1, from: '09:00', to: '10:15' },
    ]
    const found = slotsOf(terms({ hours, minutes: 45, stepMinutes: 30 }), day('2026-03-02'), 'Asia/Shanghai')
    expect(found.map((one) => clock(one.startsAt, 'Asia/Shanghai'))).toEqual([
      '09:00',
      '09:30',
      '14:00',
      '14:30',
    ])
    expect(found[0]).toEqual({ startsAt: '2026-03-02T01:00:00.000Z', endsAt: '2026-03-02T01:45:00.000Z' })
    expect(slotsOf(terms({ hours }), day('2026-03-03'), 'Asia/Shanghai')).toEqual([])
    expect(
      slotsOf(terms({ hours, closedOn: [day('2026-03-02')] }), day('2026-03-02'), 'Asia/Shanghai'),
    ).toEqual([])
  })

  // Clocks in Berlin go from 02:00 to 03:00 on 2026-03-29 and from 03:00 back to 02:00 on 2026-10-25, both Sundays.
  test('on the night on which an hour is skipped there is none in it, and each is as long as any other', () => {
    const hours = [{ weekday: 7, from: '00:00', to: '05:00' }]
    const found = slotsOf(terms({ hours, stepMinutes: 60 }), day('2026-03-29'), 'Europe/Berlin')
    expect(found.map((one) => clock(one.startsAt, 'Europe/Berlin'))).toEqual([
      '00:00',
      '01:00',
      '03:00',
      '04:00',
    ])
    expect(found.every((one) => msOf(one.endsAt) - msOf(one.startsAt) === 3_600_000)).toBe(true)
  })

  test('on the night on which an hour comes twice it has its times twice, and they do not overlap', () => {
    const hours = [{ weekday: 7, from: '01:00', to: '04:00' }]
    const found = slotsOf(terms({ hours, stepMinutes: 60 }), day('2026-10-25'), 'Europe/Berlin')
    expect(found.map((one) => clock(one.startsAt, 'Europe/Berlin'))).toEqual([
      '01:00',
      '02:00',
      '02:00',
      '03:00',
    ])
    expect(new Set(found.map((one) => one.startsAt)).size).toBe(4)
    expect(found.every((one, at) => atOnce(one, found.slice(0, at)) === 0)).toBe(true)
  })

  test('opening at ten is ten on the clocks, before and after they change', () => {
    const ten = (of: string) => slotsOf(terms(), day(of), 'Europe/Berlin')[0]?.startsAt
    expect([ten('2026-03-28'), ten('2026-03-29')]).toEqual([
      '2026-03-28T09:00:00.000Z',
      '2026-03-29T08:00:00.000Z',
    ])
  })

  test('until midnight is until midnight', () => {
    const hours = [{ weekday: 1, from: '22:00', to: '24:00' }]
    const found = slotsOf(terms({ hours, stepMinutes: 60 }), day('2026-03-02'), 'Asia/Shanghai')
    expect(found.map((one) => one.endsAt)).toEqual(['2026-03-02T15:00:00.000Z', '2026-03-02T16:00:00.000Z'])
  })

  const now = instant('2026-03-02T02:30:00.000Z')
  const today = day('2026-03-02')
  test.each([
    // Each row breaks its own rule and those below it.
    { startsAt: '2026-03-02T02:30:00.000Z', on: '2026-03-02', no: 'booking_in_past' },
    { startsAt: '2026-03-20T02:01:00.000Z', on: '2026-03-20', no: 'booking_too_far' },
    { startsAt: '2026-03-16T02:01:00.000Z', on: '2026-03-16', no: 'time_not_offered' },
  ])('$startsAt is refused: $no', ({ startsAt, on, no }) => {
    const at = { startsAt: instant(startsAt), day: day(on), today, now, zone: 'Asia/Shanghai' }
    expect(slotAt(terms(), at)).toBe(no)
  })

  test('the last bookable day is so many days ahead', () => {
    expect(bookableDays(terms({ daysAhead: 2 }), today)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04'])
    const at = { startsAt: instant('2026-03-16T02:00:00.000Z'), day: day('2026-03-16'), today, now }
    expect(slotAt(terms(), { ...at, zone: 'Asia/Shanghai' })).toMatchObject({
      endsAt: '2026-03-16T03:00:00.000Z',
    })
  })
})

describe('Y1 places', () => {
  const slot = (from: string, to: string) => ({
    startsAt: instant(`2026-03-02T${from}:00.000Z`),
    endsAt: instant(`2026-03-02T${to}:00.000Z`),
  })
  test('two that follow one another take one place of a longer one, two at once take two', () => {
    const long = slot('02:00', '04:00')
    expect(atOnce(long, [slot('02:00', '03:00'), slot('03:00', '04:00')])).toBe(1)
    expect(atOnce(long, [slot('02:00', '03:00'), slot('02:30', '03:30'), slot('03:30', '05:00')])).toBe(2)
    expect(atOnce(long, [slot('01:00', '02:00'), slot('04:00', '05:00')])).toBe(0)
    expect(freePlaces(terms({ places: 3 }), long, [slot('02:30', '03:30')])).toBe(2)
    expect(freePlaces(terms({ places: 1 }), long, [slot('02:30', '03:30'), slot('02:30', '03:00')])).toBe(0)
  })
})

describe('Y3, Y7, Y8 how a booking goes on', () => {
  const of = {
    state: 'begun',
    startsAt: instant('2026-03-04T02:00:00.000Z'),
    day: day('2026-03-04'),
    heldUntil: instant('2026-03-02T02:15:00.000Z'),
  } as const
  const at = (text: string) => instant(`2026-03-${text}:00.000Z`)

  test('a time is held for so many minutes, and never beyond its beginning', () => {
    expect(heldUntil(terms(), at('02T02:00'), of.startsAt)).toBe('2026-03-02T02:15:00.000Z')
    expect(heldUntil(terms(), at('04T01:50'), of.startsAt)).toBe(of.startsAt)
  })
  test('what is held is confirmed until the hold is over', () => {
    expect(judgeConfirmation(of, at('02T02:14'))).toBe(null)
    expect(judgeConfirmation(of, at('02T02:15'))).toBe('booking_hold_over')
    expect(judgeConfirmation({ ...of, state: 'given_up' }, at('02T02:00'))).toBe('booking_hold_over')
    expect(judgeConfirmation({ ...of, state: 'confirmed' }, at('02T02:00'))).toBe('booking_stands_otherwise')
  })
  test('a member cancels until so many hours before; a hold at any time', () => {
    const confirmed = { ...of, state: 'confirmed' } as const
    expect(cancellableUntil(of.startsAt, 24)).toBe('2026-03-03T02:00:00.000Z')
    expect(judgeCancellation(confirmed, 24, at('03T02:00'))).toBe(null)
    expect(judgeCancellation(confirmed, 24, at('03T02:01'))).toBe('booking_cancel_late')
    expect(judgeCancellation(of, 24, at('04T01:59'))).toBe(null)
    expect(judgeCancellation({ ...of, state: 'kept' }, 24, at('02T02:00'))).toBe('booking_stands_otherwise')
  })
  test.each([
    ['kept', 'begun', '04T03:00', 'booking_stands_otherwise'],
    ['kept', 'confirmed', '03T03:00', 'booking_not_yet'],
    ['kept', 'confirmed', '04T00:00', null],
    ['kept', 'missed', '05T00:00', null],
    ['missed', 'confirmed', '04T01:00', 'booking_not_yet'],
    ['missed', 'confirmed', '04T02:00', null],
    ['missed', 'kept', '04T03:00', null],
    ['cancelled', 'confirmed', '04T01:59', null],
    ['cancelled', 'kept', '04T03:00', 'booking_stands_otherwise'],
  ] as const)('%s of what is %s at %s: %s', (act: StaffAct, state, now, no) => {
    const today = day(`2026-03-${now.slice(0, 2)}`)
    expect(judgeStaffAct(act, { ...of, state }, { now: at(now), today })).toBe(no)
  })
})

test('terms are refused by the field that is wrong', () => {
  const read = (more: object) => {
    const { error } = bookingTerms.safeParse({ ...USUAL_TERMS, ...more })
    return error?.issues.map((one) => `${one.path.join('.')}: ${one.message}`) ?? []
  }
  expect(read({})).toEqual([])
  expect(read({ minutes: 32 })).toEqual(['minutes: five_minutes'])
  expect(read({ hours: [{ weekday: 1, from: '10:00', to: '09:00' }] })).toEqual([
    'hours.0.to: hours_backwards',
  ])
  expect(read({ hours: [{ weekday: 1, from: '10:03', to: '12:00' }] })).toEqual([
    'hours.0.from: five_minutes',
  ])
  expect(read({ hours: [{ weekday: 1, from: '25:00', to: '26:00' }] })).toContain('hours.0.from: time_of_day')
  const twice = [
    { weekday: 1, from: '10:00', to: '12:00' },
    { weekday: 2, from: '11:00', to: '13:00' },
    { weekday: 1, from: '11:00', to: '13:00' },
  ]
  expect(read({ hours: twice })).toEqual(['hours.2.from: hours_overlap'])
})
