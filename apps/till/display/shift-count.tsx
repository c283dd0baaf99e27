import { Button, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { times, type Money } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { countedIn, denominations, type Sheets } from './denominations.ts'
import { MoneyField, useTyped } from './money-field.tsx'

type Words = Readonly<{ onBack: () => void; onClose: (countedMinor: number) => Promise<void> }>

/** The blind count: whoever counts does not see what should be there, and confirms once. */
export function ShiftCount({ onBack, onClose }: Words) {
  const say = useWords()
  const { currency } = usePolicy()
  const values = denominations(currency)
  const [way, setWay] = useState<'by' | 'total'>(values.length > 0 ? 'by' : 'total')
  const [sheets, setSheets] = useState<Sheets>({})
  const [text, setText] = useState('')
  const typed = useTyped(text)
  const countedMinor = way === 'by' ? countedIn(values, sheets) : typed
  const options = (['by', 'total'] as const).map((value) => ({ value, label: say(`shift.close.${value}`) }))
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('shift.close.title')}</h2>
      </header>
      <p className="quiet">{say('shift.close.how')}</p>
      {values.length > 0 ? <Segmented size="large" value={way} options={options} onChange={setWay} /> : null}
      {way === 'by' ? (
        <Denominations values={values} sheets={sheets} onChange={setSheets} />
      ) : (
        <div className="member-join">
          <MoneyField label={say('shift.close.counted')} value={text} onChange={setText} autoFocus />
        </div>
      )}
      <Sure countedMinor={countedMinor} onBack={onBack} onClose={onClose} />
    </section>
  )
}

type Counting = Readonly<{ values: readonly Money[]; sheets: Sheets; onChange: (sheets: Sheets) => void }>

function Denominations({ values, sheets, onChange }: Counting) {
  const { money } = useFormats()
  return (
    <ul className="shift-sheets">
      {values.map((value, at) => (
        <li key={value}>
          <label>
            <span className="num">{money(value)}</span>
            <InputNumber
              size="large"
              className="num"
              min={0}
              max={99_999}
              precision={0}
              inputMode="numeric"
              autoFocus={at === 0}
              value={sheets[value] ?? null}
              onChange={(n) => onChange({ ...sheets, [value]: n ?? 0 })}
            />
          </label>
          <span className="num quiet">{money(times(value, sheets[value] ?? 0))}</span>
        </li>
      ))}
    </ul>
  )
}

type SureWords = Readonly<{
  countedMinor: Money | null
  onBack: () => void
  onClose: (countedMinor: number) => Promise<void>
}>

function Sure({ countedMinor, onBack, onClose }: SureWords) {
  const say = useWords()
  const { money } = useFormats()
  /** The amount that is to be confirmed; counting on takes it back. */
  const [asked, setAsked] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const asking = asked !== null && asked === countedMinor
  const close = async (minor: number) => {
    setBusy(true)
    await onClose(minor)
    setBusy(false)
  }
  return (
    <>
      <p className="shift-counted">
        {say('shift.close.counted')} <strong className="num">{money(countedMinor ?? 0)}</strong>
      </p>
      {asking ? (
        <p className="member-unknown" role="alert">
          {say('shift.close.sure', { money: money(asked) })}
        </p>
      ) : null}
      <div className="till-door-acts">
        {asking ? (
          <Button size="large" type="primary" autoFocus loading={busy} onClick={() => void close(asked)}>
            {say('shift.close.yes')}
          </Button>
        ) : (
          <Button
            size="large"
            type="primary"
            disabled={countedMinor === null}
            onClick={() => setAsked(countedMinor)}
          >
            {say('shift.close.go')}
          </Button>
        )}
        <Button size="large" onClick={asking ? () => setAsked(null) : onBack}>
          {say(asking ? 'shift.close.back' : 'shell.cancel')}
        </Button>
      </div>
    </>
  )
}
