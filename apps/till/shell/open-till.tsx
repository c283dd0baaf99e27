import { Spin } from 'antd'
import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'
import type { LitWords } from '../app.tsx'
import type { Shelf } from '../shelf/shelf.ts'
import { TillContext, type Person } from '../till-context.ts'
import { useAutoLock } from './auto-lock.ts'
import type { Enrolled } from './enrolling.ts'
import { Frame } from './frame.tsx'
import { openTill, type Opened } from './opened.ts'
import { OpeningPage } from './opening-page.tsx'
import { keepSession } from './session.ts'
import { SignIn } from './sign-in.tsx'

type Words = Readonly<{ shelf: Shelf; enrolled: Enrolled; lit: ComponentType<LitWords> }>

/** A till that was enrolled: opens what it keeps, then asks who is at it. */
export function OpenTill({ shelf, enrolled, lit: Lit }: Words) {
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    let close: (() => void) | null = null
    let over = false
    void openTill(shelf, enrolled).then((till) => {
      if (over) return till.close()
      close = till.close
      setOpened(till)
    })
    return () => {
      over = true
      close?.()
    }
  }, [shelf, enrolled])
  if (opened === null)
    return (
      <Lit currency="CNY" zone="UTC">
        <Spin fullscreen delay={300} />
      </Lit>
    )
  return <Running opened={opened} lit={Lit} />
}

function Running({ opened, lit: Lit }: Readonly<{ opened: Opened; lit: ComponentType<LitWords> }>) {
  const { till, store, keys } = opened
  const { policy, cashier, sync } = useSyncExternalStore(store.subscribe, store.get)
  const signIn = (person: Person | null) => {
    keepSession(person)
    store.set({ cashier: person })
  }
  const lock = () => signIn(null)
  useAutoLock(lock)
  return (
    <Lit currency={policy?.currency ?? 'CNY'} zone={policy?.zone ?? 'UTC'}>
      {policy === null ? <OpeningPage trouble={sync.trouble} again={till.syncNow} /> : null}
      {policy !== null && cashier === null ? <SignIn policy={policy} kept={till.kept} onIn={signIn} /> : null}
      {policy !== null && cashier !== null ? (
        <TillContext value={{ till, store, keys }}>
          <Frame onLock={lock} />
        </TillContext>
      ) : null}
    </Lit>
  )
}
