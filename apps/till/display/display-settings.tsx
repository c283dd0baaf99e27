import { Button, Input, Segmented, Switch } from 'antd'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePolicy, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { keepDisplay, keptDisplay, type DisplayChoice } from './display-choice.ts'
import { openDisplay, tellDisplay } from './tell-display.ts'
import { useKept } from './use-kept.ts'
import './receipts.css'

const IDLE: number[] = [30, 60, 120, 300]
/** What the switch from all day offers first. */
const USUAL_HOURS = { opensAt: '09:00', closesAt: '21:00' } as const

/** The customer's screen of this till: for the settings screen. */
export function DisplaySettings() {
  const say = useWords()
  const { number } = useFormats()
  const { playlist } = usePolicy()
  const [choice, change] = useChoice()
  if (choice === null) return null
  const idle = IDLE.map((value) => ({ value, label: say('display.settings.seconds', { n: number(value) }) }))
  const count = playlist.length
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('display.settings.title')}</h2>
        <span className="section-note">
          {count === 0
            ? say('display.settings.none')
            : say('display.settings.count', { count, n: number(count) })}
        </span>
      </header>
      <p className="quiet">{say('display.settings.how')}</p>
      <div className="member-join print-settings">
        <div className="till-door-acts">
          <Button size="large" onClick={openDisplay}>
            {say('display.settings.open')}
          </Button>
        </div>
        <label className="print-switch">
          <Switch checked={choice.here} onChange={(here) => change({ here })} />
          <span>{say('display.settings.here')}</span>
        </label>
        {choice.here ? (
          <div className="member-field">
            <span>{say('display.settings.idle')}</span>
            <Segmented
              size="large"
              value={choice.idleSeconds}
              options={idle}
              onChange={(idleSeconds) => change({ idleSeconds })}
            />
          </div>
        ) : null}
        <Hours choice={choice} change={change} />
      </div>
    </section>
  )
}

type Change = (part: Partial<DisplayChoice>) => void

function useChoice(): readonly [DisplayChoice | null, Change] {
  const { kept } = useTill()
  const [choice, setChoice] = useKept(keptDisplay)
  const change: Change = (part) => {
    if (choice === null) return
    const next = { ...choice, ...part }
    setChoice(next)
    void keepDisplay(kept, next).then(() => tellDisplay({ t: 'refresh' }))
  }
  return [choice, change]
}

function Hours({
  choice: { opensAt, closesAt },
  change,
}: Readonly<{ choice: DisplayChoice; change: Change }>) {
  const say = useWords()
  const allDay = opensAt === closesAt
  const set = (part: Partial<DisplayChoice>) => {
    const [time] = Object.values(part)
    // A field that was emptied is left as it was.
    if (time !== '') change(part)
  }
  return (
    <div className="member-field">
      <span>{say('display.settings.hours')}</span>
      <label className="print-switch">
        <Switch
          checked={allDay}
          onChange={(on) => change(on ? { opensAt: '00:00', closesAt: '00:00' } : USUAL_HOURS)}
        />
        <span>{say('display.settings.allDay')}</span>
      </label>
      {allDay ? null : (
        <div className="display-hours">
          <span>{say('display.settings.from')}</span>
          <Input
            size="large"
            type="time"
            className="num"
            aria-label={say('display.settings.from')}
            value={opensAt}
            onChange={({ target }) => set({ opensAt: target.value })}
          />
          <span>{say('display.settings.to')}</span>
          <Input
            size="large"
            type="time"
            className="num"
            aria-label={say('display.settings.to')}
            value={closesAt}
            onChange={({ target }) => set({ closesAt: target.value })}
          />
        </div>
      )}
    </div>
  )
}
