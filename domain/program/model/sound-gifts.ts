import type { ProgramDocument } from './document.ts'
import { mustBe, type Finding } from './finding.ts'

/** Events, gifts of an occasion and rewards of a period that really give something (C23, C28, C33–C35). */
export const soundGifts = (document: ProgramDocument): Finding[] => [
  ...events(document),
  ...claims(document),
  ...reward(document),
]

function events({ earning }: ProgramDocument): Finding[] {
  const caps = ['mostPerDay', 'mostPerMonth', 'mostEver'] as const
  return earning.events.flatMap((event, at) =>
    caps.flatMap((cap) => {
      const most = event[cap]
      return most !== null && most < event.points
        ? [mustBe('cap_below_points', ['earning', 'events', at, cap], { most, points: event.points })]
        : []
    }),
  )
}

function claims(document: ProgramDocument): Finding[] {
  return document.claims.flatMap((claim, at) => {
    const path = ['claims', at] as const
    const found: Finding[] = []
    if (claim.occasion === 'festival' && claim.festivals.length === 0)
      found.push(mustBe('festival_needed', [...path, 'festivals']))
    if (claim.occasion === 'life_event' && claim.lifeEvents.length === 0)
      found.push(mustBe('life_event_needed', [...path, 'lifeEvents']))
    if (claim.productCode === null && claim.couponCode === null && claim.points === 0)
      found.push(mustBe('gives_nothing', path))
    const band = claim.bands.findIndex((one, place) => {
      const before = claim.bands[place - 1]
      return before !== undefined && one.fromMinor <= before.fromMinor
    })
    if (band >= 0) found.push(mustBe('bands_not_ascending', [...path, 'bands', band, 'fromMinor']))
    return found
  })
}

function reward({ periodReward, coupons }: ProgramDocument): Finding[] {
  if (periodReward === null) return []
  const voucher = coupons.find((one) => one.code === periodReward.couponCode)
  const found: Finding[] = []
  if (voucher && voucher.kind !== 'voucher')
    found.push(mustBe('not_a_voucher', ['periodReward', 'couponCode'], { value: voucher.code }))
  if (periodReward.bps === 0) found.push(mustBe('worth_nothing', ['periodReward', 'bps']))
  if (periodReward.bps === 10_000) found.push(mustBe('all_for_nothing', ['periodReward', 'bps']))
  return found
}
