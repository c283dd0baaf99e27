import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { branches, inScope } from '#domain/org/index'
import type {
  listDevices,
  offlineLimits,
  revokeDevice,
  setOfflineLimits,
  showDevice,
} from './contract/device.ts'
import type { Answer } from '#base/endpoint'
import { deviceRevoked, limitsSet } from './events.ts'
import { worstCase } from './model/offline.ts'
import { STANDARD_LIMITS } from './model/policy.ts'
import * as store from './store/devices.ts'
import * as limits from './store/limits.ts'
import * as log from './store/log.ts'

export async function list(work: Work, { branchId, page, rows: most }: Wish<typeof listDevices>) {
  const scope = work.by.branchIds
  const asked = { branchId: branchId ?? null, scope, from: (page - 1) * most, most }
  const { rows, total } = await store.listed(work.tx, asked)
  const shown = []
  for (const row of rows) shown.push(await shownOf(work, row))
  return { total, rows: shown }
}

export async function show(work: Work, { id }: Wish<typeof showDevice>): Promise<Answer<typeof showDevice>> {
  const row = await mine(work, id)
  const epochs = await store.epochs(work.tx, id)
  const device = await shownOf(work, row)
  return {
    ...device,
    epochs: epochs.map(({ epoch, since }) => ({
      epoch,
      since,
      // What a life that is over had sent stands in the log's events; only the last one's mark still moves.
      mark: epoch === device.epoch ? device.mark : 0,
      why: epoch === 1 ? 'enrolled' : 'enrolled_again',
    })),
  }
}

/** Whoever is bound to branches sees their tills. */
async function mine(work: Work, id: string): Promise<store.DeviceRow> {
  const row = await store.deviceById(work.tx, id)
  if (!row || !inScope(work, row.branchId)) throw new Refusal('device_unknown')
  return row
}

async function shownOf(work: Work, row: store.DeviceRow) {
  const { hasToken: _, ...device } = row
  const [own, counts, open] = await all([
    log.logOf(work.tx, row.id),
    log.counts(work.tx, row.id),
    store.openExceptions(work.tx, row.id),
  ])
  const known = present(own, 'D2: a till has a log')
  return {
    ...device,
    status: row.revokedAt === null ? known.status : ('revoked' as const),
    epoch: known.epoch,
    mark: known.mark,
    pending: known.pendingCount,
    pendingMinor: known.pendingMinor,
    quarantined: counts.quarantined.count,
    quarantinedMinor: counts.quarantined.minor,
    openExceptions: open,
  }
}

/** O4: from the number that is known now; what it wrote before is believed, nothing after it. */
export async function revoke(work: Work, wish: Wish<typeof revokeDevice>) {
  const print = fingerprint(wish)
  const row = await mine(work, wish.deviceId)
  const own = present(await log.lockLog(work.tx, row.id), 'D2: a till has a log')
  const done = await store.revocationById(work.tx, wish.id)
  if (done) {
    if (done.fingerprint !== print) throw new Refusal('device_revocation_id_reused')
    return shownOf(work, row)
  }
  if ((await store.deviceById(work.tx, row.id))?.revokedAt != null) throw new Refusal('device_revoked')
  const { id, deviceId, reason } = wish
  await store.insertRevocation(work, {
    id,
    fingerprint: print,
    deviceId,
    reason,
    epoch: own.epoch,
    mark: own.mark,
  })
  await log.revoke(work.tx, deviceId)
  work.record(deviceRevoked({ id, deviceId, reason }))
  return shownOf(work, await mine(work, deviceId))
}

/** What tills of each branch may burn by themselves, beside what can be lost by it. */
export async function listLimits(work: Work): Promise<Answer<typeof offlineLimits>> {
  const seen = (await branches(work)).filter((one) => one.closedOn === null && inScope(work, one.id))
  const ids = seen.map((one) => one.id)
  const [latest, tills] = await all([limits.latestLimits(work.tx, ids), store.activeAt(work.tx, ids)])
  return {
    standard: STANDARD_LIMITS,
    rows: ids.map((branchId) => limitedOf(branchId, latest.get(branchId), tills.get(branchId) ?? 0)),
  }
}

function limitedOf(branchId: string, row: limits.LimitsRow | undefined, tills: number) {
  const own = row?.limits ?? null
  return {
    branchId,
    limits: own,
    tills,
    worstCase: own === null ? null : worstCase({ ...own, tills: Math.max(1, tills) }),
    at: row?.at ?? null,
    byName: row?.byName ?? null,
  }
}

/** A2: opting in is kept with who did it; the tills get it with their next policy. */
export async function setLimits(work: Work, wish: Wish<typeof setOfflineLimits>) {
  const print = fingerprint(wish)
  const branch = (await branches(work)).find((one) => one.id === wish.branchId)
  const done = await limits.limitsById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('device_limit_id_reused')
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  const { id, branchId } = wish
  if (!done) {
    await limits.insertLimits(work, { id, fingerprint: print, branchId, limits: wish.limits })
    work.record(limitsSet({ id, branchId, limits: wish.limits }))
  }
  const tills = (await store.activeAt(work.tx, [branchId])).get(branchId) ?? 0
  return limitedOf(branchId, await limits.limitsById(work.tx, id), tills)
}
