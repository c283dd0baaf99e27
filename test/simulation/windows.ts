import { msOf } from '#base/instant'
import { askToWrite } from '#domain/device/model/writer'
import type { Act } from './acts.ts'
import { boot, later } from './till.ts'
import type { Rec, World } from './world.ts'

const LOCK = 'zhiji-till-writer'

/** A window of a till's app; only one of them writes, by the very rule the app asks by. */
export type Window = { id: number; writes: boolean }

/** Opens the app in a window; the one that may write starts the till's program on what the disk holds. */
export function openWindow(world: World, rec: Rec): void {
  const window: Window = { id: ++rec.opened, writes: false }
  rec.windows.push(window)
  askToWrite(rec.machine.of(window.id), LOCK, {
    told: (writes) => {
      window.writes = writes
      if (writes) run(world, rec, window)
      else world.witness.some('second tab refused')
    },
    freed: () => {
      // It opens anew: its program is gone, and the lock that waited for it with it.
      world.witness.some('second tab took over')
      closeWindow(rec, window)
      openWindow(world, rec)
    },
  })
}

function closeWindow(rec: Rec, window: Window): void {
  rec.windows.splice(rec.windows.indexOf(window), 1)
  rec.machine.gone(window.id)
}

function run(world: World, rec: Rec, window: Window): void {
  const { memo, seal, reader, witness } = world
  rec.boots++
  rec.bootedAt = msOf(memo.now)
  const clock = {
    wall: () => rec.stoppedAt ?? (rec.skewMs === 0 ? memo.now : later(memo.now, rec.skewMs)),
    mono: () => Math.max(0, msOf(memo.now) - rec.bootedAt),
  }
  const disk = rec.disk.writtenBy(() => {
    if (rec.machine.holder() !== window.id) witness.fail('O5 one window writes a till’s log')
  })
  rec.till = boot({ identity: rec.identity, disk, clock, boot: rec.boots, seal, reader, witness })
  rec.bootedWith = rec.till.state().anchor
  const seqs = new Set(rec.till.events().map((one) => one.event.id))
  for (const [id, event] of rec.printed)
    if (event.epoch === rec.identity.epoch && !seqs.has(id) && !rec.till.forgot(event.seq))
      witness.fail('O1 what was printed is there when the till starts again')
}

/** The machine is off: no window, no lock, and of the disk what the power leaves. */
export function powerOff(rec: Rec): 'nothing' | 'unsynced' | 'torn' {
  rec.windows.length = 0
  rec.machine.off()
  rec.till = null
  return rec.disk.lose()
}

/** Somebody opens the till in another window, or rings up in one that only reads, or closes the one that writes. */
export const windows: Act = async (world, rec) => {
  const { dice, witness } = world
  if (rec.till === null) return openWindow(world, rec)
  if (rec.windows.length < 3 && dice.hits(0.5)) return openWindow(world, rec)
  const [writer, ...readers] = rec.windows.toSorted((a, b) => Number(b.writes) - Number(a.writes))
  if (readers.some((one) => one.writes)) witness.fail('O5 one window of a till writes, and no other')
  if (!writer || readers.length === 0) return
  if (dice.hits(0.3)) return closeWindow(rec, dice.pick(readers))
  witness.some('writing tab closed')
  rec.till = null
  closeWindow(rec, writer)
}
