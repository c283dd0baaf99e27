import { useFormats } from './surroundings.tsx'

/** Numbers are set in tabular figures wherever they stand, so that columns can be compared by eye. */
export function NumberText({ of }: Readonly<{ of: number }>) {
  return <span className="num">{useFormats().number(of)}</span>
}

export function MoneyText({ of }: Readonly<{ of: number }>) {
  return <span className={of < 0 ? 'num num-below' : 'num'}>{useFormats().money(of)}</span>
}

/** A change: the sign is written, so colour is never the only sign. */
export function SignedText({ of }: Readonly<{ of: number }>) {
  return <span className={of < 0 ? 'num num-below' : 'num'}>{useFormats().signed(of)}</span>
}

export function PercentText({ of, digits }: Readonly<{ of: number; digits?: number }>) {
  const { percent } = useFormats()
  return <span className="num">{digits === undefined ? percent(of) : percent(of, digits)}</span>
}

/** A business day. */
export function DayText({ of }: Readonly<{ of: string }>) {
  return (
    <time className="num" dateTime={of}>
      {useFormats().day(of)}
    </time>
  )
}

/** A moment in the chain's zone. */
export function MomentText({ of }: Readonly<{ of: string }>) {
  return (
    <time className="num" dateTime={of}>
      {useFormats().moment(of)}
    </time>
  )
}

/** What is not known is a dash, never a zero. */
export function Unknown() {
  return <span className="unknown">–</span>
}
