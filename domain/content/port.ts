import type { World } from '#db/work'
import type { CarrierSetup } from '#domain/campaign/index'
import type { Failed } from '#domain/campaign/model'

export const CONTENT_JOB = 'content.send'

export type Picture = Readonly<{ type: string; bytes: Uint8Array }>
export type Draft = Readonly<{
  title: string
  author: string
  digest: string
  html: string
  sourceUrl: string
  coverRef: string
}>
export type Mass = Readonly<{ clientId: string; draftRef: string; openids: readonly string[] }>

/** The way to an official account; `server/outside` brings a real one. It answers, and does not throw. */
export type Publisher = Readonly<{
  /** Brings a picture there: for the cover, and for inside of the words. */
  picture(
    setup: CarrierSetup,
    picture: Picture,
  ): Promise<Readonly<{ coverRef: string; url: string }> | Failed>
  draft(setup: CarrierSetup, draft: Draft): Promise<Readonly<{ draftRef: string }> | Failed>
  /** `already`: a call under this id was taken before (P4). */
  mass(setup: CarrierSetup, mass: Mass): Promise<Readonly<{ ref: string; already: boolean }> | Failed>
}>

/** What the sender needs of the program around it. */
export type Press = Readonly<{ world: World; publisher: Publisher }>
