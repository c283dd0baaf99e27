import { get } from './raw.ts'
import type { Raw } from './raw.ts'

type Named = Readonly<{ code: string; nameZh: string; nameEn: string }>

/** What a list of a half-written document names: items without a code cannot be named yet. */
export const namedIn = (raw: Raw, list: readonly string[]): readonly (Named & Raw)[] => {
  const held = get(raw, list)
  const items: readonly unknown[] = Array.isArray(held) ? held : []
  return items
    .filter((one): one is Raw => typeof one === 'object' && one !== null)
    .filter((one) => typeof one['code'] === 'string' && one['code'] !== '')
    .map((one) => ({
      ...one,
      code: String(one['code']),
      nameZh: String(one['nameZh'] ?? ''),
      nameEn: String(one['nameEn'] ?? ''),
    }))
}

/** Days of the week in a language; Monday is 1. */
export function weekdaysIn(language: string, weekday: 'short' | 'long') {
  const write = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' })
  // 1 January 2024 was a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: write.format(Date.UTC(2024, 0, value)) }))
}
