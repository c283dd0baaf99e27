import { on, type Answer, type Route, type Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { MOST_PRINT_BYTES, sendPrintJob } from './contract/print.ts'

/** What became of bytes that were handed to a printer; `refused` is an address that is no printer of the shop. */
export type Printed = Readonly<
  { outcome: 'printed' } | { outcome: 'refused' } | { outcome: 'not_started' | 'broken'; trouble: string }
>
export type PrintTo = (to: Readonly<{ host: string; port: number }>, bytes: Uint8Array) => Promise<Printed>

type Told = Answer<typeof sendPrintJob>

/**
 * Receipts under way at once. A slow printer holds its request, and with it a connection to the database; sales must
 * never wait for paper.
 */
const MOST_AT_ONCE = 3
/** Answers remembered, so that a request that arrives twice prints once; a till asks again within seconds. */
const MOST_REMEMBERED = 200

/** The way to printers as an endpoint; whoever starts the program hands in how they are reached. */
export const printRoutes = (printTo: PrintTo): Route<Work>[] => {
  const answers = new Map<string, Promise<Told>>()
  let underWay = 0

  const print = async ({ id, host, port, bytes }: Wish<typeof sendPrintJob>): Promise<Told> => {
    const printed = await printTo({ host, port }, bytes)
    if (printed.outcome === 'refused') throw new Refusal('printer_refused', { host, port })
    return { id, outcome: printed.outcome, trouble: printed.outcome === 'printed' ? '' : printed.trouble }
  }
  const send = (_work: Work, wish: Wish<typeof sendPrintJob>): Promise<Told> => {
    const before = answers.get(wish.id)
    if (before !== undefined) return before
    const no = refusalOf(wish.bytes.length)
    if (no !== null) return Promise.reject(new Refusal(no))
    if (underWay >= MOST_AT_ONCE) return Promise.reject(new Refusal('try_later'))
    underWay++
    const answer = print(wish).finally(() => underWay--)
    answers.set(wish.id, answer)
    for (const oldest of answers.keys()) {
      if (answers.size <= MOST_REMEMBERED) break
      answers.delete(oldest)
    }
    return answer
  }
  return [on(sendPrintJob, send)]
}

function refusalOf(length: number): 'print_job_empty' | 'print_job_too_large' | null {
  if (length === 0) return 'print_job_empty'
  return length > MOST_PRINT_BYTES ? 'print_job_too_large' : null
}
