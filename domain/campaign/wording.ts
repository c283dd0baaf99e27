import { Liquid } from 'liquidjs'
import type { SurveyBlanks } from '#domain/survey/index'
import type { Channel } from './model.ts'

export type Words = Readonly<{ subject: string; body: string }>
export type Blanks = Readonly<{
  member: { name: string; number: string }
  chain: { name: string }
  /** Where the member says what to be sent, the forum and the own page; only in what this program hands over itself. */
  link?: { preferences: string; club: string; own: string }
  /** Of a campaign that asks a survey. */
  survey?: SurveyBlanks
}>

/** A text of 4,000 characters never needs more; a loop without end does. */
const PARSE_LIMIT = 20_000
const RENDER_LIMIT_MS = 200
const MEMORY_LIMIT = 1_000_000

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  // Nothing can be included, so no file is ever looked for.
  templates: {},
  dynamicPartials: false,
  parseLimit: PARSE_LIMIT,
  renderLimit: RENDER_LIMIT_MS,
  memoryLimit: MEMORY_LIMIT,
})
// The same message must read the same whenever it is handed over: no clock, no dice.
for (const name of [
  'date',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
  'sample',
])
  delete engine.filters[name]

/** Lists and calls go on outside this program and know of no link; what we hand over ourselves does. */
const LINKED: readonly Channel[] = ['email', 'sms', 'wechat']

/** The link as a preview shows it: whose it is, is not known yet. */
export const linkFor = (channel: Channel) =>
  LINKED.includes(channel)
    ? {
        link: {
          preferences: 'https://…/preferences/…',
          club: 'https://…/forum/…',
          own: 'https://…/own/…',
        },
      }
    : {}

export type Flaw = Readonly<{ field: 'subject' | 'body'; why: string }>

/** Fills in the blanks, or says which part of the words cannot be filled in and why, in Liquid's words. */
export function fill(words: Words, blanks: Blanks): Words | Flaw {
  const subject = filled('subject', words, blanks)
  if (typeof subject !== 'string') return subject
  const body = filled('body', words, blanks)
  if (typeof body !== 'string') return body
  // A subject is one line: a line break would start a header of the sender's own.
  return { subject: subject.replaceAll(/[\r\n]+/g, ' ').trim(), body: body.replaceAll('\r\n', '\n') }
}

export const isFlaw = (found: Words | Flaw): found is Flaw => 'field' in found

function filled(field: Flaw['field'], words: Words, blanks: Blanks): string | Flaw {
  try {
    return String(engine.parseAndRenderSync(words[field], blanks))
  } catch (trouble) {
    // Liquid's errors are about the text we were given: our no, not our bug.
    return { field, why: trouble instanceof Error ? trouble.message.slice(0, 200) : 'unreadable' }
  }
}

const SAYS_HOW_TO_STOP = /拒收|退订|\bstop\b|unsubscribe/i

type Language = 'zh-CN' | 'en'

export type Links = Readonly<{ unsubscribe: string; preferences: string }>

const LINES = {
  'zh-CN': { unsubscribe: '不想再收到此类邮件？点此退订', preferences: '只想收到其中一些？点此选择' },
  en: { unsubscribe: 'No more of these e-mails? Unsubscribe', preferences: 'Only some of them? Choose' },
} as const

/** Every message says how to stop them (G5); what the words say already is not said twice. */
export function withFarewell(body: string, language: Language, links: Links | null): string {
  if (links !== null) {
    const line = LINES[language]
    const unsubscribe = `${line.unsubscribe}: ${links.unsubscribe}`
    return `${body}\n\n--\n${unsubscribe}\n${line.preferences}: ${links.preferences}\n`
  }
  if (SAYS_HOW_TO_STOP.test(body)) return body
  return language === 'zh-CN' ? `${body} 拒收请回复R` : `${body} Reply STOP to opt out`
}
