import { ConfigProvider } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { msOf } from '#base/instant'
import type { Policy } from '#domain/device/model/policy'
import { kitTheme } from '#ui/kit/kit-theme.ts'
import { SurroundingsProvider, useStill, useSurroundings } from '#ui/kit/surroundings.tsx'
import { tillSays, type DisplaySays } from '../checkout/display-message.ts'
import { keptPolicy } from '../outbox/policy.ts'
import { keptOn } from '../shelf/kept.ts'
import { openShelf } from '../shelf/shelf.ts'
import { useClock } from '../shell/seconds.ts'
import { useWords } from '../words.ts'
import { Adverts } from './adverts.tsx'
import { openChannel, sayOn } from './channel.ts'
import { CustomerQuestion } from './customer-question.tsx'
import { CustomerSale, CustomerThanks } from './customer-sale.tsx'
import { keptDisplay, USUAL_DISPLAY, type DisplayChoice } from './display-choice.ts'
import { heard, NOTHING_SHOWN, passed, type DisplayState } from './display-state.ts'
import { isOpen, timeOfDay } from './playlist.ts'
import './display.css'

/** How often the policy is read again from what this device keeps: the till refreshes it, this window does not. */
const REREAD_MS = 60_000

/**
 * The customer's screen, in a window of its own on the same device. It hears the till by a channel that never leaves
 * the device and keeps nothing: closing and opening it asks the till again.
 */
export function DisplayWindow() {
  const { i18n } = useTranslation()
  const [known, reread] = useKnown()
  const { state, answer } = useChannel(reread)
  const policy = known?.policy ?? null
  return (
    <SurroundingsProvider
      manner={{ language: i18n.language, currency: policy?.currency ?? 'CNY', zone: policy?.zone ?? 'UTC' }}
    >
      <Themed>
        {known === null ? null : <Screen known={known} state={state} />}
        {state.question === null ? null : (
          <CustomerQuestion key={state.question.id} question={state.question} onAnswer={answer} />
        )}
      </Themed>
    </SurroundingsProvider>
  )
}

function Themed({ children }: Readonly<{ children: React.ReactNode }>) {
  const { light } = useSurroundings()
  const still = useStill()
  return (
    <ConfigProvider theme={kitTheme(light, still)}>
      <main className="customer">{children}</main>
    </ConfigProvider>
  )
}

function Screen({
  known: { policy, choice },
  state: { shown },
}: Readonly<{ known: Known; state: DisplayState }>) {
  const say = useWords()
  const nowMs = msOf(useClock(30_000))
  if (shown.at === 'sale') return <CustomerSale sale={shown.sale} />
  if (shown.at === 'thanks') return <CustomerThanks thanks={shown.thanks} />
  if (policy === null) return <p className="customer-closed">{say('display.notReady')}</p>
  // A sale is shown at any hour; adverts are for when the door is open.
  if (isOpen(timeOfDay(nowMs, policy.zone), choice)) return <Adverts of={policy} />
  return (
    <div className="customer-closed">
      <strong>{policy.chainName}</strong>
      <p>{say('display.closed')}</p>
      <p className="num">{say('display.hours', { from: choice.opensAt, to: choice.closesAt })}</p>
    </div>
  )
}

type Known = Readonly<{ policy: Policy | null; choice: DisplayChoice }>

/** What this device keeps of the policy and of the screen's own settings. */
function useKnown(): readonly [Known | null, () => void] {
  const [known, setKnown] = useState<Known | null>(null)
  const read = useCallback(() => {
    void readKnown().then(setKnown)
  }, [])
  useEffect(() => {
    read()
    const timer = setInterval(read, REREAD_MS)
    return () => clearInterval(timer)
  }, [read])
  return [known, read]
}

async function readKnown(): Promise<Known> {
  const shelf = openShelf()
  try {
    const kept = keptOn(shelf)
    return { policy: await keptPolicy(kept), choice: await keptDisplay(kept).catch(() => USUAL_DISPLAY) }
  } finally {
    shelf.close()
  }
}

type Answer = Exclude<DisplaySays, { t: 'opened' }>

function useChannel(reread: () => void) {
  const [state, setState] = useState<DisplayState>(NOTHING_SHOWN)
  const channel = useRef<BroadcastChannel | null>(null)
  useEffect(() => {
    const door = openChannel()
    channel.current = door
    door.addEventListener('message', ({ data }) => {
      // Words of another build than ours are not guessed at.
      const read = tillSays.safeParse(data)
      if (!read.success) return
      if (read.data.t === 'refresh') return reread()
      setState((before) => heard(passed(before, Date.now()), read.data, Date.now()))
    })
    sayOn(door, { t: 'opened' })
    const timer = setInterval(() => setState((before) => passed(before, Date.now())), 500)
    return () => {
      clearInterval(timer)
      channel.current = null
      door.close()
    }
  }, [reread])
  const answer = (said: Answer) => {
    if (channel.current !== null) sayOn(channel.current, said)
    setState((before) => ({ ...before, question: null, questionUntil: null }))
  }
  return { state, answer }
}
