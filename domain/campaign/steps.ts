import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { addressBook, addressField, today } from './audience.ts'
import { mediumOf } from './model.ts'
import { allowed } from './model/gate.ts'
import { judgeWords, type MessageWords } from './plan.ts'
import { SEND_JOB } from './port.ts'
import { messagesFor, type Sent } from './reach.ts'
import * as store from './store/campaigns.ts'
import { insertMessages, mailServer, withholdRest } from './store/outbox.ts'
import { keepSending } from './store/respect.ts'
import type { SendingState } from './store/respect.ts'

/** Somebody the words of a journey are tried on before anybody has entered it. */
const SOMEBODY = { name: '会员', number: '100001' }

type StepWords = MessageWords & Readonly<{ channel: Sent }>

/** Whether a step of a journey could send these words; refuses what `judgeWords` refuses. */
export async function judgeStep(work: Work, words: StepWords): Promise<void> {
  await judgeWords(work, words, await blanksOf(work))
}

const blanksOf = async (work: Work) => ({ member: SOMEBODY, chain: { name: (await chain(work)).name } })

/** Whether a step could be opened now: refuses what `judgeStep` refuses, and e-mail without a way out. */
export async function judgeOpening(work: Work, words: StepWords): Promise<void> {
  if (words.channel === 'email' && words.carrierId === null && !(await mailServer(work.tx)))
    throw new Refusal('no_mail_server')
  await judgeStep(work, words)
}

/** K18: opens the outbox for a message of a journey; members are assigned to it as they come. */
export async function openStep(
  work: Work,
  {
    words,
    ...of
  }: Readonly<{
    id: string
    journeyId: string
    /** Of the plan that the journey was made from. */
    potId: string | null
    name: string
    words: StepWords
  }>,
): Promise<void> {
  const { template, costMinor, body } = await judgeWords(work, words, await blanksOf(work))
  const { channel, carrierId, purpose, subject, surveyId = null } = words
  await store.insertStep(work, {
    ...of,
    channel,
    carrierId,
    purpose,
    subject,
    body,
    template,
    surveyId,
    messageCostMinor: costMinor,
    fingerprint: fingerprint({ ...of, words }),
    startsOn: await today(work),
  })
}

export type Comer = Readonly<{ memberId: string; nth: number }>

/**
 * X5, K3: writes one message to each who has come to a step into the outbox, at most one for each time that they come;
 * also to those who cannot be reached as they stand, so that the report says why they were told nothing.
 */
export async function sendStep(work: Work, campaignId: string, comers: readonly Comer[]): Promise<void> {
  const [step] = await store.steps(work.tx, [campaignId])
  const { channel, ...of } = present(step, 'K18: a step that sends was opened')
  must(channel !== 'record', 'K18: a step of a journey sends something')
  const memberIds = comers.map((one) => one.memberId)
  await store.joinStep(work.tx, campaignId, memberIds)
  const nth = new Map(comers.map((one) => [one.memberId, one.nth]))
  const messages = await messagesFor(work, { ...of, channel }, memberIds)
  await insertMessages(
    work,
    { campaignId, channel },
    messages.map((one) => ({ ...one, nth: nth.get(one.memberId) ?? 1 })),
  )
  ask(work, SEND_JOB)
}

/** Holds the messages of a journey, lets them go on, or ends them for ever (K16). */
export async function turnSteps(work: Work, ids: readonly string[], state: SendingState): Promise<void> {
  for (const id of ids) {
    await keepSending(work, id, state)
    if (state === 'stopped') await withholdRest(work, id)
  }
  if (state !== 'paused') ask(work, SEND_JOB)
}

/** Of these members, those who could be told something by a channel today. */
export async function reachableBy(
  work: Work,
  memberIds: readonly string[],
  of: Pick<StepWords, 'channel' | 'purpose' | 'carrierId'>,
): Promise<Set<string>> {
  const book = await addressBook(work, memberIds)
  const field = await addressField(work, of)
  const where = { medium: mediumOf(of.channel), purpose: of.purpose, addressField: field }
  const day = await today(work)
  return new Set(
    memberIds.filter((id) => allowed({ ...where, person: book.get(id), today: day }).pass === 'go'),
  )
}

/** What became of the messages of these steps, and what they cost in thousandths of a minor unit of the chain. */
export async function stepCounts(work: Work, ids: readonly string[]) {
  const states = await store.stateCounts(work.tx, ids)
  const heard = await store.receiptCounts(work.tx, ids)
  const troubles = await store.troubleCounts(work.tx, ids)
  const { currency } = await chain(work)
  const costs = await store.costsOf(work.tx, ids, currency)
  return ids.map((id) => {
    const of = (state: string) =>
      states.find((one) => one.campaignId === id && one.state === state)?.messages ?? 0
    const { delivered = 0 } = heard.find((one) => one.campaignId === id) ?? {}
    const costMilli = costs.get(id) ?? 0
    return {
      id,
      waiting: of('queued'),
      handedOver: of('sent') + of('exported'),
      withheld: of('withheld'),
      unreachable: of('unreachable'),
      failed: of('failed'),
      delivered,
      costMilli,
      troubles: troubles
        .filter((one) => one.campaignId === id)
        .map(({ trouble, messages }) => ({ trouble, messages })),
    }
  })
}
