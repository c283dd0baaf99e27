import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { keepRefusal, keptRefusal } from './store/refusals.ts'

/** An act that is done once under its id: what it is, what it says, and how a reused id is refused. */
export type Act = Readonly<{ id: string; kind: string; fingerprint: string; reused: string }>

/** N5: the same id with the same content has the same answer for ever, whatever happened since. */
export function again<Row extends { fingerprint: string }>(done: Row, act: Act) {
  if (done.fingerprint !== act.fingerprint) throw new Refusal(act.reused)
  return { ...done, replayed: true }
}

/** N5: what was refused is refused for ever under its id, also when it could be done by now (promises X3). */
export async function stayRefused(work: Work, act: Act): Promise<void> {
  const before = await keptRefusal(work.tx, act.id)
  if (!before) return
  if (before.kind !== act.kind || before.fingerprint !== act.fingerprint) throw new Refusal(act.reused)
  throw new Refusal(before.code, before.details)
}

/** Refuses, and keeps the refusal: the work commits. */
export async function refuse(
  work: Work,
  { id, kind, fingerprint }: Act,
  no: Readonly<{ code: string; details?: Record<string, unknown> }>,
): Promise<never> {
  const { code, details = {} } = no
  await keepRefusal(work, { id, kind, fingerprint, code, details })
  throw new Refusal(code, { ...details, kept: true })
}
