import { useState, useSyncExternalStore } from 'react'

const told = new Set<() => void>()
let pressed = false

function say(next: boolean): void {
  if (pressed === next) return
  pressed = next
  for (const one of told) one()
}

const down = () => say(true)
// The click comes with the release: what moves then must not move before it.
const up = () => void setTimeout(() => say(false))

const EVENTS = [
  ['pointerdown', down],
  ['pointerup', up],
  ['pointercancel', up],
] as const

function listen(tell: () => void): () => void {
  if (told.size === 0) for (const [name, heard] of EVENTS) window.addEventListener(name, heard, true)
  told.add(tell)
  return () => {
    told.delete(tell)
    if (told.size > 0) return
    for (const [name, heard] of EVENTS) window.removeEventListener(name, heard, true)
    pressed = false
  }
}

/**
 * The value, standing still while a pointer is down: what is shown of it would else push a button away from under the
 * pointer between its press and its release, and the press would be lost. Values are told apart by identity.
 */
export function useStill<Of>(value: Of): Of {
  const still = useSyncExternalStore(listen, () => pressed)
  const [held, setHeld] = useState(() => value)
  if (!still && held !== value) setHeld(() => value)
  return still ? held : value
}
