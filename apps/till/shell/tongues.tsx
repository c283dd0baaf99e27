import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '#domain/org/model'
import type { Language } from '#domain/org/model'
import { LanguageSwitch } from '#ui/kit/switches.tsx'
import { speak } from '#ui/kit/language.ts'
import { useWords } from '../words.ts'

/** The language of the screens, remembered on this device. */
export function Tongues() {
  const say = useWords()
  const { i18n } = useTranslation()
  const languages = LANGUAGES.map((code) => ({ code, name: say(`shell.languages.${code}`) }))
  return (
    <LanguageSwitch
      languages={languages}
      current={i18n.language}
      onChoose={(code) => void speak(code as Language)}
    />
  )
}
