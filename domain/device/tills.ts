import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches, chain } from '#domain/org/index'
import * as store from './store/devices.ts'
import type { Till } from './till.ts'

/** A till by its id; null for one that never was. One that was revoked is still known: what it wrote is evidence. */
export async function tillById(work: Work, id: string): Promise<Till | null> {
  const row = await store.deviceById(work.tx, id)
  return row ? tillOf(work, row) : null
}

/** By the short code it shows to customers. */
export async function tillByCode(work: Work, code: string): Promise<Till | null> {
  const row = await store.deviceByCode(work.tx, code)
  return row && row.revokedAt === null ? tillOf(work, row) : null
}

/** The till that asks, by its own token. */
export async function callingTill(work: Work): Promise<Till> {
  const till = work.by.kind === 'key' && work.by.id !== null ? await tillById(work, work.by.id) : null
  if (till === null) throw new Refusal('device_unknown')
  return till
}

/** Any till in use at a store; null where there is none. */
export async function tillOfStore(work: Work, branchId: string): Promise<Till | null> {
  const asked = { branchId, scope: null, from: 0, most: 1 }
  const [row] = (await store.listed(work.tx, asked)).rows
  return row && row.revokedAt === null ? tillOf(work, row) : null
}

/** Every till's name by its id. */
export async function tillNames(work: Work): Promise<ReadonlyMap<string, string>> {
  const { rows } = await store.listed(work.tx, { branchId: null, scope: null, from: 0, most: 100_000 })
  return new Map(rows.map((row) => [row.id, row.name]))
}

async function tillOf(work: Work, { id, code, name, branchId }: store.DeviceRow): Promise<Till> {
  const branch = present(
    (await branches(work)).find((one) => one.id === branchId),
    'D1: a till has its store',
  )
  const { id: chainId } = await chain(work)
  return { id, code, name, storeId: branchId, storeCode: branch.code, chainId }
}

/** The key that signs a till's log in an epoch, base64; null for an epoch that never was. */
export const keyOfTill =
  (work: Work, deviceId: string) =>
  async (epoch: number): Promise<string | null> =>
    (await store.epochs(work.tx, deviceId)).find((one) => one.epoch === epoch)?.signKey ?? null

/** The key that files for a till are sealed to, base64. */
export const sealKeyOf = async (work: Work, deviceId: string, epoch: number): Promise<string | null> =>
  (await store.epochs(work.tx, deviceId)).find((one) => one.epoch === epoch)?.sealKey ?? null
