import type { DeviceEvent } from '#domain/device/model/event'
import * as acts from './acts.ts'
import { headOfficeOf, type HeadOffice, type Witness } from './head-office.ts'
import type { World } from './world.ts'

/**
 * X7: a head office that was restored has every event of an honest till just as a twin that never forgot anything and
 * got the very same deliveries: as many, of as much, carried out or put aside alike. What differs may be how a burn
 * was met, because what head office itself had set aside or barred is lost with the backup, and that is said.
 */
export function proveTwin(world: World): void {
  const { memo, recs, chain, seal, reader, witness } = world
  const quiet: Witness = { some: () => undefined, fail: witness.fail }
  const twin = headOfficeOf(chain, { seal, reader, witness: quiet })
  for (const op of memo.history) twin.apply(op)
  // Of a copied till the branch that comes first is taken, and which one that is, the restore may have changed.
  const many = new Map<string, number>()
  for (const { identity, suspect, earlier } of recs) {
    const weight = suspect || earlier.length > 0 ? 2 : 1
    many.set(identity.device, (many.get(identity.device) ?? 0) + weight)
  }
  const honest = new Set([...many].filter(([, weight]) => weight === 1).map(([device]) => device))
  // Who was revoked between a restore and the next sending is believed up to less: the rest waits for people.
  const after = ({ revokedAfter, logs }: HeadOffice, device: string) =>
    revokedAfter.get(`${device} ${logs.get(device)?.epoch ?? 0}`)
  const alike = new Set([...honest].filter((one) => after(memo.office, one) === after(twin, one)))
  const [ours, theirs] = [memo.office, twin].map((one) => listOf(one, honest, alike)) as [string[], string[]]
  witness.some('restored compared with its twin')
  if (ours.length !== theirs.length)
    witness.fail('X7 a restored head office has as many events as one that was not')
  for (const [at, line] of ours.entries())
    if (line !== theirs[at]) witness.fail(`X7 a restored head office has what one that was not has: ${line}`)
  if (sumOf(memo.office, alike) !== sumOf(twin, alike))
    witness.fail('X7 a restored head office comes to the sums of one that was not')
}

/** A return may have lost against another one of the same goods, a gift may have found no points: known is enough. */
function outcomeOf(event: DeviceEvent, outcome: string): string {
  if (event.kind === 'gift' || acts.isReturn(event)) return 'known'
  // Who was enrolled by a copy may be unknown to one of the two.
  return event.kind === 'top_up' ? 'known' : outcome
}

const listOf = ({ rows }: HeadOffice, honest: ReadonlySet<string>, alike: ReadonlySet<string>): string[] =>
  [...rows.values()]
    .filter(({ event }) => honest.has(event.device))
    .map(
      ({ event, hash, outcome }) =>
        `${hash} ${alike.has(event.device) ? outcomeOf(event, outcome) : 'known'}`,
    )
    .sort()

/** Sales, what they came to, and money taken for cards; credited or owed is the same sum. */
function sumOf({ rows, house, credited, shifts }: HeadOffice, honest: ReadonlySet<string>): string {
  const own = new Set(
    [...rows.values()].filter(({ event }) => honest.has(event.device)).map((one) => one.event.id),
  )
  const sales = [...house.sales.values()].filter((row) => own.has(row.id) && row.kind === 'sale')
  const total = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0)
  const paid = sales.map((row) => total(row.tenders.map((one) => one.amountMinor)))
  const money = credited.filter((one) => own.has(one.id)).map((one) => one.paid)
  const drawers = [...shifts]
    .filter(([, one]) => honest.has(one.device))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([
    drawers,
    sales.length,
    total(sales.map((row) => row.totalMinor)),
    total(paid),
    total(money),
  ])
}
