import type { AudienceRule } from '#domain/insight/contract'

/** A saved rule as parameters of an address: lists as "4,5", usual cuts left out. */
export function searchOf(rule: AudienceRule): Record<string, string | number> {
  const found: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(rule)) {
    if (value === undefined || value === 'mean') continue
    if (Array.isArray(value)) found[key] = value.join(',')
    else if (typeof value === 'number' || typeof value === 'string') found[key] = value
  }
  return found
}
