import type { Asked } from '#base/endpoint'
import { currencyDigits, money, parseMoney, plainMoney } from '#base/money'
import {
  PROVIDERS,
  type Carrier,
  type CarrierSettings,
  type keepCarrier,
  type Provider,
} from '#domain/campaign/contract/carrier'
import type { Medium } from '#domain/member/model/consent'

/** What the form holds: settings of all providers side by side, amounts and blanks as they are typed. */
export type CarrierValues = Readonly<{
  provider: Provider
  medium: Medium
  name: string
  secret?: string
  settings: Readonly<Record<string, string | number | boolean | undefined>>
  perThousand: string | null
  currency: string
  ratePerSecond: number
  active: boolean
  templates?: readonly Readonly<{ code: string; words: string; values?: string }>[]
}>

/** The fields of each provider that are asked first; those behind the line are rarely changed. */
export const FIELDS = {
  aliyun: { first: ['accessKeyId', 'signName'], more: ['country', 'endpoint'] },
  tencent: { first: ['secretId', 'appId', 'signName'], more: ['region', 'country', 'endpoint'] },
  twilio: { first: ['accountSid', 'from'], more: ['country', 'endpoint'] },
  smpp: { first: ['host', 'port', 'tls', 'systemId', 'source', 'signName'], more: ['systemType', 'country'] },
  wechat: { first: ['appId', 'openidField'], more: ['url', 'endpoint'] },
  webhook: { first: ['url'], more: [] },
} as const satisfies Record<Provider, { first: readonly string[]; more: readonly string[] }>

export type FieldName = (typeof FIELDS)[Provider]['first' | 'more'][number]

/** What may be left empty. */
const OPTIONAL: readonly string[] = ['systemType', 'source']
export const mayBeEmpty = (provider: Provider, name: string): boolean =>
  OPTIONAL.includes(name) ||
  (provider === 'smpp' && name === 'signName') ||
  (provider === 'wechat' && name === 'url')

const USUAL: Readonly<Record<Provider, Readonly<Record<string, string | number | boolean>>>> = {
  aliyun: { country: '86', endpoint: 'https://dysmsapi.aliyuncs.com/' },
  tencent: { country: '86', region: 'ap-guangzhou', endpoint: 'https://sms.tencentcloudapi.com/' },
  twilio: { country: '86', endpoint: 'https://api.twilio.com/' },
  smpp: { port: 2775, tls: false, systemType: '', source: '', signName: '', country: '86' },
  wechat: { url: '', endpoint: 'https://api.weixin.qq.com/' },
  webhook: {},
}

/** What every provider but a system of one's own carries. */
export const mediumOf = (provider: Provider): Medium => (provider === 'wechat' ? 'wechat' : 'sms')

export const usualSettings = (provider: Provider) => USUAL[provider]

export const emptyValues = (currency: string): CarrierValues => ({
  provider: PROVIDERS[0],
  medium: 'sms',
  name: '',
  settings: USUAL[PROVIDERS[0]],
  perThousand: null,
  currency,
  ratePerSecond: 20,
  active: true,
  templates: [],
})

export function valuesOf(carrier: Carrier): CarrierValues {
  const { provider, ...settings } = carrier.settings
  return {
    provider,
    medium: carrier.medium,
    name: carrier.name,
    settings,
    perThousand: plainMoney(money(carrier.perThousandMinor), currencyDigits(carrier.currency)),
    currency: carrier.currency,
    ratePerSecond: carrier.ratePerSecond,
    active: carrier.active,
    templates: carrier.templates.map(({ code, words, values }) => ({
      code,
      words,
      values: values.map((one) => `${one.name} = ${one.value}`).join('\n'),
    })),
  }
}

/** Blanks as they are typed, one a line; null when a line names nothing. */
export function blanksOf(typed: string): { name: string; value: string }[] | null {
  const lines = typed.split('\n').map((line) => line.trim())
  const found = lines
    .filter((line) => line !== '')
    .map((line) => /^([^=]{1,40}?)\s*=\s*(.{0,200})$/.exec(line))
  if (found.some((one) => one === null)) return null
  return found.map((one) => ({ name: one?.[1]?.trim() ?? '', value: one?.[2]?.trim() ?? '' }))
}

/** The form as the contract takes it; the host judges every field. */
export function wishOf(id: string, values: CarrierValues): Asked<typeof keepCarrier> {
  const { provider, medium, name, secret, currency, ratePerSecond, active } = values
  const { first, more } = FIELDS[provider]
  const own = Object.fromEntries([...first, ...more].map((field) => [field, values.settings[field] ?? '']))
  const price = parseMoney(values.perThousand ?? '0', currencyDigits(currency))
  return {
    id,
    name,
    medium: provider === 'webhook' ? medium : mediumOf(provider),
    // The provider decides which fields there are; whether each is right is said by the host.
    settings: { provider, ...own } as CarrierSettings,
    templates: (values.templates ?? []).map((one) => ({
      code: one.code,
      words: one.words,
      values: blanksOf(one.values ?? '') ?? [],
    })),
    perThousandMinor: typeof price === 'string' ? 0 : price.amountMinor,
    currency,
    ratePerSecond,
    active,
    ...(secret === undefined || secret === '' ? {} : { secret }),
  }
}
