import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  displaySays,
  tillSays,
  type ShownSale,
  type ShownThanks,
  type TillSays,
} from '../checkout/display-message.ts'
import { heard, NOTHING_SHOWN, passed, QUESTION_MS, SILENT_SALE_MS, THANKS_MS } from './display-state.ts'

const member = { nameMasked: '李**', tier: '金卡', points: 1_280, minor: null }
const sale: ShownSale = {
  kind: 'sale',
  member,
  lines: [{ name: '茉莉花茶', quantity: '1', chargedMinor: 16_00, savedMinor: 2_00 }],
  totalMinor: 16_00,
  savedMinor: 2_00,
  earns: 16,
  hints: ['再买 1 杯送 1 杯'],
}
const thanks: ShownThanks = {
  kind: 'sale',
  member,
  totalMinor: 16_00,
  paidMinor: 20_00,
  changeMinor: 4_00,
  savedMinor: 2_00,
  earned: 16,
}
const question = { id: 'q1', about: 'join' as const }

test('a card that is read shows the sale, paying shows thanks, and then adverts come by themselves', () => {
  const selling = heard(NOTHING_SHOWN, { t: 'sale', sale }, 1_000)
  expect(selling.shown).toEqual({ at: 'sale', sale })
  const paid = heard(selling, { t: 'thanks', thanks }, 2_000)
  expect(paid.shown.at).toBe('thanks')
  expect(passed(paid, 2_000 + THANKS_MS - 1).shown.at).toBe('thanks')
  expect(passed(paid, 2_000 + THANKS_MS)).toEqual(NOTHING_SHOWN)
})

test('thanks stay although the till is idle again at once, and give way to the next customer', () => {
  const paid = heard(NOTHING_SHOWN, { t: 'thanks', thanks }, 0)
  expect(heard(paid, { t: 'idle' }, 10).shown.at).toBe('thanks')
  expect(heard(paid, { t: 'sale', sale: { ...sale, member: null, lines: [] } }, 10).shown.at).toBe('thanks')
  expect(heard(paid, { t: 'sale', sale }, 10).shown.at).toBe('sale')
})

test('a sale that was left and a question nobody answers go by themselves', () => {
  const selling = heard(NOTHING_SHOWN, { t: 'sale', sale }, 0)
  expect(passed(selling, SILENT_SALE_MS)).toEqual(NOTHING_SHOWN)
  const asked = heard(selling, { t: 'asked', question }, 0)
  expect(passed(asked, QUESTION_MS - 1).question).toEqual(question)
  expect(passed(asked, QUESTION_MS).question).toBeNull()
  expect(heard(asked, { t: 'asked', question: null }, 1).question).toBeNull()
})

test('a basket without goods and without a member is no sale', () => {
  expect(heard(NOTHING_SHOWN, { t: 'sale', sale: { ...sale, member: null, lines: [] } }, 0)).toEqual(
    NOTHING_SHOWN,
  )
  expect(heard(NOTHING_SHOWN, { t: 'sale', sale: { ...sale, lines: [] } }, 0).shown.at).toBe('sale')
})

const anySaid: fc.Arbitrary<TillSays> = fc.constantFrom<TillSays[]>(
  { t: 'idle' },
  { t: 'sale', sale },
  { t: 'thanks', thanks },
  { t: 'asked', question },
  { t: 'asked', question: null },
  { t: 'refresh' },
)

test('whatever was said, nothing of any customer is left on the screen once everything has passed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anySaid, fc.nat({ max: 60_000 }))), (said) => {
      let nowMs = 0
      let state = NOTHING_SHOWN
      for (const [one, waitMs] of said) {
        state = heard(passed(state, nowMs), one, nowMs)
        nowMs += waitMs
      }
      expect(passed(state, nowMs + SILENT_SALE_MS)).toEqual(NOTHING_SHOWN)
    }),
  )
})

test('only the words both sides know cross the channel', () => {
  expect(tillSays.safeParse({ t: 'sale', sale }).success).toBe(true)
  // A whole name, number or mobile has no place in these words.
  expect(
    tillSays.safeParse({ t: 'sale', sale: { ...sale, member: { ...member, mobile: '13800138000' } } })
      .success,
  ).toBe(false)
  expect(
    displaySays.safeParse({ t: 'answered', id: 'q1', mobile: '13800138000', consent: false }).success,
  ).toBe(true)
  expect(displaySays.safeParse({ t: 'answered', id: 'q1', mobile: '13800138000' }).success).toBe(false)
})
