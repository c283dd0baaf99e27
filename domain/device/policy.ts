import { canonical } from '#base/fingerprint'
import { msOf } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { lostCardHolders } from '#domain/member/index'
import { branches, chain, tillStaff } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { discountRulesOf } from '#domain/sale/index'
import { allFrozen } from '#domain/wallet/index'
import { deviceMedia } from './contract/policy.ts'
import { signText } from './keys.ts'
import { limitsOf } from './limits-of.ts'
import { policyEnd, policySchema, type Policy, type SealedText } from './model/policy.ts'
import * as devices from './store/devices.ts'
import { logOf } from './store/log.ts'
import * as store from './store/policies.ts'
import { publicAddress } from './store/public-address.ts'
import { callingTill } from './tills.ts'
import { hashOf } from './verify.ts'

type Body = Omit<Policy, 'version' | 'issuedAt' | 'expiresAt' | 'certifiedUntil'>

/** What the till goes by, signed. Its certificate lasts as long: renewed whenever it asks, unless it was revoked. */
export async function ofCaller(work: Work) {
  const till = await callingTill(work)
  await devices.seen(work, till.id)
  const policy = await policyFor(work, till.id)
  if (policy === null) throw new Refusal('device_revoked')
  return { policy }
}

/**
 * The policy that holds for a till: the last one, or a new one where its content changed or half of its life is over
 * (D9). Null for a till that was revoked.
 */
export async function policyFor(work: Work, deviceId: string): Promise<SealedText | null> {
  const device = await devices.deviceById(work.tx, deviceId)
  if (!device || device.revokedAt !== null) return null
  const body = await bodyFor(work, device)
  const bodySha256 = hashOf(canonical(body))
  const last = await store.latestPolicy(work.tx, deviceId)
  if (last && last.bodySha256 === bodySha256 && !halfOver(work, last)) return sealedOf(last)
  await store.lockPolicies(work.tx, deviceId)
  const newest = await store.latestPolicy(work.tx, deviceId)
  const version = (newest?.version ?? 0) + 1
  const expiresAt = policyEnd(work.at)
  const policy: Policy = { ...body, version, issuedAt: work.at, expiresAt, certifiedUntil: expiresAt }
  const { text, signature } = await signText(work, 'policy', canonical(policySchema.parse(policy)))
  const words = { deviceId, version, bodySha256, text, signature, issuedAt: work.at, expiresAt }
  await store.insertPolicy(work.tx, words)
  return { text, signature }
}

const sealedOf = ({ text, signature }: store.PolicyRow): SealedText => ({ text, signature })

const halfOver = (work: Work, { issuedAt, expiresAt }: store.PolicyRow): boolean =>
  msOf(work.at) - msOf(issuedAt) > (msOf(expiresAt) - msOf(issuedAt)) / 2

async function bodyFor(work: Work, device: devices.DeviceRow): Promise<Body> {
  const { id: chainId, name: chainName, currency, language } = await chain(work)
  const branch = present(
    (await branches(work)).find((one) => one.id === device.branchId),
    'D1: a till has its store',
  )
  const program = await liveProgram(work)
  const { items, bulletin } = await store.playlist(work.tx)
  const epoch = present(await logOf(work.tx, device.id), 'D2: a till has a log').epoch
  const discounts = (await discountRulesOf(work, [branch.id])).get(branch.id)
  const barred = new Set([...(await allFrozen(work)), ...(await lostCardHolders(work))])
  return {
    v: 1,
    t: 'policy',
    chain: chainId,
    chainName,
    currency,
    language,
    store: branch.id,
    storeName: branch.name,
    storeCode: branch.code,
    zone: branch.zone,
    closingHour: branch.closingHour,
    device: device.id,
    deviceCode: device.code,
    epoch,
    programVersion: program.version,
    program: program.document,
    limits: await limitsOf(work, { storeId: branch.id }),
    ...(discounts && { discounts }),
    deny: [...barred].sort(),
    cashiers: await tillStaff(work, branch.id),
    publicUrl: (await publicAddress(work.tx)) ?? '',
    playlist: items.map((one) => ({ ...one, url: `/api/v1${deviceMedia.path.replace(':id', one.id)}` })),
    bulletin: [...bulletin],
  }
}
