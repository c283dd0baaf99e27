/** N6, N7: only a good card is taken; a lost or replaced one still names its member and is refused. */
export const CARD_STATES = ['good', 'lost', 'replaced'] as const
export type CardState = (typeof CARD_STATES)[number]

export const CARD_HAPPENINGS = ['loss', 'finding', 'replacement', 'pin_reset'] as const
export type CardHappening = (typeof CARD_HAPPENINGS)[number]

type Series = Readonly<{ prefix: string; width: number }>

/**
 * N6: the series a number belongs to: the longest prefix that is followed by at least as many digits as the series
 * is wide. A printed number of no series is replaced by the next plain serial.
 */
export function seriesOf(number: string, all: readonly Series[]): string {
  const fits = ({ prefix, width }: Series) => {
    const serial = number.startsWith(prefix) ? number.slice(prefix.length) : ''
    return serial.length >= width && /^\d+$/.test(serial)
  }
  const [longest] = all.filter(fits).sort((a, b) => b.prefix.length - a.prefix.length)
  return longest?.prefix ?? ''
}
