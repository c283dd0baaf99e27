import { useTranslation } from 'react-i18next'

/** A name that is kept in both languages, in the reader's. */
export function useTitle(): (of: Readonly<{ titleZh: string; titleEn: string }>) => string {
  const { i18n } = useTranslation()
  return ({ titleZh, titleEn }) => (i18n.language.startsWith('zh') ? titleZh : titleEn)
}
