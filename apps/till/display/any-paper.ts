import type { ReceiptPaper } from '../printing/receipt.ts'
import type { AnyReceipt } from '../till-context.ts'
import { receiptPaper, type PaperWish } from './receipt-paper.ts'
import { topUpPaper } from './top-up-paper.ts'

type AnyWish = Omit<PaperWish, 'row'> & Readonly<{ row: AnyReceipt }>

/** The receipt of a sale, a return or a top-up as it is printed. */
export const paperOf = (wish: AnyWish): ReceiptPaper =>
  wish.row.kind === 'top_up'
    ? topUpPaper({ ...wish, row: wish.row })
    : receiptPaper({ ...wish, row: wish.row })

/** Whether cash went through the drawer: then it has to open. */
export const movesCash = (row: AnyReceipt): boolean =>
  row.kind === 'top_up'
    ? row.body.tender === 'cash' && row.totalMinor > 0
    : (row.body.wish.tenders ?? []).some(({ kind, amountMinor }) => kind === 'cash' && amountMinor > 0)
