import { useTranslation } from 'react-i18next'
import { SOURCES } from '#domain/member/model'

const OWN_SOURCES = ['member', 'staff', 'reply', 'merge', 'merge_undone'] as const

type Said = Readonly<{ source: string; textVersion: string; givenBy?: string }>

/** Who said yes or no, where, and to which words (G2). */
export function useConsentSource(): (said: Said) => string {
  const { t } = useTranslation()
  const placeOf = (source: string): string => {
    const own = OWN_SOURCES.find((one) => one === source)
    if (own !== undefined) return t(`history.wishes.source.${own}`)
    const joined = SOURCES.find((one) => one === source)
    return joined === undefined ? source : t(`parts.source.${joined}`)
  }
  return ({ source, textVersion, givenBy }) =>
    [
      placeOf(source),
      givenBy === 'guardian' ? t('history.wishes.guardian') : '',
      textVersion === '' ? '' : t('history.wishes.words', { version: textVersion }),
    ]
      .filter(Boolean)
      .join(' · ')
}
