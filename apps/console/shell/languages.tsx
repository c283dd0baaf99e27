import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '#domain/org/contract'
import { LANGUAGES } from '#domain/org/model'
import type { Language } from '#domain/org/model'
import { useCommand } from '#ui/call.ts'
import { LanguageSwitch } from '#ui/kit/switches.tsx'
import { speak } from '#ui/kit/language.ts'
import { meQuery } from '../me.ts'

/** The language of the screens: remembered on this device, and by the host for who is signed in. */
export function Languages() {
  const { t, i18n } = useTranslation()
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const remember = useCommand(changeLanguage)
  const choose = (code: string) => {
    const language = code as Language
    void speak(language)
    if (me?.kind === 'staff') remember.mutate({ language })
  }
  const languages = LANGUAGES.map((code) => ({ code, name: t(`shell.languages.${code}`) }))
  return <LanguageSwitch languages={languages} current={i18n.language} onChoose={choose} />
}
