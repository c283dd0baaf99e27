import { lazy, type ComponentType } from 'react'
import { MembersPage } from '../members/members-page.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { SyncPage } from '../outbox/sync-page.tsx'
import type { Place } from './places.ts'

type Screens = Readonly<Partial<Record<Place, ComponentType>> & { members: ComponentType }>

/** The screen of each place. */
export const SCREENS: Screens = {
  checkout: lazy(() => import('../checkout/checkout.tsx').then((m) => ({ default: m.Checkout }))),
  members: MembersPage,
  receipts: lazy(() => import('../display/receipts-page.tsx').then((m) => ({ default: m.ReceiptsPage }))),
  shift: lazy(() => import('../display/shift-page.tsx').then((m) => ({ default: m.ShiftPage }))),
  sync: SyncPage,
  settings: SettingsPage,
}
