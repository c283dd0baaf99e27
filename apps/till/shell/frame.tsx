import {
  CloudSyncOutlined,
  FileTextOutlined,
  LockOutlined,
  ProfileOutlined,
  SettingOutlined,
  ShoppingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { Spin } from 'antd'
import { Suspense, useLayoutEffect, useState, type ReactNode } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ThemeSwitch } from '#ui/kit/switches.tsx'
import { ShiftNote } from '../display/shift-note.tsx'
import { useCashier, useKeys, usePolicy, useScan, useScanned, useSync } from '../till-context.ts'
import { useWords } from '../words.ts'
import { goTo, KEY_OF, PLACES, usePlace, type Place } from './places.ts'
import { SCREENS } from './screens.ts'
import { Tongues } from './tongues.tsx'
import { Warnings } from './warnings.tsx'

const ICONS: Readonly<Record<Place, ReactNode>> = {
  checkout: <ShoppingOutlined />,
  members: <TeamOutlined />,
  receipts: <FileTextOutlined />,
  shift: <ProfileOutlined />,
  sync: <CloudSyncOutlined />,
  settings: <SettingOutlined />,
}
const shown = PLACES.filter((place) => place in SCREENS)
/** What each function key opens. */
const doors = Object.fromEntries(shown.map((place) => [KEY_OF[place], () => goTo(place)]))

/** The frame of every screen: places at the side, the state of the till above, the screen in the middle. */
export function Frame({ onLock }: Readonly<{ onLock: () => void }>) {
  const say = useWords()
  const place = usePlace()
  useKeys({ ...doors, 'Control+l': onLock })
  const Screen = SCREENS[place] ?? SCREENS.members
  return (
    <div className="till">
      <nav className="till-rail" aria-label={say('shell.places.title')}>
        {shown.map((one) => (
          <a key={one} href={`#/${one}`} aria-current={one === place ? 'page' : undefined}>
            <span aria-hidden>{ICONS[one]}</span>
            <span>{say(`shell.places.${one}`)}</span>
            <kbd>{KEY_OF[one]}</kbd>
          </a>
        ))}
      </nav>
      <div className="till-main">
        <StatusBar onLock={onLock} />
        <Warnings />
        <ShiftNote />
        <main className="till-screen" tabIndex={-1}>
          <Suspense fallback={<Coming />}>
            <Screen />
          </Suspense>
        </main>
      </div>
    </div>
  )
}

/** A screen that is still coming. What is scanned meanwhile is for it: a scanner does not wait. */
function Coming() {
  const pass = useScanned()
  const [codes] = useState<string[]>([])
  useScan((code) => void codes.push(code))
  useLayoutEffect(
    () => () => {
      // The screen hears as soon as it is drawn, which is when this has gone.
      queueMicrotask(() => codes.splice(0).forEach(pass))
    },
    [codes, pass],
  )
  return (
    <div className="waiting">
      <Spin delay={200} />
    </div>
  )
}

function StatusBar({ onLock }: Readonly<{ onLock: () => void }>) {
  const say = useWords()
  const { storeName, deviceCode } = usePolicy()
  const { name } = useCashier()
  return (
    <header className="till-bar">
      <span className="till-bar-store">
        <strong>{storeName}</strong>
        <small className="num">{deviceCode}</small>
      </span>
      <LineMark />
      <span className="till-bar-end">
        <Tongues />
        <ThemeSwitch />
        <button
          type="button"
          className="till-lock"
          onClick={onLock}
          aria-label={`${name} · ${say('shell.status.lock')}`}
        >
          <span className="wide-only">{name}</span>
          <LockOutlined aria-hidden />
        </button>
      </span>
    </header>
  )
}

/** Network and what waits, told by words and a shape, never by colour alone. */
function LineMark() {
  const say = useWords()
  const { number } = useFormats()
  const { online, pending } = useSync()
  const told =
    pending === 0
      ? say('shell.status.allSent')
      : say('shell.status.pending', { count: pending, n: number(pending) })
  return (
    <a className={online ? 'till-line' : 'till-line till-line-off'} href="#/sync">
      <i aria-hidden />
      <span>{say(online ? 'shell.status.online' : 'shell.status.offline')}</span>
      <span className="num">{told}</span>
    </a>
  )
}
