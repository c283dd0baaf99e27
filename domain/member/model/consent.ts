/** The ways a member can be reached; consent is kept for each (G2). */
export const MEDIA = ['email', 'sms', 'wechat', 'post', 'call'] as const
export type Medium = (typeof MEDIA)[number]

/** What a message is for: an offer, a greeting without one, or a question. */
export const PURPOSES = ['marketing', 'greeting', 'survey'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Who said it: for a child it counts only when a guardian did (G7). */
export const GIVERS = ['member', 'guardian'] as const
export type Giver = (typeof GIVERS)[number]

export type ConsentKey = Readonly<{ channel: Medium; purpose: Purpose }>
/** The last row of a channel and purpose. */
export type Standing = ConsentKey &
  Readonly<{ id: string; granted: boolean; textVersion: string; givenBy: Giver }>

/**
 * N4: the row that counts for a channel and purpose. Whoever agreed to offers has agreed to greetings and questions
 * too, unless something else was said of these; and whoever refused offers, likewise.
 */
export function standingFor<T extends ConsentKey>(
  said: readonly T[],
  { channel, purpose }: ConsentKey,
): T | undefined {
  const own = said.filter((one) => one.channel === channel)
  return own.find((one) => one.purpose === purpose) ?? own.find((one) => one.purpose === 'marketing')
}

/**
 * What to say no to so that nothing more comes on these channels: offers always, so that the refusal is on record, and
 * whatever else somebody had agreed to by itself.
 */
export function silencing(
  said: readonly (ConsentKey & Readonly<{ granted: boolean }>)[],
  channels: readonly Medium[],
): readonly ConsentKey[] {
  return channels.flatMap((channel) => {
    const others = said.filter((one) => one.channel === channel && one.purpose !== 'marketing' && one.granted)
    return [
      { channel, purpose: 'marketing' as const },
      ...others.map(({ purpose }) => ({ channel, purpose })),
    ]
  })
}

/** Members younger than this are sent marketing with a guardian's consent only (G7; PIPL arts. 28 and 31). */
export const GUARDED_UNDER = 14

/** A key as one word, for lists of what a merge silenced; that of offers is the channel alone. */
export const wordOf = ({ channel, purpose }: ConsentKey): string =>
  purpose === 'marketing' ? channel : `${channel}:${purpose}`

export function keyOfWord(word: string): ConsentKey {
  const [channel, purpose = 'marketing'] = word.split(':')
  return { channel: channel as Medium, purpose: purpose as Purpose }
}
