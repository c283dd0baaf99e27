import type { BusinessDay, Instant } from '#base/instant'
import { instantOfMs, msOf } from '#base/instant'

export const PIN_STATES = ['none', 'set', 'locked'] as const
export type PinState = (typeof PIN_STATES)[number]

/** N9: every fifth wrong try pauses; the twentieth shuts the PIN until staff reset it. */
const TRIES_PER_PAUSE = 5
export const MOST_WRONG_TRIES = 20
/** The first pause; each later one is twice as long: 15, 30, 60 minutes. */
const FIRST_PAUSE_MS = 15 * 60_000

export type Tries = Readonly<{ failures: number; lockedUntil: Instant | null }>

/** N9: whether a try is let through at all; while locked even the right PIN is not looked at. */
export const pinLocked = ({ failures, lockedUntil }: Tries, at: Instant): boolean =>
  failures >= MOST_WRONG_TRIES || (lockedUntil !== null && at < lockedUntil)

/** N9: the tries after one more wrong one. */
export function afterWrongTry({ failures: before, lockedUntil }: Tries, at: Instant): Tries {
  const failures = before + 1
  if (failures % TRIES_PER_PAUSE !== 0) return { failures, lockedUntil }
  const pauseMs = FIRST_PAUSE_MS * 2 ** (failures / TRIES_PER_PAUSE - 1)
  return { failures, lockedUntil: instantOfMs(msOf(at) + pauseMs) }
}

/** What a finder of the card, or whoever knows the member a little, would try first. */
export type PinOwner = Readonly<{
  number: string
  birthOn: BusinessDay | null
  mobile: string | null
  phone: string | null
  idNumber: string | null
}>

/** The PINs people choose first beside runs and repetitions: keypad patterns, dates of love, digits of pi. */
const FIRST_GUESSES = new Set([
  '1004',
  '1314',
  '2580',
  '0852',
  '1357',
  '2468',
  '112233',
  '223344',
  '332211',
  '147258',
  '258369',
  '159357',
  '147369',
  '159753',
  '135790',
  '246810',
  '123654',
  '131452',
  '201314',
  '5201314',
  '314159',
  '142857',
  '147258369',
  '789456123',
])

/** N8: too easy to guess: a run, a repetition, a first guess, or a piece of what is known of the member. */
export function weakPin(pin: string, owner: PinOwner): boolean {
  return (
    run(pin) || repetition(pin) || FIRST_GUESSES.has(pin) || known(owner).some((text) => text.includes(pin))
  )
}

/** 123456, 654321, 890123: every digit one above, or one below, the digit before; zero follows nine. */
function run(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, at) => (10 + Number(digit) - Number(pin[at])) % 10)
  return steps.every((step) => step === 1) || steps.every((step) => step === 9)
}

/** 888888, 121212, 520520: the same piece over and over. */
const repetition = (pin: string): boolean => /^(\d+?)\1+$/.test(pin)

function known({ number, birthOn, mobile, phone, idNumber }: PinOwner): string[] {
  const digits = [number, mobile, phone, idNumber].map((text) => (text ?? '').replace(/\D/g, ''))
  if (birthOn === null) return digits
  const [year = '', month = '', date = ''] = birthOn.split('-')
  // Year first as in China, and both orders used elsewhere; a piece of each is refused too (yymmdd, mmdd, yyyy).
  return [
    ...digits,
    year + month + date,
    date + month + year,
    month + date + year,
    date + month + year.slice(2),
    month + date + year.slice(2),
  ]
}
