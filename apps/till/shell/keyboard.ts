/**
 * A scanner sends a character every few milliseconds, a slow machine passes some on later: a pause this long ends a
 * burst, and on the average nobody types this fast.
 */
const SCAN_GAP_MS = 80
const SCAN_MEAN_MS = 40
/** Shorter bursts are a hand that hit two keys at once. */
const SCAN_LEAST = 4

type Hear = (code: string) => boolean | void
type Press = Readonly<{ names: readonly string[]; pressed: (name: string) => void }>

/** The scanner and the keys of the till, heard wherever the focus is. */
export type Keys = Readonly<{
  onScan: (hear: Hear) => () => void
  /** Passes a code on as if it were scanned now, to whoever hears by now. */
  heard: (code: string) => void
  onKeys: (names: readonly string[], pressed: (name: string) => void) => () => void
}>

/** A stroke as the burst counts it. */
export type Stroke = Readonly<{ key: string; at: number }>
type Burst = Readonly<{ text: string; since: number; at: number }>

/** Adds a stroke to a burst: characters that follow fast grow it, any pause begins a new one. */
export function grown(burst: Burst | null, { key, at }: Stroke): Burst | null {
  if ([...key].length !== 1) return null
  if (burst === null || at - burst.at > SCAN_GAP_MS) return { text: key, since: at, at }
  return { text: burst.text + key, since: burst.since, at }
}

/** What a burst that ends by Enter says; null when a hand typed it. */
export function scanned(burst: Burst | null, at: number): string | null {
  if (burst === null || at - burst.at > SCAN_GAP_MS || burst.text.length < SCAN_LEAST) return null
  return at - burst.since <= SCAN_MEAN_MS * burst.text.length ? burst.text : null
}

/** The name of a stroke as `useKeys` writes it: modifiers first. */
export const nameOf = (event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): string =>
  `${event.ctrlKey ? 'Control+' : ''}${event.altKey ? 'Alt+' : ''}${event.metaKey ? 'Meta+' : ''}${event.key}`

type Field = HTMLInputElement | HTMLTextAreaElement
const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** Puts back what stood in a field before the scanner wrote into it; React hears of it by the event. */
function putBack(field: Field, value: string): void {
  const proto = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Listens on the whole document; answers what ends it. */
export function listen(on: Document): Readonly<{ keys: Keys; stop: () => void }> {
  const hearers: Hear[] = []
  const presses: Press[] = []
  let burst: Burst | null = null
  let before: Readonly<{ field: Field; value: string }> | null = null

  const heard = (code: string) => {
    for (const hear of hearers.toReversed()) if (hear(code) !== false) break
  }
  const hearScan = (event: KeyboardEvent): boolean => {
    const code = event.key === 'Enter' ? scanned(burst, event.timeStamp) : null
    if (code === null || hearers.length === 0) return false
    burst = null
    // The Enter of a scanner must not press the button that happens to have the focus.
    event.preventDefault()
    event.stopPropagation()
    if (before !== null) putBack(before.field, before.value)
    heard(code)
    return true
  }
  const down = (event: KeyboardEvent) => {
    if (event.isComposing || hearScan(event)) return
    const next =
      event.ctrlKey || event.altKey || event.metaKey
        ? null
        : grown(burst, { key: event.key, at: event.timeStamp })
    if (event.key !== 'Shift') {
      if (next?.text.length === 1)
        before = isField(event.target) ? { field: event.target, value: event.target.value } : null
      burst = next
    }
    const name = nameOf(event)
    const press = presses.findLast((one) => one.names.includes(name))
    if (!press) return
    event.preventDefault()
    press.pressed(name)
  }
  on.addEventListener('keydown', down, { capture: true })
  const keys: Keys = {
    onScan: (hear) => added(hearers, hear),
    heard,
    onKeys: (names, pressed) => added(presses, { names, pressed }),
  }
  return { keys, stop: () => on.removeEventListener('keydown', down, { capture: true }) }
}

function added<T>(list: T[], one: T): () => void {
  list.push(one)
  return () => {
    const at = list.indexOf(one)
    if (at >= 0) list.splice(at, 1)
  }
}
