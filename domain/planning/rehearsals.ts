import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import { countPast } from '#domain/sale/index'
import type { askRehearsal, RehearsalShown, showRehearsal } from './contract/rehearsal.ts'
import type { Told } from './model/told.ts'
import * as store from './store/rehearsals.ts'

export const REHEARSAL_JOB = 'planning.rehearsal'

/** E1: a rehearsal is asked for once, whoever asks again; it runs beside everything else. */
export async function askFor(work: Work, wish: Wish<typeof askRehearsal>): Promise<RehearsalShown> {
  const print = fingerprint(wish)
  const before = await store.byId(work.tx, wish.id)
  if (before && before.fingerprint !== print) throw new Refusal('rehearsal_id_reused')
  if (before) return shown(work, before)
  const { id, document, from, to } = wish
  if (from > to) throw new Refusal('days_reversed')
  const total = await countPast(work, { from, to })
  if (total === 0) throw new Refusal('no_sales_then', { from, to })
  const { version } = await liveProgram(work)
  await store.insert(work, {
    id,
    fingerprint: print,
    draft: document,
    programVersion: version,
    from,
    to,
    total,
  })
  ask(work, REHEARSAL_JOB)
  return show(work, { id })
}

export async function show(work: Work, { id }: Wish<typeof showRehearsal>): Promise<RehearsalShown> {
  const row = await store.byId(work.tx, id)
  if (!row) throw new Refusal('rehearsal_unknown')
  return shown(work, row)
}

export async function stop(work: Work, { id }: Wish<typeof showRehearsal>): Promise<RehearsalShown> {
  await show(work, { id })
  await store.end(work, id, { state: 'stopped' })
  return show(work, { id })
}

export async function list(work: Work): Promise<{ rows: RehearsalShown[] }> {
  const rows = await store.latest(work.tx, 50)
  return { rows: rows.map(({ fingerprint: _, ...row }) => ({ ...row, told: null })) }
}

async function shown(
  work: Work,
  { fingerprint: _, told, ...row }: store.RehearsalRow,
): Promise<RehearsalShown> {
  return { ...row, told: told && (await named(work, told)) }
}

/** Members by the number and name they have now. */
async function named(work: Work, told: Told): Promise<NonNullable<RehearsalShown['told']>> {
  const ids = [...told.most, ...told.least, ...told.samples].flatMap((one) => one.memberId ?? [])
  const people = new Map((await membersById(work, [...new Set(ids)])).map((one) => [one.id, one]))
  const words = (memberId: string) => {
    const { number, name } = present(people.get(memberId), 'E2: who bought is a member')
    return { number, name }
  }
  const change = (one: Told['most'][number]) => ({ ...one, ...words(one.memberId) })
  return {
    ...told,
    live: plain(told.live),
    draft: plain(told.draft),
    most: told.most.map(change),
    least: told.least.map(change),
    samples: told.samples.map((one) => ({
      ...one,
      ...(one.memberId === null ? { number: null, name: null } : words(one.memberId)),
    })),
  }
}

const plain = (side: Told['live']) => ({ ...side, tiers: [...side.tiers], refused: [...side.refused] })
