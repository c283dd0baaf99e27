import type { Asked } from '#base/endpoint'
import { addDays, day } from '#base/instant'
import { money, parseMoney, plainMoney } from '#base/money'
import type { Campaign, CHANNELS, planCampaign } from '#domain/campaign/contract'

export type Channel = (typeof CHANNELS)[number]

/** What the wizard's form holds; amounts as they are typed. */
export type CampaignForm = {
  name: string
  segmentId?: string
  channel: Channel
  carrierId?: string | null
  templateCode?: string | null
  subject: string
  body: string
  couponCode?: string
  joinTag?: string
  /** The survey that it asks; its purpose is that of surveys then. */
  surveyId?: string
  messageCost: string | null
  giftCost: string | null
  /** Per cent. */
  controlShare: number
  windowDays: number
  marginShare: number | null
}

/** Lists below this hold a fifth back, longer ones a tenth: the host's own default. */
const LONG_LIST = 20_000
export const usualShare = (members: number): number => (members < LONG_LIST ? 20 : 10)

export const FEWEST_PER_ARM = 100

/** How a list of members would be dealt; the host draws exactly. */
export function splitOf(
  members: number,
  sharePercent: number,
): Readonly<{ treated: number; control: number }> {
  const control = Math.round((members * sharePercent) / 100)
  return { treated: members - control, control }
}

const USUAL_WINDOW_DAYS = 28

/** The form as it is first shown. */
export const emptyForm = (segmentId: string | undefined): CampaignForm => ({
  name: '',
  ...(segmentId === undefined ? {} : { segmentId }),
  channel: 'email',
  subject: '',
  body: '',
  messageCost: null,
  giftCost: null,
  controlShare: usualShare(0),
  windowDays: USUAL_WINDOW_DAYS,
  marginShare: null,
})

/** The form with the words of an earlier campaign, under a name of its own. */
export const formOf = (campaign: Campaign, digits: number): CampaignForm => ({
  name: `${campaign.name} 2`,
  segmentId: campaign.segmentId,
  channel: campaign.channel,
  carrierId: campaign.carrierId,
  templateCode: campaign.templateCode,
  subject: campaign.subject,
  body: campaign.body,
  couponCode: campaign.couponCode ?? '',
  joinTag: campaign.joinTag ?? '',
  ...(campaign.surveyId === null ? {} : { surveyId: campaign.surveyId }),
  messageCost: plainMoney(money(campaign.messageCostMinor), digits),
  giftCost: plainMoney(money(campaign.giftCostMinor), digits),
  controlShare: campaign.controlShareBps / 100,
  windowDays: campaign.windowDays,
  marginShare: campaign.marginBps === null ? null : campaign.marginBps / 100,
})

/** The form as the contract takes it. */
export function planOf(id: string, form: CampaignForm, digits: number): Asked<typeof planCampaign> {
  const minorOf = (typed: string | null) => {
    const found = parseMoney(typed ?? '0', digits)
    return typeof found === 'string' ? 0 : found.amountMinor
  }
  const silent = form.channel === 'record'
  return {
    id,
    name: form.name,
    segmentId: form.segmentId ?? '',
    channel: form.channel,
    ...(isCarried(form.channel)
      ? { carrierId: form.carrierId ?? null, templateCode: form.templateCode ?? null }
      : {}),
    subject: form.channel === 'email' ? form.subject : '',
    body: silent ? '' : form.body,
    controlShareBps: Math.round(form.controlShare * 100),
    couponCode: form.couponCode ?? null,
    joinTag: form.joinTag ?? null,
    ...(form.surveyId === undefined ? {} : { surveyId: form.surveyId, purpose: 'survey' as const }),
    windowDays: form.windowDays,
    messageCostMinor: minorOf(form.messageCost),
    giftCostMinor: minorOf(form.giftCost),
    marginBps: form.marginShare === null ? null : Math.round(form.marginShare * 100),
  }
}

const isCarried = (channel: Channel): boolean => channel === 'sms' || channel === 'wechat'

export const VARIABLES = {
  name: 'member.name',
  number: 'member.number',
  chain: 'chain.name',
  preferences: 'link.preferences',
  club: 'link.club',
  own: 'link.own',
  surveyTitle: 'survey.title',
  surveyAnswers: 'survey.answers',
  surveyLink: 'survey.link',
} as const
type Variable = keyof typeof VARIABLES

type Blanks = Readonly<Partial<Record<Variable, string>>>

/** What may be inserted: lists and calls go on outside this program and know of no link. */
export const variablesFor = (channel: Channel, asksSurvey = false): Variable[] => [
  'name',
  'number',
  'chain',
  ...(LINKED.includes(channel) ? (['preferences', 'club', 'own'] as const) : []),
  ...(asksSurvey ? (['surveyTitle', 'surveyAnswers', 'surveyLink'] as const) : []),
]

/** The ways that know of links; a survey goes by these alone. */
export const LINKED: readonly Channel[] = ['email', 'sms', 'wechat']

/** Fills in the plain variables of a text, as a first look; the host fills in everything else. */
export function firstLook(text: string, blanks: Blanks): string {
  return (Object.keys(VARIABLES) as Variable[]).reduce((filled, key) => {
    const written = new RegExp(`\\{\\{-?\\s*${VARIABLES[key].replace('.', '\\.')}\\s*-?\\}\\}`, 'g')
    return filled.replace(written, (own) => blanks[key] ?? own)
  }, text)
}

/** The last day whose sales count, of a campaign whose sales count until before a day. */
export const lastDayOf = (endsOn: string): string => addDays(day(endsOn), -1)

/** A text as its first sentence and the rest; a point inside a number ends nothing. */
export function firstSentence(text: string): readonly [string, string] {
  const end = /[。！？]|[.!?](?=\s|$)/.exec(text)
  if (!end) return [text, '']
  const at = end.index + 1
  return [text.slice(0, at), text.slice(at).trim()]
}
