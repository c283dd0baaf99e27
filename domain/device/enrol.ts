import type { Wish } from '#base/endpoint'
import { instantOfMs, msOf } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { branches, inScope } from '#domain/org/index'
import {
  CODE_MINUTES,
  type approveDevice,
  type createDeviceCode,
  type deviceEnrolment,
  type enrolDevice,
} from './contract/device.ts'
import { deviceEnrolled, deviceRefused } from './events.ts'
import { headKeys } from './keys.ts'
import { beginLog } from './log.ts'
import { sha256, shortHash, TOKEN_BYTES, tokenText } from './secret.ts'
import * as store from './store/devices.ts'

/** Base 32 of Crockford: no I, L, O, U, so that nobody mistypes; 13 of them hold 65 bits. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_DIGITS = 13
/** Whoever enrolled and was not looked at for a day has gone. */
const WAITS_MS = 24 * 3_600_000

/** O3: the code leaves once; what is kept cannot be turned back into it. */
export async function makeCode(work: Work, wish: Wish<typeof createDeviceCode>) {
  const print = fingerprint(wish)
  if (await store.codeById(work.tx, wish.id)) throw new Refusal('device_code_id_reused')
  const branch = (await branches(work)).find((one) => one.id === wish.branchId)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  if (wish.replaces !== null) {
    const known = await store.deviceById(work.tx, wish.replaces)
    if (!known || known.branchId !== branch.id) throw new Refusal('device_unknown')
    if (known.revokedAt !== null) throw new Refusal('device_revoked')
  }
  const code = codeOf(work.randomBytes(CODE_DIGITS))
  const expiresAt = instantOfMs(msOf(work.at) + CODE_MINUTES * 60_000)
  const { id, branchId, name, replaces: replacesId } = wish
  await store.insertCode(work, {
    id,
    fingerprint: print,
    codeSha256: sha256(code),
    branchId,
    name,
    replacesId,
    expiresAt,
  })
  return { id, code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`, expiresAt }
}

/** Five bits of each byte. */
const codeOf = (bytes: Uint8Array): string => [...bytes].map((byte) => DIGITS[byte & 31] ?? '0').join('')

const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')

/**
 * A till shows its code: spent by this, whatever the manager says afterwards. Guessing is hopeless: of 2⁶⁵ codes a few
 * are good for ten minutes, and each address has its limit.
 */
export async function enrol(work: Work, wish: Wish<typeof enrolDevice>) {
  const print = fingerprint(wish)
  const secret = tokenText(work.randomBytes(TOKEN_BYTES))
  if (await store.enrolmentById(work.tx, wish.id)) throw new Refusal('device_enrolment_id_reused')
  const code = await store.codeInForce(work.tx, { codeSha256: sha256(plainCode(wish.code)), at: work.at })
  if (!code) throw new Refusal('device_code_wrong', { path: 'code' })
  const { id, signKey, sealKey, appVersion } = wish
  const row = {
    id,
    fingerprint: print,
    codeId: code.id,
    signKey,
    sealKey,
    appVersion,
    secretSha256: sha256(secret),
  }
  await store.insertEnrolment(work, row)
  return { id, state: 'pending' as const, secret }
}

/** The till looks whether it was let in. Its token is made anew at each look, until it has signed in with one. */
export async function lookAtEnrolment(work: Work, { id, secret }: Wish<typeof deviceEnrolment>) {
  const row = await store.lockEnrolment(work.tx, id)
  if (!row || !Buffer.from(row.secretSha256).equals(sha256(secret)))
    throw new Refusal('device_enrolment_unknown')
  if (row.approved === null) return { state: 'pending' as const, device: null }
  if (!row.approved || row.deviceId === null) return { state: 'refused' as const, device: null }
  const device = present(await store.deviceById(work.tx, row.deviceId), 'D1: an approved till is there')
  const own = (await store.epochs(work.tx, device.id)).find((one) => one.enrolmentId === id)
  const latest = (await store.epochs(work.tx, device.id)).at(-1)
  const epoch = present(own, 'D1: an approval begins an epoch').epoch
  // A till that has a later life, or has been seen after this one began, got its token long ago.
  const fresh =
    latest?.epoch === epoch && (device.lastSeenAt === null || device.lastSeenAt <= present(own, '').since)
  if (!fresh) throw new Refusal('device_enrolment_unknown')
  const token = `zjd_${tokenText(work.randomBytes(TOKEN_BYTES))}`
  await store.setToken(work.tx, { deviceId: device.id, sha256: sha256(token), appVersion: row.appVersion })
  const head = await headKeys(work)
  return {
    state: 'approved' as const,
    device: {
      id: device.id,
      code: device.code,
      name: device.name,
      epoch,
      chainId: head.chainId,
      branchId: device.branchId,
      token,
      headSignKey: head.signKey,
      headSealKey: head.sealKey,
    },
  }
}

/** Only who sees the branch may let a till in; a till that starts anew gets the next epoch, and its old key ends. */
export async function approve(work: Work, wish: Wish<typeof approveDevice>) {
  const print = fingerprint(wish)
  const row = await store.lockEnrolment(work.tx, wish.enrolmentId)
  const done = await store.approvalById(work.tx, wish.id)
  if (done) {
    if (done.fingerprint !== print) throw new Refusal('device_approval_id_reused')
    return { id: done.id, deviceId: done.deviceId, state: stateOf(done.approved) }
  }
  if (!row || !inScope(work, row.branchId)) throw new Refusal('device_enrolment_unknown')
  if (row.approved !== null) throw new Refusal('device_enrolment_decided')
  // Revoked between its code and now: it does not come back by an old code.
  const before = row.replacesId === null ? undefined : await store.deviceById(work.tx, row.replacesId)
  if (wish.approve && before?.revokedAt != null) throw new Refusal('device_revoked')
  const deviceId = wish.approve ? await letIn(work, row) : null
  const approval = { id: wish.id, fingerprint: print, enrolmentId: row.id, approved: wish.approve, deviceId }
  await store.insertApproval(work, approval)
  if (deviceId === null) work.record(deviceRefused({ id: row.id, branchId: row.branchId, name: row.name }))
  return { id: wish.id, deviceId, state: stateOf(wish.approve) }
}

const stateOf = (approved: boolean) => (approved ? ('approved' as const) : ('refused' as const))

async function letIn(work: Work, row: store.EnrolmentRow): Promise<string> {
  const { branchId, name, appVersion, signKey, sealKey } = row
  const deviceId = row.replacesId ?? work.newId()
  if (row.replacesId === null) await store.insertDevice(work, { id: deviceId, name, branchId, appVersion })
  // From here on its old token opens nothing.
  else await store.setToken(work.tx, { deviceId, sha256: null, appVersion })
  const epoch = await store.insertEpoch(work, { deviceId, enrolmentId: row.id, signKey, sealKey })
  await beginLog(work, { deviceId, branchId, epoch })
  work.record(deviceEnrolled({ id: deviceId, branchId, name, epoch }))
  return deviceId
}

/** Tills that wait for whoever asks. */
export async function waiting(work: Work) {
  const since = instantOfMs(msOf(work.at) - WAITS_MS)
  const rows = await store.waiting(work.tx, { scope: work.by.branchIds, since })
  return {
    rows: rows.map(({ id, name, branchId, replacesId: replaces, appVersion, signKey, at }) => ({
      id,
      name,
      branchId,
      replaces,
      appVersion,
      fingerprint: shortHash(signKey),
      at,
    })),
  }
}
