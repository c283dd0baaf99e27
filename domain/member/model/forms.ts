import type { Source } from '../model.ts'
import { PROFILE_FIELDS } from '../model.ts'

export const SUBMISSION_STATES = ['screening', 'enrolled', 'rejected'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

export const VERDICTS = ['approved', 'rejected'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What a form asks, in order; a chain's own fields as `extra.<key>`. */
export type FormField = Readonly<{ field: string; required: boolean }>

type Extra = Readonly<Record<string, string | number | boolean>>
type Profile = Readonly<Record<(typeof PROFILE_FIELDS)[number], unknown> & { extra: Extra }>

/** C05: whoever answers an advert or sends in a form from a pack is looked at before a card is given. */
const ALWAYS_SCREENED: readonly Source[] = ['advert', 'in_pack']

export const isScreened = (form: Readonly<{ source: Source; screening: boolean }>): boolean =>
  form.screening || ALWAYS_SCREENED.includes(form.source)

const ownKey = (field: string): string | null =>
  field.startsWith('extra.') ? field.slice('extra.'.length) : null

/** Of these fields of a form, the first one that there is not. */
export function unknownField(fields: readonly FormField[], own: readonly string[]): string | undefined {
  const known = new Set<string>([...PROFILE_FIELDS, ...own.map((key) => `extra.${key}`)])
  return fields.find((one) => !known.has(one.field))?.field
}

const valueOf = (profile: Profile, field: string): unknown => {
  const key = ownKey(field)
  return key === null ? profile[field as keyof Profile] : profile.extra[key]
}
const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && value !== false

/** The first field that must be filled in and is not. */
export const missingField = (fields: readonly FormField[], profile: Profile): string | undefined =>
  fields.find(({ field, required }) => required && !isFilled(valueOf(profile, field)))?.field

/** N14: only what the form asks is kept, whatever was sent along. */
export function askedOnly<P extends Profile>(fields: readonly FormField[], profile: P): P {
  const asked = new Set(fields.map((one) => one.field))
  const empty = (field: string) => (field === 'name' ? '' : null)
  const own = PROFILE_FIELDS.map((field) => [field, asked.has(field) ? profile[field] : empty(field)])
  const extra = Object.entries(profile.extra).filter(([key]) => asked.has(`extra.${key}`))
  return { ...profile, ...Object.fromEntries(own), extra: Object.fromEntries(extra) }
}

/** C05: how many of the blank forms came back, in basis points, rounded down; null while none went out. */
export const returnedBps = (issued: number, returned: number): number | null =>
  issued === 0 ? null : Math.floor((returned * 10_000) / issued)
