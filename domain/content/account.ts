import type { Work } from '#db/work'
import { carrierList } from '#domain/campaign/index'

/** An official account; undefined where the carrier is another or none. */
export async function accountOf(work: Work, carrierId: string) {
  const found = (await carrierList(work)).rows.find((one) => one.id === carrierId)
  return found?.settings.provider === 'wechat' ? { ...found, settings: found.settings } : undefined
}
