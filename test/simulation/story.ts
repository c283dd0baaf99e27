import type { Instant } from '#base/instant'
import type { EventKind } from '#domain/device/model/event'
import type { ChargeRefusal } from '#domain/device/model/offline'
import type { Op } from './head-office.ts'
import type { Sometimes } from './sometimes.ts'

/** What a watcher is told of a night while it runs; whether anybody listens changes nothing of it. */
export type Happened =
  | Readonly<{ k: 'sold'; device: string; seq: number; minor: number; way: string | null; back: boolean }>
  | Readonly<{ k: 'noted'; device: string; seq: number; kind: EventKind }>
  | Readonly<{ k: 'no'; device: string; code: ChargeRefusal }>
  /** `done` is null where head office went down before it was safe; `mark` is that of the till it is about. */
  | Readonly<{ k: 'office'; op: Op; done: boolean | null; mark: number | null }>
  | Readonly<{ k: 'met'; what: Sometimes }>
  | Readonly<{ k: 'mended' }>

export type Line = Readonly<{ step: number; at: Instant; happened: Happened }>
export type Listener = (line: Line) => void
