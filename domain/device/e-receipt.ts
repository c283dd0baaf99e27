import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches, chain } from '#domain/org/index'
import { saleShown } from '#domain/sale/index'
import type { eReceipt } from './contract/e-receipt.ts'
import { sha256 } from './secret.ts'
import { saleBehind } from './store/e-receipts.ts'

/** Whoever holds the paper reads the receipt as head office has it by now, with what came back of it since. */
export async function show(work: Work, { secret }: Wish<typeof eReceipt>) {
  const saleId = await saleBehind(work.tx, sha256(secret))
  if (saleId === null) throw new Refusal('e_receipt_unknown')
  const sale = await saleShown(work, saleId)
  const { name: chainName, currency, language } = await chain(work)
  const branch = present(
    (await branches(work)).find((one) => one.id === sale.branchId),
    'S7: a sale is of a branch',
  )
  const { kind, receiptNo, happenedAt, listedMinor, totalMinor, roundingMinor, changeMinor, voided } = sale
  return {
    chainName,
    branchName: branch.name,
    currency,
    language,
    zone: branch.zone,
    kind,
    receiptNo,
    happenedAt,
    lines: sale.lines.map(lineOf),
    listedMinor,
    totalMinor,
    roundingMinor,
    changeMinor,
    tenders: sale.tenders.map(({ kind: by, amountMinor }) => ({ kind: by, amountMinor })),
    points: sale.memberId === null ? null : sale.points,
    voided,
    returns: sale.returns.map((one) => ({ happenedAt: one.happenedAt, totalMinor: one.totalMinor })),
    returnedMinor: sale.returnedMinor,
  }
}

type Line = Awaited<ReturnType<typeof saleShown>>['lines'][number]

const lineOf = ({ no, name, productCode, quantity, unitPriceMinor, ...more }: Line) => ({
  no,
  name: name || productCode,
  quantity,
  unitPriceMinor,
  listedMinor: more.listedMinor,
  chargedMinor: more.chargedMinor,
  returnedQuantity: more.returnedQuantity,
})
