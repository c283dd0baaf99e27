import { expect, test } from 'vitest'
import { keepCarrier, PROVIDERS } from '#domain/campaign/contract/carrier'
import {
  blanksOf,
  emptyValues,
  FIELDS,
  mayBeEmpty,
  usualSettings,
  valuesOf,
  wishOf,
} from './carrier-values.ts'

const id = '01890000-0000-7000-8000-000000000001'

const filled = (provider: (typeof PROVIDERS)[number]) => {
  const { first, more } = FIELDS[provider]
  const usual = usualSettings(provider)
  const own = [...first, ...more].filter((name) => !(name in usual) && !mayBeEmpty(provider, name))
  const typed = Object.fromEntries(
    own.map((name) => [
      name,
      name === 'url' ? 'https://shop.example/in' : name === 'host' ? 'smpp.example' : 'open',
    ]),
  )
  return { ...usual, ...typed }
}

test.each(PROVIDERS)('what the form of %s asks for is all that the contract needs', (provider) => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const settings = filled(provider)
  const wish = wishOf(id, {
    ...emptyValues('CNY'),
    provider,
    name: 'One',
    secret,
    settings,
    perThousand: '45.5',
  })
  const parsed = keepCarrier.input.safeParse(wish)
  expect(parsed.error?.issues ?? []).toEqual([])
  expect(parsed.data).toMatchObject({ perThousandMinor: 4_550, settings: { provider } })
})

test('a carrier that is opened and saved stays as it was, and its secret is left alone', () => {
  const templates = [
    { code: 'SMS_1', words: '{{ member.name }}您好', values: [{ name: 'name', value: '{{ member.name }}' }] },
  ]
  const carrier = {
    id,
    name: 'One',
    medium: 'sms' as const,
    perThousandMinor: 4_550,
    currency: 'CNY',
    ratePerSecond: 5,
    active: false,
    templates,
    secretEnd: 'LaSw',
    hookPath: 'hooks/x/y',
    keptAt: '',
    settings: keepCarrier.input.shape.settings.parse({
      provider: 'aliyun',
      accessKeyId: 'a',
      signName: '知己',
    }),
  }
  const { secretEnd: _, hookPath: __, keptAt: ___, ...same } = carrier
  expect(wishOf(id, valuesOf(carrier))).toEqual(same)
})

test('blanks are one a line; a line without a name is not guessed at', () => {
  expect(blanksOf('name = {{ member.name }}\n\n n2={{ chain.name }}')).toEqual([
    { name: 'name', value: '{{ member.name }}' },
    { name: 'n2', value: '{{ chain.name }}' },
  ])
  expect(blanksOf('')).toEqual([])
  expect(blanksOf('= x')).toBeNull()
  expect(blanksOf('name {{ member.name }}')).toBeNull()
})
