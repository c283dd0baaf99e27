import type { Wish } from '#base/endpoint'
import { addDays, addMonths, startOfDay, type BusinessDay } from '#base/instant'
import { membersById, withGone } from '#domain/member/index'
import { chain, today } from '#domain/org/index'
import { programs, type ProgramDocument } from '#domain/program/index'
import type { Work } from '#db/work'
import { candidatesAfter } from './clearing.ts'
import type { clearingList, clearingPreview } from './contract/clearing.ts'
import { anniversaryTo, hasHadTime, yearlyFrom } from './model/clearing.ts'
import { highestGift } from './model/gift.ts'
import * as store from './store/clearing.ts'

/** The audit list: every member looked at, with the reason. */
export async function list(work: Work, { year, memberId, page, rows: most }: Wish<typeof clearingList>) {
  const memberIds = memberId === undefined ? null : await withGone(work, memberId)
  const asked = { year: year ?? null, memberIds, from: (page - 1) * most, most }
  const { rows, total } = await store.clearings(work.tx, asked)
  const totals = await store.clearingTotals(work.tx, year ?? null)
  const people = await membersById(
    work,
    rows.map((row) => row.memberId),
  )
  const by = new Map(people.map((one) => [one.id, one]))
  const named = rows.map(({ kind: _, programVersion: __, ...row }) => ({
    ...row,
    memberNumber: by.get(row.memberId)?.number ?? null,
    memberName: by.get(row.memberId)?.name ?? null,
  }))
  return { rows: named, total, totals }
}

/** Members of a preview that are looked at in one question. */
const CHUNK = 2_000

type Part = Readonly<{ afterId: string | null; most: number }>

/** R6, dry: what the next audit would come to on what members have now. */
export async function preview(work: Work, { rows: most, ...wish }: Wish<typeof clearingPreview>) {
  const afterId = wish.afterId ?? null
  const { document } = (await programs(work)).live
  const { kind } = document.clearing
  const now = await today(work)
  if (kind === 'none') return { kind, on: null, rows: [], nextAfterId: null, totals: null }
  const on = kind === 'yearly' ? yearlyFrom(document.clearing.month, now).on : null
  const part = await foresee(work, document, { now, afterId, most })
  return {
    kind,
    on,
    rows: part.rows,
    nextAfterId: part.more ? part.lastId : null,
    // Whoever turns the page has them already.
    totals: afterId === null ? await totalsOf(work, document, now) : null,
  }
}

async function totalsOf(work: Work, document: ProgramDocument, now: BusinessDay): Promise<store.Totals> {
  const all = { cleared: 0, carriedOn: 0, points: 0, carried: 0, forfeited: 0 }
  for (let afterId: string | null = null, more = true; more;) {
    const part = await foresee(work, document, { now, afterId, most: CHUNK })
    for (const row of part.rows) {
      if (row.cleared) all.cleared += 1
      else all.carriedOn += 1
      all.points += row.points
      all.carried += row.carried
      all.forfeited += row.forfeited
    }
    afterId = part.lastId
    more = part.more
  }
  return all
}

async function foresee(
  work: Work,
  document: ProgramDocument,
  { now, afterId, most }: Part & Readonly<{ now: BusinessDay }>,
) {
  const { clearing, gifts } = document
  const yearly = clearing.kind === 'yearly' ? yearlyFrom(clearing.month, now) : null
  // On the audit's day, what has died by then is no longer there to be cleared.
  const { zone } = await chain(work)
  const at = { before: startOfDay(addDays(now, 1), zone), on: yearly?.on ?? now }
  const { ids, more, holding, waiting } = await candidatesAfter(work, { afterId, most, ...at })
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  const rows = ids.flatMap((memberId) => {
    const member = people.get(memberId)
    const joinedOn = member?.joinedOn
    if (!member || !joinedOn || member.withdrawnAt !== null) return []
    const audit = yearly ?? anniversaryTo(joinedOn, addMonths(now, 12))
    if (audit === null || joinedOn >= audit.before) return []
    const cleared = hasHadTime(joinedOn, audit.on, clearing.leastMonths)
    const held = holding.find((one) => one.holderId === memberId)
    const points = cleared ? (held?.free ?? 0) : 0
    return [
      {
        memberId,
        memberNumber: member.number,
        memberName: member.name,
        joinedOn,
        on: audit.on,
        cleared,
        points,
        carried: (held?.balance ?? 0) - points,
        gift: highestGift(gifts, points)?.code ?? null,
        reason: cleared ? ('held_long_enough' as const) : ('too_young' as const),
        forfeited: cleared ? (waiting.find((one) => one.memberId === memberId)?.gifts ?? 0) : 0,
      },
    ]
  })
  return { rows, more, lastId: ids.at(-1) ?? null }
}
