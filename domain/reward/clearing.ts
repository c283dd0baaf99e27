import { addDays, startOfDay, type BusinessDay, type Instant } from '#base/instant'
import type { Step } from '#db/jobs'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { chainZone, today } from '#domain/org/index'
import { programs, type LiveProgram } from '#domain/program/index'
import { chainKey, openPurses, purseKey } from '#domain/wallet/index'
import { changeOf, putBack } from './change-redemption.ts'
import { pointsCleared } from './events.ts'
import {
  anniversaryTo,
  hasHadTime,
  yearlyBefore,
  type AuditDay,
  type ClearingKind,
} from './model/clearing.ts'
import { highestGift } from './model/gift.ts'
import * as store from './store/clearing.ts'
import * as redemptions from './store/redemptions.ts'

/** Members looked at in one step, so that no work holds many purses for long. */
const MOST = 200

type Audit = Readonly<{ kind: ClearingKind; zone: string; on: BusinessDay; versions: readonly Version[] }>
type Version = LiveProgram & Readonly<{ publishedAt: Instant }>

/**
 * R6: the audit of points, member by member and once a year. A yearly one is held when its day is over, so that points
 * are good to its end; one by enrolment begins with the member's day. What the program said on that day counts, so
 * an audit published later never looks back.
 */
export async function clear(work: Work, most = MOST): Promise<Step> {
  const zone = await chainZone(work)
  // Before the house is set up there are neither days nor programs.
  if (zone === null) return 'done'
  const { live, versions } = await programs(work)
  const now = await today(work)
  const yearly = lastYearly(versions, { zone, now, month: live.document.clearing.month })
  const steps: Step[] = []
  if (yearly !== null) steps.push(await look(work, { kind: 'yearly', zone, on: yearly.on, versions }, most))
  if (versions.some((one) => one.document.clearing.kind === 'anniversary'))
    steps.push(await look(work, { kind: 'anniversary', zone, on: now, versions }, most))
  return steps.includes('more') ? 'more' : 'done'
}

/** What was live at the end of a day; null before the first version. */
function liveAt(versions: readonly Version[], on: BusinessDay, zone: string): Version | null {
  const end = startOfDay(addDays(on, 1), zone)
  // Newest first.
  return versions.find((one) => one.publishedAt < end) ?? null
}

/** The last yearly audit, by the month that the program of its own day named. */
function lastYearly(
  versions: readonly Version[],
  { zone, now, month }: Readonly<{ zone: string; now: BusinessDay; month: number }>,
): AuditDay | null {
  const months = [...new Set([month, ...versions.map((one) => one.document.clearing.month)])]
  const days = months.map((one) => yearlyBefore(one, now)).sort((a, b) => (a.on < b.on ? 1 : -1))
  return (
    days.find(({ on }) => {
      const rule = liveAt(versions, on, zone)?.document.clearing
      return rule?.kind === 'yearly' && yearlyBefore(rule.month, addDays(on, 1)).on === on
    }) ?? null
  )
}

async function look(work: Work, audit: Audit, most: number): Promise<Step> {
  const { kind, on, zone } = audit
  const run = await store.openRun(work, kind, on)
  if (run.doneAt !== null) return 'done'
  // Of one member each day of an audit by enrolment is different: what came in since is told apart purse by purse.
  const before = startOfDay(kind === 'yearly' ? addDays(on, 1) : on, zone)
  const candidates = await candidatesAfter(work, { afterId: run.afterId, most, before, on })
  const due = await dueOf(work, audit, candidates.ids)
  if (due.length > 0) await clearAll(work, audit, due)
  const last = candidates.ids.at(-1) ?? null
  await store.keepRun(work, { kind, on, afterId: last, done: !candidates.more })
  return candidates.more ? 'more' : 'done'
}

type After = Readonly<{ afterId: string | null; most: number; before: Instant; on: BusinessDay }>

/** Whoever has points or a gift to collect, in the order of their ids. */
export async function candidatesAfter(work: Work, { afterId, most, before, on }: After) {
  const unit = { unit: 'points', purpose: 'member', afterId, most, on, before }
  const holding = await ledger.holdings(work.tx, unit)
  const waiting = await store.waitingFor(work.tx, { afterId, most, before })
  const all = [
    ...new Set([...holding.map((one) => one.holderId), ...waiting.map((one) => one.memberId)]),
  ].sort()
  const more = holding.length === most || waiting.length === most
  return { ids: more ? all.slice(0, most) : all, more, holding, waiting }
}

type Due = AuditDay & Readonly<{ memberId: string; joinedOn: BusinessDay; program: Version }>

