import type { CarrierSetup, Outlets } from '#domain/campaign/index'
import type { Mailer } from '#domain/campaign/model'
import { aliyunOutlet } from './aliyun.ts'
import { paced } from './pace.ts'
import { reacher, type Reach } from './reach.ts'
import { smppLine, type Heard } from './smpp.ts'
import { tencentOutlet } from './tencent.ts'
import { twilioOutlet } from './twilio.ts'
import { webhookOutlet } from './webhook.ts'
import { wechatOutlet } from './wechat.ts'

export type OutletsWish = Readonly<{
  /** Hosts the operator allows though they are private. */
  allowed: ReadonlySet<string>
  /** Where providers reach this program; null where it is not known, and receipts are not asked for. */
  publicUrl: string | null
  /** Writes down what a line brought in. */
  hear: (carrierId: string, heard: Heard) => Promise<void>
  reach?: Reach
  now?: () => number
}>

type Opened = Readonly<{
  print: string
  mailer: Mailer
  free: () => Promise<number>
  keep: () => Promise<unknown>
  close: () => void
}>

/** The ways out to providers, opened when first needed, kept, and opened anew when their settings change. */
export function makeOutlets(wish: OutletsWish): Outlets {
  const open = new Map<string, Opened>()
  const reach = wish.reach ?? reacher({ allowed: wish.allowed })
  const of = (setup: CarrierSetup): Opened => {
    const print = JSON.stringify([setup.settings, setup.secret, setup.ratePerSecond])
    const before = open.get(setup.id)
    if (before?.print === print) return before
    before?.close()
    const { mailer, keep = async () => undefined, close = () => undefined } = make(setup, wish, reach)
    const made = { print, mailer, keep, close, free: paced(setup.ratePerSecond) }
    open.set(setup.id, made)
    return made
  }
  return {
    send: (setup, mail) => of(setup).mailer.send(mail),
    free: (setup) => of(setup).free(),
    keep: async (setups) => {
      const wanted = new Set(setups.map(({ id }) => id))
      for (const [id, { close }] of open) {
        if (wanted.has(id)) continue
        close()
        open.delete(id)
      }
      await Promise.all(setups.map((setup) => of(setup).keep()))
    },
    close: () => {
      for (const { close } of open.values()) close()
      open.clear()
    },
  }
}

type Made = Readonly<{ mailer: Mailer; keep?: () => Promise<unknown>; close?: () => void }>

function make({ id, settings, secret, hookPath }: CarrierSetup, wish: OutletsWish, reach: Reach): Made {
  const now = wish.now ?? Date.now
  switch (settings.provider) {
    case 'aliyun':
      return { mailer: aliyunOutlet({ ...settings, secret, reach, now }) }
    case 'tencent':
      return { mailer: tencentOutlet({ ...settings, secret, reach, now }) }
    case 'twilio': {
      const { publicUrl } = wish
      const receiptUrl = publicUrl === null ? null : new URL(`${hookPath}/receipts`, publicUrl).href
      return { mailer: twilioOutlet({ ...settings, secret, reach, receiptUrl }) }
    }
    case 'wechat':
      return { mailer: wechatOutlet({ ...settings, secret, reach, now }) }
    case 'webhook':
      return { mailer: webhookOutlet({ ...settings, secret, reach, now }) }
    case 'smpp': {
      const hear = (heard: Heard) => wish.hear(id, heard)
      const line = smppLine({ ...settings, secret, allowed: wish.allowed, hear })
      return { mailer: line, keep: line.keep, close: line.close }
    }
  }
}
