import type { Wish } from '#base/endpoint'
import { msOf } from '#base/instant'
import { audit, keepAudit, lastAudit, openFindings, type Finding } from '#db/audit'
import { ask, type Step } from '#db/jobs'
import { house, inWork, type Work, type World } from '#db/work'
import type { auditFindings } from './contract/audit.ts'

export const AUDIT_JOB = 'audit.hourly'

export type Alarm = Readonly<{
  world: World
  /** Told when the audit found something, so that whoever watches the program's log is told too. */
  raise: (findings: readonly Finding[], found: number) => void
}>

/**
 * Audits the house and keeps what it saw (O11). The long part reads its own read-only snapshot and takes no lock; the
 * rows are written by a short work after it.
 */
export async function auditNow({ world, raise }: Alarm): Promise<Step> {
  const began = world.clock()
  const { checked, found, findings } = await audit(world.database)
  const at = world.clock()
  const run = { at, checked, found, ms: Math.max(0, msOf(at) - msOf(began)) }
  await inWork(world, house, (work) => keepAudit(work.tx, run, findings))
  if (found > 0) raise(findings, found)
  return 'done'
}

/** Asks for an audit as soon as this is committed; the answer is the last run, so that the asker sees the next come. */
export async function runAudit(work: Work) {
  ask(work, AUDIT_JOB)
  return { last: (await lastAudit(work.tx)) ?? null }
}

/** What the last audit saw broken. */
export async function findings(work: Work, wish: Wish<typeof auditFindings>) {
  const last = (await lastAudit(work.tx)) ?? null
  return { last, ...(await openFindings(work.tx, { from: (wish.page - 1) * wish.rows, most: wish.rows })) }
}
