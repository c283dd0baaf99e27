import type { Segment } from '#domain/device/model/event'
import { answer, type Act } from './acts.ts'
import { commit, type World } from './world.ts'

/**
 * A store's hub: it collects what the tills of the store hand it and brings it to head office when it can. It knows no
 * key and judges nothing, so whatever it loses, doubles, reorders, keeps for days or brings out of an old image must
 * come to the same (X6); and no till takes its word for head office's.
 */
export type Hub = {
  /** What it holds, each with the step since which it does. */
  held: { segment: Segment; since: number; brought: boolean }[]
  /** An image of its disk that somebody put by. */
  image: Segment[]
  quietUntil: number
}

/** Some stores have one, in nights that know hubs. */
export function hubsOf({ dice, faults }: World, stores: readonly string[]): [string, Hub][] {
  if (faults.hub === 0) return []
  return stores.filter(() => dice.hits(0.7)).map((store) => [store, { held: [], image: [], quietUntil: 0 }])
}

/** A till hands its tail over; over the store's own network, which is short and works. */
export function handOver({ memo }: World, hub: Hub, tail: readonly Segment[]): void {
  for (const segment of tail) hub.held.push({ segment, since: memo.step, brought: false })
}

/** Something happens at the hub of this till's store: mostly it brings what it has, in whatever order. */
export const runHub: Act = async (world, rec) => {
  const { dice, faults, memo, witness } = world
  const hub = world.hubs.get(rec.identity.store)
  if (!hub) return
  const trouble = dice.hits(faults.hub * 0.6) ? dice.below(4) : null
  if (trouble === 0) hub.quietUntil = memo.step + 5 + dice.below(60)
  else if (trouble === 1) hub.image = hub.held.map((one) => one.segment)
  else if (trouble === 2 && hub.image.length > 0) {
    witness.some('hub cloned')
    handOver(world, hub, hub.image)
  } else if (trouble === 3 && hub.held.length > 0) {
    witness.some('hub crashed')
    hub.held = hub.held.filter(() => dice.hits(0.5))
  } else if (memo.step >= hub.quietUntil) forward(world, hub)
}

function forward(world: World, hub: Hub): void {
  const { dice, memo, witness } = world
  for (let most = 1 + dice.below(6); most > 0 && hub.held.length > 0; most--) {
    const one = dice.pick(hub.held)
    if (commit(world, { k: 'segment', at: memo.now, segment: one.segment }) === null) return
    witness.some(one.brought ? 'hub brought it twice' : 'hub brought it')
    if (memo.step - one.since > 30) witness.some('hub held it for days')
    one.brought = true
    // Now and then it forgets to take it off its list.
    if (!dice.hits(0.2)) hub.held.splice(hub.held.indexOf(one), 1)
    const { device, epoch } = one.segment
    const of = world.recs.find((till) => till.identity.device === device && till.identity.epoch === epoch)
    if (of) answer(world, of, { epoch, asked: [one.segment] })
  }
}

/** When everything is mended it brings all it still has, the youngest first. */
export function emptyHubs(world: World): void {
  const { hubs, memo } = world
  for (const hub of hubs.values()) {
    for (const { segment } of hub.held.toReversed()) commit(world, { k: 'segment', at: memo.now, segment })
    hub.held = []
  }
}
