import { Button, Input } from 'antd'
import { useState } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useWords } from '../words.ts'
import { MoneyField, useTyped } from './money-field.tsx'
import type { DrawerMove, ShiftSums } from '#domain/device/model/shift-sums'
import { usePrinting } from './use-printing.tsx'
import type { OwnShift } from './use-shift.ts'

type Words = Readonly<{ shift: ShiftSums; onMove: OwnShift['move'] }>
type What = DrawerMove['what']

/** Cash that goes in or out of the drawer without a sale, each with its reason. */
export function DrawerMoves({ shift, onMove }: Words) {
  const say = useWords()
  const [what, setWhat] = useState<What | null>(null)
  const printing = usePrinting()
  const move = async (of: Readonly<{ minor: number; reason: string }>) => {
    if (what === null) return
    await onMove(what, of)
    setWhat(null)
    void printing.drawer()
  }
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('shift.moves.title')}</h2>
      </header>
      {what === null ? (
        <div className="till-door-acts">
          <Button size="large" onClick={() => setWhat('cash_in')}>
            {say('shift.moves.in')}
          </Button>
          <Button size="large" onClick={() => setWhat('cash_out')}>
            {say('shift.moves.out')}
          </Button>
        </div>
      ) : (
        <MoveForm what={what} onMove={move} onBack={() => setWhat(null)} />
      )}
      <Moves of={shift.moves} />
    </section>
  )
}

function Moves({ of }: Readonly<{ of: readonly DrawerMove[] }>) {
  const say = useWords()
  const { money } = useFormats()
  if (of.length === 0) return <p className="quiet shift-no-moves">{say('shift.moves.none')}</p>
  return (
    <ul className="till-rows">
      {of.map((move) => (
        <li key={move.at} className="shift-move">
          <span>
            <strong>{say(`shift.moves.${move.what}`)}</strong> {move.reason}
            <small className="quiet">
              {move.by} · <MomentText of={move.at} />
            </small>
          </span>
          <span className="num">{money(move.minor)}</span>
        </li>
      ))}
    </ul>
  )
}

const REASONS: Readonly<Record<What, readonly ('change' | 'bank' | 'supplies' | 'safe')[]>> = {
  cash_in: ['change'],
  cash_out: ['bank', 'safe', 'supplies', 'change'],
}

type FormWords = Readonly<{
  what: What
  onMove: (of: Readonly<{ minor: number; reason: string }>) => Promise<void>
  onBack: () => void
}>

function MoveForm({ what, onMove, onBack }: FormWords) {
  const say = useWords()
  const { money } = useFormats()
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const minor = useTyped(text)
  const fault =
    minor === null || minor === 0 ? 'shift.badAmount' : reason.trim() === '' ? 'shift.needsReason' : null
  const go = async () => {
    setTried(true)
    if (fault !== null || minor === null || busy) return
    setBusy(true)
    await onMove({ minor, reason: reason.trim() })
    setBusy(false)
  }
  return (
    <form
      className="member-join"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <MoneyField label={say('shift.moves.amount')} value={text} onChange={setText} autoFocus />
      <Reason what={what} reason={reason} onChange={setReason} />
      {tried && fault !== null ? (
        <p className="member-unknown" role="alert">
          {say(fault)}
        </p>
      ) : null}
      <div className="till-door-acts">
        <Button size="large" type="primary" htmlType="submit" loading={busy}>
          {say(what === 'cash_in' ? 'shift.moves.goIn' : 'shift.moves.goOut', { money: money(minor ?? 0) })}
        </Button>
        <Button size="large" onClick={onBack}>
          {say('shell.cancel')}
        </Button>
      </div>
    </form>
  )
}

type ReasonWords = Readonly<{ what: What; reason: string; onChange: (reason: string) => void }>

/** In one's own words, or one of the usual ones. */
function Reason({ what, reason, onChange }: ReasonWords) {
  const say = useWords()
  return (
    <div className="member-field">
      <span>{say('shift.moves.reason')}</span>
      <Input
        size="large"
        maxLength={100}
        aria-label={say('shift.moves.reason')}
        value={reason}
        onChange={({ target }) => onChange(target.value)}
      />
      <div className="till-door-acts">
        {REASONS[what].map((one) => (
          <Button key={one} onClick={() => onChange(say(`shift.moves.reasons.${one}`))}>
            {say(`shift.moves.reasons.${one}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}
