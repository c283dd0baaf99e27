import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { actOf, again, refuse, stayRefused } from '#db/once'
import type { Work } from '#db/work'
import { branches, inScope } from '#domain/org/index'
import { cardBatchMade, cardDesignKept, cardRegistered } from './card-events.ts'
import type * as contract from './contract/blank-card.ts'
import { nextNumbers } from './numbers.ts'
import { harmless } from './search.ts'
import * as store from './store/blank-cards.ts'
import * as members from './store/members.ts'

export type BatchWish = Readonly<{
  id: string
  prefix: string
  count: number
  branchId: string | null
  agentCode: string | null
  designCode?: string | null
  note: string
}>

/** N12: numbers of a batch come from the series like those of members, so that nobody else ever gets them. */
export async function makeCardBatch(work: Work, wish: BatchWish) {
  const { id, prefix, count, branchId, agentCode, designCode = null, note } = wish
  const row = { id, prefix, count, branchId, agentCode, designCode, note }
  const print = fingerprint(row)
  const done = await store.batchById(work.tx, id)
  if (done) {
    if (done.fingerprint !== print) throw new Refusal('card_batch_id_reused')
    return { ...done, replayed: true }
  }
  const known = branchId === null || (await branches(work)).some((one) => one.id === branchId)
  const mine = branchId === null ? work.by.branchIds === null : inScope(work, branchId)
  if (!known || !mine) throw new Refusal('branch_unknown')
  if (designCode !== null && !(await designOf(work, designCode)))
    throw new Refusal('card_design_unknown', { designCode })
  await store.insertBatch(work, { ...row, fingerprint: print }, await nextNumbers(work, prefix, { count }))
  work.record(cardBatchMade(row))
  return { ...(await cardBatch(work, id)), replayed: false }
}

/** A batch that is there, with what is left of it. */
export async function cardBatch(work: Work, id: string): Promise<store.BatchRow> {
  return present(await store.batchById(work.tx, id), 'N12: a batch that was made is there')
}

export async function listBatches(work: Work, wish: Wish<typeof contract.listCardBatches>) {
  const { branchId = null, agentCode = null, page, rows: most } = wish
  return store.batches(work.tx, { branchId, agentCode, from: (page - 1) * most, most })
}

export async function stock(work: Work) {
  return { rows: await store.stockByPlace(work.tx) }
}

async function designOf(work: Work, code: string | null): Promise<store.DesignRow | undefined> {
  return code === null ? undefined : (await store.designs(work.tx)).find((one) => one.code === code)
}

async function batchToPrint(work: Work, id: string) {
  const batch = await store.batchById(work.tx, id)
  if (!batch) throw new Refusal('card_batch_unknown')
  const design = await designOf(work, batch.designCode)
  const { url = '', smsNumber = '', freePhone = '', hotline = '', logo = '' } = design ?? {}
  return { batch, face: { url, smsNumber, freePhone, hotline, logo, agentCode: batch.agentCode } }
}

/** C08: print data holds the address, the SMS number, the toll-free number, the logo, the hotline and the serial. */
export async function prints(work: Work, { id, page, rows: most }: Wish<typeof contract.cardPrints>) {
  const { batch, face } = await batchToPrint(work, id)
  const cards = await store.cardsOfBatch(work.tx, id, { from: (page - 1) * most, most })
  return { rows: cards.map((card) => ({ ...card, ...face })), total: batch.count }
}

const PRINTED = ['number', 'url', 'smsNumber', 'freePhone', 'hotline', 'logo', 'agentCode'] as const

export async function printFile(work: Work, wish: Wish<typeof contract.cardPrintFile>): Promise<FileReply> {
  const { batch, face } = await batchToPrint(work, wish.id)
  const cards = await store.cardsOfBatch(work.tx, wish.id, { from: 0, most: batch.count })
  const rows = cards.map((card) => PRINTED.map((column) => harmless({ ...card, ...face }[column])))
  const content = `\uFEFF${stringify([PRINTED, ...rows], { record_delimiter: '\r\n' })}`
  return { name: 'cards.csv', type: 'text/csv; charset=utf-8', content }
}

export async function keepDesign(work: Work, wish: Wish<typeof contract.keepCardDesign>) {
  const kept = await store.keepDesign(work.tx, wish)
  work.record(cardDesignKept(wish))
  return present(kept, 'N12: a kept design is there')
}

export async function listDesigns(work: Work) {
  return { rows: await store.designs(work.tx) }
}

/** N13: the card of an agent is registered once, at a shop; what it was refused stays refused under its id. */
export async function register(work: Work, wish: Wish<typeof contract.registerCard>) {
  const act = actOf(wish, { room: 'member', kind: 'card_registration' })
  // Lock first: two shops that register one card queue here.
  const member = await members.lockMember(work.tx, wish.memberId)
  const done = await store.registrationById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  if (!member || member.withdrawnAt) return refuse(work, act, { code: 'member_unknown' })
  if (member.number !== wish.number)
    return refuse(work, act, { code: 'card_not_in_force', details: { number: member.number } })
  if (!member.awaitsRegistration) return refuse(work, act, { code: 'card_already_active' })
  const known = (await branches(work)).some((one) => one.id === wish.branchId)
  if (!known || !inScope(work, wish.branchId)) return refuse(work, act, { code: 'branch_unknown' })
  await store.insertRegistration(work, { ...wish, fingerprint: act.fingerprint })
  work.record(cardRegistered(wish))
  return { ...wish, at: work.at, replayed: false }
}
