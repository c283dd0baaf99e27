import { addDays, weekdayOf, type BusinessDay } from '#base/instant'
import type { Activity, PlanDocument } from '../contract/document.ts'

/** Plans to begin with: the real scheme “411”, and what shops do around a festival. */
export const STARTS = [
  '411',
  'spring_festival',
  'womens_day',
  'dragon_boat',
  'qixi',
  'mid_autumn',
  'national_day',
  'singles_day',
] as const
export type Start = (typeof STARTS)[number]

type Said = Readonly<{ zh: string; en: string }>
type Language = keyof Said
export type Scene = Readonly<{
  language: Language
  /** Of a festival its next day; of “411” a day after which its first Saturday is looked for. */
  day: BusinessDay
  /** What the festival is called. */
  festivalName?: string
}>

const SATURDAY = 6
const WEEKEND = [6, 7]
const WEEKS_OF_A_PHASE = 4

const plain: Extract<Activity['makes'], { kind: 'campaign' }> = {
  kind: 'campaign',
  channel: 'record',
  carrierId: null,
  templateCode: null,
  subject: '',
  body: '',
  couponCode: null,
  joinTag: null,
  messageCostMinor: 0,
  giftCostMinor: 0,
  controlShareBps: null,
  windowDays: 28,
  marginBps: null,
  audience: null,
}

const blank = { waves: [], weekdays: [], note: '', messagesMinor: 0, giftsMinor: 0, otherMinor: 0 }
const noBudget = { messagesMinor: 0, giftsMinor: 0, otherMinor: 0, warnPercent: 80, hardStop: false }

/** Three phases of 411, in the words of the scheme; how long each lasts is the shop's to say. */
const PHASES_411: readonly Readonly<{ id: string; name: Said; note: Said }>[] = [
  {
    id: 'intro',
    name: { zh: '导入期', en: 'Introduction' },
    note: {
      zh: '媒体：报纸；产品：保健品；人群：中老年人。',
      en: 'Media: newspaper. Product: health products. For: the middle-aged and elderly.',
    },
  },
  {
    id: 'growth',
    name: { zh: '发展期', en: 'Growth' },
    note: {
      zh: '媒体：报纸、零售店；公布活动规则和时间；开通热线。',
      en: 'Media: newspaper, retail stores. Publish rules and times. Open the hotline.',
    },
  },
  {
    id: 'mature',
    name: { zh: '成熟期', en: 'Maturity' },
    note: { zh: '地点：终端卖场、生活社区、大专院校。', en: 'Places: stores, neighbourhoods, colleges.' },
  },
]

const ACTIVITIES_411: readonly Readonly<{ id: string; phaseId: string; name: Said; note: Said }>[] = [
  {
    id: 'tour',
    phaseId: 'intro',
    name: { zh: '万人游蛇园', en: 'Tour of the Snake Garden' },
    note: { zh: '凭会员卡报名。', en: 'Sign up with the membership card.' },
  },
  { id: 'stores', phaseId: 'mature', name: { zh: '终端卖场', en: 'In stores' }, note: { zh: '', en: '' } },
  {
    id: 'neighbourhoods',
    phaseId: 'mature',
    name: { zh: '生活社区', en: 'In neighbourhoods' },
    note: { zh: '分东、西、南、北四片。', en: 'Four territories: east, west, south, north.' },
  },
  {
    id: 'colleges',
    phaseId: 'mature',
    name: { zh: '大专院校', en: 'At colleges' },
    note: { zh: '产品：化妆品、日用品。', en: 'Products: cosmetics, household goods.' },
  },
]

