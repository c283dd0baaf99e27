import { useEffect, useRef, useState } from 'react'
import { instantOfMs } from '#base/instant'
import type { Cashier } from '#domain/device/model/policy'
import { isPin } from '../keys.ts'
import type { Kept, Person } from '../till-context.ts'
import { useWords } from '../words.ts'
import { afterWrong, NO_TRIES, secondsLeft, type Tries } from './pin.ts'
import { useClock } from './seconds.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const LEAST = 4
const MOST = 8

type Words = Readonly<{
  cashier: Cashier
  kept: Kept
  onIn: (person: Person) => void
  onBack: () => void
  /** What the PIN does, and what leaving does, where they are not signing in and choosing somebody else. */
  enterLabel?: string
  backLabel?: string
}>

/** Takes a PIN by touch or keys; wrong ones cost a growing pause that a reload does not end. */
export function PinPad({ cashier, kept, onIn, onBack, enterLabel, backLabel }: Words) {
  const say = useWords()
  const { pin, press, erase, enter, wrong, waits, ready } = usePin(cashier, { kept, onIn })
  useDigits({ press, erase, enter, onBack })
  if (cashier.pin === null) return <NoPin name={cashier.name} onBack={onBack} />
  return (
    <section className="till-pin">
      <h1>{say('shell.signIn.pin', { name: cashier.name })}</h1>
      <Dots count={pin.length} />
      <p className="till-pin-said" role="alert">
        {waits > 0 ? say('shell.signIn.wait', { count: waits }) : wrong ? say('shell.signIn.wrong') : ' '}
      </p>
      <div className="till-pad">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" className="till-key num" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="till-key till-key-word" onClick={erase}>
          {say('shell.signIn.erase')}
        </button>
        <button type="button" className="till-key num" onClick={() => press('0')}>
          0
        </button>
        <button
          type="button"
          className="till-key till-key-word till-key-go"
          disabled={!ready}
          onClick={enter}
        >
          {enterLabel ?? say('shell.signIn.enter')}
        </button>
      </div>
      <button type="button" className="as-link till-pin-back" onClick={onBack}>
        {backLabel ?? say('shell.signIn.back')}
      </button>
    </section>
  )
}

/** How many digits there are, never which. */
function Dots({ count }: Readonly<{ count: number }>) {
  return (
    <p className="till-pin-dots num" aria-live="polite" aria-label={String(count)}>
      {Array.from({ length: Math.max(LEAST, count) }, (_, at) => (
        <i key={at} className={at < count ? 'till-dot till-dot-full' : 'till-dot'} />
      ))}
    </p>
  )
}

function NoPin({ name, onBack }: Readonly<{ name: string; onBack: () => void }>) {
  const say = useWords()
  return (
    <section className="till-pin">
      <h1>{say('shell.signIn.noPin')}</h1>
      <p>{say('shell.signIn.noPinHow', { name })}</p>
      <button type="button" className="till-key" autoFocus onClick={onBack}>
        {say('shell.signIn.back')}
      </button>
    </section>
  )
}

type Doors = Readonly<{ kept: Kept; onIn: (person: Person) => void }>

function usePin(cashier: Cashier, { kept, onIn }: Doors) {
  const key = `tries of ${cashier.id}`
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const [tries, setTries] = useState<Tries>(NO_TRIES)
  const waits = secondsLeft(tries, useClock(500))
  useEffect(() => {
    void kept.get<Tries>(key).then((before) => before && setTries(before))
  }, [kept, key])
  const ready = pin.length >= LEAST && waits === 0 && !busy

  const check = async (verifier: NonNullable<Cashier['pin']>) => {
    setBusy(true)
    const right = await isPin(pin, verifier)
    const next = right ? NO_TRIES : afterWrong(tries, instantOfMs(Date.now()))
    await kept.set(key, next)
    setBusy(false)
    setPin('')
    setTries(next)
    setWrong(!right)
    if (right) onIn({ id: cashier.id, name: cashier.name, permissions: cashier.permissions })
  }
  return {
    pin,
    waits,
    ready,
    wrong,
    press: (digit: string) => {
      setWrong(false)
      setPin((before) => (before.length < MOST ? before + digit : before))
    },
    erase: () => setPin((before) => before.slice(0, -1)),
    enter: () => {
      if (ready && cashier.pin !== null) void check(cashier.pin)
    },
  }
}

type Pressing = Readonly<{
  press: (digit: string) => void
  erase: () => void
  enter: () => void
  onBack: () => void
}>

function useDigits(pressing: Pressing): void {
  const latest = useRef(pressing)
  useEffect(() => {
    latest.current = pressing
  })
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const { press, erase, enter, onBack } = latest.current
      if (/^\d$/.test(event.key)) press(event.key)
      else if (event.key === 'Backspace') erase()
      else if (event.key === 'Escape') onBack()
      else if (event.key !== 'Enter') return
      else enter()
      // Else Enter would also press the digit that was touched last.
      event.preventDefault()
    }
    document.addEventListener('keydown', down)
    return () => document.removeEventListener('keydown', down)
  }, [])
}
