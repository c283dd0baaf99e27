import { useCoarse } from './use-coarse.ts'

const KEYS = ['7', '8', '9', 'erase', '4', '5', '6', '.', '1', '2', '3', '0'] as const
const MOST_LETTERS = 12

type Words = Readonly<{ value: string; onChange: (text: string) => void; eraseWord: string }>

/** Digits for a finger; a till with keys does not need them. */
export function Keypad({ value, onChange, eraseWord }: Words) {
  const coarse = useCoarse()
  if (!coarse) return null
  return (
    <div className="checkout-pad">
      {KEYS.map((key) =>
        key === 'erase' ? (
          <button
            key={key}
            type="button"
            className="till-key till-key-word"
            onClick={() => onChange(value.slice(0, -1))}
          >
            {eraseWord}
          </button>
        ) : (
          <button
            key={key}
            type="button"
            className="till-key"
            onClick={() => onChange((value + key).slice(0, MOST_LETTERS))}
          >
            {key}
          </button>
        ),
      )}
    </div>
  )
}
