import { useTranslation } from 'react-i18next'

/** What moved a balance, in the reader's words; a cause this screen does not know yet is shown by its code. */
export function useCauseName(): (kind: string) => string {
  const { t, i18n } = useTranslation()
  return (kind) => {
    const key = `parts.cause.${kind}`
    return i18n.exists(key) ? t(key as 'parts.cause.earn') : kind
  }
}
