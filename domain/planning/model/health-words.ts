import { decimalText, formatMoney, money } from '#base/money'
import type { Question } from '../contract/health.ts'
import { yearValueMinor, type Found, type Known } from './health.ts'

type Words = Readonly<{ zh: string; en: string }>
type Said = Readonly<{ question: Words; answer: Words }>

const QUESTION: Readonly<Record<Question, Words>> = {
  active_members: {
    zh: '近三个月有多少会员来消费？',
    en: 'How many members bought in the last three months?',
  },
  card_shown: { zh: '有多少笔消费认得出会员？', en: 'In how many sales was the member known?' },
  readable: { zh: '规则顾客看得懂吗？', en: 'Can customers read the rules?' },
  year_value: { zh: '普通会员一年能得到多少实惠？', en: 'What is a year worth to a typical member?' },
  benefits: { zh: '会员权益够不够多？', en: 'Are there enough benefits?' },
  events: { zh: '多久办一次会员活动？', en: 'How often is there a campaign for members?' },
  greetings: { zh: '多久问候会员一次？', en: 'How often are members greeted?' },
  family: { zh: '家人能共用吗？', en: 'Can families share?' },
  cross_store: { zh: '各店通用吗？', en: 'Does it hold in every branch?' },
  dead_members: { zh: '有多少“僵尸会员”？', en: 'How many members are dead?' },
  top_fifth: { zh: '最好的会员享受最好的折扣吗？', en: 'Do the best members have the best discount?' },
}

const NOTHING: Words = { zh: '暂无数据，无法判断。', en: 'Nothing is known of it yet.' }

/** A number of tenths, such as 2.5, without a zero behind its point. */
const tenths = (count: number): string => decimalText(Math.round(count), 1).replace(/\.0$/, '')
const percent = (bps: number): string => `${tenths(bps / 10)}%`

/** The question and its answer in both languages, figure included. */
export const worded = (found: Found, of: Known): Said => ({
  question: QUESTION[found.code],
  answer: found.figure === null ? (UNKNOWN[found.code] ?? NOTHING) : ANSWER[found.code](found.figure, of),
})

const UNKNOWN: Partial<Readonly<Record<Question, Words>>> = {
  year_value: {
    zh: '没有消费记录，或方案没有说明积分值多少钱，无法判断。',
    en: 'Nobody bought, or the programme does not say what a point is worth.',
  },
  events: { zh: '一年内系统里没有发过活动。', en: 'No campaign was sent from here in a year.' },
  greetings: {
    zh: '方案里没有生日、节日或人生大事的礼遇；系统外的问候无从知道。',
    en: 'The programme has nothing for birthdays, festivals or life events; greetings sent elsewhere are not known.',
  },
  top_fifth: { zh: '没有等级，或还没有会员消费。', en: 'There are no tiers, or no member has bought yet.' },
}

const ANSWER: Readonly<Record<Question, (figure: number, of: Known) => Words>> = {
  active_members: (bps, { active, members }) => ({
    zh: `${members} 名会员中有 ${active} 名近三个月消费过，占 ${percent(bps)}。`,
    en: `${active} of ${members} members bought in the last three months: ${percent(bps)}.`,
  }),
  card_shown: (bps, { known, sales }) => ({
    zh: `近三个月 ${sales} 笔消费中 ${known} 笔认得出会员，占 ${percent(bps)}。`,
    en: `In ${known} of ${sales} sales of the last three months the member was known: ${percent(bps)}.`,
  }),
  readable: (count) => ({
    zh: `整套规则写成大白话共 ${count} 句。`,
    en: `In plain words the rules take ${count} ${count === 1 ? 'sentence' : 'sentences'}.`,
  }),
  year_value: (bps, of) => {
    const say = (minor: number | null, locale: string) => formatMoney(money(minor ?? 0), of.currency, locale)
    const words = (locale: string) => [say(of.yearMinor, locale), say(yearValueMinor(of), locale)] as const
    const [zh, en] = [words('zh-CN'), words('en')]
    return {
      zh: `居中的会员一年消费 ${zh[0]}，积分和返利值 ${zh[1]}，占消费的 ${percent(bps)}。`,
      en: `The middle buyer spends ${en[0]} a year; points and rewards are worth ${en[1]}: ${percent(bps)} of it.`,
    }
  },
  benefits: (count) => ({ zh: `共有 ${count} 项权益。`, en: `Benefits in all: ${count}.` }),
  events: (count) => {
    const quarter = tenths((count * 10) / 4)
    return {
      zh: `一年内发出 ${count} 次活动，平均每季度 ${quarter} 次。`,
      en: `Campaigns sent in a year: ${count}, or ${quarter} a quarter.`,
    }
  },
  greetings: (count) => ({
    zh: `方案每年安排 ${count} 次问候礼遇（生日、节日、人生大事）。`,
    en: `The programme has ${count} occasions a year: birthdays, festivals, life events.`,
  }),
  family: (count) => ({
    zh: count > 0 ? `可以，已有 ${count} 个家庭共用账户。` : '可以共用，但还没有家庭在用。',
    en: count > 0 ? `Yes: ${count} households share an account.` : 'They can, but no household does yet.',
  }),
  cross_store: (count) => ({
    zh: `通用：会员在全部 ${count} 家门店共用一个余额。`,
    en: `Yes: one balance holds in ${count === 1 ? 'the one branch' : `all ${count} branches`}.`,
  }),
  dead_members: (bps, { members, moved }) => ({
    zh: `${members} 名会员中有 ${Math.max(0, members - (moved ?? 0))} 名一年内既没得过也没用过积分和储值，占 ${percent(bps)}。`,
    en:
      `${Math.max(0, members - (moved ?? 0))} of ${members} members neither earned nor used anything in a year: ` +
      `${percent(bps)}.`,
  }),
  top_fifth: (bps, { topFifth }) => ({
    zh: `消费最多的五分之一会员（${topFifth.members} 名）中，${percent(bps)} 享受最低折扣价。`,
    en: `Of the fifth that spent most (${topFifth.members}), ${percent(bps)} have the best discount.`,
  }),
}
