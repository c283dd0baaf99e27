import { useTranslation } from 'react-i18next'
import type { Language } from '#domain/org/model'

/** The language of the screen, as the house's own sentences are asked for. */
export function useTongue(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
}
