import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

/** The bytes of one receipt at most: a roll of several metres. */
export const MOST_PRINT_BYTES = 256 * 1024

export const sendPrintJob = endpoint({
  name: 'sendPrintJob',
  method: 'POST',
  path: '/print-jobs',
  can: 'device.sync',
  summary:
    'Hand bytes to a receipt printer in the shop’s own network, which a browser cannot reach by itself.',
  input: z.object({
    /** One for each try: the same id prints once, however often it arrives. */
    id: idOf<'print-job'>(),
    /** A plain private address; a name could point elsewhere by the time it is called. */
    host: z.string().trim().min(1).max(60),
    port: z.coerce.number().int().min(1).max(65_535),
    bytes: z.instanceof(Uint8Array),
  }),
  output: z.object({
    id: z.string(),
    /** `not_started`: no byte reached the printer. `broken`: some may have, so somebody looks first. */
    outcome: z.enum(['printed', 'not_started', 'broken']),
    /** What the network said; empty when it printed. */
    trouble: z.string(),
  }),
  refusals: ['print_job_empty', 'print_job_too_large', 'printer_refused', 'try_later'],
  body: 'bytes',
})
