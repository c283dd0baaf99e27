import type { Asked } from '#base/endpoint'
import { keepCarrier, type Carrier } from '#domain/campaign/contract/carrier'
import type { HandOff, Mail } from '#domain/campaign/model'
import type { Outlets } from '#domain/campaign/index'
import { campaignJobs } from '#domain/campaign/jobs'
import { makeRunner } from '#server/jobs'
import type { TestWorld } from './world.ts'

/** A provider account for SMS by a system of the shop's own, unless told otherwise. */
export const smsCarrier = (w: TestWorld, more: Partial<Asked<typeof keepCarrier>> = {}): Promise<Carrier> =>
  w.call(keepCarrier, {
    id: w.newId(),
    name: `Carrier ${w.newId()}`,
    medium: 'sms',
    settings: { provider: 'webhook', url: 'https://sms.example.com/in' },
    perThousandMinor: 4_500,
    currency: 'CNY',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ...more,
  })

/** A way out that hands everything to `send`; as many at once as told. */
export const outletsOf = (send: (mail: Mail) => Promise<HandOff>, atOnce = 50): Outlets => ({
  send: (_setup, mail) => send(mail),
  free: async () => atOnce,
  keep: async () => undefined,
  close: () => undefined,
})

/** Sends whatever is due by these ways out, until nothing is left. */
export const sendAll = (w: TestWorld, outlets: Outlets): Promise<void> =>
  makeRunner(
    w.world,
    campaignJobs({ world: w.world, mailer: null, publicUrl: 'https://shop.example/', outlets }),
  ).settle()

/** Sends whatever is due by e-mail, until nothing is left; answers what left. */
export async function sentByMail(w: TestWorld): Promise<Mail[]> {
  const taken: Mail[] = []
  const mailer = {
    send: async (mail: Mail) => {
      taken.push(mail)
      return { outcome: 'taken' as const }
    },
    close: () => undefined,
  }
  await makeRunner(
    w.world,
    campaignJobs({ world: w.world, mailer, publicUrl: 'https://shop.example/' }),
  ).settle()
  return taken
}
