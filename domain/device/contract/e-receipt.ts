import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { LANGUAGES } from '#domain/org/model'
import { receipt } from '#domain/sale/contract/wish'
import { RECEIPT_SECRET } from '../model/e-receipt.ts'

/** What whoever holds the paper may read: the receipt itself, and nothing of who bought or who sold. */
export const eReceipt = endpoint({
  name: 'eReceipt',
  // Asked by POST, so that no secret lies in the record of addresses that a server keeps.
  method: 'POST',
  path: '/e-receipts',
  can: 'anyone',
  summary: 'A receipt by the secret on its paper, for the customer; without names of people.',
  input: z.object({ secret: z.string().regex(RECEIPT_SECRET) }),
  output: z.object({
    chainName: z.string(),
    branchName: z.string(),
    currency: z.string(),
    language: z.enum(LANGUAGES),
    zone: z.string(),
    kind: z.enum(['sale', 'return']),
    receiptNo: z.string().nullable(),
    happenedAt: z.string(),
    lines: z.array(
      z.object({
        no: z.int(),
        name: z.string(),
        quantity: z.number(),
        unitPriceMinor: z.int(),
        listedMinor: z.int(),
        chargedMinor: z.int(),
        /** How much of it has come back since. */
        returnedQuantity: z.number(),
      }),
    ),
    listedMinor: z.int(),
    totalMinor: z.int(),
    roundingMinor: z.int(),
    changeMinor: z.int(),
    tenders: z.array(receipt.shape.tenders.element.pick({ kind: true, amountMinor: true })),
    /** Booked for good; null where no member bought. */
    points: z.int().nullable(),
    voided: z.boolean(),
    returns: z.array(z.object({ happenedAt: z.string(), totalMinor: z.int() })),
    returnedMinor: z.int(),
  }),
  refusals: ['e_receipt_unknown'],
})
