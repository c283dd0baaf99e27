import { useCallback, useEffect, useRef, useState } from 'react'
import { useScanned } from '../till-context.ts'
import type { Command } from './command-codes.ts'
import type { ActsWish } from './use-acts.ts'

type Turn = Pick<ActsWish, 'sale' | 'opened' | 'entering'> & Readonly<{ command: (one: Command) => void }>

/**
 * A command code waits for everything scanned before it: until that stands in the basket, its buyer is read, and the
 * screen shows both. A scanner is faster than a disk, and "pay" before the goods would be a command lost. Whatever
 * opened meanwhile hears it in its place.
 */
export function useCommandTurn({
  sale,
  opened,
  entering,
  command,
}: Turn): (one: Command, code: string) => void {
  const scanned = useScanned()
  const latest = useRef({ opened, command })
  const waiting = useRef<(() => void)[]>([])
  const [, look] = useState(0)
  useEffect(() => {
    latest.current = { opened, command }
    if (sale.buyerRead) for (const go of waiting.current.splice(0)) go()
  })
  const shown = useCallback(
    () =>
      new Promise<void>((done) => {
        waiting.current.push(done)
        look((turn) => turn + 1)
      }),
    [],
  )
  return (one, code) =>
    entering.inTurn(async () => {
      await shown()
      if (latest.current.opened === null) latest.current.command(one)
      else scanned(code)
    })
}
