import type { World } from '#db/work'
import type { CarrierSettings } from './contract/carrier.ts'
import type { HandOff, Mail, Mailer } from './model.ts'

export const SEND_JOB = 'campaign.send'

/** A provider account with its secret, for whoever speaks to the provider and for nobody else. */
export type CarrierSetup = Readonly<{
  id: string
  settings: CarrierSettings
  secret: string
  ratePerSecond: number
  hookPath: string
  active: boolean
}>

/** The ways out to providers; `server/outside` brings real ones. */
export type Outlets = Readonly<{
  /** Hands one message over; answers, and does not throw. */
  send(setup: CarrierSetup, mail: Mail): Promise<HandOff>
  /** How many may be handed over right now; waits a moment for the first, and counts them as handed over. */
  free(setup: CarrierSetup): Promise<number>
  /** Opens the lines that also bring something in, and closes those of other accounts. */
  keep(setups: readonly CarrierSetup[]): Promise<void>
  close(): void
}>

/** What the sender needs of the program around it. */
export type Post = Readonly<{
  world: World
  /** Null without a mail server: letters wait. */
  mailer: Mailer | null
  /** Where members reach this program, such as https://club.example.com/: the unsubscribe link begins with it. */
  publicUrl: string
  /** Without it only letters go out. */
  outlets?: Outlets
}>
