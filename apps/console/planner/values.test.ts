import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { planDocument } from '#domain/planner/contract/document'
import { startFrom, STARTS } from '#domain/planner/model/starts'
import { documentOf, freeId, isMoney, valuesOf } from './values.ts'

test.each(STARTS)('what the form of a plan holds is the plan: %s', (start) => {
  const plan = startFrom(start, { language: 'zh', day: day('2027-02-06'), festivalName: '春节' })
  expect(documentOf(valuesOf(plan))).toEqual(plan)
})

test('money is typed in whole units; what nobody sends carries no words, and an empty code is none', () => {
  const plan = startFrom('411', { language: 'en', day: day('2027-02-06') })
  const values = valuesOf({ ...plan, goals: [{ figure: 'sales', target: 12_34, silentDays: 180 }] })
  expect(values.goals[0]?.target).toBe(12.34)
  expect([isMoney('sales'), isMoney('won_back')]).toEqual([true, false])
  values.budget.gifts = 0.29
  const [first, ...rest] = values.activities
  if (first?.makes.kind === 'campaign')
    first.makes = { ...first.makes, subject: 'x', body: 'y', couponCode: '', joinTag: 'a' }
  const said = documentOf({ ...values, activities: first ? [{ ...first, giftCost: 1.9 }, ...rest] : rest })
  expect(said.goals[0]?.target).toBe(12_34)
  expect(said.budget.giftsMinor).toBe(29)
  expect(said.activities[0]?.makes).toMatchObject({
    subject: '',
    body: '',
    couponCode: null,
    joinTag: 'a',
    giftCostMinor: 190,
  })
  expect(planDocument.safeParse(said).success).toBe(true)
})

test('a fresh part has an id that none has', () => {
  expect(freeId('wave', ['wave-1', 'wave-3'])).toBe('wave-2')
})
