import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Seal } from '#ui/kit/seal.tsx'
import { ThemeSwitch } from '#ui/kit/switches.tsx'
import { Languages } from '../shell/languages.tsx'

/** The front door: seal and name on one side, what is asked on the other. */
export function Front({ children }: Readonly<{ children: ReactNode }>) {
  const { t } = useTranslation()
  return (
    <div className="front">
      <aside className="front-side">
        <Seal size={84} />
        <p className="front-name">
          {t('kit.house.han')} <span>{t('kit.house.latin')}</span>
        </p>
        <p className="front-tagline">{t('shell.tagline')}</p>
      </aside>
      <div className="front-main">
        <div className="front-switches">
          <Languages />
          <ThemeSwitch />
        </div>
        <main>{children}</main>
      </div>
    </div>
  )
}
