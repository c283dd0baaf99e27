import type { Wish } from '#base/endpoint'
import { businessDay, type Instant } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type { Branch, setUp as words } from './contract.ts'
import { event } from './events.ts'
import { weakPassword } from './model.ts'
import { hashPassword } from './secret.ts'
import { startSession } from './session.ts'
import * as people from './store/people.ts'
import * as places from './store/places.ts'

/** O1: founds the chain once; of two who try at the same moment the second finds it founded. */
export async function setUp(work: Work, wish: Wish<typeof words>) {
  if (await places.findChain(work.tx)) throw new Refusal('already_set_up')
  if (weakPassword(wish.owner.password, wish.owner.login))
    throw new Refusal('password_weak', { path: 'owner.password' })

  const chain = { id: work.newId(), ...wish.chain, salt: Buffer.from(work.randomBytes(16)).toString('hex') }
  await places.insertChain(work.tx, { ...chain, foundedAt: work.at })
  const branch = firstBranch(work, wish)
  await places.insertBranch(work.tx, branch)
  const owner = await firstOwner(work, wish)
  await people.insertStaff(work.tx, owner)

  work.record(event.chainFounded(chain.id, chain.name), event.branchOpened(branch), event.staffHired(owner))
  const session = await startSession(work, owner.id, wish.caller?.token ?? null)
  return { chainId: chain.id, branchId: branch.id, ownerId: owner.id, session }
}

function firstBranch(work: Work, wish: Wish<typeof words>): Branch {
  const zone = wish.branch.zone ?? wish.chain.zone
  const closingHour = wish.branch.closingHour ?? wish.chain.closingHour
  return {
    id: work.newId(),
    code: wish.branch.code,
    name: wish.branch.name,
    region: wish.branch.region,
    zone,
    closingHour,
    openedOn: businessDay(work.at, zone, closingHour),
    closedOn: null,
    version: 1,
  }
}

async function firstOwner(work: Work, wish: Wish<typeof words>): Promise<people.StaffRow> {
  const hiredAt: Instant = work.at
  return {
    id: work.newId(),
    login: wish.owner.login,
    name: wish.owner.name,
    language: wish.owner.language ?? wish.chain.language,
    roles: ['owner'],
    branchIds: null,
    hiredAt,
    disabledAt: null,
    version: 1,
    password: await hashPassword(wish.owner.password, work.randomBytes(16)),
  }
}
