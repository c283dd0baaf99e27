import { createServer, connect, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What a line does to what goes over it; shares are of connections or of pieces, drawn by the seed. */
export type Faults = Readonly<{
  /** Nothing goes through: what is open is cut, what is tried is refused. */
  down?: boolean
  /** Pieces held up, and for how long at most. */
  delayed?: number
  delayMs?: number
  /** Pieces after which the connection is cut, so that an answer is lost after it was meant. */
  cut?: number
  /** The next piece is one of them, so that something is cut however few go over the line. */
  cutNext?: boolean
}>

export type FaultyLine = Readonly<{
  port: number
  set: (faults: Faults) => void
  /** How often something was cut, so that a test can say that it happened. */
  cuts: () => number
  close: () => Promise<void>
}>

/** A line between a till and head office that fails as lines do; `random` is in [0, 1) and makes it repeatable. */
export async function faultyLine(to: number, random: () => number): Promise<FaultyLine> {
  let faults: Faults = {}
  let cuts = 0
  let due = false
  const cutsNow = (share: number): boolean => {
    const now = due
    due = false
    return now || random() < share
  }
  const open = new Set<Socket>()
  const cut = (...both: Socket[]) => {
    cuts++
    for (const one of both) one.destroy()
  }
  const server = createServer((near) => {
    if (faults.down) return cut(near)
    const far = connect(to, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      void carry(one, { into: other, faults: () => faults, random, cutsNow, cut })
    }
  })

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: portOf(server),
    set: (next) => {
      faults = next
      due = next.cutNext === true
      if (next.down) for (const one of open) cut(one)
    },
    cuts: () => cuts,
    close: async () => {
      for (const one of open) one.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

type Carrying = Readonly<{
  into: Socket
  faults: () => Faults
  random: () => number
  cutsNow: (share: number) => boolean
  cut: (...both: Socket[]) => void
}>

/** Piece by piece and in order: the next one waits until the one before has gone. */
async function carry(from: Socket, { into, faults, random, cutsNow, cut }: Carrying): Promise<void> {
  try {
    for await (const piece of from) {
      const { down, delayed = 0, delayMs = 200, cut: share = 0 } = faults()
      if (down) return cut(from, into)
      if (random() < delayed) await pause(random() * delayMs)
      into.write(piece as Buffer)
      if (cutsNow(share)) return cut(from, into)
    }
    into.end()
  } catch {
    into.destroy()
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
