import { must } from '#base/must'
import { readEvent } from '#domain/device/model/event'
import type { Written, WrittenEvent } from '../till-context.ts'
import type { KeptEvent, Shelf } from './shelf.ts'

/** What was written down here, read from the texts that are signed for: nothing is counted from a second copy. */
export const writtenOn = (shelf: Shelf): Written => ({
  byId: async (id) => {
    const row = await shelf.events.where('id').equals(id).first()
    return row ? readBack(row) : null
  },
  since: (id) =>
    shelf.transaction('r', shelf.events, async () => {
      const first = await shelf.events.where('id').equals(id).first()
      if (!first) return []
      const rows = await shelf.events.where('[epoch+seq]').aboveOrEqual([first.epoch, first.seq]).toArray()
      return rows.map(readBack)
    }),
})

function readBack({ text, epoch, seq, id, kind }: KeptEvent): WrittenEvent {
  const event = readEvent(text)
  must(typeof event !== 'string', 'till: what was written down can be read back')
  return { id, seq, epoch, kind, at: event.wall, body: event.body }
}
