/** As many at once as keep a killed sender's doubt small, whatever the provider allows a second. */
const MOST_AT_ONCE = 50

/**
 * How many messages may be handed over now so that no second holds more than the provider allows. Asked before messages
 * are taken from the outbox, so that none waits between its last check and its hand-off (K6).
 */
export function paced(perSecond: number, now: () => number = Date.now): () => Promise<number> {
  let free = perSecond
  let filledAt = now()
  const fill = () => {
    const at = now()
    const more = Math.floor(((at - filledAt) * perSecond) / 1000)
    if (more <= 0) return
    free = Math.min(perSecond, free + more)
    filledAt = at
  }
  return async () => {
    fill()
    if (free < 1) {
      await new Promise<void>((go) => setTimeout(go, Math.ceil(1000 / perSecond)))
      fill()
    }
    const given = Math.max(1, Math.min(free, MOST_AT_ONCE))
    free -= given
    return given
  }
}
