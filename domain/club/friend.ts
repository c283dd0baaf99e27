import { createHmac } from 'node:crypto'
import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { idOfLink, idsByNumber, linked, linkToken, reachables } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { networkOf } from './model/likes.ts'

/** F8: who likes, by the browser and, where it is known, the member before it. */
export type Friend = Readonly<{
  deviceId: string
  /** The member and all who have gone into them; empty for somebody we do not know. */
  memberIds: readonly string[]
}>

/** What a browser brings back of what we gave it. */
export type Brought = Readonly<{ device: string | undefined; member: string | undefined }>

const DEVICE = 'like-device'
const MEMBER = 'like-member'

/** F8: a browser is one that we have marked ourselves; anything else is nobody. */
export async function friendBy(work: Work, { device, member }: Brought): Promise<Friend | null> {
  const { salt } = await chain(work)
  const deviceId = device === undefined ? null : idOfLink(salt, DEVICE, device)
  if (deviceId === null) return null
  const here =
    member === undefined ? null : await linked(work, { use: MEMBER, token: member, writing: false })
  return { deviceId, memberIds: here?.ids ?? [] }
}

/** Marks a browser that has come for the first time. */
export async function markDevice(work: Work): Promise<string> {
  const { salt } = await chain(work)
  return linkToken(salt, DEVICE, work.newId())
}

/** Marks a browser as this member's. */
export async function markMember(work: Work, memberId: string): Promise<string> {
  const { salt } = await chain(work)
  return linkToken(salt, MEMBER, memberId)
}

/** A member by card number and mobile, both; null when they do not belong together. */
export async function memberBy(
  work: Work,
  of: Readonly<{ number: string; mobile: string }>,
): Promise<string | null> {
  const id = (await idsByNumber(work, [of.number])).get(of.number)
  if (id === undefined) return null
  const [found] = await reachables(work, [id])
  const digits = (text: string) => text.replaceAll(/\D/g, '').slice(-11)
  const right = digits(found?.mobile ?? '')
  return right !== '' && right === digits(of.mobile) && found?.withdrawnAt === null ? id : null
}

const NETWORK_BYTES = 16

/** F8: tells two networks of one day apart, and leads back to none; of IPv6 a household's /64 is one network. */
export async function networkMark(
  work: Work,
  of: Readonly<{ address: string; day: BusinessDay }>,
): Promise<Uint8Array> {
  const { salt } = await chain(work)
  const words = `like-network:${of.day}:${networkOf(of.address)}`
  return createHmac('sha256', salt).update(words).digest().subarray(0, NETWORK_BYTES)
}
