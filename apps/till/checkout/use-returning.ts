import { useCallback, useMemo, useRef, useState } from 'react'
import type { SaleRefusal } from '#domain/sale/model/judge'
import type { Returning, Sold } from '#domain/sale/model/returns'
import { maskName } from '#domain/member/model/mask-name'
import { paperLanguage } from '../display/receipt-paper.ts'
import type { SaleReceiptWords } from '../display/receipt-words.ts'
import { usePrinting } from '../display/use-printing.tsx'
import { cashierOf, useCashier, usePolicy, useTill, type ReceiptRow } from '../till-context.ts'
import { ruleName } from './names.ts'
import { quantityText } from './entry.ts'
import { useRead } from './use-read.ts'
import { clawedBack, returnBodyOf, returningOf, soldOf, type Item, type ReturnWish } from './returning.ts'

export type ReturningState = Readonly<{
  /** The sale with what came back before; null while it is read. */
  sold: Sold | null
  items: readonly Item[]
  setItems: (items: readonly Item[]) => void
  choose: (item: Item) => void
  reason: string
  setReason: (reason: string) => void
  back: Returning | SaleRefusal | 'nothing'
  clawed: number
  busy: boolean
  failed: boolean
  finish: () => Promise<void>
}>

/** A return of one sale while it is put together: what comes back, and what that comes to. */
export function useReturning(row: ReceiptRow, onDone: (row: ReceiptRow) => void): ReturningState {
  const policy = usePolicy()
  const sold = useSold(row)
  const [items, setItems] = useState<readonly Item[]>([])
  const [reason, setReason] = useState('')
  const wish = useMemo(
    () => ({ row, items, branchCode: policy.storeCode, till: policy.deviceCode }),
    [row, items, policy],
  )
  const back = useMemo(() => {
    if (sold === null || items.length === 0) return 'nothing' as const
    return returningOf(sold, { ...wish, id: row.id, receiptNo: '', happenedAt: row.at, reason: '' })
  }, [sold, items, wish, row])
  const program = { document: policy.program, version: policy.programVersion }
  const clawed = sold === null || typeof back === 'string' ? 0 : clawedBack(sold, back, program)
  const ending = useEnding(onDone)
  return {
    sold,
    items,
    reason,
    setReason,
    back,
    clawed,
    ...ending.state,
    setItems,
    choose: (item) => {
      const others = items.filter((one) => one.no !== item.no)
      setItems(item.thousandths <= 0 ? others : [...others, item].toSorted((a, b) => a.no - b.no))
    },
    finish: async () => {
      if (typeof back !== 'string') await ending.finish({ wish: { ...wish, reason }, back, clawed })
    },
  }
}

/** The sale as it was, with what came back of it here. */
function useSold(row: ReceiptRow): Sold | null {
  const { receipts } = useTill()
  const { zone, closingHour } = usePolicy()
  return useRead(
    useCallback(
      async () => soldOf(row, await receipts.returnsOf(row.id), { zone, closingHour }),
      [receipts, row, zone, closingHour],
    ),
  )
}

type Ending = Readonly<{
  wish: Omit<ReturnWish, 'id' | 'receiptNo' | 'happenedAt'>
  back: Returning
  clawed: number
}>

function useEnding(onDone: (row: ReceiptRow) => void) {
  const till = useTill()
  const policy = usePolicy()
  const cashier = useCashier()
  const print = usePrinting()
  const running = useRef(false)
  const [state, setState] = useState({ busy: false, failed: false })
  const finish = async ({ wish: asked, back, clawed }: Ending): Promise<void> => {
    if (running.current) return
    running.current = true
    setState({ busy: true, failed: false })
    try {
      const id = till.newId()
      const wish = { ...asked, id, receiptNo: await till.receipts.nextNo(), happenedAt: till.now() }
      const { programVersion } = policy
      const body = returnBodyOf({ wish, back, clawed, programVersion, cashier: cashierOf(cashier) })
      const member = asked.row.memberId === null ? null : await till.members.byId(asked.row.memberId)
      const words: SaleReceiptWords = {
        lines: back.lines.map((line) => ({
          name: line.name,
          quantity: quantityText(Math.round(Number(line.quantity) * 1000)),
          unitPriceMinor: line.unitPriceMinor,
          chargedMinor: line.chargedMinor,
          deductions: [],
        })),
        ...(member && { member: memberOf(member) }),
      }
      await till.record('sale', body, { id, receipt: words })
      const row = await till.receipts.byId(id)
      if (row === null) throw new Error('till: a return that is written down has its receipt')
      void print.receipt(row, { copy: false })
      onDone(row)
    } catch (error) {
      setState({ busy: false, failed: true })
      reportError(error)
    } finally {
      running.current = false
    }
  }
  const memberOf = (member: Readonly<{ name: string; tier: string | null }>) => ({
    nameMasked: maskName(member.name),
    tier:
      member.tier === null
        ? null
        : ruleName(policy.program.tiers.list, member.tier, paperLanguage(policy.language)),
  })
  return { state, finish }
}
