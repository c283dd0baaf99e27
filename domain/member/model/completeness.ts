/**
 * C13: what each field is worth to the chain; together 100. The mobile leads, because whoever has none is left out of
 * every SMS; birth date and name follow, for the birthday gift. What shops hardly use and people like least to tell
 * (the number of an identity card, a landline) is worth nothing and never asked.
 */
export const WEIGHTS = [
  { field: 'mobile', weight: 25 },
  { field: 'birthOn', weight: 15 },
  { field: 'name', weight: 15 },
  { field: 'email', weight: 10 },
  { field: 'gender', weight: 10 },
  { field: 'address', weight: 10 },
  { field: 'postcode', weight: 5 },
  { field: 'education', weight: 5 },
  { field: 'income', weight: 5 },
] as const
export type WeightedField = (typeof WEIGHTS)[number]['field']
export const WEIGHTED_FIELDS: readonly WeightedField[] = WEIGHTS.map((one) => one.field)

type Profile = Readonly<Record<WeightedField, unknown>>
const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== ''

export type Completeness = Readonly<{
  /** From 0 to 100. */
  score: number
  /** The most valuable first. */
  missing: WeightedField[]
  /** One question at a time: the most valuable of what is missing; null when nothing is. */
  ask: WeightedField | null
}>

/** C13: how complete a profile is, what it lacks, and what to ask next. */
export function completenessOf(profile: Profile): Completeness {
  const missing = WEIGHTS.filter(({ field }) => !isFilled(profile[field]))
  const score = 100 - missing.reduce((all, one) => all + one.weight, 0)
  const fields = missing.map((one) => one.field)
  return { score, missing: fields, ask: fields[0] ?? null }
}
