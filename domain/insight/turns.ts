/** What looks at everybody once; whoever is at a till is served behind it. */
export async function turned<T>(look: () => T): Promise<T> {
  const seen = look()
  await new Promise(setImmediate)
  return seen
}

/** Carries out what looks at everybody several times, each look in a turn of the event loop of its own. */
export async function inTurns<T>(looks: Iterator<undefined, T>): Promise<T> {
  for (;;) {
    const look = await turned(() => looks.next())
    if (look.done === true) return look.value
  }
}
