import type { AnyReceipt, TopUpRow } from '../till-context.ts'
import type { Say } from '../words.ts'

/** Why a record was put aside or refused, as far as the till has words of its own for it. */
const WHY = [
  'device_revoked',
  'device_frozen',
  'epoch_over',
  'body_unknown',
  'sale_missing',
  'member_number_unknown',
  'branch_unknown',
  'returned_sale_unknown',
  'return_exceeds_line',
  'return_exceeds_sale',
  'sale_id_reused',
  'member_frozen',
  'failed',
] as const

type Judged = Pick<AnyReceipt, 'outcome' | 'code' | 'finalPoints' | 'memberId'> &
  Readonly<{ body: Readonly<{ points: number }> | TopUpRow['body'] }>

/** What became of a receipt at head office, in plain sentences. */
export function stateWords(row: Judged, say: Say, number: (n: number) => string): string {
  const { outcome, code, finalPoints, memberId, body } = row
  if (outcome === null) return say('receipts.how.pending')
  if (outcome === 'quarantined' || outcome === 'refused')
    return `${say(`receipts.how.${outcome}`)} ${whyWords(code, say)}`.trim()
  if (finalPoints === null || memberId === null) return say('receipts.how.sent')
  // What a top-up was said to bring stands in no event; its points are head office's alone.
  if (!('points' in body) || finalPoints === body.points)
    return say('receipts.how.finalPoints', { n: number(finalPoints) })
  return say('receipts.how.pointsDiffer', { n: number(finalPoints), told: number(body.points) })
}

function whyWords(code: string | null, say: Say): string {
  if (code === null) return ''
  const ours = WHY.find((one) => one === code)
  return ours === undefined ? say('receipts.why.other', { code }) : say(`receipts.why.${ours}`)
}
