import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { less } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { mayAll } from '#domain/org/model'
import { useCashier, usePolicy, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { MoneyField, useTyped } from './money-field.tsx'
import { ShiftCount } from './shift-count.tsx'
import { DrawerMoves } from './shift-moves.tsx'
import { isBlind, shiftReport } from './shift-report.ts'
import { Sums } from './shift-figures.tsx'
import { expectedCash, totalOf, type ShiftSums } from '#domain/device/model/shift-sums'
import { usePrinting } from './use-printing.tsx'
import { useShift, type OwnShift } from './use-shift.ts'
import './shift.css'

/** The drawer of a shift: opened with a float, closed by a count that is made before the sum is shown. */
export function ShiftPage() {
  const own = useShift()
  const [counting, setCounting] = useState(false)
  const [next, setNext] = useState(false)
  const { counted } = own
  if (counted === undefined) return null
  const shift = counted?.shift ?? null
  const running = shift !== null && shift.closed === null
  const doOpen = (floatMinor: number) => own.open(floatMinor).then(() => setNext(false))
  const doClose = (countedMinor: number) => own.close(countedMinor).then(() => setCounting(false))
  return (
    <article className="till-page">
      <Head own={own} />
      <Warning own={own} />
      {running && !counting ? <Running own={own} shift={shift} onCount={() => setCounting(true)} /> : null}
      {running && counting ? <ShiftCount onBack={() => setCounting(false)} onClose={doClose} /> : null}
      {shift !== null && !running && !next ? <Closed shift={shift} onNext={() => setNext(true)} /> : null}
      {shift === null || (!running && next) ? <Opening onOpen={doOpen} /> : null}
    </article>
  )
}

function Head({ own: { counted } }: Readonly<{ own: OwnShift }>) {
  const say = useWords()
  const { moment } = useFormats()
  const shift = counted?.shift ?? null
  const told =
    shift === null
      ? say('shift.answer.none')
      : shift.closed === null
        ? say('shift.answer.open', { at: moment(shift.openedAt), name: shift.openedBy })
        : say('shift.answer.closed', { at: moment(shift.closed.at) })
  return (
    <header className="till-page-head">
      <div>
        <h1>{say('shift.title')}</h1>
        <p className="till-page-answer">{told}</p>
      </div>
      {shift !== null && shift.closed === null ? <PrintReport shift={shift} word="shift.x" /> : null}
    </header>
  )
}

/** A shift of another day that nobody closed, and money that belongs to none. */
function Warning({ own: { counted, openOf, today } }: Readonly<{ own: OwnShift }>) {
  const say = useWords()
  const { day, money } = useFormats()
  const loose = totalOf(counted?.loose ?? [])
  return (
    <>
      {openOf !== null && openOf < today ? (
        <p className="member-unknown" role="alert">
          {say('shift.yesterday', { day: day(openOf) })}
        </p>
      ) : null}
      {loose > 0 ? (
        <p className="member-unknown" role="alert">
          {say('shift.loose', { money: money(loose) })}
        </p>
      ) : null}
    </>
  )
}

/** Whoever may read the shifts of tills at head office may see them here while they run. */
const useMaySee = (): boolean => mayAll(useCashier().permissions, ['device.read'])

type RunningWords = Readonly<{ own: OwnShift; shift: ShiftSums; onCount: () => void }>

function Running({ own, shift, onCount }: RunningWords) {
  const say = useWords()
  const maySee = useMaySee()
  return (
    <>
      <Sums shift={shift} blind={isBlind(shift, maySee)} />
      <DrawerMoves shift={shift} onMove={own.move} />
      <section className="section">
        <header className="section-head">
          <h2>{say('shift.close.title')}</h2>
        </header>
        <p className="quiet">{say('shift.close.how')}</p>
        <Button size="large" type="primary" onClick={onCount}>
          {say('shift.close.title')}
        </Button>
      </section>
    </>
  )
}

/** Only here, after the count was written down, stands what should have been in the drawer. */
function Closed({ shift, onNext }: Readonly<{ shift: ShiftSums; onNext: () => void }>) {
  const say = useWords()
  const { money } = useFormats()
  const countedMinor = shift.closed?.countedMinor ?? null
  if (countedMinor === null) return null
  const offMinor = less(countedMinor, expectedCash(shift))
  const off = money(Math.abs(offMinor))
  return (
    <>
      <section className="section shift-result" role="status">
        <h2>{say('shift.close.done')}</h2>
        <dl className="facts shift-facts">
          <div>
            <dt>{say('shift.close.expected')}</dt>
            <dd className="num">{money(expectedCash(shift))}</dd>
          </div>
          <div>
            <dt>{say('shift.close.counted')}</dt>
            <dd className="num">{money(countedMinor)}</dd>
          </div>
          <div>
            <dt>{say('shift.close.difference')}</dt>
            <dd className={offMinor === 0 ? 'num' : 'num shift-off'}>
              {offMinor === 0
                ? say('shift.close.exact')
                : say(offMinor > 0 ? 'shift.close.over' : 'shift.close.short', { money: off })}
            </dd>
          </div>
        </dl>
        <div className="till-door-acts">
          <PrintReport shift={shift} word="shift.close.print" />
          <Button size="large" type="primary" onClick={onNext}>
            {say('shift.close.next')}
          </Button>
        </div>
      </section>
      <Sums shift={shift} blind={false} />
    </>
  )
}

function PrintReport({ shift, word }: Readonly<{ shift: ShiftSums; word: 'shift.x' | 'shift.close.print' }>) {
  const say = useWords()
  const till = useTill()
  const policy = usePolicy()
  const printing = usePrinting()
  const maySee = useMaySee()
  const [busy, setBusy] = useState(false)
  const print = async () => {
    setBusy(true)
    await printing.shift(shiftReport({ shift, policy, at: till.now(), maySee }))
    setBusy(false)
  }
  return (
    <Button size="large" icon={<PrinterOutlined />} loading={busy} onClick={() => void print()}>
      {say(word)}
    </Button>
  )
}

function Opening({ onOpen }: Readonly<{ onOpen: (floatMinor: number) => Promise<void> }>) {
  const say = useWords()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const floatMinor = useTyped(text)
  const go = async () => {
    setTried(true)
    if (floatMinor === null || busy) return
    setBusy(true)
    await onOpen(floatMinor)
    setBusy(false)
  }
  return (
    <form
      className="section member-join"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <h2>{say('shift.open.title')}</h2>
      <MoneyField
        label={say('shift.open.float')}
        hint={say('shift.open.floatHow')}
        value={text}
        onChange={setText}
        autoFocus
      />
      {tried && floatMinor === null ? (
        <p className="member-unknown" role="alert">
          {say('shift.badAmount')}
        </p>
      ) : null}
      <div className="till-door-acts">
        <Button size="large" type="primary" htmlType="submit" loading={busy}>
          {say('shift.open.go')}
        </Button>
      </div>
    </form>
  )
}
