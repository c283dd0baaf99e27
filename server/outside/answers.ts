import type { Failed } from '#domain/campaign/model'
import type { Reached } from './reach.ts'

/** What is kept of a provider's answer: short, on one line, without numbers that could be somebody's. */
export const brief = (text: string): string =>
  text
    .replaceAll(/\+?\d{6,}/g, '…')
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)

export const later = (trouble: string): Failed => ({ outcome: 'later', trouble: brief(trouble) })
export const refused = (trouble: string): Failed => ({ outcome: 'refused', trouble: brief(trouble) })

/** The JSON object a provider answered, or what to do when it did not. */
export function objectOf(
  reached: Reached,
): Readonly<{ status: number; of: Record<string, unknown> }> | Failed {
  if ('trouble' in reached) return later(reached.trouble)
  try {
    const of: unknown = JSON.parse(reached.body)
    if (typeof of === 'object' && of !== null && !Array.isArray(of))
      return { status: reached.status, of: of as Record<string, unknown> }
  } catch {
    // Their trouble: a gateway's page instead of an answer. It is tried again like any other.
  }
  return later(`${reached.status} no answer of theirs`)
}

/** A field of somebody else's JSON as text; empty where it is none. */
export const textOf = (of: unknown): string =>
  typeof of === 'string' ? of : typeof of === 'number' ? String(of) : ''
