import { worthOfRead, type Worth } from '#domain/device/model/answer'
import { BODIES } from '#domain/device/model/bodies'
import { hashedText, readEvent, type DeviceEvent, type EventFault } from '#domain/device/model/event'
import type { Seal } from './head-office.ts'

type Body = ReturnType<(typeof BODIES)[keyof typeof BODIES]['safeParse']>

/**
 * What a text says, worked out once a night. A segment arrives three times and is carried out again for the proof; the
 * product's own code reads each text the first time, and the same text cannot say anything else the second time.
 */
export type Reader = Readonly<{
  hash: (text: string) => string
  event: (text: string) => DeviceEvent | EventFault
  body: (event: DeviceEvent) => Body
  worth: (event: DeviceEvent) => Worth
}>

export function readerOf(seal: Seal): Reader {
  const body = once((event: DeviceEvent): Body => BODIES[event.kind].safeParse(event.body))
  return {
    hash: once((text) => seal.hash(hashedText(text))),
    event: once(readEvent),
    body,
    worth: once((event) => {
      const read = body(event)
      return read.success ? worthOfRead(event.kind, read.data) : NO_WORTH
    }),
  }
}

const NO_WORTH: Worth = { minor: 0, points: 0 }

function once<Key, Answer>(work: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const answer = work(key)
    known.set(key, answer)
    return answer
  }
}
