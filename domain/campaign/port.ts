import type { World } from '#db/work'
import type { Mailer } from './model.ts'

export const SEND_JOB = 'campaign.send'

/** What the sender needs of the program around it. */
export type Post = Readonly<{
  world: World
  mailer: Mailer
  /** Where members reach this program, such as https://club.example.com/: the unsubscribe link begins with it. */
  publicUrl: string
}>
