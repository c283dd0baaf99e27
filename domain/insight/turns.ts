/**
 * Carries out what looks at everybody several times, each look in a turn of the event loop of its own: whoever is at a
 * till is served in between.
 */
export async function inTurns<T>(looks: Iterator<undefined, T>): Promise<T> {
  for (;;) {
    const look = looks.next()
    if (look.done === true) return look.value
    await new Promise(setImmediate)
  }
}
