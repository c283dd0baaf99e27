import { App as Kit, ConfigProvider, Spin } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { kitTheme } from '#ui/kit/kit-theme.ts'
import { SurroundingsProvider, useStill, useSurroundings } from '#ui/kit/surroundings.tsx'
import { unfitness, type Unfit } from './keys.ts'
import { kitWords } from '#ui/kit/language.ts'
import { openShelf, type Shelf } from './shelf/shelf.ts'
import { EnrolPage } from './shell/enrol-page.tsx'
import { keptEnrolment, keptWaiting, type Enrolled, type Waiting } from './shell/enrolling.ts'
import { OpenTill } from './shell/open-till.tsx'
import { UnfitPage } from './shell/unfit-page.tsx'

type Stage =
  | Readonly<{ kind: 'looking' }>
  | Readonly<{ kind: 'unfit'; why: Unfit }>
  | Readonly<{ kind: 'new'; shelf: Shelf; waiting: Waiting | null }>
  | Readonly<{ kind: 'enrolled'; shelf: Shelf; enrolled: Enrolled }>

const shelf = openShelf()

const DisplayWindow = lazy(() =>
  import('./display/display-window.tsx').then((m) => ({ default: m.DisplayWindow })),
)
/** A window at this address shows the customer what the till in the other one does; it is no till itself. */
const forCustomers = location.hash.startsWith('#/display')

/** The till, or the screen for its customers, by the address. */
export function App() {
  return forCustomers ? (
    <Suspense>
      <DisplayWindow />
    </Suspense>
  ) : (
    <TillWindow />
  )
}

/** From opening the page to the till: may it be one here, is it one, who is at it. */
function TillWindow() {
  const [stage, setStage] = useState<Stage>({ kind: 'looking' })
  const look = useCallback(() => void lookAround().then(setStage), [])
  useEffect(look, [look])
  if (stage.kind === 'enrolled') return <OpenTill shelf={stage.shelf} enrolled={stage.enrolled} lit={Lit} />
  return (
    <Lit currency="CNY" zone={ownZone}>
      {stage.kind === 'looking' ? <Spin fullscreen delay={300} /> : null}
      {stage.kind === 'unfit' ? <UnfitPage why={stage.why} /> : null}
      {stage.kind === 'new' ? (
        <EnrolPage shelf={stage.shelf} waiting={stage.waiting} onEnrolled={look} />
      ) : null}
    </Lit>
  )
}

async function lookAround(): Promise<Stage> {
  const why = await unfitness()
  if (why !== null) return { kind: 'unfit', why }
  const enrolled = await keptEnrolment(shelf)
  if (enrolled !== null) return { kind: 'enrolled', shelf, enrolled }
  return { kind: 'new', shelf, waiting: await keptWaiting(shelf) }
}

/** The device's own zone, before the store's is known. */
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

export type LitWords = Readonly<{ currency: string; zone: string; children: ReactNode }>

/** Language, light and the store's money and zone around everything. */
function Lit({ currency, zone, children }: LitWords) {
  const { i18n } = useTranslation()
  return (
    <SurroundingsProvider manner={{ language: i18n.language, currency, zone }}>
      <Themed>{children}</Themed>
    </SurroundingsProvider>
  )
}

/** What a finger hits without looking. */
const FINGER = 48

function Themed({ children }: Readonly<{ children: ReactNode }>) {
  const { light, manner } = useSurroundings()
  const still = useStill()
  const words = kitWords(manner.language)
  const theme = kitTheme(light, still)
  return (
    <ConfigProvider
      theme={{
        ...theme,
        token: { ...theme.token, controlHeight: 44, controlHeightLG: FINGER, fontSizeLG: 17 },
      }}
      {...(words ? { locale: words } : {})}
      button={{ autoInsertSpace: false }}
    >
      <Kit>{children}</Kit>
    </ConfigProvider>
  )
}
