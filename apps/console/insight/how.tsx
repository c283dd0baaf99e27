import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'

/** "How do we know?": method and limits, for whoever asks; closed until then. */
export function How({ children }: Readonly<{ children: ReactNode }>) {
  const { t } = useTranslation()
  return (
    <details className="how">
      <summary>{t('insight.how')}</summary>
      <div>{children}</div>
    </details>
  )
}
