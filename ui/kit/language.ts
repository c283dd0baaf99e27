import type { Locale } from 'antd/es/locale'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { present } from '#base/must'
import { LANGUAGES } from '#domain/org/model'
import type { Language } from '#domain/org/model'

/** Every app on one address remembers the choice under this name. */
const PLACE = 'zhiji.language'

/** An app's catalogue and the kit's words of one language, fetched when that language is wanted. */
export type Loaders = Readonly<Record<Language, () => Promise<{ words: object; kit: Locale }>>>

const kits = new Map<string, Locale>()
/** The kit's own words in a language that was loaded. */
export const kitWords = (language: string): Locale | undefined => kits.get(language)

/** The remembered choice, else the first language of the browser that we speak, else English. */
export function firstLanguage(kept: string | null, wanted: readonly string[]): Language {
  const known = LANGUAGES.find((language) => language === kept)
  if (known) return known
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'en'
}

let loaders: Loaders | undefined

/** Loads the first language of an app; before this no word can be shown. */
export async function startLanguage(own: Loaders): Promise<void> {
  loaders = own
  await i18next.use(initReactI18next).init({
    lng: 'cimode',
    fallbackLng: false,
    resources: {},
    returnNull: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
  await load(firstLanguage(localStorage.getItem(PLACE), navigator.languages))
}

/** Changes the language and remembers it on this device. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(PLACE, language)
  await load(language)
}

export const spoken = (): Language => LANGUAGES.find((language) => language === i18next.language) ?? 'en'

/** Whether the reader chose a language on this device. */
export const hasChosenLanguage = (): boolean => localStorage.getItem(PLACE) !== null

async function load(language: Language): Promise<void> {
  const { words, kit } = await present(loaders, 'ui: an app starts its language before it speaks')[language]()
  i18next.addResourceBundle(language, 'translation', words, true, true)
  kits.set(language, kit)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