async function dueOf(
  work: Work,
  { kind, on, versions, zone }: Audit,
  ids: readonly string[],
): Promise<Due[]> {
  const done = await store.lookedAt(work.tx, ids)
  const due: Due[] = []
  for (const { id: memberId, joinedOn, withdrawnAt } of await membersById(work, ids)) {
    // Whoever has gone into another is looked at as that one, on that one's day.
    if (withdrawnAt !== null) continue
    const audit =
      kind === 'yearly'
        ? { on, before: addDays(on, 1), year: Number(on.slice(0, 4)) }
        : anniversaryTo(joinedOn, on)
    if (audit === null || done.has(`${memberId} ${audit.year}`)) continue
    const program = liveAt(versions, audit.on, zone)
    if (program?.document.clearing.kind === kind && joinedOn < audit.before)
      due.push({ ...audit, memberId, joinedOn, program })
  }
  return due
}

/** Clears what is due in one work: every purse first, then the gifts that wait, then the shelves they go back to. */
async function clearAll(work: Work, { kind, zone }: Audit, due: readonly Due[]): Promise<void> {
  const purses = due.map(({ memberId }) => ({ memberId, unit: 'points' as const, takes: true }))
  const book = await openPurses(work, purses)
  const old = due.filter((one) => hasHadTime(one.joinedOn, one.on, one.program.document.clearing.leastMonths))
  const gone = await forfeit(work, old, zone)
  const rows = due.map((one): store.NewClearing => {
    const { memberId, year, on, joinedOn, program } = one
    const cleared = old.includes(one)
    const id = work.newId()
    const points = cleared ? drain(book, { ...one, id, zone }) : 0
    return {
      id,
      memberId,
      year,
      on,
      joinedOn,
      kind,
      cleared,
      points,
      forfeited: gone.get(memberId) ?? 0,
      reason: cleared ? 'held_long_enough' : 'too_young',
      carried: ledger.accountOf(book, purseKey('points', memberId)).balance ?? 0,
      gift: highestGift(program.document.gifts, points)?.code ?? null,
      programVersion: program.version,
    }
  })
  await ledger.closeBook(work, book)
  await store.insertClearings(work, rows)
  work.record(...rows.filter((row) => row.points > 0 || row.forfeited > 0).map(pointsCleared))
}

/** Ends the lots of before the audit, as far as nothing holds them; answers how much. One transaction a member. */
function drain(
  book: ledger.Book,
  { id, memberId, before, program, zone }: Due & Readonly<{ id: string; zone: string }>,
): number {
  const key = purseKey('points', memberId)
  const until = startOfDay(before, zone)
  const words = { branchId: null, programVersion: program.version, reason: 'clearing', reversesId: null }
  const end = () => {
    const transaction = ledger.begin(book, { kind: 'expire', causeId: id, happenedAt: book.at, ...words })
    const side = { book, transaction }
    const { lots, held } = ledger.accountOf(book, key)
    const old = lots.filter((lot) => lot.openedAt < until)
    // Holds rest on the old lots first, as they would burn, so that they never eat into the new ones.
    let left = old.reduce((all, lot) => all + lot.remaining, 0) - held
    let ended = 0
    for (const { id: lotId, remaining } of old) {
      const taken = left <= 0 ? 0 : ledger.takeUpTo(side, key, Math.min(left, remaining), { lotId })
      left -= taken
      ended += taken
    }
    ledger.move(side, chainKey('points', 'expired'), ended)
    return ended
  }
  // Where everything is held or new, not even the transaction stays.
  return ledger.attempt(book, end, (ended) => ended > 0)
}

/** Gifts that were asked for and never collected: their goods go back, their points stay spent. How many, by member. */
async function forfeit(work: Work, due: readonly Due[], zone: string): Promise<Map<string, number>> {
  const until = new Map(due.map((one) => [one.memberId, startOfDay(one.before, zone)]))
  const found = await redemptions.uncollected(work.tx, [...until.keys()], work.at)
  const rows = found.filter((row) => row.at < (until.get(row.memberId) ?? ''))
  const day = await today(work)
  const changes = rows.map((row) => {
    const id = work.newId()
    const step = { id, redemptionId: row.id, from: row.state, state: 'forfeited' as const, note: '' }
    return changeOf({ ...row, day }, { ...step, fingerprint: id, tender: null, branchId: row.branchId })
  })
  await putBack(
    work,
    rows.map((row, n) => ({ ...row, causeId: changes[n]?.id ?? row.id })),
  )
  await redemptions.insertChanges(work, changes)
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row.memberId, (counts.get(row.memberId) ?? 0) + 1)
  return counts
}
