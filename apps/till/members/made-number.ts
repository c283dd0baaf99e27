/**
 * A number for a member who joins at a till without a printed card: the till's code, a counter of this till, and a
 * check digit, such as `A01-000042-7`. No two tills make the same one, and a slip in typing is noticed.
 */
export function madeNumber(deviceCode: string, nth: number): string {
  const bare = `${deviceCode.toUpperCase()}-${String(nth).padStart(6, '0')}`
  return `${bare}-${checkDigit(bare)}`
}

/** Whether a number that looks made by a till has the check digit it should; null when it does not look so. */
export function isMadeWell(number: string): boolean | null {
  const parts = /^(.+-\d{6,})-(\d)$/.exec(number.trim().toUpperCase())
  return parts === null ? null : checkDigit(parts[1] ?? '') === parts[2]
}

/** Luhn (ISO/IEC 7812-1) over the letters and digits, a letter counting as its place from 10 as in ISIN. */
function checkDigit(bare: string): string {
  const digits = [...bare].flatMap((sign) => (/[0-9A-Z]/.test(sign) ? [...String(parseInt(sign, 36))] : []))
  let total = 0
  for (const [at, digit] of digits.toReversed().entries()) {
    const twice = at % 2 === 0 ? Number(digit) * 2 : Number(digit)
    total += twice > 9 ? twice - 9 : twice
  }
  return String((10 - (total % 10)) % 10)
}
