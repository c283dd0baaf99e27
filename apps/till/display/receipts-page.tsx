import { LeftOutlined, RightOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { addDays, businessDay, type BusinessDay } from '#base/instant'
import { money as moneyOf, negate, sum } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePolicy, useScan, useSync, useTill, type AnyReceipt } from '../till-context.ts'
import type { Conservation } from '../outbox/sync-state.ts'
import { useWords } from '../words.ts'
import { ReceiptView } from './receipt-view.tsx'
import './receipts.css'

/** Receipts of this till: by day, by number, by the scanner. */
export function ReceiptsPage() {
  const own = useReceipts()
  const { chosen } = own
  return (
    <article className={chosen === null ? 'till-page receipts' : 'till-page receipts receipts-open'}>
      <div className="receipts-list">
        <ListHead own={own} />
        <Find own={own} />
        <Rows own={own} />
      </div>
      {chosen === null ? null : (
        <ReceiptView key={chosen.id} row={chosen} onBack={() => own.choose(null)} onFind={own.find} />
      )}
    </article>
  )
}

type Own = Readonly<{
  day: BusinessDay
  today: BusinessDay
  turn: (day: BusinessDay) => void
  rows: readonly AnyReceipt[] | null
  chosen: AnyReceipt | null
  choose: (row: AnyReceipt | null) => void
  find: (no: string) => Promise<boolean>
  missing: string | null
}>

/** Rows are read anew whenever something was written down or answered, which is when the heaps change. */
const rowsAfter = <T,>(_heaps: Conservation, read: () => Promise<T>): Promise<T> => read()

function useReceipts(): Own {
  const { receipts, now } = useTill()
  const { zone, closingHour } = usePolicy()
  const { conservation } = useSync()
  const today = businessDay(now(), zone, closingHour)
  const [day, setDay] = useState<BusinessDay>(today)
  const [rows, setRows] = useState<readonly AnyReceipt[] | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  useEffect(() => {
    let stale = false
    void rowsAfter(conservation, () => receipts.ofDay(day)).then((found) => stale || setRows(found))
    return () => {
      stale = true
    }
  }, [receipts, day, conservation])
  const find = async (no: string) => {
    const row = await receipts.anyByNo(no)
    setMissing(row === null ? no.trim() : null)
    if (row === null) return false
    // A day is written by the till itself.
    setDay(row.day as BusinessDay)
    setChosenId(row.id)
    return true
  }
  useScan((code) => void find(code))
  return {
    day,
    today,
    turn: (to) => {
      setDay(to)
      setChosenId(null)
    },
    rows,
    chosen: rows?.find(({ id }) => id === chosenId) ?? null,
    choose: (row) => setChosenId(row?.id ?? null),
    find,
    missing,
  }
}

function ListHead({ own: { day, today, turn, rows } }: Readonly<{ own: Own }>) {
  const say = useWords()
  const { day: dayText, money, number } = useFormats()
  const total = sum(
    (rows ?? []).map((row) =>
      row.kind === 'return' ? negate(moneyOf(row.totalMinor)) : moneyOf(row.totalMinor),
    ),
  )
  const count = rows?.length ?? 0
  return (
    <header className="till-page-head">
      <div>
        <h1>{say('receipts.title')}</h1>
        <p className="till-page-answer num">
          {count === 0
            ? say('receipts.none')
            : say('receipts.count', { count, n: number(count), money: money(total) })}
        </p>
      </div>
      <div className="receipts-days">
        <Button
          size="large"
          icon={<LeftOutlined />}
          aria-label={say('receipts.before')}
          onClick={() => turn(addDays(day, -1))}
        />
        <strong className="num">{dayText(day)}</strong>
        <Button
          size="large"
          icon={<RightOutlined />}
          aria-label={say('receipts.after')}
          disabled={day >= today}
          onClick={() => turn(addDays(day, 1))}
        />
        {day === today ? null : (
          <Button size="large" onClick={() => turn(today)}>
            {say('receipts.today')}
          </Button>
        )}
      </div>
    </header>
  )
}

function Find({ own: { find, missing } }: Readonly<{ own: Own }>) {
  const say = useWords()
  const [text, setText] = useState('')
  const go = async () => {
    if (text.trim() !== '' && (await find(text))) setText('')
  }
  return (
    <>
      <form
        className="receipts-find"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <Input
          size="large"
          className="num"
          prefix={<SearchOutlined />}
          maxLength={60}
          aria-label={say('receipts.find')}
          placeholder={say('receipts.find')}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </form>
      {missing === null ? null : (
        <p className="member-unknown" role="alert">
          {say('receipts.notFound', { no: missing })}
        </p>
      )}
    </>
  )
}

function Rows({ own: { rows, chosen, choose } }: Readonly<{ own: Own }>) {
  const say = useWords()
  const { money, moment } = useFormats()
  if (rows === null || rows.length === 0) return null
  return (
    <ul className="till-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            className="till-row receipt-row"
            aria-current={row.id === chosen?.id}
            onClick={() => choose(row)}
          >
            <span>
              <strong className="num">{row.receiptNo}</strong>{' '}
              {row.kind === 'return' ? <span className="receipt-back">{say('receipts.return')}</span> : null}
              {row.kind === 'top_up' ? <span className="receipt-back">{say('receipts.topUp')}</span> : null}
              <br />
              <small className="num">{moment(row.at)}</small>
            </span>
            <span className="receipt-row-end">
              <strong className="num">
                {money(row.kind === 'return' ? 0 - row.totalMinor : row.totalMinor)}
              </strong>
              <br />
              <StateMark row={row} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Where a receipt is, by words and a shape. */
export function StateMark({ row: { outcome } }: Readonly<{ row: Pick<AnyReceipt, 'outcome'> }>) {
  const say = useWords()
  const state = outcome ?? 'pending'
  return (
    <small className={`receipt-state receipt-state-${state}`}>
      <i aria-hidden /> {say(`receipts.state.${state}`)}
    </small>
  )
}
