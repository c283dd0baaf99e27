export type Language = 'en' | 'zh'

/** The caller's language from Accept-Language by its weights; Chinese in all its forms, else English. */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
    const weight = rest.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((q) => q !== undefined)
    return { tag, weight: weight === undefined ? 1 : Number(weight) }
  })
  const first = wishes
    .filter(({ tag, weight }) => weight > 0 && /^(zh|en)\b/.test(tag))
    .sort((a, b) => b.weight - a.weight)[0]
  return first?.tag.startsWith('zh') === true ? 'zh' : 'en'
}

/** The terminal's language from LC_ALL, LC_MESSAGES or LANG. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const said = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return said.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
