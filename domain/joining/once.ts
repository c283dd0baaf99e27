import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { keepRefusal, keptRefusal } from './store/refusals.ts'

export type Once<Row, Answer> = Readonly<{
  /** Names the wish: `joining` refuses a reused id as `joining_id_reused`. */
  kind: string
  find: (id: string) => Promise<Row | undefined>
  answer: (row: Row) => Promise<Answer> | Answer
  /** Decides and writes; every refusal comes before anything is written, because a refusal is kept. */
  decide: (print: string) => Promise<Row>
}>

/**
 * X2, X3: the same id with the same content is answered alike for ever, applied or refused; with other content it is
 * refused. Called behind the locks of the wish, so that a twin has either finished or waits.
 */
export async function once<Row extends { fingerprint: string }, Answer>(
  work: Work,
  wish: Readonly<{ id: string }>,
  how: Once<Row, Answer>,
): Promise<Answer & { replayed: boolean }> {
  const print = fingerprint(wish)
  const done = await how.find(wish.id)
  if (done && done.fingerprint !== print) throw new Refusal(`${how.kind}_id_reused`)
  if (done) return { ...(await how.answer(done)), replayed: true }
  const refused = await keptRefusal(work.tx, wish.id)
  if (refused && (refused.fingerprint !== print || refused.kind !== how.kind))
    throw new Refusal(`${how.kind}_id_reused`)
  if (refused) throw new Refusal(refused.code, { ...refused.details, replayed: true })
  try {
    return { ...(await how.answer(await how.decide(print))), replayed: false }
  } catch (no) {
    if (!(no instanceof Refusal)) throw no
    const { code, details } = no
    await keepRefusal(work, { id: wish.id, kind: how.kind, fingerprint: print, code, details })
    throw new Refusal(code, { ...details, kept: true })
  }
}
