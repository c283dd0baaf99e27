import { PROFILE_FIELDS } from '../model.ts'
import { keyOfWord, standingFor, wordOf, type ConsentKey } from './consent.ts'

/** What a kept profile may get from the other one; the name is never empty. */
export const FILLED_FIELDS = PROFILE_FIELDS.filter((field) => field !== 'name')
type Field = (typeof FILLED_FIELDS)[number]
type Profile = Readonly<Record<Field, unknown> & { extra: Readonly<Record<string, unknown>> }>

/** N10: fields the kept profile lacks and the other one has; a chain's own ones as `extra.<key>`. */
export function lacking(keep: Profile, gone: Profile): string[] {
  const own = FILLED_FIELDS.filter((field) => keep[field] === null && gone[field] !== null)
  const extra = Object.keys(gone.extra).filter((key) => !(key in keep.extra))
  return [...own, ...extra.map((key) => `extra.${key}`)]
}

/** The profile with these fields taken from another one. */
export function filledFrom<P extends Profile>(keep: P, gone: Profile, fields: readonly string[]): P {
  const own = Object.fromEntries(FILLED_FIELDS.filter((f) => fields.includes(f)).map((f) => [f, gone[f]]))
  const extra = Object.entries(gone.extra).filter(([key]) => fields.includes(`extra.${key}`))
  return { ...keep, ...own, extra: { ...keep.extra, ...Object.fromEntries(extra) } }
}

/** Takes back what a profile got from another one, as far as nobody has changed it since. */
export function emptiedOf<P extends Profile>(keep: P, gone: Profile, fields: readonly string[]): P {
  const own = FILLED_FIELDS.filter((f) => fields.includes(f) && keep[f] === gone[f])
  const extra = Object.entries(keep.extra).filter(
    ([key, value]) => !(fields.includes(`extra.${key}`) && value === gone.extra[key]),
  )
  return { ...keep, ...Object.fromEntries(own.map((f) => [f, null])), extra: Object.fromEntries(extra) }
}

type Consent = ConsentKey & Readonly<{ granted: boolean }>

/**
 * N10: of two people's consents the stricter one counts: where the gone one said no and the kept one had said yes, the
 * kept one is silenced for that channel and purpose; a yes of the gone one is never inherited. What follows from what
 * was said of offers (N4) needs no row of its own.
 */
export function silencedBy(keep: readonly Consent[], gone: readonly Consent[]): string[] {
  const words = [...new Set([...keep, ...gone].map(wordOf))]
  return words.filter((word) => {
    const key = keyOfWord(word)
    return standingFor(keep, key)?.granted === true && standingFor(gone, key)?.granted === false
  })
}
