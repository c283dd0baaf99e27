import { pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { mayAll, permissionsOf } from './model.ts'
import * as people from './store/people.ts'
import * as pins from './store/till-pins.ts'

/** PBKDF2-HMAC-SHA-256 of a short PIN, by the OWASP Password Storage Cheat Sheet; a browser knows no better one. */
const ROUNDS = 600_000
const SALT_BYTES = 16
const HASH_BYTES = 32
const derive = promisify(pbkdf2)

export type TillPin = Readonly<{ salt: string; rounds: number; hash: string }>

/** Whoever sells at a till signs in there by a PIN that the till checks by itself; its verifier travels to tills. */
export async function setTillPin(
  work: Work,
  { staffId, pin }: Readonly<{ staffId: string; pin: string }>,
): Promise<{ staffId: string; at: string }> {
  const [found] = await people.staffByIds(work.tx, [staffId])
  if (!found || found.disabledAt !== null) throw new Refusal('staff_unknown')
  const salt = Buffer.from(work.randomBytes(SALT_BYTES))
  const hash = await derive(pin, salt, ROUNDS, HASH_BYTES, 'sha256')
  const row = { staffId, salt: salt.toString('base64'), rounds: ROUNDS, hash: hash.toString('base64') }
  await pins.setPin(work, row)
  return { staffId, at: work.at }
}

export type TillPerson = Readonly<{ id: string; name: string; permissions: string[]; pin: TillPin | null }>

/** Who may sell at a branch, in the order of their names, with how they sign in at its tills. */
export async function tillStaff(work: Work, branchId: string): Promise<TillPerson[]> {
  const staff = (await people.allStaff(work.tx)).filter(
    ({ disabledAt, branchIds, roles }) =>
      disabledAt === null &&
      (branchIds === null || branchIds.includes(branchId)) &&
      mayAll(permissionsOf(roles), ['sale.record']),
  )
  const kept = await pins.pinsOf(
    work.tx,
    staff.map((one) => one.id),
  )
  return staff
    .map(({ id, name, roles }) => ({
      id,
      name,
      permissions: permissionsOf(roles),
      pin: kept.get(id) ?? null,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
