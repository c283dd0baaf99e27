import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePrinting } from '../display/use-printing.tsx'
import { useKeys, useTill, type ReceiptRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { ENTER } from './keys.ts'
import { Sheet } from './sheet.tsx'
import { useNews, useRead } from './use-read.ts'

type Words = Readonly<{ row: ReceiptRow; changeMinor: number; onNext: () => void }>

/** It is written down: the change first, then what the customer got; any scan or Enter serves the next one. */
export function PaidSheet({ row, changeMinor, onNext }: Words) {
  const say = useWords()
  const { money } = useFormats()
  const print = usePrinting()
  const isReturn = row.kind === 'return'
  useKeys({ F8: onNext, Escape: onNext })
  const due = row.body.totalMinor + row.body.roundingMinor
  return (
    <Sheet
      title={say(isReturn ? 'checkout.paid.returned' : 'checkout.paid.title')}
      onClose={onNext}
      width={560}
    >
      <div className="checkout-paid" role="status">
        {isReturn ? (
          <p className="checkout-change num">
            <small>{say('checkout.paid.back')}</small>
            {money(due)}
          </p>
        ) : (
          <>
            <p className="checkout-change num">
              <small>{say(changeMinor === 0 ? 'checkout.paid.total' : 'checkout.paid.change')}</small>
              {money(changeMinor === 0 ? due : changeMinor)}
            </p>
            <p className="num">
              {changeMinor === 0
                ? say('checkout.paid.noChange')
                : `${say('checkout.paid.total')} ${money(due)}`}
            </p>
          </>
        )}
        <Points row={row} />
        <p className="quiet num">{say('checkout.paid.no', { no: row.receiptNo })}</p>
      </div>
      <div className="till-door-acts checkout-sheet-acts">
        <Button size="large" type="primary" autoFocus onClick={onNext}>
          {say('checkout.paid.next')} <kbd>{ENTER}</kbd>
        </Button>
        <Button
          size="large"
          icon={<PrinterOutlined />}
          onClick={() => void print.receipt(row, { copy: true })}
        >
          {say('checkout.paid.print')}
        </Button>
      </div>
    </Sheet>
  )
}

/** Provisional until head office has answered, which online is a moment later. */
function Points({ row }: Readonly<{ row: ReceiptRow }>) {
  const say = useWords()
  const { number } = useFormats()
  const { outcome, finalPoints } = useLatest(row)
  if (row.memberId === null) return null
  if (outcome === 'quarantined' || outcome === 'refused')
    return <p role="alert">{say('checkout.paid.aside')}</p>
  if (finalPoints !== null)
    return <p className="num">{say('checkout.paid.final', { n: number(finalPoints) })}</p>
  return <p className="num">{say('checkout.paid.provisional', { n: number(row.body.points) })}</p>
}

/** The receipt with what head office has said of it by now. */
function useLatest(row: ReceiptRow): ReceiptRow {
  const { receipts } = useTill()
  const ask = useCallback(() => receipts.byId(row.id), [receipts, row])
  return useRead(ask, useNews()) ?? row
}
