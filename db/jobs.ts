import { sql } from 'kysely'
import { markRead, unread, type LoggedEvent } from './events.ts'
import type { Tx, Work } from './work.ts'

/** `more` asks to be called again at once, in a work of its own: so a long job is many short transactions. */
export type Step = 'more' | 'done'

type Named = Readonly<{ name: string }>
export type Job = Named &
  Readonly<{
    /** Events whose commit wakes the job. */
    wokenBy: readonly string[]
    /** Five cron fields in the chain's zone; null runs when woken. */
    cron: string | null
    /** One step; `most` limits what a reader takes, so that a poisoned event can be told from its neighbours. */
    step: (work: Work, most?: number) => Promise<Step>
    /** Instead of `step`: a step that opens works of its own, so that no transaction stands idle around it. */
    alone?: () => Promise<Step>
    /** Whether something waits that this step may not see yet. */
    behind: (work: Work) => Promise<boolean>
  }>

const never = async (): Promise<boolean> => false

/**
 * Reads the event log: every event of these kinds exactly once and in order, because the place read to is committed
 * with what the command did.
 */
export function onEvents(
  { name, kinds, most }: Named & { kinds: readonly string[]; most: number },
  command: (work: Work, events: LoggedEvent[]) => Promise<unknown>,
): Job {
  return {
    name,
    wokenBy: kinds,
    cron: null,
    step: async (work, fewer = most) => {
      const events = await unread(work.tx, name, kinds, fewer)
      const last = events.at(-1)
      if (!last) return 'done'
      await command(work, events)
      await markRead(work.tx, name, last)
      return events.length < fewer ? 'done' : 'more'
    },
    behind: (work) => waiting(work.tx, name, kinds),
  }
}

/**
 * Runs at its time in the chain's zone, and once at every start, because a shop's computer is off at night. The command
 * decides by its own rows what is due, so that running again changes nothing.
 */
export function every(
  { name, cron }: Named & { cron: string },
  command: (work: Work) => Promise<Step | void>,
): Job {
  return { name, wokenBy: [], cron, step: async (work) => (await command(work)) ?? 'done', behind: never }
}

/**
 * Runs after `ask(work, name)` has committed, at every start and every minute; the command finds by its own rows what
 * there is to do, does a bounded part of it and says whether there is more. A killed program goes on where it stopped.
 */
export function whenAsked({ name }: Named, command: (work: Work) => Promise<Step | void>): Job {
  return {
    name,
    wokenBy: [askedFor(name)],
    cron: null,
    step: async (work) => (await command(work)) ?? 'done',
    behind: never,
  }
}

/**
 * Like `whenAsked`, for steps that read long or speak to the outside: they get no work and open their own, so that no
 * transaction is left idle meanwhile.
 */
export function onItsOwn({ name }: Named, command: () => Promise<Step>): Job {
  const step = async (): Promise<Step> => 'done'
  return { name, wokenBy: [askedFor(name)], cron: null, step, alone: command, behind: never }
}

/** Like `onItsOwn`, but also at its time in the chain's zone. */
export function everyOnItsOwn({ name, cron }: Named & { cron: string }, command: () => Promise<Step>): Job {
  return { ...onItsOwn({ name }, command), cron }
}

/** Wakes a `whenAsked` job after this work has committed; asking in vain is harmless. */
export function ask(work: Work, name: string): void {
  work.record({ kind: askedFor(name), subjectId: null, body: {} })
}

const askedFor = (name: string): string => `job.asked.${name}`

/** Whether events wait beyond a reader's place, be they readable yet or not. */
async function waiting(tx: Tx, reader: string, kinds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from house.event e
       where e.kind = any(${kinds}::text[])
         and (e.horizon, e.seq) > (coalesce((select horizon from house.reader where name = ${reader}), '0'),
                                   coalesce((select seq from house.reader where name = ${reader}), 0))) as found
    `.execute(tx)
  return rows[0]?.found ?? false
}
