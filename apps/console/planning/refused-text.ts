import { useTranslation } from 'react-i18next'

/** Why a program would not sell a basket; the code itself where there are no words for it yet. */
export function useRefusedText(): (code: string) => string {
  const { t, i18n } = useTranslation()
  return (code) =>
    i18n.exists(`planning.refusal.${code}`)
      ? t(`planning.refusal.${code}` as 'planning.refusal.members_only')
      : code
}
