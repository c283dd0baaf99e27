import { isProblem } from '#ui/call.ts'
import { instantOfMs } from '#base/instant'
import { answerSchema, type Answer } from '#domain/device/model/answer'
import type { Segment } from '#domain/device/model/event'
import type { Policy, SealedText } from '#domain/device/model/policy'
import type { SyncState } from './sync-state.ts'
import { pauseMs, REST_MS } from './pauses.ts'

/** What sync asks of head office. Each throws a ProblemError when it is not answered or refused. */
export type Line = Readonly<{
  send: (segments: readonly Segment[], left: Left) => Promise<SealedText>
  policy: () => Promise<SealedText>
  /** One page of products, of members, and the leases: answers whether there is more. */
  products: () => Promise<boolean>
  members: () => Promise<boolean>
  leases: () => Promise<void>
}>
export type Left = Readonly<{ pending: number; pendingMinor: number }>

/** What sync takes from the till and gives to it. */
export type Outbox = Readonly<{
  /** The next events to send, at most so many segments; empty when all are answered. */
  segments: () => Promise<readonly Segment[]>
  /** What stays pending when these have been sent. */
  leftAfter: (segments: readonly Segment[]) => Promise<Left>
  signed: (sealed: SealedText) => Promise<boolean>
  /** Takes a signed answer; how many events it answered for the first time. */
  answered: (answer: Answer) => Promise<number>
  /** Takes a policy that came; a code when it is none. */
  policyCame: (sealed: SealedText) => Promise<string | null>
  policy: () => Policy | null
  changed: (part: Partial<SyncState>) => void
}>

export type Timing = Readonly<{ nowMs: () => number; chance: () => number }>

/** How often policy and feeds are read while nothing says that they changed. */
const LOOK_MS = REST_MS

export type Sync = Readonly<{
  /** One round, now; never throws. Rounds do not overlap: asked for while one runs, it is followed by another. */
  now: () => Promise<void>
  start: () => void
  stop: () => void
}>

export function makeSync(line: Line, outbox: Outbox, timing: Timing): Sync {
  const round = makeRound(line, outbox, timing)
  let running: Promise<void> | null = null
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = true

  const later = (ms: number) => {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => void now(), ms)
    outbox.changed({ nextTryAt: instantOfMs(timing.nowMs() + ms) })
  }
  const now = (): Promise<void> => {
    if (running !== null) {
      again = true
      return running
    }
    running = round().then((failures) => {
      running = null
      later(failures === 0 ? REST_MS : pauseMs(failures, timing.chance()))
      // What was written down while a round ran is sent at once, unless nobody answers.
      if (again && failures === 0) void now()
      again = false
    })
    return running
  }
  return {
    now,
    start: () => {
      stopped = false
      void now()
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** One round: send, then read; answers how many rounds in a row have failed by now. */
function makeRound(line: Line, outbox: Outbox, { nowMs }: Timing): () => Promise<number> {
  let failures = 0
  let looked = 0
  return async () => {
    outbox.changed({ busy: true })
    try {
      const { answer, unsent } = await sent(line, outbox)
      if (unsent !== null && isAway(unsent) && outbox.policy() !== null) throw unsent
      const isNew = answer !== null && answer.policyVersion !== outbox.policy()?.version
      const due = isNew || nowMs() - looked >= LOOK_MS
      if (due || answer !== null) await readAll(line, outbox, due)
      if (due) looked = nowMs()
      if (unsent !== null) throw unsent
      failures = 0
      outbox.changed({ busy: false, online: true, trouble: null })
    } catch (trouble) {
      failures++
      outbox.changed({ busy: false, ...toldOf(trouble) })
    }
    return failures
  }
}

/**
 * What cannot be sent keeps no rules, prices and lost cards away: a till that was just let in would have no cashiers.
 * Only while nobody answers a till that has its rules is asking for more of no use.
 */
const sent = (line: Line, outbox: Outbox): Promise<{ answer: Answer | null; unsent: Error | null }> =>
  sendAll(line, outbox).then(
    (answer) => ({ answer, unsent: null }),
    (trouble: unknown) => ({
      answer: null,
      unsent: trouble instanceof Error ? trouble : new Error('unexpected', { cause: trouble }),
    }),
  )

const isAway = (trouble: Error): boolean => isProblem(trouble) && trouble.problem.status === 0

/** Sends until nothing is left; the last answer, or null when there was nothing to send. */
async function sendAll(line: Line, outbox: Outbox): Promise<Answer | null> {
  let last: Answer | null = null
  for (;;) {
    const segments = await outbox.segments()
    if (segments.length === 0) return last
    const sealed = await line.send(segments, await outbox.leftAfter(segments))
    last = await takeAnswer(outbox, sealed)
    const news = await outbox.answered(last)
    const [refused] = last.refused
    if (refused) throw new Error(refused.fault)
    // An answer that answers nothing would be asked for without end; the next round tries again.
    if (news === 0) return last
  }
}

/** Reads an answer that came by the line or on a stick; throws a code for what is none. */
export async function takeAnswer(outbox: Pick<Outbox, 'signed'>, sealed: SealedText): Promise<Answer> {
  if (!(await outbox.signed(sealed))) throw new Error('answer_signature_wrong')
  const read = answerSchema.safeParse(JSON.parse(sealed.text))
  if (!read.success) throw new Error('answer_unreadable')
  return read.data
}

/** Balances after every answer; rules, prices and leases when they are due. */
async function readAll(line: Line, outbox: Outbox, due: boolean): Promise<void> {
  if (due) {
    const fault = await outbox.policyCame(await line.policy())
    if (fault !== null) throw new Error(fault)
    while (await line.products());
  }
  while (await line.members());
  if (due) await line.leases()
}

/** What a trouble means for the screen: not answered, or answered and refused. */
function toldOf(trouble: unknown): Partial<SyncState> {
  if (!isProblem(trouble))
    return { online: true, trouble: trouble instanceof Error ? trouble.message : 'unexpected' }
  const { code, status } = trouble.problem
  if (status === 0) return { online: false, trouble: 'unreachable' }
  if (code === 'device_revoked') return { online: true, trouble: code, standing: 'revoked' }
  if (status === 401) return { online: true, trouble: 'signed_out' }
  return { online: status < 502, trouble: code }
}

/** How an answer's word on the device reads on screen; a new epoch elsewhere is worse than being revoked. */
export function standingOf({ epoch, frozen, revoked }: Answer, own: number): SyncState['standing'] {
  if (epoch > own) return 'epoch_over'
  return frozen ? 'frozen' : revoked ? 'revoked' : 'good'
}

/** The same by a policy: none comes to a till that is revoked, and one that is frozen gets its own as before. */
export function standingWith(
  { epoch }: Pick<Policy, 'epoch'>,
  own: number,
  before: SyncState['standing'],
): SyncState['standing'] {
  if (epoch > own) return 'epoch_over'
  return before === 'revoked' ? 'good' : before
}
