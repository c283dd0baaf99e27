import { useTranslation } from 'react-i18next'

/** Of words that are kept in both languages, those of the reader. */
export function useOwnWords(): (zh: string, en: string) => string {
  const { i18n } = useTranslation()
  return (zh, en) => (i18n.language === 'zh-CN' ? zh : en)
}
