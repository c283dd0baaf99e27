import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { mustBeAnother, rolesOf } from '#domain/org/index'
import type { decideLaunch } from './contract/approval.ts'
import { launchDecided } from './events.ts'
import { go, prepare } from './launch.ts'
import { asked, costOf, mustFitPot } from './launches.ts'
import { launchCovered } from './model/approval.ts'
import { lockCampaign } from './store/campaigns.ts'
import * as store from './store/launches.ts'

/**
 * K19: decided once, by a second person and never by a key. Who says yes launches it as it was wished, with the reach
 * and the price of this moment; one of the two must be up to that cost. Whoever rejects needs no limit.
 */
export async function decide(
  work: Work,
  wish: Wish<typeof decideLaunch>,
): Promise<Answer<typeof decideLaunch>> {
  const print = fingerprint(wish)
  const first = await store.launchById(work.tx, wish.launchId)
  // Whoever launches, asks or decides holds the campaign: what is read behind this stands.
  const row = first && (await lockCampaign(work.tx, first.campaignId))
  const done = await store.launchByDecision(work.tx, wish.id)
  if (done && done.decisionFingerprint !== print) throw new Refusal('launch_decision_id_reused')
  if (done) return { ...asked(done), replayed: true }
  const launch = await store.launchById(work.tx, wish.launchId)
  if (!row || !launch) throw new Refusal('launch_unknown')
  const { state } = asked(launch)
  if (state !== 'waiting') throw new Refusal('launch_decided', { state })
  mustBeAnother(work, launch.byId)
  if (wish.approves) {
    const ready = await prepare(work, row, await store.wishOf(work.tx, launch.id))
    const { messagesMinor, giftsMinor } = await costOf(work, row, ready.paid)
    const pair = { asking: launch.byRoles, deciding: await rolesOf(work) }
    const costMinor = Math.max(messagesMinor + giftsMinor, launch.messagesMinor + launch.giftsMinor)
    if (!launchCovered(pair, await store.limits(work.tx, 'share'), costMinor))
      throw new Refusal('above_own_limit')
    await mustFitPot(work, row.planId, costMinor)
    await go(work, ready)
  }
  await store.insertDecision(work, { ...wish, fingerprint: print, askedById: launch.byId })
  work.record(launchDecided({ ...launch, approves: wish.approves }))
  const now = present(await store.launchById(work.tx, launch.id), 'K19: what was decided is there')
  return { ...asked(now), replayed: false }
}
