/**
 * Canonical JSON: keys sorted, undefined left out; equal content gives equal text, whatever order it was
 * written in.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  let text = ''
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) text += (at === 0 ? '' : ',') + canonical(value[at])
    return `[${text}]`
  }
  const of = value as Readonly<Record<string, unknown>>
  for (const key of keysOf(of)) {
    const part = of[key]
    if (part !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(part)}`
  }
  return `{${text}}`
}

/** Every sale is told this way: what needs no escape is quoted without a call of the system. */
const PLAIN = /^[\w .:/+-]*$/
const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text))

/** Sorted by code units; objects of a few keys, which most are already in order or nearly so. */
function keysOf(of: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(of)
  for (let at = 1; at < keys.length; at += 1) if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return keys.sort()
  return keys
}
