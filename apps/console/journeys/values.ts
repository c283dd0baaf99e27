import type { Told } from '#base/endpoint'
import type { showJourney } from '#domain/journey/contract'
import type { JourneyDocument, Question, Step, Trigger } from '#domain/journey/contract/document'

export type Shown = Told<typeof showJourney>
export type TriggerKind = Trigger['kind']
export type StepKind = Step['kind']

export const TRIGGERS = [
  'joined',
  'purchase',
  'silent',
  'no_return',
  'birthday',
  'festival',
  'tier',
  'tier_near',
  'points_dying',
  'booking_given_up',
] as const satisfies readonly TriggerKind[]

export const STEP_KINDS = ['wait', 'message', 'gift', 'task', 'branch'] as const satisfies readonly StepKind[]
export const QUESTIONS = [
  'bought',
  'tier',
  'branch',
  'audience',
  'reachable',
] as const satisfies readonly Question['kind'][]

/** A trigger with the answers that most shops begin with. */
export function freshTrigger(kind: TriggerKind): Trigger {
  switch (kind) {
    case 'purchase':
      return { kind, daysAfter: 0, leastMinor: 0 }
    case 'silent':
      return { kind, days: 60 }
    case 'no_return':
      return { kind, days: 31 }
    case 'birthday':
      return { kind, calendar: 'solar', daysBefore: 15 }
    case 'festival':
      return { kind, festival: 'mid_autumn', daysBefore: 10 }
    case 'tier':
      return { kind, tier: '' }
    case 'tier_near':
      return { kind, missingMinor: 100_00 }
    case 'points_dying':
      return { kind, daysBefore: 30, leastPoints: 100 }
    case 'booking_given_up':
      return { kind, minutesAfter: 60 }
    case 'standing':
      return { kind, where: { countCut: 'median', spendCut: 'median' }, windowMonths: 24, every: 'quarter' }
    case 'joined':
      return { kind }
  }
}

export function freshQuestion(kind: Question['kind']): Question {
  if (kind === 'tier') return { kind, tiers: [] }
  if (kind === 'branch') return { kind, branchCodes: [] }
  if (kind === 'audience') return { kind, segmentId: '' }
  if (kind === 'reachable') return { kind, channel: 'email', purpose: 'marketing', carrierId: null }
  return { kind }
}

/** A step with an id that no other one has. */
export function freshStep(kind: StepKind, taken: ReadonlySet<string>): Step {
  const id = freeId(kind, taken)
  switch (kind) {
    case 'wait':
      return { id, kind, days: 7 }
    case 'message':
      return {
        id,
        kind,
        channel: 'email',
        carrierId: null,
        templateCode: null,
        purpose: 'marketing',
        subject: '',
        body: '',
      }
    case 'task':
      return { id, kind, taskKind: 'call', titleZh: '', titleEn: '', details: '' }
    case 'gift':
      return { id, kind, points: 0, couponCode: null }
    case 'branch':
      return { id, kind, when: { kind: 'bought' }, yes: [], no: [] }
  }
}

function freeId(kind: StepKind, taken: ReadonlySet<string>): string {
  for (let nth = 1; ; nth += 1) {
    const id = `${kind}-${nth}`
    if (!taken.has(id)) return id
  }
}

/** What a form holds: the document, with shares in per cent. */
export type Values = Omit<JourneyDocument, 'controlBps' | 'marginBps'> & {
  control: number
  margin: number | null
}

const BPS = 100

export const valuesOf = ({ controlBps, marginBps, ...rest }: JourneyDocument): Values => ({
  ...rest,
  segmentId: rest.segmentId ?? null,
  control: controlBps / BPS,
  margin: marginBps === null ? null : marginBps / BPS,
})

export const documentOf = ({ control, margin, ...rest }: Values): JourneyDocument => ({
  ...rest,
  controlBps: Math.round(control * BPS),
  marginBps: margin === null ? null : Math.round(margin * BPS),
})

/** The blanks that words may leave, as Liquid has them; texts of the page name them by themselves. */
export const BLANKS = {
  member: '{{ member.name }}',
  number: '{{ member.number }}',
  chain: '{{ chain.name }}',
  own: '{{ link.own }}',
} as const

/** Those of a message that asks a survey. */
export const SURVEY_BLANKS = {
  title: '{{ survey.title }}',
  answers: '{{ survey.answers }}',
  link: '{{ survey.link }}',
} as const

type Words = Readonly<{ name: string; subject: string; body: string; task: string }>

export const STARTS = ['welcome', 'back', 'birthday', 'points', 'booking'] as const
export type Start = (typeof STARTS)[number]

const plain = {
  tiers: [],
  branchCodes: [],
  segmentId: null,
  endsAtPurchase: false,
  againAfterDays: null,
  control: 10,
  windowDays: 28,
  margin: null,
}

const letter = (id: string, { subject, body }: Words): Step => ({
  id,
  kind: 'message',
  channel: 'email',
  carrierId: null,
  templateCode: null,
  purpose: 'marketing',
  subject,
  body,
})

/** What shops usually begin with, in the reader's words; everything of it can be changed. */
export function startOf(start: Start, words: Words): Values {
  const { name } = words
  const call = callOf(words)
  switch (start) {
    case 'welcome':
      return {
        ...plain,
        name,
        trigger: { kind: 'joined' },
        steps: [
          letter('hello', words),
          { id: 'two-weeks', kind: 'wait', days: 14 },
          { id: 'back', kind: 'branch', when: { kind: 'bought' }, yes: [], no: [call] },
        ],
      }
    case 'back':
      return {
        ...plain,
        name,
        trigger: freshTrigger('silent'),
        endsAtPurchase: true,
        againAfterDays: 180,
        steps: [letter('miss-you', words), { id: 'ten-days', kind: 'wait', days: 10 }, call],
      }
    case 'birthday':
      return {
        ...plain,
        name,
        trigger: freshTrigger('birthday'),
        againAfterDays: 300,
        steps: [{ ...letter('wishes', words), purpose: 'greeting' } as Step],
      }
    case 'points':
      return {
        ...plain,
        name,
        trigger: freshTrigger('points_dying'),
        againAfterDays: 30,
        steps: [letter('remind', words)],
      }
    case 'booking':
      return bookingStart(words)
  }
}

const callOf = ({ task }: Words): Step => ({
  id: 'call',
  kind: 'task',
  taskKind: 'call',
  titleZh: task,
  titleEn: task,
  details: '',
})

/** One letter to whoever did not finish a booking; not every week anew. */
const bookingStart = (words: Words): Values => ({
  ...plain,
  name: words.name,
  trigger: freshTrigger('booking_given_up'),
  againAfterDays: 7,
  steps: [letter('book', words)],
})
