import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { returnReceipt } from '../checkout/chosen-receipt.ts'
import { paperOf } from './any-paper.ts'
import { layOut } from '../printing/layout.ts'
import { Paper } from '../printing/paper.tsx'
import { usePolicy, useTill, type AnyReceipt, type ReceiptRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { keptPrinting, NO_PRINTER, type PrintChoice } from './print-choice.ts'
import { stateWords } from './receipt-state.ts'
import { StateMark } from './receipts-page.tsx'
import { useKept } from './use-kept.ts'
import { usePrinting } from './use-printing.tsx'

type Words = Readonly<{ row: AnyReceipt; onBack: () => void; onFind: (no: string) => Promise<boolean> }>

/** One receipt as it came out of the printer, what became of it, and the way to print it again. */
export function ReceiptView({ row, onBack, onFind }: Words) {
  const say = useWords()
  const policy = usePolicy()
  const printing = usePrinting()
  const choice = usePrintChoice()
  const related = useRelated(row)
  const [busy, setBusy] = useState(false)
  const print = async () => {
    setBusy(true)
    await printing.receipt(row, { copy: true })
    setBusy(false)
  }
  const paper = paperOf({
    row,
    policy,
    joinCode: choice.joinCode,
    eReceipt: choice.eReceipt,
    copy: false,
    drawer: false,
    returnsNo: related.returns?.receiptNo ?? null,
  })
  return (
    <section className="receipt-view" aria-label={row.receiptNo}>
      <button type="button" className="as-link member-back receipt-view-back" onClick={onBack}>
        <ArrowLeftOutlined aria-hidden /> {say('receipts.back')}
      </button>
      <Judged row={row} related={related.rows} onFind={onFind} />
      <div className="till-door-acts">
        <Button
          size="large"
          type="primary"
          icon={<PrinterOutlined />}
          loading={busy}
          onClick={() => void print()}
        >
          {say('receipts.copy')}
        </Button>
        {row.kind === 'sale' ? (
          <Button size="large" onClick={() => returnReceipt(row.id)}>
            {say('receipts.giveBack')}
          </Button>
        ) : null}
      </div>
      <div className="receipt-view-paper">
        <Paper rows={layOut(paper, choice.roll)} roll={choice.roll} />
      </div>
    </section>
  )
}

type JudgedWords = Readonly<{ row: AnyReceipt; related: readonly ReceiptRow[]; onFind: Words['onFind'] }>

/** What became of it at head office, and the receipts that belong to it. */
function Judged({ row, related, onFind }: JudgedWords) {
  const say = useWords()
  const { number } = useFormats()
  return (
    <div className="receipt-view-state" role="status">
      <StateMark row={row} />
      <p>{stateWords(row, say, number)}</p>
      {related.map((one) => (
        <button key={one.id} type="button" className="as-link num" onClick={() => void onFind(one.receiptNo)}>
          {say(one.kind === 'return' ? 'receipts.return' : 'receipts.title')} {one.receiptNo}
        </button>
      ))}
    </div>
  )
}

function usePrintChoice(): PrintChoice {
  const [choice] = useKept(keptPrinting)
  return choice ?? NO_PRINTER
}

type Related = Readonly<{ returns: ReceiptRow | null; rows: readonly ReceiptRow[] }>

/** The sale a return takes back, and the returns of a sale, as far as they were rung up here. */
function useRelated({ id, returns }: AnyReceipt): Related {
  const { receipts } = useTill()
  const [related, setRelated] = useState<Related>({ returns: null, rows: [] })
  useEffect(() => {
    let stale = false
    const look = async () => {
      const of = returns === null ? null : await receipts.byId(returns)
      const back = await receipts.returnsOf(id)
      if (!stale) setRelated({ returns: of, rows: of === null ? back : [of, ...back] })
    }
    void look()
    return () => {
      stale = true
    }
  }, [receipts, id, returns])
  return related
}
