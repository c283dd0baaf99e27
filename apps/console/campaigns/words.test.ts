import { expect, test } from 'vitest'
import { planCampaign } from '#domain/campaign/contract'
import type { Campaign } from '#domain/campaign/contract'
import {
  emptyForm,
  firstLook,
  firstSentence,
  formOf,
  planOf,
  splitOf,
  usualShare,
  variablesFor,
} from './words.ts'
import type { CampaignForm } from './words.ts'

const form: CampaignForm = {
  name: 'Spring',
  segmentId: '01890000-0000-7000-8000-000000000001',
  channel: 'email',
  subject: 'Hello',
  body: 'Dear {{ member.name }}',
  messageCost: '0.05',
  giftCost: '1.90',
  controlShare: 12.5,
  windowDays: 14,
  marginShare: 40,
}
const id = '01890000-0000-7000-8000-000000000002'

test('what the wizard plans is what the contract takes', () => {
  const plan = planOf(id, form, 2)
  expect(plan).toMatchObject({
    messageCostMinor: 5,
    giftCostMinor: 190,
    controlShareBps: 1250,
    marginBps: 4000,
    windowDays: 14,
  })
  expect(planCampaign.input.safeParse(plan).success).toBe(true)
})

test('a recorded action carries no text, an SMS no subject, and no margin means sales', () => {
  expect(planOf(id, { ...form, channel: 'record' }, 2)).toMatchObject({ subject: '', body: '' })
  expect(planOf(id, { ...form, channel: 'sms_file' }, 2)).toMatchObject({ subject: '', body: form.body })
  expect(planOf(id, { ...form, marginShare: null }, 2).marginBps).toBeNull()
})

test('a copied campaign plans the same under another name', () => {
  const plan = planOf(id, form, 2)
  const earlier = {
    ...plan,
    segmentName: 'Best',
    state: 'draft' as const,
    sending: 'running' as const,
    delivered: 0,
    undelivered: 0,
    carrierId: null,
    templateCode: null,
    purpose: 'marketing' as const,
    couponCode: null,
    joinTag: null,
    surveyId: null,
    armsTold: false,
    salt: 's',
    createdAt: '',
    launchedAt: null,
    launch: null,
    planId: null,
  }
  const drawn = { treated: 0, control: 0, heldOut: 0, messages: {} as Campaign['messages'] }
  const later = { startsOn: null, endsOn: null, ...drawn }
  const words = {
    subject: form.subject,
    body: form.body,
    controlShareBps: 1250,
    windowDays: 14,
    messageCostMinor: 5,
    giftCostMinor: 190,
  }
  const copy = formOf({ ...earlier, ...later, ...words, marginBps: 4000 }, 2)
  expect(planOf(id, copy, 2)).toEqual({ ...plan, couponCode: '', joinTag: '', name: 'Spring 2' })
})

test('a new form names the segment it was opened for', () => {
  expect(emptyForm('s1').segmentId).toBe('s1')
  expect('segmentId' in emptyForm(undefined)).toBe(false)
})

test('everybody is in one of the two groups', () => {
  for (const [members, share] of [
    [2357, 20],
    [1, 50],
    [101, 1],
  ] as const) {
    const { treated, control } = splitOf(members, share)
    expect(treated + control).toBe(members)
  }
  expect([usualShare(19_999), usualShare(20_000)]).toEqual([20, 10])
})

test('the first look fills in the three variables however they are spaced, and nothing else', () => {
  const blanks = { name: 'Ann $& Lee', number: '0042', chain: 'Lake Shop' }
  const text = '{{member.name}}, {{ member.number }} – {{-  chain.name -}} {{ member.secret }}'
  expect(firstLook(text, blanks)).toBe('Ann $& Lee, 0042 – Lake Shop {{ member.secret }}')
})

test('links of the member’s own are offered where this program hands the message over itself', () => {
  const blanks = { name: 'Ann', number: '0042', chain: 'Lake Shop' }
  expect(firstLook('{{ link.preferences }}', { ...blanks, preferences: 'https://x/p' })).toBe('https://x/p')
  expect(firstLook('{{ link.preferences }}', blanks)).toBe('{{ link.preferences }}')
  expect(variablesFor('sms')).toEqual(expect.arrayContaining(['preferences', 'club']))
  expect(variablesFor('post')).toEqual(['name', 'number', 'chain'])
})

test('a verdict is cut after its first sentence, never inside an amount', () => {
  expect(firstSentence('It may lie between −$4.98 and +$2.77 per member. To see more, wait.')).toEqual([
    'It may lie between −$4.98 and +$2.77 per member.',
    'To see more, wait.',
  ])
  expect(firstSentence('没有看出效果：在 −$4.98 与 +$2.77 之间。再等等。')).toEqual([
    '没有看出效果：在 −$4.98 与 +$2.77 之间。',
    '再等等。',
  ])
  expect(firstSentence('Cannot be judged')).toEqual(['Cannot be judged', ''])
})
