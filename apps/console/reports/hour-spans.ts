/** Hours that follow each other as spans of the clock: 11, 12, 13 and 18 are 11–14 and 18–19. */
export function hourSpans(hours: readonly number[]): readonly (readonly [number, number])[] {
  const spans: [number, number][] = []
  for (const hour of hours) {
    const last = spans.at(-1)
    if (last && last[1] === hour) last[1] = hour + 1
    else spans.push([hour, hour + 1])
  }
  return spans
}
