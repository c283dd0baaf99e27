import type { Work } from '#db/work'
import { byMobiles, byOwnField, reachables, sayConsents } from '#domain/member/index'
import { silencing, type Medium } from '#domain/member/model/consent'
import { receiptHeard, replyHeard } from './events.ts'
import type { Receipt, Reply } from './model.ts'
import { stopsOn, writings } from './model/stop-words.ts'
import { carriers, type CarrierRow } from './store/carriers.ts'
import * as store from './store/heard.ts'

export type Heard = Readonly<{ receipts: readonly Receipt[]; replies: readonly Reply[] }>

/** To which words consent was withdrawn: the member's own reply. */
const TEXT_VERSION = 'reply'
/** Longer is no answer to a text message. */
const MOST_TEXT = 2000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** K14: writes down what a provider says became of messages and what people wrote back, each once. */
export async function hear(work: Work, carrierId: string, { receipts, replies }: Heard): Promise<void> {
  const [carrier] = await carriers(work.tx, [carrierId])
  if (!carrier) return
  if (receipts.length > 0) await hearReceipts(work, carrierId, receipts)
  for (const reply of replies) await hearReply(work, carrier, reply)
}

async function hearReceipts(work: Work, carrierId: string, receipts: readonly Receipt[]): Promise<void> {
  const ids = receipts.flatMap(({ id }) => (id !== null && UUID.test(id) ? [id] : []))
  const refs = receipts.flatMap(({ ref }) => (ref === null || ref === '' ? [] : [ref]))
  const known = await store.messagesHeardOf(work.tx, { carrierId, ids, refs })
  const early: { ref: string; delivered: boolean; code: string }[] = []
  const rows = receipts.flatMap(({ id, ref, delivered, code }) => {
    const found =
      known.find((one) => one.id === id) ?? known.find((one) => one.ref !== null && one.ref === ref)
    if (found) return [{ messageId: found.id, delivered, code }]
    // The provider was quicker than our own note of its name for the message.
    if (ref !== null && ref !== '') early.push({ ref, delivered, code })
    return []
  })
  if (early.length > 0) await store.keepEarly(work, carrierId, early)
  await keepReceipts(work, rows, new Map(known.map((one) => [one.id, one.memberId])))
}

/** Matches receipts that were there before the names of these messages were. */
export async function matchEarly(
  work: Work,
  carrierId: string,
  sent: readonly Readonly<{ id: string; memberId: string; ref: string }>[],
): Promise<void> {
  const early = await store.takeEarly(
    work,
    carrierId,
    sent.map((one) => one.ref),
  )
  const rows = early.flatMap(({ ref, delivered, code }) => {
    const found = sent.find((one) => one.ref === ref)
    return found ? [{ messageId: found.id, delivered, code }] : []
  })
  await keepReceipts(work, rows, new Map(sent.map((one) => [one.id, one.memberId])))
}

async function keepReceipts(
  work: Work,
  rows: readonly store.ReceiptRow[],
  memberOf: ReadonlyMap<string, string>,
): Promise<void> {
  // The same said twice in one call would meet itself in the statement.
  const once = new Map(rows.map((row) => [`${row.messageId} ${row.delivered}`, row]))
  if (once.size === 0) return
  const news = new Set(await store.insertReceipts(work, [...once.values()]))
  for (const { messageId, delivered } of once.values()) {
    if (!news.has(messageId)) continue
    work.record(receiptHeard({ messageId, memberId: memberOf.get(messageId) ?? null, delivered }))
  }
}

/** G1, G5: who asks for silence gets it in the same work that writes the reply down. */
async function hearReply(work: Work, carrier: CarrierRow, reply: Reply): Promise<void> {
  const memberId = await writerOf(work, carrier, reply.from)
  const text = reply.text.replaceAll('\u0000', '').slice(0, MOST_TEXT)
  const stopped = stopsOn(text, carrier.medium)
  const row = { id: work.newId(), carrierId: carrier.id, memberId, text, stopped, ref: reply.ref }
  if (!(await store.insertReply(work, row))) return
  if (memberId === null) return
  if (stopped.length > 0) await silence(work, memberId, stopped)
  work.record(replyHeard({ id: row.id, memberId, stopped }))
}

async function silence(work: Work, memberId: string, media: readonly Medium[]): Promise<void> {
  const [person] = await reachables(work, [memberId])
  const keys = silencing(person?.consents ?? [], media)
  const said = keys.map((key) => ({ id: work.newId(), ...key, granted: false }))
  await sayConsents(work, { memberId, textVersion: TEXT_VERSION, source: 'reply' }, said)
}

async function writerOf(work: Work, { settings }: CarrierRow, from: string): Promise<string | null> {
  if (settings.provider === 'wechat') return byOwnField(work, settings.openidField, from)
  const country = 'country' in settings ? settings.country : '86'
  const [found] = await byMobiles(work, writings(from, country))
  return found?.id ?? null
}
