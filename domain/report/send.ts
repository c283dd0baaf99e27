import { instantOfMs, msOf } from '#base/instant'
import { Refusal } from '#base/refusal'
import { oneSnapshot } from '#db/read-only'
import type { Step } from '#db/jobs'
import { house, inWork, may, type Actor, type Work, type World } from '#db/work'
import { afterHandOff, MOST_ATTEMPTS, type Mail, type Mailer } from '#domain/campaign/model'
import { actorOfStaff, chain } from '#domain/org/index'
import { phrase } from './asked.ts'
import { REPORTS } from './catalogue.ts'
import { filtersOn } from './due.ts'
import { reportHandedOver } from './events.ts'
import { fileOf, mayRead, type Font } from './file.ts'
import { say } from './model.ts'
import * as store from './store.ts'

/** What the sender needs of the program around it. */
export type ReportPost = Readonly<{ world: World; mailer: Mailer; font: Font }>

/** Longer than a large file takes to make and any hand-off may take. */
const LEASE_MS = 600_000
/** What mail servers commonly let through. */
const MOST_BYTES = 15 * 1024 * 1024
/** News of a day is none after three. */
const NEWS_FOR_MS = 3 * 24 * 60 * 60 * 1000

type Reader = Actor & Readonly<{ language: 'zh-CN' | 'en' }>
type Stopped = Readonly<{ state: 'failed' | 'withheld'; trouble: string }>

/**
 * Makes and hands over the next letter: claimed in one transaction, made in another as its reader would see it, sent
 * outside of any, marked in a third. Whoever dies in between leaves a lease that runs out, and the letter goes again
 * under the same Message-ID.
 */
export async function sendNext({ world, mailer, font }: ReportPost): Promise<Step> {
  const claimed = await inWork(world, house, (work) =>
    store.claim(work, instantOfMs(msOf(work.at) + LEASE_MS)),
  )
  if (!claimed) return 'done'
  const made = await letter(world, claimed, font)
  const handOff = 'state' in made ? made : await mailer.send(made)
  await inWork(world, house, async (work) => {
    const after = 'state' in handOff ? handOff : afterHandOff(handOff, claimed.attempts)
    const pauseMs = after.state === 'queued' ? after.pauseMs : 0
    const ours = await store.settle(work, {
      id: claimed.deliveryId,
      attempts: claimed.attempts,
      state: after.state,
      trouble: after.state === 'sent' ? null : after.trouble,
      nextTryAt: instantOfMs(msOf(work.at) + pauseMs),
    })
    if (ours && after.state === 'sent') work.record(reportHandedOver(claimed))
  })
  return 'more'
}

/** Z6: whether both of them may read the report is looked at now, not when it was ordered. */
async function letter(world: World, claimed: store.Claimed, font: Font): Promise<Mail | Stopped> {
  const found = await inWork(world, house, (work) => readerOf(work, claimed))
  if ('state' in found) return found
  try {
    return await inWork(world, found, async (work) => {
      await oneSnapshot(work)
      return written(work, { claimed, reader: found, font })
    })
  } catch (no) {
    // What the report itself refuses is its answer; anything else is our bug, and the letter is tried again.
    if (no instanceof Refusal) return { state: 'failed', trouble: `refused:${no.code}` }
    throw no
  }
}

async function readerOf(work: Work, claimed: store.Claimed): Promise<Reader | Stopped> {
  // Every attempt so far died before it could say what became of it.
  if (claimed.attempts > MOST_ATTEMPTS) return { state: 'failed', trouble: 'never_answered' }
  if (msOf(work.at) - msOf(claimed.dueAt) > NEWS_FOR_MS) return { state: 'failed', trouble: 'too_late' }
  const reader = await actorOfStaff(work, claimed.staffId)
  if (!reader) return { state: 'withheld', trouble: 'staff_gone' }
  const orderer = await actorOfStaff(work, claimed.byId)
  const question = { code: claimed.report, filters: claimed.filters }
  if (!orderer || !may(orderer, 'report.schedule') || !mayRead(orderer, question))
    return { state: 'withheld', trouble: 'orderer_gone' }
  const branchIds = inBoth(reader.branchIds, orderer.branchIds)
  return mayRead(reader, question) && branchIds?.length !== 0
    ? { ...reader, branchIds }
    : { state: 'withheld', trouble: 'no_permission' }
}

/** The branches that two people both see; null is the whole chain. */
function inBoth(one: Actor['branchIds'], other: Actor['branchIds']): Actor['branchIds'] {
  if (one === null) return other
  return other === null ? one : one.filter((id) => other.includes(id))
}

type Writing = Readonly<{ claimed: store.Claimed; reader: Reader; font: Font }>

async function written(work: Work, { claimed, reader, font }: Writing): Promise<Mail | Stopped> {
  const { language } = reader
  const { name: house_, zone } = await chain(work)
  const filters = filtersOn(claimed, claimed.dueAt, zone)
  const reply = await fileOf(work, { code: claimed.report, format: claimed.format, language, filters }, font)
  const content = await bytesOf(reply.content)
  if (content.length > MOST_BYTES) return { state: 'failed', trouble: 'too_large' }
  const { question } = REPORTS[claimed.report]
  const farewell = phrase(
    '这封邮件由系统定时发送。如不再需要，请在“报表中心 – 定时邮件”中停止。',
    'This letter is sent by schedule. To end it, stop the schedule under Reports – Reports by e-mail.',
  )
  return {
    id: claimed.deliveryId,
    to: claimed.email,
    subject: `${house_}${language === 'en' ? ': ' : '：'}${claimed.name}`,
    text: `${say(question, language)}\n\n${reply.name}\n\n${say(farewell, language)}\n\n${house_}\n`,
    attachment: { name: reply.name, type: reply.type, content },
  }
}

type Content = Awaited<ReturnType<typeof fileOf>>['content']

async function bytesOf(content: Content): Promise<Uint8Array> {
  if (typeof content === 'string') return Buffer.from(content)
  if (content instanceof Uint8Array) return content
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}
