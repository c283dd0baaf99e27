import { Button, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useScan, useTill, type ReceiptRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { commandOf } from './command-codes.ts'
import { quantityText, readQuantity } from './entry.ts'
import { leftOf } from './returning.ts'
import { Sheet } from './sheet.tsx'
import { useReturning, type ReturningState } from './use-returning.ts'

type Words = Readonly<{ first: string | null; onDone: (row: ReceiptRow) => void; onClose: () => void }>

/** Takes goods back of a sale this till knows, line by line, to what it was paid with. There is none without a sale. */
export function ReturnSheet({ first, onDone, onClose }: Words) {
  const say = useWords()
  const { receipts } = useTill()
  const [row, setRow] = useState<ReceiptRow | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const find = async (no: string) => {
    const found = await receipts.byNo(no)
    setMissing(found === null ? no.trim() : null)
    setRow(found)
  }
  useEffect(() => {
    if (first !== null) void receipts.byId(first).then(setRow)
  }, [receipts, first])
  useScan((code) => {
    if (commandOf(code) === 'cancel') onClose()
    else void find(code)
    return true
  })
  return (
    <Sheet title={say('checkout.return.title')} onClose={onClose} width={760}>
      {row === null ? (
        <Looking onFind={(no) => void find(no)} onRow={setRow} missing={missing} />
      ) : row.kind === 'return' ? (
        <p className="member-unknown">{say('checkout.return.isReturn', { no: row.receiptNo })}</p>
      ) : (
        <Lines key={row.id} row={row} onDone={onDone} />
      )}
    </Sheet>
  )
}

type LookingWords = Readonly<{
  onFind: (no: string) => void
  onRow: (row: ReceiptRow) => void
  missing: string | null
}>

function Looking({ onFind, onRow, missing }: LookingWords) {
  const say = useWords()
  const { money, moment } = useFormats()
  const { receipts } = useTill()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const [rows, setRows] = useState<readonly ReceiptRow[]>([])
  useEffect(() => {
    void receipts.latest(20).then((all) => setRows(all.filter((one) => one.kind === 'sale').slice(0, 8)))
  }, [receipts])
  return (
    <>
      <Input
        size="large"
        ref={field}
        className="num"
        maxLength={60}
        aria-label={say('checkout.return.find')}
        placeholder={say('checkout.return.find')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onPressEnter={() => text.trim() !== '' && onFind(text)}
      />
      <p className="quiet">{say('checkout.return.findHow')}</p>
      {missing === null ? null : (
        <p className="member-unknown" role="alert">
          {say('checkout.return.notFound', { no: missing })}
        </p>
      )}
      <h3>{say('checkout.return.latest')}</h3>
      <ul className="till-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="till-row" onClick={() => onRow(row)}>
              <span className="num">
                <strong>{row.receiptNo}</strong> <small>{moment(row.at)}</small>
              </span>
              <span className="num">{money(row.totalMinor)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Lines({ row, onDone }: Readonly<{ row: ReceiptRow; onDone: (row: ReceiptRow) => void }>) {
  const say = useWords()
  const { money } = useFormats()
  const own = useReturning(row, onDone)
  const { sold, items, back } = own
  if (sold === null) return null
  const left = leftOf(sold)
  if (left.every((one) => one.thousandths === 0)) return <p>{say('checkout.return.nothingLeft')}</p>
  const amount = typeof back === 'string' ? 0 : back.totalMinor + back.roundingMinor
  return (
    <>
      <p className="quiet num">
        {row.receiptNo} {money(row.totalMinor)}
      </p>
      <div className="till-door-acts">
        <Button size="large" onClick={() => own.setItems(left.filter((one) => one.thousandths > 0))}>
          {say('checkout.return.all')}
        </Button>
        <Button size="large" disabled={items.length === 0} onClick={() => own.setItems([])}>
          {say('checkout.return.none')}
        </Button>
      </div>
      <ul className="checkout-backs">
        {sold.lines.map(({ no }, at) => (
          <BackLine key={no} own={own} at={at} most={left[at]?.thousandths ?? 0} />
        ))}
      </ul>
      <Reason own={own} />
      <Preview own={own} />
      <div className="till-door-acts checkout-sheet-acts">
        <Button
          size="large"
          type="primary"
          danger
          disabled={typeof back === 'string' || own.reason.trim() === ''}
          loading={own.busy}
          onClick={() => void own.finish()}
        >
          {say('checkout.return.go', { money: money(amount) })}
        </Button>
      </div>
      {own.failed ? (
        <p className="member-unknown" role="alert">
          {say('checkout.pay.failed')}
        </p>
      ) : null}
    </>
  )
}

function BackLine({ own, at, most }: Readonly<{ own: ReturningState; at: number; most: number }>) {
  const say = useWords()
  const { money } = useFormats()
  const line = own.sold?.lines[at]
  if (!line) return null
  return (
    <li aria-disabled={most === 0}>
      <span>
        {line.name}
        <small className="quiet num">
          {` ${say('checkout.return.sold', { n: quantityText(line.thousandths) })} · `}
          {say('checkout.return.left', { n: quantityText(most) })}
        </small>
      </span>
      <span className="num">{money(line.chargedMinor)}</span>
      <BackCount
        name={line.name}
        most={most}
        chosen={own.items.find((one) => one.no === line.no)?.thousandths ?? 0}
        onChoose={(thousandths) => own.choose({ no: line.no, thousandths })}
      />
    </li>
  )
}

type CountWords = Readonly<{
  name: string
  most: number
  chosen: number
  onChoose: (thousandths: number) => void
}>

function BackCount({ name, most, chosen, onChoose }: CountWords) {
  const say = useWords()
  const [text, setText] = useState<string | null>(null)
  const choose = (thousandths: number) => {
    setText(null)
    onChoose(Math.max(0, Math.min(most, thousandths)))
  }
  const typed = () => choose(readQuantity(text ?? quantityText(chosen)) ?? 0)
  const [less, more] = [say('checkout.line.less'), say('checkout.line.more')]
  return (
    <span className="checkout-back-count">
      <Button size="large" disabled={chosen === 0} aria-label={less} onClick={() => choose(chosen - 1000)}>
        −
      </Button>
      <Input
        size="large"
        className="num"
        inputMode="decimal"
        disabled={most === 0}
        aria-label={`${name} ${say('checkout.line.quantity')}`}
        value={text ?? quantityText(chosen)}
        onChange={({ target }) => setText(target.value)}
        onBlur={typed}
        onPressEnter={typed}
      />
      <Button size="large" disabled={chosen >= most} aria-label={more} onClick={() => choose(chosen + 1000)}>
        +
      </Button>
    </span>
  )
}

const REASONS = ['quality', 'wrong', 'unwanted', 'expired'] as const

function Reason({ own }: Readonly<{ own: ReturningState }>) {
  const say = useWords()
  return (
    <div className="checkout-reason">
      <Input
        size="large"
        maxLength={200}
        aria-label={say('checkout.return.reason')}
        placeholder={say('checkout.return.reason')}
        value={own.reason}
        onChange={({ target }) => own.setReason(target.value)}
      />
      <div className="till-door-acts">
        {REASONS.map((one) => (
          <Button key={one} size="large" onClick={() => own.setReason(say(`checkout.return.reasons.${one}`))}>
            {say(`checkout.return.reasons.${one}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** What goes back and to where, before anything is written. */
function Preview({ own: { items, back, reason, clawed } }: Readonly<{ own: ReturningState }>) {
  const say = useWords()
  const { money, number } = useFormats()
  if (items.length === 0) return <p className="quiet">{say('checkout.return.choose')}</p>
  if (typeof back === 'string')
    return (
      <p className="member-unknown" role="alert">
        {say('checkout.return.fault', { code: back })}
      </p>
    )
  return (
    <>
      <dl className="facts num">
        {back.tenders.map(({ kind, amountMinor, returnedNo }) => (
          <div key={returnedNo}>
            <dt>{say('checkout.return.to', { tender: say(`receipts.tender.${kind}`) })}</dt>
            <dd>{money(amountMinor)}</dd>
          </div>
        ))}
        {clawed === 0 ? null : (
          <div>
            <dt>{say('members.points')}</dt>
            <dd>{say('checkout.return.points', { n: number(clawed) })}</dd>
          </div>
        )}
      </dl>
      {reason.trim() === '' ? <p className="quiet">{say('checkout.return.needsReason')}</p> : null}
    </>
  )
}
