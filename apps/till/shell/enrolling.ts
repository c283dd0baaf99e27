import type { Told } from '#base/endpoint'
import { deviceEnrolment, enrolDevice } from '#domain/device/contract/device'
import { call, newId } from '#ui/call.ts'
import { makeKeys, publicText, sha256Hex, type TillKeys } from '../keys.ts'
import type { Identity } from '../till-context.ts'
import type { Shelf } from '../shelf/shelf.ts'
import { askAgain } from '../shelf/written.ts'

/** An enrolment a manager has not decided yet; kept, so that a reload goes on waiting. */
export type Waiting = Readonly<{ id: string; secret: string; fingerprint: string }>
/** What the till signs in with, and by which keys it knows head office. */
export type Secrets = Readonly<{ token: string; headSignKey: string; headSealKey: string }>
export type Enrolled = Readonly<{ identity: Identity; secrets: Secrets; keys: TillKeys }>

/** Makes keys, keeps them, and shows head office the code with their public halves. Throws a ProblemError. */
export async function beginEnrolment(shelf: Shelf, code: string): Promise<Waiting> {
  const keys = await makeKeys()
  const [signKey, sealKey] = [await publicText(keys.sign), await publicText(keys.seal)]
  // Kept before they are shown: an answer that is lost must not leave an approved till without its keys.
  await shelf.kept.put({ key: 'keys', value: keys })
  const { id, secret } = await call(enrolDevice, {
    id: newId(),
    code: code.trim(),
    signKey,
    sealKey,
    appVersion: __TILL_VERSION__,
  })
  const waiting: Waiting = { id, secret, fingerprint: await shortOf(signKey) }
  await shelf.kept.put({ key: 'enrolment', value: waiting })
  return waiting
}

/** Eight digits of the key's hash, as the manager sees them: this device and no other is approved. */
async function shortOf(signKey: string): Promise<string> {
  const digits = (await sha256Hex(signKey)).slice(0, 8)
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

/** Whether the manager has decided; takes over who this till is when the answer is yes. */
export async function lookAtEnrolment(
  shelf: Shelf,
  { id, secret }: Waiting,
): Promise<Told<typeof deviceEnrolment>['state']> {
  const { state, device } = await call(deviceEnrolment, { id, secret })
  if (state === 'refused') await shelf.kept.delete('enrolment')
  if (device === null) return state
  const identity: Identity = {
    device: device.id,
    code: device.code,
    epoch: device.epoch,
    chain: device.chainId,
    store: device.branchId,
  }
  const secrets: Secrets = {
    token: device.token,
    headSignKey: device.headSignKey,
    headSealKey: device.headSealKey,
  }
  await shelf.transaction('rw', shelf.kept, async () => {
    await shelf.kept.bulkPut([
      { key: 'identity', value: identity },
      { key: 'secrets', value: secrets },
      // A new epoch begins with head office's first policy, whatever an earlier life of this till had seen.
      { key: 'policy highest', value: 0 },
    ])
    await shelf.kept.delete('enrolment')
  })
  return state
}

/** Who this till is; null before it was approved. */
export async function keptEnrolment(shelf: Shelf): Promise<Enrolled | null> {
  const [identity, secrets, keys] = (await shelf.kept.bulkGet(['identity', 'secrets', 'keys'])).map(
    (row) => row?.value,
  )
  if (!identity || !secrets || !keys) return null
  // What this program itself kept under these names.
  return { identity: identity as Identity, secrets: secrets as Secrets, keys: keys as TillKeys }
}

/** Where the keys of an earlier epoch are kept. */
export const keysName = (device: string, epoch: number): string => `keys of ${device} ${epoch}`

/**
 * Forgets who this till was, so that it can be enrolled anew: after a new epoch began elsewhere, or head office froze
 * it. What it wrote down stays on the disk with its key, and so can still be proven.
 */
export async function forgetEnrolment(shelf: Shelf): Promise<void> {
  await shelf.transaction('rw', [shelf.kept, shelf.events], async () => {
    const [identity, keys] = await shelf.kept.bulkGet(['identity', 'keys'])
    const was = identity?.value as Identity | undefined
    if (was && keys) {
      await shelf.kept.put({ key: keysName(was.device, was.epoch), value: keys.value })
      await askAgain(shelf, { epoch: was.epoch + 1, mark: 0 })
    }
    await shelf.kept.bulkDelete(['identity', 'secrets', 'keys', 'policy', 'last answer'])
  })
}

export const keptWaiting = async (shelf: Shelf): Promise<Waiting | null> =>
  ((await shelf.kept.get('enrolment'))?.value ?? null) as Waiting | null
