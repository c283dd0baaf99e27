import { useCallback, useEffect, useState } from 'react'
import { businessDay, type BusinessDay } from '#base/instant'
import {
  cashierOf,
  useCashier,
  usePolicy,
  useSync,
  useTill,
  type BodyOf,
  type Till,
} from '../till-context.ts'
import { closingOf, countShift, type Counted, type ShiftSums } from '#domain/device/model/shift-sums'

/**
 * Under which the event is found that opened the last shift. Written before the event: should the till stop between
 * the two there is no such event, and so no shift; whether it is closed only the log says.
 */
const PLACE = 'shift'

/** The last shift of this till with what was rung up since; null when there was none. */
export async function lastShift(till: Till): Promise<Counted | null> {
  const id = await till.kept.get<string>(PLACE)
  return id === null ? null : countShift(await till.written.since(id))
}

export type OwnShift = Readonly<{
  /** Undefined while it is looked up. */
  counted: Counted | null | undefined
  /** The business day that an open shift is of; null when none is open. */
  openOf: BusinessDay | null
  today: BusinessDay
  open: (floatMinor: number) => Promise<void>
  move: (what: 'cash_in' | 'cash_out', of: Readonly<{ minor: number; reason: string }>) => Promise<void>
  close: (countedMinor: number) => Promise<void>
}>

/** The drawer of this till: what its log says, and the ways to write on in it. */
export function useShift(): OwnShift {
  const till = useTill()
  const person = useCashier()
  const { zone, closingHour } = usePolicy()
  const { created } = useSync().conservation
  const [counted, setCounted] = useState<Counted | null | undefined>(undefined)
  // Read again after whatever is written down at this till, however many events that are by now.
  const read = useCallback((_events: number) => lastShift(till).then(setCounted), [till])
  useEffect(() => {
    void read(created.events)
  }, [read, created.events])
  const say = async (body: BodyOf<'shift'>, id?: string) => {
    await till.record('shift', body, id === undefined ? {} : { id })
    await read(created.events + 1)
  }
  const cashier = cashierOf(person)
  const shift = counted?.shift
  const dayOf = (at: ShiftSums['openedAt']) => businessDay(at, zone, closingHour)
  return {
    counted,
    openOf: shift && shift.closed === null ? dayOf(shift.openedAt) : null,
    today: dayOf(till.now()),
    open: async (floatMinor) => {
      const id = till.newId()
      await till.kept.set(PLACE, id)
      await say({ what: 'opened', shift: id, floatMinor, cashier }, id)
    },
    move: async (what, { minor, reason }) => {
      if (shift) await say({ what, shift: shift.id, minor, reason, cashier })
    },
    close: async (countedMinor) => {
      // What the log says now, not what the screen last read: a sale may have been rung up in between.
      const now = await lastShift(till)
      if (now && now.shift.closed === null) await say({ ...closingOf(now.shift), countedMinor, cashier })
    },
  }
}
