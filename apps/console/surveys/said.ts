import { useTranslation } from 'react-i18next'
import { inLanguage, type Said } from '#domain/survey/model/document'

/** Words of a survey in the reader's language, or in the other one where they are not given. */
export function useSaid(): (of: Said) => string {
  const { i18n } = useTranslation()
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en'
  return (of) => inLanguage(of, language)
}
