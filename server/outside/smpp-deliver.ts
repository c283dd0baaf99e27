import type smpp from 'smpp'
import type { Receipt } from '#domain/campaign/model'
import type { Heard } from './smpp.ts'

/** The kind of a delivered message stands in these bits; 0x04 is a receipt (SMPP 3.4, 5.2.12). */
const KIND = 0x3c
const RECEIPT = 0x04
const TEMPORARY = new Set(['ENROUTE', 'ACCEPTD', 'SCHEDULED', 'UNKNOWN'])
/** `message_state` as a number (SMPP 3.4, 5.2.28). */
const STATES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

/** What a carrier brought: the receipt of one of ours, or what somebody wrote back. */
export function deliverOf(pdu: smpp.Pdu): Heard {
  const text = wordsOf(pdu)
  if (((pdu.esm_class ?? 0) & KIND) === RECEIPT) {
    const receipt = receiptOf(pdu, text)
    return { receipts: receipt === null ? [] : [receipt], replies: [] }
  }
  const from = pdu.source_addr ?? ''
  return from === '' ? { receipts: [], replies: [] } : { receipts: [], replies: [{ from, text, ref: null }] }
}

function wordsOf(pdu: smpp.Pdu): string {
  const said = pdu.short_message?.message ?? ''
  const words = said.length === 0 ? (pdu.message_payload?.message ?? '') : said
  return typeof words === 'string' ? words : words.toString('latin1')
}

function receiptOf(pdu: smpp.Pdu, text: string): Receipt | null {
  const ref = pdu.receipted_message_id ?? /\bid:(\S+)/i.exec(text)?.[1]
  const state = /\bstat:(\w+)/i.exec(text)?.[1]?.toUpperCase() ?? STATES[pdu.message_state ?? 0] ?? ''
  if (ref === undefined || state === '' || TEMPORARY.has(state)) return null
  const code = `${state} ${/\berr:(\w+)/i.exec(text)?.[1] ?? ''}`.trim()
  return { id: null, ref, delivered: state === 'DELIVRD', code }
}
