import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { MEDIA } from '#domain/member/model/consent'

/** Who carries messages for us; `webhook` is a system of the shop's own. */
export const PROVIDERS = ['aliyun', 'tencent', 'twilio', 'smpp', 'wechat', 'webhook'] as const
export type Provider = (typeof PROVIDERS)[number]

const word = (most: number) => z.string().trim().min(1).max(most)
/** The calling code of numbers kept without one. */
const country = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .default('86')
const place = (usual: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(200)
    .default(usual)

const aliyun = z.object({
  provider: z.literal('aliyun'),
  accessKeyId: word(100),
  /** 短信签名, approved there. */
  signName: word(40),
  country,
  endpoint: place('https://dysmsapi.aliyuncs.com/'),
})
const tencent = z.object({
  provider: z.literal('tencent'),
  secretId: word(100),
  appId: word(40),
  signName: word(40),
  region: word(40).default('ap-guangzhou'),
  country,
  endpoint: place('https://sms.tencentcloudapi.com/'),
})
const twilio = z.object({
  provider: z.literal('twilio'),
  accountSid: word(100),
  /** A number, a sender name, or a messaging service (`MG…`). */
  from: word(60),
  country,
  endpoint: place('https://api.twilio.com/'),
})
const smpp = z.object({
  provider: z.literal('smpp'),
  host: word(200),
  port: z.int().min(1).max(65_535).default(2775),
  tls: z.boolean().default(false),
  systemId: word(15),
  systemType: z.string().trim().max(12).default(''),
  /** Whom the message comes from: a number or up to eleven letters. */
  source: z.string().trim().max(20).default(''),
  /** 短信签名, put in front of the text as 【…】; empty puts none. */
  signName: z.string().trim().max(40).default(''),
  country,
})
const wechat = z.object({
  provider: z.literal('wechat'),
  appId: word(60),
  /** The chain's own profile field that holds a follower's OpenID. */
  openidField: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/),
  /** Where a tap on the message leads; empty leads nowhere. */
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]).default(''),
  endpoint: place('https://api.weixin.qq.com/'),
})
const webhook = z.object({ provider: z.literal('webhook'), url: z.url({ protocol: /^https?$/ }).max(500) })

export const settings = z.discriminatedUnion('provider', [aliyun, tencent, twilio, smpp, wechat, webhook])
export type CarrierSettings = z.output<typeof settings>
export type AliyunSettings = z.output<typeof aliyun>
export type TencentSettings = z.output<typeof tencent>
export type TwilioSettings = z.output<typeof twilio>
export type SmppSettings = z.output<typeof smpp>
export type WechatSettings = z.output<typeof wechat>
export type WebhookSettings = z.output<typeof webhook>

/** A text approved by the provider; its blanks are filled by Liquid, in the provider's order. */
const template = z.object({
  code: word(80),
  /** As the member reads it, with the blanks as Liquid, for previews. */
  words: word(1000),
  values: z
    .array(z.object({ name: word(40), value: z.string().trim().max(200) }))
    .max(20)
    .default([]),
})
export type CarrierTemplate = z.output<typeof template>

const shown = {
  name: word(60),
  medium: z.enum(MEDIA),
  settings,
  templates: z.array(template).max(100).default([]),
  /** What a thousand messages cost, in minor units of the currency: text messages cost fractions of a cent. */
  perThousandMinor: z.int().min(0).max(1_000_000_000).default(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Messages a second the provider allows. */
  ratePerSecond: z.int().min(1).max(1000).default(20),
  active: z.boolean().default(true),
}

const carrier = z.object({
  id: z.string(),
  ...shown,
  /** The last characters of the secret, enough to tell two apart; the secret itself is never shown again. */
  secretEnd: z.string(),
  /** Where the provider sends receipts and replies, below the public address; holds an unguessable part. */
  hookPath: z.string(),
  keptAt: z.string(),
})
export type Carrier = z.output<typeof carrier>

export const keepCarrier = endpoint({
  name: 'keepCarrier',
  method: 'PUT',
  path: '/carriers/:id',
  can: 'org.manage',
  summary:
    'Set up or change a provider account that carries messages; its secret is taken and never shown again.',
  input: z.object({
    id: idOf<'carrier'>(),
    ...shown,
    /** Kept as it was when left out. */
    secret: z.string().trim().min(1).max(500).optional(),
  }),
  output: carrier,
  refusals: [
    'carrier_provider_fixed',
    'carrier_medium_unfit',
    'carrier_secret_missing',
    'webhook_secret_form',
    'name_taken',
  ],
})

export const listCarriers = endpoint({
  name: 'carriers',
  method: 'GET',
  path: '/carriers',
  can: 'campaign.read',
  summary: 'Provider accounts that carry messages, with what they cost; never their secrets.',
  input: z.object({}),
  output: z.object({ mailServer: z.boolean(), rows: z.array(carrier) }),
  refusals: [],
})

/** A test message is tried at once and once, outside the outbox; it needs no consent, because it goes to ourselves. */
export const testCarrier = endpoint({
  name: 'testCarrier',
  method: 'POST',
  path: '/carriers/:id/tests',
  can: 'org.manage',
  summary: 'Send one test message to an address of your own and say what the provider answered.',
  input: z.object({
    id: idOf<'carrier'>(),
    testId: idOf<'message'>(),
    to: word(200),
    text: word(500),
    templateCode: z
      .string()
      .trim()
      .max(80)
      .nullish()
      .transform((v) => v ?? null),
  }),
  output: z.object({ outcome: z.enum(['taken', 'refused', 'later']), trouble: z.string().nullable() }),
  refusals: ['carrier_unknown', 'template_unknown'],
})
