/** Codes the platform has names for, but where no shop is: groupings, tests, what no longer exists, double names. */
const NO_PLACE = new Set(
  (
    'EU EZ UN QO XA XB ZZ AC CP DG EA IC TA BU DD FX NT SU TP YD YU ZR AN CS ' +
    'FQ NQ PU PZ WK VD JT MI PC CT HV NH RH DY UK'
  ).split(' '),
)

type Option = Readonly<{ value: string; label: string }>

/** ISO 3166 codes of countries and regions whose names the platform knows, in the reader's language and order. */
export function countries(language: string): readonly Option[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const codes: Option[] = []
  for (let first = 65; first <= 90; first++) {
    for (let second = 65; second <= 90; second++) {
      const value = String.fromCharCode(first, second)
      if (NO_PLACE.has(value)) continue
      const name = names.of(value)
      if (name) codes.push({ value, label: name })
    }
  }
  return codes.toSorted((a, b) => a.label.localeCompare(b.label, language))
}

/** The currencies of the world by name; the usual ones of our shops first. */
export function currencies(language: string): readonly Option[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  const first = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD']
  const all = Intl.supportedValuesOf('currency')
  const ordered = [...first, ...all.filter((code) => !first.includes(code))]
  return ordered.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }))
}

/** IANA zones of the platform; the device's own is among them even where its list is old. */
export function zones(): readonly Option[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const all = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', own])
  return [...all].toSorted().map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}

/** Hours at which a business day may end. */
export const closingHours = (midnight: string): readonly Readonly<{ value: number; label: string }>[] =>
  Array.from({ length: 12 }, (_, hour) => ({
    value: hour,
    label: hour === 0 ? midnight : `${String(hour).padStart(2, '0')}:00`,
  }))
