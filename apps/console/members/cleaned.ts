type Values = Readonly<Record<string, unknown>>

/** Empty boxes are not known, not empty text; extra fields without a value are left out. */
export function cleaned(values: Values): Values {
  const clean: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (name !== 'extra') clean[name] = value === '' || value === undefined ? null : value
  }
  const extra = Object.entries((values['extra'] as Values | undefined) ?? {})
  return {
    ...clean,
    name: clean['name'] ?? '',
    extra: Object.fromEntries(
      extra.filter(([, value]) => value !== undefined && value !== null && value !== ''),
    ),
  }
}
