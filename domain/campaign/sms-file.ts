import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { harmless } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { addressBook } from './audience.ts'
import type { smsFile } from './contract.ts'
import { messageHandedOver } from './events.ts'
import { addressFor } from './model.ts'
import { launched } from './show.ts'
import * as store from './store/campaigns.ts'
import * as outbox from './store/outbox.ts'
import { fill, isFlaw, withFarewell } from './wording.ts'

/**
 * The file for the SMS provider. Consent is looked at again whenever it is asked for: a second asking gives the same
 * file, less whoever has withdrawn meanwhile (G1 weighs more than sameness).
 */
export async function exportSms(work: Work, wish: Wish<typeof smsFile>): Promise<FileReply> {
  // Locked: two clicks at once must give one export and one repetition.
  const row = await launched(work, await store.lockCampaign(work.tx, wish.id))
  if (row.channel !== 'sms_file') throw new Refusal('not_an_sms_campaign')

  const messages = await outbox.smsOf(work.tx, row.id)
  const book = await addressBook(
    work,
    messages.map((message) => message.memberId),
  )
  const { name, language } = await chain(work)
  const lines: string[][] = []
  const settled: Parameters<typeof outbox.settleSms>[1][number][] = []
  for (const { id, memberId } of messages) {
    const person = book.get(memberId)
    const found = addressFor('sms_file', person)
    if (typeof found === 'string') {
      settled.push({ id, state: found === 'no_consent' ? 'withheld' : 'unreachable', trouble: found })
      continue
    }
    const { name: called, number } = present(person, 'K6: who can be reached is a member')
    const words = fill(row, { member: { name: called, number }, chain: { name } })
    if (isFlaw(words)) {
      settled.push({ id, state: 'failed', trouble: 'template_broken' })
      continue
    }
    lines.push([plainNumber(found.address), harmless(withFarewell(words.body, language, null))])
    settled.push({ id, state: 'exported', trouble: null })
  }
  await outbox.settleSms(work, settled)
  tell(work, row.id, messages, settled)
  const content = `\uFEFF${stringify([['mobile', 'text'], ...lines], { record_delimiter: '\r\n' })}`
  return { name: `sms-${row.startsOn}-${row.id.slice(0, 8)}.csv`, type: 'text/csv; charset=utf-8', content }
}

/** A number for a machine: `+86…` must stay one, and cannot compute anything in a spreadsheet. */
const plainNumber = (mobile: string): string => (/^\+?\d+$/.test(mobile) ? mobile : harmless(mobile))

type Waiting = Awaited<ReturnType<typeof outbox.smsOf>>

/** Only what left for the first time is told; a repetition of the file is no second message. */
function tell(
  work: Work,
  campaignId: string,
  all: Waiting,
  settled: readonly { id: string; state: string }[],
): void {
  const exported = new Set(settled.filter((one) => one.state === 'exported').map((one) => one.id))
  // One by one: a file may hold more rows than a call can take arguments.
  for (const { id, memberId, state } of all) {
    if (state !== 'queued' || !exported.has(id)) continue
    work.record(messageHandedOver({ id, campaignId, memberId, channel: 'sms_file' }))
  }
}
