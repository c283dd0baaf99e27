import { fingerprint } from '#db/fingerprint'
import { isReadOnly } from '#db/read-only'
import { Refusal } from '#base/refusal'
import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type { publishProgram, ProgramDocument } from './contract.ts'
import { programPublished } from './events.ts'
import { firstProgram } from './model/rates.ts'
import * as store from './store.ts'

/**
 * P1: publishing adds a version; sales already judged keep theirs. The same id with the same document
 * publishes once.
 */
export async function publish(work: Work, wish: Wish<typeof publishProgram>) {
  await store.lockVersions(work.tx)
  const before = await store.versions(work.tx)
  const print = fingerprint(wish.document)

  const done = before.find((v) => v.id === wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('program_id_reused')
  if (!done) {
    const version = (before[0]?.version ?? 0) + 1
    await store.insertVersion(work, { version, id: wish.id, fingerprint: print, document: wish.document })
    work.record(programPublished({ id: wish.id, version, document: wish.document }))
  }
  const now = await store.versions(work.tx)
  return present(
    now.find((v) => v.id === wish.id),
    'P1: what was published is there',
  )
}

export type LiveProgram = Readonly<{ version: number; document: ProgramDocument }>

/** The version new sales are judged by; a chain that never published one promises a point per unit of its currency. */
export async function liveProgram(work: Work): Promise<LiveProgram> {
  const live = await store.latest(work.tx)
  if (live) return live
  const document = firstProgram((await chain(work)).currency)
  // A question publishes nothing: it is told what the first sale will be judged by.
  if (await isReadOnly(work)) return { version: 1, document }
  await store.lockVersions(work.tx)
  // Looked up again behind the lock: of two who found nothing, the second sees the first one's version.
  const twins = await store.latest(work.tx)
  if (twins) return twins
  // Published at the first sale rather than at set-up: an earlier room never calls a later one.
  return publish(work, { id: work.newId(), document })
}

/** Versions that something was judged by before; what is promised then is kept (P1). */
export const versionsBy = (work: Work, versions: readonly number[]): Promise<LiveProgram[]> =>
  store.versionsBy(work.tx, versions)

/** All versions; before the first sale the one it will be judged by is shown as version 1. */
export async function programs(work: Work) {
  const versions = await store.versions(work.tx)
  if (versions[0]) return { live: versions[0], versions }
  const { currency } = await chain(work)
  const document = firstProgram(currency)
  const live = { version: 1, document, publishedAt: work.at, byName: work.by.name }
  return { live, versions: [live] }
}
