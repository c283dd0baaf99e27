import type { Wish } from '#base/endpoint'
import { dayNumber } from '#base/instant'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { contacts, membersById } from '#domain/member/index'
import type * as contract from './contract.ts'
import { segmentSaved } from './events.ts'
import { judge, standingAt, view, whoever, type Standing } from './standing.ts'
import * as days from './store/days.ts'
import * as store from './store/segments.ts'

async function named(work: Work, rows: readonly Standing[]) {
  const members = new Map(
    (
      await membersById(
        work,
        rows.map((row) => row.memberId),
      )
    ).map((m) => [m.id, m]),
  )
  return rows.map((row) => {
    const member = members.get(row.memberId)
    return { ...row, number: member?.number ?? '', name: member?.name ?? '' }
  })
}

const spendOf = (rows: readonly Standing[]): number => rows.reduce((all, row) => all + row.spendMinor, 0)

/** The members behind a figure (C58), sorted, a page at a time, with the count and money of all of them. */
export async function audience(work: Work, wish: Wish<typeof contract.audience>) {
  const seen = await view(work, wish)
  const found = whoever(seen, judge(seen, wish), wish)
  const page = { from: (wish.page - 1) * wish.rows, to: wish.page * wish.rows }
  const sorted = await inOrder(work, found, wish)
  return {
    rows: await named(work, sorted.slice(page.from, page.to)),
    total: found.length,
    asOf: seen.asOf,
    members: found.length,
    spendMinor: spendOf(found),
  }
}

async function inOrder(
  work: Work,
  rows: readonly Standing[],
  { sort, descending }: Pick<Wish<typeof contract.audience>, 'sort' | 'descending'>,
): Promise<Standing[]> {
  const way = descending ? -1 : 1
  const by = await (sort === 'number' ? numbersOf(work, rows) : undefined)
  const key = (row: Standing): string | number =>
    sort === 'number' ? (by?.get(row.memberId) ?? '') : row[sort]
  // Ties go by id, so that pages never overlap.
  return rows.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)]
    if (left !== right) return left < right ? -way : way
    return a.memberId < b.memberId ? -1 : 1
  })
}

async function numbersOf(work: Work, rows: readonly Standing[]): Promise<Map<string, string>> {
  return new Map(
    (
      await membersById(
        work,
        rows.map((row) => row.memberId),
      )
    ).map((m) => [m.id, m.number]),
  )
}

/** One member's place, and the purchase days as a heartbeat. */
export async function memberInsight(work: Work, wish: Wish<typeof contract.memberInsight>) {
  const seen = await view(work, wish)
  const at = seen.memberIds.indexOf(wish.memberId)
  const found = standingAt(seen, judge(seen, { countCut: 'mean', spendCut: 'mean' }), at)
  const { memberId: _, ...standing } = found ?? {}
  return {
    asOf: seen.asOf,
    standing: found ? (standing as Omit<Standing, 'memberId'>) : null,
    days: await days.daysOf(work.tx, wish.memberId),
  }
}

/** Saves who a rule finds on a day, frozen (G2): what happens later never changes whom a campaign was for. */
export async function saveSegment(
  work: Work,
  wish: Wish<typeof contract.saveSegment>,
): Promise<Omit<store.SegmentRow, 'fingerprint'>> {
  const print = fingerprint({
    name: wish.name,
    rule: wish.rule,
    asOf: wish.asOf,
    windowMonths: wish.windowMonths,
  })
  const done = await store.segment(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('segment_id_reused')
  if (done) return done

  const seen = await view(work, wish)
  const found = whoever(seen, judge(seen, wish.rule), wish.rule)
  const holder = await store.nameHolder(work.tx, wish.name)
  // Committed by this wish's own twin since the first look: the second look answers like it.
  if (holder === wish.id) return saveSegment(work, wish)
  if (holder !== undefined) throw new Refusal('name_taken')
  if (found.length === 0) throw new Refusal('segment_empty')
  const { id, name, rule } = wish
  const { asOf, windowMonths } = seen
  const row = {
    id,
    fingerprint: print,
    name,
    rule,
    asOf,
    windowMonths,
    members: found.length,
    spendMinor: spendOf(found),
  }
  await store.insertSegment(work, row)
  await store.insertMembers(work.tx, id, found)
  work.record(segmentSaved(row))
  return { ...row, createdAt: work.at, createdBy: work.by.name }
}

export async function listSegments(work: Work, wish: Wish<typeof contract.listSegments>) {
  return store.segments(work.tx, { from: (wish.page - 1) * wish.rows, most: wish.rows })
}

async function known(work: Work, id: string): Promise<store.SegmentRow> {
  const segment = await store.segment(work.tx, id)
  if (!segment) throw new Refusal('segment_unknown')
  return segment
}

/** A segment with how many of its members agreed to be reached, and can be. */
export async function showSegment(work: Work, { id }: Wish<typeof contract.showSegment>) {
  const segment = await known(work, id)
  const people = await contacts(work, await store.memberIdsOf(work.tx, id))
  const email = people.filter((p) => p.emailConsent && p.email).length
  const sms = people.filter((p) => p.smsConsent && p.mobile).length
  return { ...segment, reachable: { email, sms } }
}

export async function segmentMembers(work: Work, wish: Wish<typeof contract.segmentMembers>) {
  const segment = await known(work, wish.id)
  const rows = await store.membersOf(work.tx, wish.id, { from: (wish.page - 1) * wish.rows, most: wish.rows })
  return { rows: await named(work, rows), total: segment.members }
}

/** Purchases and money of members in [from, to), aligned with the ids asked for; nothing bought is zero. */
export async function spendBetween(
  work: Work,
  memberIds: readonly string[],
  from: Parameters<typeof dayNumber>[0],
  to: Parameters<typeof dayNumber>[0],
): Promise<{ purchases: Int32Array; purchaseDays: Int32Array; spendMinor: Float64Array }> {
  const rows = await days.columns(work.tx, { from, to, memberIds })
  const place = new Map(memberIds.map((id, at) => [id, at]))
  const purchases = new Int32Array(memberIds.length)
  const purchaseDays = new Int32Array(memberIds.length)
  const spendMinor = new Float64Array(memberIds.length)
  for (let row = 0; row < rows.day.length; row += 1) {
    const at = place.get(rows.memberIds[rows.member[row] ?? -1] ?? '') ?? -1
    purchases[at] = (purchases[at] ?? 0) + (rows.purchases[row] ?? 0)
    if ((rows.purchases[row] ?? 0) > 0) purchaseDays[at] = (purchaseDays[at] ?? 0) + 1
    spendMinor[at] = (spendMinor[at] ?? 0) + (rows.spendMinor[row] ?? 0)
  }
  return { purchases, purchaseDays, spendMinor }
}
