import type { Wish } from '#base/endpoint'
import { businessDay } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type { changeProfile, consent, keepField, keepSeries, showMember } from './contract.ts'
import { fieldKept, memberWithdrawn, profileChanged, seriesKept } from './events.ts'
import { withoutKeepers } from './merge.ts'
import { ageOn, plainPhone, PROFILE_FIELDS } from './model.ts'
import { sayConsents } from './respect.ts'
import { cameBy } from './store/form-places.ts'
import * as store from './store/members.ts'
import { refusesSalesCalls } from './store/respect.ts'

/** The whole profile with the consent that stands; the age is the birth date's, where one is known. */
export async function show(work: Work, wish: Wish<typeof showMember>) {
  const [member] = await store.byIds(work.tx, [wish.id])
  if (!member) throw new Refusal('member_unknown')
  const { zone, closingHour } = await chain(work)
  const ageYears = member.birthOn
    ? ageOn(member.birthOn, businessDay(work.at, zone, closingHour))
    : member.ageYears
  const consents = await store.consentsOf(work.tx, wish.id)
  const noSalesCalls = await refusesSalesCalls(work.tx, wish.id)
  return { ...member, ageYears, consents, noSalesCalls, cameBy: await cameBy(work.tx, wish.id) }
}

/** Two people never overwrite each other: the version seen must still be the one that stands. */
export async function change(work: Work, wish: Wish<typeof changeProfile>) {
  const before = await store.lockMember(work.tx, wish.id)
  if (!before || before.withdrawnAt) throw new Refusal('member_unknown')
  if (before.version !== wish.version) throw new Refusal('changed_meanwhile', { version: before.version })

  const { version: _version, ...fields } = wish
  const mobile = fields.mobile === null ? null : plainPhone(fields.mobile) || null
  const holders = mobile === null ? [] : await store.takenMobiles(work.tx, [mobile])
  const other = holders.find((holder) => holder.id !== wish.id)
  if (other) throw new Refusal('mobile_taken', { number: other.number })
  const known = new Set((await store.fields(work.tx)).map((field) => field.key))
  const unknown = Object.keys(fields.extra).find((key) => !known.has(key))
  if (unknown !== undefined) throw new Refusal('field_unknown', { field: unknown })

  const after = { ...before, ...fields, mobile, touchedAt: work.at }
  await store.updateProfile(work.tx, after)
  const changed = [...PROFILE_FIELDS, 'extra' as const].filter(
    (f) => JSON.stringify(before[f]) !== JSON.stringify(after[f]),
  )
  work.record(profileChanged({ id: wish.id, fields: changed }))
  const [now] = await store.byIds(work.tx, [wish.id])
  return present(now, 'N5: who was changed is there')
}

/**
 * N4: granting and withdrawing are rows; the same id twice is one row. A no to a letter that went to a member who has
 * gone into another since silences the one who stayed as well (N10).
 */
export async function recordConsent(work: Work, wish: Wish<typeof consent>) {
  const { id: memberId, consentId: id, channel, purpose, granted, textVersion, givenBy } = wish
  const source = work.by.kind === 'nobody' ? 'member' : 'staff'
  await sayConsents(work, { memberId, textVersion, source, givenBy }, [{ id, channel, purpose, granted }])
  return { id }
}

/** Takes members back who came with an undone import; the caller has made sure nothing else points to them. */
export async function withdraw(work: Work, ids: readonly string[], reason: string): Promise<string[]> {
  const gone = await store.withdrawMembers(work, await withoutKeepers(work, ids))
  work.record(...gone.map((id) => memberWithdrawn({ id, reason })))
  return gone
}

export async function sources(work: Work) {
  const rows = await store.countBySource(work.tx)
  const most = rows[0]?.members ?? 0
  return {
    total: rows.reduce((all, row) => all + row.members, 0),
    rows: rows.map((row) => ({ ...row, main: row.members === most })),
  }
}

export async function listFields(work: Work) {
  const rows = await store.fields(work.tx)
  return { rows: rows.map((row) => ({ ...row, kind: row.kind as Wish<typeof keepField>['kind'] })) }
}

/** A field's kind stays: values of the old kind are already kept. */
export async function keep(work: Work, wish: Wish<typeof keepField>) {
  const before = (await store.fields(work.tx)).find((field) => field.key === wish.key)
  if (before && before.kind !== wish.kind) throw new Refusal('field_kind_fixed', { kind: before.kind })
  await store.keepField(work.tx, wish)
  work.record(fieldKept({ key: wish.key, kind: wish.kind }))
  return wish
}

export async function listSeries(work: Work) {
  return { rows: await store.series(work.tx) }
}

/** Numbers get longer, never shorter: a shorter one could meet a number already printed. */
export async function openSeries(work: Work, wish: Wish<typeof keepSeries>) {
  const before = (await store.series(work.tx)).find((series) => series.prefix === wish.prefix)
  if (before && before.width > wish.width) throw new Refusal('series_narrower', { width: before.width })
  await store.keepSeries(work.tx, wish.prefix, wish.width)
  work.record(seriesKept(wish))
  const now = (await store.series(work.tx)).find((series) => series.prefix === wish.prefix)
  return present(now, 'N1: a kept series is there')
}
