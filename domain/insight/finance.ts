import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import type * as contract from './contract/finance.ts'
import { financeProfile, householdOf, TARGET_NET_ASSETS_MINOR } from './model/household.ts'
import { shopDay } from './reach.ts'
import * as store from './store/finance.ts'

/** G30: another version of what a household tells of its money; the same id and content is one version. */
export async function saveFinanceProfile(work: Work, wish: Wish<typeof contract.saveFinanceProfile>) {
  const { id, memberId, ...told } = wish
  await store.lockProfiles(work.tx, memberId)
  const print = fingerprint(wish)
  const done = await store.profile(work.tx, id)
  if (done && done.fingerprint !== print) throw new Refusal('finance_profile_id_reused')
  if (done) return { id, version: done.version, replayed: true }
  await mustBeHere(work, memberId)
  if (told.day > (await shopDay(work))) throw new Refusal('finance_day_in_future', { path: 'day' })
  for (const path of ['liquidMinor', 'investmentsMinor'] as const)
    if (told[path] > told.assetsMinor) throw new Refusal('finance_more_than_assets', { path })
  const version = (await store.lastVersion(work.tx, memberId)) + 1
  await store.insertProfile(work, { id, fingerprint: print, memberId, version, ...told })
  return { id, version, replayed: false }
}

/** C80: every version with its six ratios, by the lines of today. */
export async function financeProfiles(work: Work, { memberId }: Wish<typeof contract.financeProfiles>) {
  await mustBeHere(work, memberId)
  const rows = await store.profilesOf(work.tx, memberId)
  return { targetMinor: TARGET_NET_ASSETS_MINOR, rows: rows.map(judged) }
}

function judged({ fingerprint: _, memberId: _of, ...row }: store.ProfileRow) {
  const household = householdOf(row)
  const { ratios, inTarget } = financeProfile(household)
  const { surplusMinor, netAssetsMinor } = household
  const told = ratios.map(({ name, value, stands, healthy: { from, to } }) => ({
    name,
    value,
    stands,
    from,
    to,
  }))
  return { ...row, surplusMinor, netAssetsMinor, ratios: told, inTarget }
}

async function mustBeHere(work: Work, memberId: string): Promise<void> {
  const [member] = await membersById(work, [memberId])
  if (!member || member.withdrawnAt !== null) throw new Refusal('member_unknown')
}
