import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { named } from './audience.ts'
import { sightOf } from './build.ts'
import type * as contract from './contract.ts'
import type * as built from './contract/audience.ts'
import { segmentSaved } from './events.ts'
import { wholeRule } from './model/rule.ts'
import { view } from './standing.ts'
import { freezeFound, reachOfSegment } from './store/audience.ts'
import * as store from './store/segments.ts'

type SaveWish = Wish<typeof contract.saveSegment>
type Saved = Omit<store.SegmentRow, 'fingerprint'>

/**
 * Saves who a rule finds on a day, frozen (G2): what happens later never changes whom a campaign was for. What replaces
 * a segment is its next version; the one before stays (G27).
 */
export async function saveSegment(work: Work, wish: SaveWish): Promise<Saved> {
  const print = fingerprint(contentOf(wish))
  const done = await store.segment(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('segment_id_reused')
  if (done) return done

  const before = wish.replaces === null ? null : await known(work, wish.replaces)
  if (before && !before.newest) throw new Refusal('segment_superseded')
  const { rule, conditions, windowMonths } = wish
  // Lists and ends are about who bought in the window: without anybody that is told, not an empty list.
  const asOf = conditions === null ? (await view(work, wish)).asOf : wish.asOf
  const whole = wholeRule({ rule, conditions, windowMonths })
  const sight = await sightOf(work, whole, { through: { ...rule, windowMonths, asOf }, standing: true })
  const name = before?.name ?? wish.name
  const holder = before ? undefined : await store.nameHolder(work.tx, name)
  // Committed by this wish's own twin since the first look: the second look answers like it.
  if (holder === wish.id) return saveSegment(work, wish)
  if (holder !== undefined) throw new Refusal('name_taken')
  const series = { seriesId: before?.seriesId ?? wish.id, version: (before?.version ?? 0) + 1 }
  const row = {
    id: wish.id,
    fingerprint: print,
    name,
    rule,
    conditions,
    ...series,
    asOf: sight.asOf,
    windowMonths,
  }
  const found = await freezeFound(work, row, { rule: whole, sight })
  if (found.members === 0) throw new Refusal('segment_empty')
  work.record(segmentSaved({ ...row, ...found }))
  return { ...row, ...found, newest: true, createdAt: work.at, createdBy: work.by.name }
}

/** What a retry must repeat; what was not asked for does not count, as it did not before it could be. */
const contentOf = ({ name, rule, asOf, windowMonths, conditions, replaces }: SaveWish) => ({
  name,
  rule,
  asOf,
  windowMonths,
  ...(conditions === null ? {} : { conditions }),
  ...(replaces === null ? {} : { replaces }),
})

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
  return { ...(await known(work, id)), reachable: await reachOfSegment(work.tx, id) }
}

export async function segmentMembers(work: Work, wish: Wish<typeof contract.segmentMembers>) {
  const segment = await known(work, wish.id)
  const rows = await store.membersOf(work.tx, wish.id, { from: (wish.page - 1) * wish.rows, most: wish.rows })
  return { rows: await named(work, rows), total: segment.members }
}

/** Every version of the segment this is one of (G27). */
export async function segmentVersions(work: Work, { id }: Wish<typeof built.segmentVersions>) {
  return { rows: await store.versions(work.tx, (await known(work, id)).seriesId) }
}
