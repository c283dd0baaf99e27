/**
 * A member's number as networks write it (E.164 with `+`). A number kept without a country belongs to the one the
 * carrier's account is for; a trunk zero in front of it is dropped.
 */
export function e164(mobile: string, country: string): string {
  const plain = mobile.replaceAll(/[^\d+]/g, '')
  if (plain.startsWith('+')) return plain
  if (plain.startsWith('00')) return `+${plain.slice(2)}`
  return `+${country}${plain.replace(/^0/, '')}`
}
