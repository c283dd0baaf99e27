import { instantOfMs, msOf } from '#base/instant'
import { house, inWork, type Work, type World } from '#db/work'
import {
  afterHandOff,
  MOST_ATTEMPTS,
  NEWS_FOR_MS,
  type HandOff,
  type Mail,
  type Mailer,
} from '#domain/campaign/model'
import { membersById } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { agentWords, type AgentMember } from './agent-words.ts'
import * as store from './store/agents.ts'

export const AGENT_JOB = 'care.agent_letters'
const AT_ONCE = 5
/** Longer than any hand-off may take. */
const LEASE_MS = 180_000

type Post = Readonly<{ world: World; mailer: Mailer | null }>
type Ready = Readonly<{ claimed: store.Claimed; mail: Mail }>

/**
 * D10: hands over what agents are to be told, a few at a time. Claiming commits before the hand-off and marking comes
 * after it, so no transaction is open while a mail server is spoken to; whoever dies in between leaves a lease, and the
 * letter goes again under the same id.
 */
export async function tellAgents({ world, mailer }: Post): Promise<'more' | 'done'> {
  if (mailer === null) return 'done'
  const { ready, taken } = await inWork(world, house, prepare)
  const told = await Promise.all(ready.map(async (one) => ({ one, handOff: await mailer.send(one.mail) })))
  if (told.length > 0) await inWork(world, house, (work) => mark(work, told))
  return taken > 0 ? 'more' : 'done'
}

async function prepare(work: Work): Promise<{ ready: Ready[]; taken: number }> {
  const leasedUntil = instantOfMs(msOf(work.at) + LEASE_MS)
  const claimed = await store.claimAgentNotices(work, { most: AT_ONCE, leasedUntil })
  if (claimed.length === 0) return { ready: [], taken: 0 }
  const tasks = await store.openOf(work.tx, claimed)
  const people = new Map(
    (
      await membersById(
        work,
        tasks.map((one) => one.memberId),
      )
    ).map((one) => [one.id, one]),
  )
  const from = await chain(work)
  const ready: Ready[] = []
  const stopped: store.Outcome[] = []
  for (const one of claimed) {
    const own = tasks.filter((task) => task.agentCode === one.agentCode && task.ruleId === one.ruleId)
    // Whoever has left since is nobody to care for.
    const members = own.flatMap((task): AgentMember[] => {
      const person = people.get(task.memberId)
      return person === undefined || person.withdrawnAt !== null ? [] : [{ ...task, ...person }]
    })
    const no = judge(work, one, members.length)
    if (no !== null || one.email === null) {
      const { state, trouble } = no ?? { state: 'unreachable', trouble: 'no_address' }
      stopped.push({ id: one.id, attempts: one.attempts, state, trouble, nextTryAt: work.at })
      continue
    }
    const { subject, text } = agentWords(from, { name: one.name, members })
    ready.push({ claimed: one, mail: { id: one.id, to: one.email, subject, text } })
  }
  if (stopped.length > 0) await store.settleAgentNotices(work, stopped)
  return { ready, taken: claimed.length }
}

type No = Pick<store.Outcome, 'state'> & Readonly<{ trouble: string }>

/** Why a letter goes nowhere, in order of precedence; null when it may leave. */
function judge(work: Work, of: store.Claimed, members: number): No | null {
  if (members === 0) return { state: 'superseded', trouble: 'nothing_open' }
  if (of.email === null) return { state: 'unreachable', trouble: 'no_address' }
  if (of.attempts > MOST_ATTEMPTS) return { state: 'failed', trouble: 'never_answered' }
  if (msOf(work.at) - msOf(of.queuedAt) > NEWS_FOR_MS) return { state: 'failed', trouble: 'too_late' }
  return null
}

async function mark(work: Work, told: readonly { one: Ready; handOff: HandOff }[]): Promise<void> {
  const outcomes = told.map(({ one: { claimed }, handOff }): store.Outcome => {
    const after = afterHandOff(handOff, claimed.attempts)
    const pauseMs = after.state === 'queued' ? after.pauseMs : 0
    return {
      id: claimed.id,
      attempts: claimed.attempts,
      state: after.state,
      trouble: after.state === 'sent' ? null : after.trouble,
      nextTryAt: instantOfMs(msOf(work.at) + pauseMs),
    }
  })
  await store.settleAgentNotices(work, outcomes)
}
