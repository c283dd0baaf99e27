import { Outlet, useRouterState } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { MenuOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Go } from '#ui/kit/go.tsx'
import { Seal } from '#ui/kit/seal.tsx'
import { ThemeSwitch } from '#ui/kit/switches.tsx'
import { useNarrow } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { AuditBanner } from '../value/audit-banner.tsx'
import { AccountMenu } from './account-menu.tsx'
import { FindMember } from './find-member.tsx'
import { Languages } from './languages.tsx'
import { isAt, placeAt, PLACES } from './places.tsx'
import type { Place } from './places.tsx'

/** The frame of every page of the signed-in: menu, member search, language, light, account. */
export function Shell() {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const may = useMay()
  const places = PLACES.filter((place) => may(place.can))
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      {narrow ? null : (
        <aside className="side">
          <Wordmark />
          <Menu places={places} />
        </aside>
      )}
      <div className="shell-main">
        <header className="top">
          {narrow ? (
            <Go to="/" className="top-seal" aria-label={t('shell.nav.overview')}>
              <Seal size={30} />
            </Go>
          ) : null}
          {may('member.read') ? <FindMember /> : <span />}
          <span className="top-end">
            <Languages />
            <ThemeSwitch />
            <AccountMenu />
          </span>
        </header>
        <main id="content" tabIndex={-1}>
          {may('audit.read') ? <AuditBanner /> : null}
          <Outlet />
        </main>
      </div>
      {narrow ? <Thumbs places={places} /> : null}
    </div>
  )
}

function Wordmark() {
  const { t } = useTranslation()
  const { chain } = useMe()
  return (
    <Go to="/" className="wordmark">
      <Seal size={40} />
      <span>
        <strong>{chain.name}</strong>
        <small>{t('kit.house.full')}</small>
      </span>
    </Go>
  )
}

const GROUPS = ['day', 'know', 'house'] as const

function Menu({ places, onGo }: Readonly<{ places: readonly Place[]; onGo?: () => void }>) {
  const { t } = useTranslation()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  return (
    <nav className="menu" aria-label={t('shell.nav.title')}>
      {GROUPS.map((group) => {
        const inside = places.filter((place) => place.group === group)
        if (inside.length === 0) return null
        return (
          <section key={group}>
            <h2>{t(`shell.nav.groups.${group}`)}</h2>
            {inside.map((place) => (
              <Go
                key={place.key}
                to={place.to}
                aria-current={placeAt(pathname) === place.to ? 'page' : undefined}
                {...(onGo ? { onClick: onGo } : {})}
              >
                <span aria-hidden>{place.icon}</span>
                {t(`shell.nav.${place.key}`)}
              </Go>
            ))}
          </section>
        )
      })}
    </nav>
  )
}

/** On a phone: four places under the thumb, the rest one touch away. */
function Thumbs({ places }: Readonly<{ places: readonly Place[] }>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const thumbs = places.filter((place) => place.thumb)
  return (
    <nav className="thumbs" aria-label={t('shell.nav.title')}>
      {thumbs.map((place) => (
        <Go key={place.key} to={place.to} aria-current={isAt(pathname, place.to) ? 'page' : undefined}>
          <span aria-hidden>{place.icon}</span>
          {t(`shell.nav.${place.key}`)}
        </Go>
      ))}
      <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
        <span aria-hidden>
          <MenuOutlined />
        </span>
        {t('shell.nav.more')}
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="auto" title={<Wordmark />}>
        <Menu places={places} onGo={() => setOpen(false)} />
      </Drawer>
    </nav>
  )
}
