import { Checkbox } from 'antd'
import { useState } from 'react'
import type { DisplaySays, ShownQuestion } from '../checkout/display-message.ts'
import { useWords } from '../words.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
/** The shortest and the longest number a phone can have (E.164). */
const LEAST = 7
const MOST = 15

type Answer = Exclude<DisplaySays, { t: 'opened' }>
type Words = Readonly<{ question: ShownQuestion; onAnswer: (answer: Answer) => void }>

/** Asks the customer for their own number and their own consent, which nobody ticks for them. */
export function CustomerQuestion({ question: { id, about }, onAnswer }: Words) {
  const say = useWords()
  const [mobile, setMobile] = useState('')
  const [consent, setConsent] = useState(false)
  return (
    <section
      className="customer-question"
      role="dialog"
      aria-modal="true"
      aria-label={say(`display.ask.${about}`)}
    >
      <h1>{say(`display.ask.${about}`)}</h1>
      <output className={mobile === '' ? 'customer-number customer-number-empty num' : 'customer-number num'}>
        {mobile === '' ? say('display.ask.empty') : spaced(mobile)}
      </output>
      <Pad
        change={setMobile}
        ready={mobile.length >= LEAST}
        onDone={() => onAnswer({ t: 'answered', id, mobile, consent: about === 'join' && consent })}
      />
      {about === 'join' ? (
        <Checkbox
          className="customer-consent"
          checked={consent}
          onChange={({ target }) => setConsent(target.checked)}
        >
          {say('display.ask.consent')}
        </Checkbox>
      ) : null}
      <button type="button" className="as-link customer-no" onClick={() => onAnswer({ t: 'declined', id })}>
        {say('display.ask.no')}
      </button>
    </section>
  )
}

type Change = (change: (before: string) => string) => void

function Pad({ change, ready, onDone }: Readonly<{ change: Change; ready: boolean; onDone: () => void }>) {
  const say = useWords()
  return (
    <div className="till-pad customer-pad">
      {DIGITS.map((digit) => (
        <Digit key={digit} digit={digit} onPress={change} />
      ))}
      <button
        type="button"
        className="till-key till-key-word"
        onClick={() => change((before) => before.slice(0, -1))}
      >
        {say('display.ask.erase')}
      </button>
      <Digit digit="0" onPress={change} />
      <button type="button" className="till-key till-key-word till-key-go" disabled={!ready} onClick={onDone}>
        {say('display.ask.done')}
      </button>
    </div>
  )
}

type DigitWords = Readonly<{ digit: string; onPress: Change }>

function Digit({ digit, onPress }: DigitWords) {
  return (
    <button
      type="button"
      className="till-key num"
      onClick={() => onPress((before) => (before.length < MOST ? before + digit : before))}
    >
      {digit}
    </button>
  )
}

/** In groups the way people read a mobile number aloud: 138 0013 8000. */
function spaced(mobile: string): string {
  const head = mobile.slice(0, 3)
  const groups = mobile.slice(3).match(/.{1,4}/g) ?? []
  return [head, ...groups].join(' ')
}