/** C99: four activities, three phases, weekends only, the pilot 济南 and then sixteen more cities. */
function scheme411({ language, day }: Scene): PlanDocument {
  const say = (of: Said) => of[language]
  const first = addDays(day, (SATURDAY - weekdayOf(day) + 7) % 7)
  const days = WEEKS_OF_A_PHASE * 7
  const phases = PHASES_411.map(({ id, name, note }, at) => ({
    id,
    name: say(name),
    note: say(note),
    startsOn: addDays(first, at * days),
    endsOn: addDays(first, (at + 1) * days - 1),
    festival: null,
  }))
  const activities = ACTIVITIES_411.map(({ id, phaseId, name, note }) => ({
    ...blank,
    id,
    phaseId,
    name: say(name),
    note: say(note),
    weekdays: WEEKEND,
    makes: { ...plain, joinTag: `411-${id}` },
  }))
  return {
    name: say({ zh: '“411”推广计划', en: 'Plan “411”' }),
    startsOn: first,
    endsOn: addDays(first, PHASES_411.length * days - 1),
    festival: null,
    goals: [{ figure: 'new_members', target: 1000, silentDays: 180 }],
    budget: noBudget,
    waves: [
      {
        id: 'pilot',
        name: say({ zh: '济南试点', en: 'Pilot: Jinan' }),
        branchCodes: [],
        regions: ['济南'],
        gate: 'person',
      },
      {
        id: 'cities',
        name: say({ zh: '其余 16 个城市', en: 'The other 16 cities' }),
        branchCodes: [],
        regions: [],
        gate: 'not_cost_money',
      },
    ],
    phases,
    activities,
  }
}

type Around = Readonly<{
  id: string
  name: Said
  from: number
  to: number
  activity: Said
  subject: Said
  body: Said
}>

/** Warm-up, the days themselves, thanks afterwards; days before and after the festival. */
const AROUND: readonly Around[] = [
  {
    id: 'warm-up',
    name: { zh: '预热期', en: 'Warm-up' },
    from: -20,
    to: -8,
    activity: { zh: '节前邀约', en: 'Invitation' },
    subject: { zh: '{{ chain.name }}邀您过节', en: '{{ chain.name }} invites you' },
    body: {
      zh: '{{ member.name }}，佳节将至，欢迎到店选购，凭会员卡享会员礼遇。',
      en: 'Dear {{ member.name }}, the festival is near. Come and see what we have for our members.',
    },
  },
  {
    id: 'days',
    name: { zh: '节日期', en: 'The festival' },
    from: -7,
    to: 1,
    activity: { zh: '节日到店有礼', en: 'A gift in the shop' },
    subject: { zh: '{{ chain.name }}祝您节日快乐', en: 'Best wishes from {{ chain.name }}' },
    body: {
      zh: '{{ member.name }}，节日快乐！到店消费，另有好礼相赠。',
      en: 'Dear {{ member.name }}, best wishes! A gift waits for you in the shop.',
    },
  },
  {
    id: 'thanks',
    name: { zh: '答谢期', en: 'Thanks' },
    from: 2,
    to: 14,
    activity: { zh: '节后答谢', en: 'Thank-you' },
    subject: { zh: '{{ chain.name }}感谢您的惠顾', en: '{{ chain.name }} says thank you' },
    body: {
      zh: '{{ member.name }}，感谢您一直以来的支持，欢迎常来。',
      en: 'Dear {{ member.name }}, thank you for being with us. See you soon.',
    },
  },
]

function aroundFestival(code: string, { language, day, festivalName = code }: Scene): PlanDocument {
  const say = (of: Said) => of[language]
  const spans = AROUND.map((one) => ({
    ...one,
    startsOn: addDays(day, one.from),
    endsOn: addDays(day, one.to),
  }))
  return {
    name: say({ zh: `${festivalName}营销计划`, en: `Plan for ${festivalName}` }),
    startsOn: addDays(day, -20),
    endsOn: addDays(day, 14),
    festival: code,
    goals: [{ figure: 'member_sales', target: 100_000_00, silentDays: 180 }],
    budget: noBudget,
    waves: [
      {
        id: 'all',
        name: say({ zh: '全部门店', en: 'All branches' }),
        branchCodes: [],
        regions: [],
        gate: 'person',
      },
    ],
    phases: spans.map(({ id, name, startsOn, endsOn }) => ({
      id,
      name: say(name),
      startsOn,
      endsOn,
      festival: null,
      note: '',
    })),
    activities: AROUND.map(({ id, activity, subject, body }) => ({
      ...blank,
      id: `mail-${id}`,
      phaseId: id,
      name: say(activity),
      makes: { ...plain, channel: 'email', subject: say(subject), body: say(body) },
    })),
  }
}

/** A whole plan to begin with; everything of it can be changed before it is saved. */
export const startFrom = (start: Start, scene: Scene): PlanDocument =>
  start === '411' ? scheme411(scene) : aroundFestival(start, scene)
