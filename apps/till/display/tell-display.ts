import { useEffect, useRef, useSyncExternalStore } from 'react'
import { newId } from '#ui/call.ts'
import {
  displaySays,
  type DisplaySays,
  type ShownQuestion,
  type TillSays,
} from '../checkout/display-message.ts'
import { openChannel, sayOn } from './channel.ts'
import { THANKS_MS } from './display-state.ts'

/** What a screen that opens now has to show; thanks are forgotten when they are over there as well. */
let last: TillSays = { t: 'idle' }
let question: ShownQuestion | null = null
let forgetting: ReturnType<typeof setTimeout> | undefined
let channel: BroadcastChannel | null = null
let seen = false
const hearers = new Set<(said: DisplaySays) => void>()
const watchers = new Set<() => void>()

function door(): BroadcastChannel {
  if (channel !== null) return channel
  channel = openChannel()
  channel.addEventListener('message', ({ data }) => {
    const read = displaySays.safeParse(data)
    if (!read.success) return
    seen = true
    for (const watch of watchers) watch()
    if (read.data.t === 'opened') return sayAgain()
    if (read.data.id !== question?.id) return
    question = null
    for (const hear of hearers) hear(read.data)
  })
  // A till that goes leaves nobody's purchase on the screen.
  addEventListener('pagehide', () => sayOn(door(), { t: 'idle' }))
  return channel
}

function sayAgain(): void {
  sayOn(door(), last)
  sayOn(door(), { t: 'asked', question })
}

/** Tells the customer's screen, if there is one, and whichever is opened later. */
export function tellDisplay(said: Exclude<TillSays, { t: 'asked' }>): void {
  sayOn(door(), said)
  if (said.t === 'refresh') return
  clearTimeout(forgetting)
  last = said
  if (said.t === 'thanks') {
    question = null
    forgetting = setTimeout(() => (last = { t: 'idle' }), THANKS_MS)
  }
}

/** Asks the customer; null takes the question back. Answers the question's id. */
export function askDisplay(about: ShownQuestion['about'] | null): string | null {
  question = about === null ? null : { id: newId(), about }
  sayOn(door(), { t: 'asked', question })
  return question?.id ?? null
}

/** Hears what the customer answers to the question that stands. */
export function useDisplayAnswer(hear: (said: Exclude<DisplaySays, { t: 'opened' }>) => void): void {
  const latest = useRef(hear)
  useEffect(() => {
    latest.current = hear
  })
  useEffect(() => {
    door()
    const tell = (said: DisplaySays) => {
      if (said.t !== 'opened') latest.current(said)
    }
    hearers.add(tell)
    return () => void hearers.delete(tell)
  }, [])
}

/** Whether a customer's screen has been heard of since the till was opened: only then can the customer be asked. */
export const useDisplaySeen = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      door()
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    () => seen,
  )

/** Opens the customer's screen in a window of its own, to be drawn over to the second monitor once. */
export const openDisplay = (): void =>
  void window.open(`${location.pathname}#/display`, 'zhiji-display', 'popup,width=1280,height=800')
