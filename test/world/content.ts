import type { Asked, Told } from '#base/endpoint'
import type { Carrier } from '#domain/campaign/contract/carrier'
import { addBroadcastPicture, saveBroadcast, showBroadcast, turnBroadcast } from '#domain/content/contract'
import type { Mass, Publisher } from '#domain/content/port'
import { sendNext } from '#domain/content/send'
import { consent, enrolMember, keepField } from '#domain/member/contract'
import { smsCarrier } from './carrier.ts'
import type { TestWorld } from './world.ts'

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** An official account whose followers are known by the profile field `openid`. */
export async function officialAccount(w: TestWorld, endpoint?: string): Promise<Carrier> {
  await w.call(keepField, { key: 'openid', kind: 'text', labelZh: '微信', labelEn: 'WeChat' })
  const settings = {
    provider: 'wechat' as const,
    appId: 'wx1',
    openidField: 'openid',
    ...(endpoint === undefined ? {} : { endpoint }),
  }
  return smsCarrier(w, { medium: 'wechat', settings, secret: 'wechat-secret' })
}

/** Members who follow, with their OpenIDs `o<number>`; who agreed to WeChat unless told otherwise. */
export async function followers(w: TestWorld, numbers: readonly string[], agree = true): Promise<string[]> {
  const ids: string[] = []
  for (const number of numbers) {
    const extra = { openid: `o${number}` }
    const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal', extra })
    const said = { channel: 'wechat', purpose: 'marketing', granted: agree, textVersion: 'v1' } as const
    await w.call(consent, { id, consentId: w.newId(), ...said })
    ids.push(id)
  }
  w.clock.advance(1_000)
  return ids
}

export const picture = (w: TestWorld) => w.call(addBroadcastPicture, { bytes: new Uint8Array(PIXEL) })

type More = Partial<Asked<typeof saveBroadcast>>

/** A draft for everybody in an hour, unless told otherwise; answers its id. */
export async function drafted(w: TestWorld, carrierId: string, more: More = {}): Promise<string> {
  const broadcastId = more.broadcastId ?? w.newId()
  const { id: pictureId } = await picture(w)
  await w.call(saveBroadcast, {
    id: w.newId(),
    broadcastId,
    title: '春茶上市',
    digest: '明前龙井到店',
    author: '知己茶铺',
    body: '今年的第一批春茶到了。\n欢迎来喝。\n\n地址：人民路店 <1 楼>',
    pictureId,
    carrierId,
    dueAt: '2026-03-02T03:00:00.000Z',
    ...more,
  })
  return broadcastId
}

export async function planned(w: TestWorld, carrierId: string, more: More = {}): Promise<string> {
  const broadcastId = await drafted(w, carrierId, more)
  await w.call(turnBroadcast, { id: w.newId(), broadcastId, act: 'scheduled', fifthKnown: true })
  return broadcastId
}

/** An account there that takes everything, unless told otherwise, and remembers its calls by their id. */
export function account(answer: Partial<Publisher> = {}) {
  const calls: Mass[] = []
  const seen = { pictures: 0, drafts: 0 }
  const publisher: Publisher = {
    picture: async () => ({ coverRef: `cover${++seen.pictures}`, url: 'https://mmbiz.qpic.cn/1' }),
    draft: async () => ({ draftRef: `draft${++seen.drafts}` }),
    mass: async (_setup, mass) => {
      const already = calls.some((one) => one.clientId === mass.clientId)
      if (!already) calls.push(mass)
      return { ref: `msg-${mass.clientId.slice(-6)}`, already }
    },
    ...answer,
  }
  return { calls, seen, publisher }
}

/** Lets the sender do all there is to do at this moment. */
export async function send(w: TestWorld, publisher: Publisher): Promise<void> {
  while ((await sendNext({ world: w.world, publisher })) === 'more');
}

export const told = (w: TestWorld, broadcastId: string): Promise<Told<typeof showBroadcast>> =>
  w.call(showBroadcast, { broadcastId })

/** The reasons that stand at recipients. */
export const kept = async (w: TestWorld, broadcastId: string): Promise<Record<string, number>> =>
  Object.fromEntries((await told(w, broadcastId)).kept.map(({ trouble, members }) => [trouble, members]))
