import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { harmless, type Reachable } from '#domain/member/index'
import type { ListChannel, postList, smsFile } from './contract/list.ts'
import { messageHandedOver } from './events.ts'
import { gateFor, type Gate } from './gate.ts'
import { launched } from './show.ts'
import * as store from './store/campaigns.ts'
import * as outbox from './store/outbox.ts'
import { respect, sendingOf } from './store/respect.ts'
import { fill, isFlaw, withFarewell } from './wording.ts'

type Line = Readonly<{ address: string; person: Reachable; text: string }>
export type MailList = Readonly<{ name: string; lines: readonly Line[] }>

/**
 * The file for the SMS provider. Everything the last gate looks at is looked at whenever it is asked for: a second
 * asking gives the same file, less whoever has withdrawn meanwhile (G1 weighs more than sameness).
 */
export async function exportSms(work: Work, wish: Wish<typeof smsFile>): Promise<FileReply> {
  return fileOf('sms_file', await listOf(work, wish.id, 'sms_file'))
}

/** The printed mail list: whom to write to, where, and what. */
export async function exportPost(work: Work, wish: Wish<typeof postList>): Promise<FileReply> {
  return fileOf('post', await listOf(work, wish.id, 'post'))
}

/** A list as the provider or the printer takes it. */
export function fileOf(channel: ListChannel, { name, lines }: MailList): FileReply {
  if (channel === 'sms_file') {
    const rows = lines.map(({ address, text }) => [plainNumber(address), harmless(text)])
    return file(`sms-${name}.csv`, [['mobile', 'text'], ...rows])
  }
  const rows = lines.map(({ address, person, text }) =>
    [person.number, person.name, person.postcode ?? '', address, text].map(harmless),
  )
  return file(`post-${name}.csv`, [['number', 'name', 'postcode', 'address', 'text'], ...rows])
}

const file = (name: string, rows: readonly (readonly string[])[]): FileReply => ({
  name,
  type: 'text/csv; charset=utf-8',
  content: `\uFEFF${stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n' },
  )}`,
})

/** Who is on the list of a campaign at this moment; the list is the hand-off, so it is written down. */
export async function listOf(work: Work, id: string, channel: ListChannel): Promise<MailList> {
  // Locked: two clicks at once must give one export and one repetition.
  const row = await launched(work, await store.lockCampaign(work.tx, id))
  if (row.channel !== channel)
    throw new Refusal(channel === 'post' ? 'not_a_post_campaign' : 'not_an_sms_campaign')
  const stands = present(await respect(work.tx, 'share'), 'K15: there is one row of rules')
  if (stands.haltedAt !== null) throw new Refusal('sending_halted')
  const messages = await outbox.listedOf(work.tx, row.id)
  const stopped = (await sendingOf(work.tx, row.id)) === 'stopped'
  const lane = { ...row, campaignId: row.id, stopped, potId: null }
  const gate = await gateFor(work, { lane, setup: null, stands, claimed: messages })
  const lines: Line[] = []
  const settled = messages.map((one) => listed(one, gate, lines))
  await outbox.settleListed(work, settled)
  tellListed(work, { campaignId: row.id, channel }, { messages, settled })
  return { name: `${row.startsOn}-${row.id.slice(0, 8)}`, lines }
}

/** What becomes of a message at the gate of a list; whoever passes gets a line. */
export function listed(one: Waiting[number], gate: Gate, lines: Line[]): outbox.Listed {
  const { id, memberId } = one
  const found = gate.judgeListed(one)
  if (found.pass === 'never') return { id, state: found.state, trouble: found.trouble, consentId: null }
  const person = present(gate.people.get(memberId), 'K6: who can be reached is a member')
  const blanks = { member: { name: person.name, number: person.number }, chain: { name: gate.chain.name } }
  const words = fill(gate.lane, blanks)
  if (isFlaw(words)) return { id, state: 'failed', trouble: 'template_broken', consentId: null }
  const { language } = gate.chain
  const text = gate.lane.channel === 'post' ? words.body : withFarewell(words.body, language, null)
  lines.push({ address: found.address, person, text })
  return { id, state: 'exported', trouble: null, consentId: found.consentId }
}

/** A number for a machine: `+86…` must stay one, and cannot compute anything in a spreadsheet. */
const plainNumber = (mobile: string): string => (/^\+?\d+$/.test(mobile) ? mobile : harmless(mobile))

type Waiting = Awaited<ReturnType<typeof outbox.listedOf>>

/** Only what left for the first time is told; a repetition of the file is no second message. */
export function tellListed(
  work: Work,
  of: Readonly<{ campaignId: string; channel: ListChannel }>,
  { messages, settled }: Readonly<{ messages: Waiting; settled: readonly outbox.Listed[] }>,
): void {
  const exported = new Set(settled.filter((one) => one.state === 'exported').map((one) => one.id))
  // One by one: a file may hold more rows than a call can take arguments.
  for (const { id, memberId, state } of messages) {
    if (state !== 'queued' || !exported.has(id)) continue
    work.record(messageHandedOver({ id, memberId, ...of }))
  }
}
