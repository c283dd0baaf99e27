import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import type { Medium } from '#domain/member/model/consent'
import { chain } from '#domain/org/index'
import type { Carrier, keepCarrier, Provider } from './contract/carrier.ts'
import { carrierKept } from './events.ts'
import { SEND_JOB, type CarrierSetup } from './port.ts'
import * as store from './store/carriers.ts'
import { mailServer } from './store/outbox.ts'
import { hookToken, isHookToken } from './token.ts'

/** What each provider can carry; a system of the shop's own carries anything. */
const CARRIES: Readonly<Record<Provider, readonly Medium[]>> = {
  aliyun: ['sms'],
  tencent: ['sms'],
  twilio: ['sms'],
  smpp: ['sms'],
  wechat: ['wechat'],
  webhook: ['email', 'sms', 'wechat', 'post', 'call'],
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

/** K13: a secret is taken here and leaves by no answer, event or log; what kind of provider it is stays. */
export async function keep(work: Work, wish: Wish<typeof keepCarrier>): Promise<Carrier> {
  const [before] = await store.carriers(work.tx, [wish.id])
  const { secret, ...row } = wish
  const { provider } = row.settings
  if (before && (before.settings.provider !== provider || before.medium !== row.medium))
    throw new Refusal('carrier_provider_fixed', { path: 'settings.provider' })
  if (!CARRIES[provider].includes(row.medium)) throw new Refusal('carrier_medium_unfit', { path: 'medium' })
  if (!before && secret === undefined) throw new Refusal('carrier_secret_missing', { path: 'secret' })
  if (provider === 'webhook' && secret !== undefined && !WEBHOOK_SECRET.test(secret))
    throw new Refusal('webhook_secret_form', { path: 'secret' })
  const holder = await store.nameHolder(work.tx, row.name)
  if (holder !== undefined && holder !== row.id) throw new Refusal('name_taken', { path: 'name' })
  await store.keepCarrier(work, row, secret)
  work.record(
    carrierKept({
      id: row.id,
      provider,
      medium: row.medium,
      active: row.active,
      renewed: secret !== undefined,
    }),
  )
  // Its line is opened, closed or opened anew at once, not at the next minute.
  ask(work, SEND_JOB)
  const [now] = await shown(work, await store.carriers(work.tx, [row.id]))
  return present(now, 'K13: a kept carrier is there')
}

export async function list(work: Work) {
  return {
    mailServer: await mailServer(work.tx),
    rows: await shown(work, await store.carriers(work.tx, null)),
  }
}

async function shown(work: Work, rows: readonly store.CarrierRow[]): Promise<Carrier[]> {
  const { salt } = await chain(work)
  return rows.map((row) => ({ ...row, hookPath: hookPathOf(salt, row.id) }))
}

const hookPathOf = (salt: string, id: string): string => `hooks/${id}/${hookToken(salt, id)}`

/** A carrier as those need it who speak to the provider: with its secret. Undefined for an unknown one. */
export async function setupOf(work: Work, id: string): Promise<CarrierSetup | undefined> {
  const [row] = await store.carriers(work.tx, [id])
  const secret = await store.secretOf(work.tx, id)
  if (!row || secret === undefined) return undefined
  const { salt } = await chain(work)
  const { settings, ratePerSecond, active } = row
  return { id, settings, secret, ratePerSecond, active, hookPath: hookPathOf(salt, id) }
}

/** The account whose hook an address is; undefined when the address is not one we gave away. */
export async function hookOf(
  work: Work,
  { carrierId, token }: Readonly<{ carrierId: string; token: string }>,
): Promise<CarrierSetup | undefined> {
  if (!isUuid(carrierId)) return undefined
  const { salt } = await chain(work)
  return isHookToken(salt, carrierId, token) ? setupOf(work, carrierId) : undefined
}

/** Every account that is in use, so that lines which also bring something in stay open. */
export async function activeSetups(work: Work): Promise<CarrierSetup[]> {
  const active = (await store.carriers(work.tx, null)).filter((row) => row.active)
  const setups: CarrierSetup[] = []
  for (const { id } of active) setups.push(present(await setupOf(work, id), 'K13: a carrier has its secret'))
  return setups
}
