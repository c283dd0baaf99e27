import { sql } from 'kysely'
import { Refusal } from '#base/refusal'
import { fingerprint } from './fingerprint.ts'
import type { Tx, Work } from './work.ts'

/** Rooms that keep what they refused, each in the table `refusal` of its own schema; all of one shape. */
export type Keeper =
  | 'member'
  | 'standing'
  | 'wallet'
  | 'joining'
  | 'reward'
  | 'booking'
  | 'club'
  | 'survey'
  | 'content'
  | 'care'
  | 'journey'
  | 'planner'

export type Once<Row, Answer> = Readonly<{
  room: Keeper
  /** Names the wish: `transfer` refuses a reused id as `transfer_id_reused`. */
  kind: string
  find: (id: string) => Promise<Row | undefined>
  /** What an applied wish is answered, now and on every retry. */
  answer: (row: Row) => Promise<Answer> | Answer
  /** Refuses what may be asked again under the same id; nothing is kept of that. */
  admit?: () => Promise<void>
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
  const { room, kind } = how
  const print = fingerprint(wish)
  const done = await how.find(wish.id)
  if (done && done.fingerprint !== print) throw reused(how)
  if (done) return { ...(await how.answer(done)), replayed: true }
  const refused = await keptRefusal(work.tx, room, wish.id)
  if (refused && (refused.fingerprint !== print || refused.kind !== kind)) throw reused(how)
  if (refused) throw new Refusal(refused.code, { ...refused.details, replayed: true })
  await how.admit?.()
  try {
    return { ...(await how.answer(await how.decide(print))), replayed: false }
  } catch (no) {
    if (!(no instanceof Refusal)) throw no
    const { code, details } = no
    await keepRefusal(work, room, { id: wish.id, kind, fingerprint: print, code, details })
    throw new Refusal(code, { ...details, kept: true })
  }
}

/** An act that is done once under its id, for commands that look for it themselves and keep only some refusals. */
export type Act = Readonly<{ room: Keeper; id: string; kind: string; fingerprint: string }>

/** What is wished, by its content; a reused id is refused as `card_loss_id_reused`, where the kind is `card_loss`. */
export const actOf = (wish: Readonly<{ id: string }>, of: Pick<Act, 'room' | 'kind'>): Act => ({
  ...of,
  id: wish.id,
  fingerprint: fingerprint(wish),
})

const reused = ({ kind }: Pick<Act, 'kind'>): Refusal => new Refusal(`${kind}_id_reused`)

/** X2: the same id with the same content has the same answer for ever, whatever happened since. */
export function again<Row extends { fingerprint: string }>(done: Row, act: Act) {
  if (done.fingerprint !== act.fingerprint) throw reused(act)
  return { ...done, replayed: true }
}

/** X3: what was refused is refused for ever under its id, also when it could be done by now. */
export async function stayRefused(work: Work, act: Act): Promise<void> {
  const before = await keptRefusal(work.tx, act.room, act.id)
  if (!before) return
  if (before.kind !== act.kind || before.fingerprint !== act.fingerprint) throw reused(act)
  throw new Refusal(before.code, before.details)
}

/** Refuses, and keeps the refusal: the work commits. */
export async function refuse(
  work: Work,
  { room, id, kind, fingerprint: print }: Act,
  no: Readonly<{ code: string; details?: Record<string, unknown> }>,
): Promise<never> {
  const { code, details = {} } = no
  await keepRefusal(work, room, { id, kind, fingerprint: print, code, details })
  throw new Refusal(code, { ...details, kept: true })
}

type KeptRefusal = Readonly<{
  id: string
  /** What was wished: a transfer, the loss of a card. */
  kind: string
  fingerprint: string
  code: string
  details: Record<string, unknown>
}>

const refusals = (room: Keeper) => sql.table(`${room}.refusal`)

async function keptRefusal(tx: Tx, room: Keeper, id: string): Promise<KeptRefusal | undefined> {
  const { rows } = await sql<KeptRefusal>`
    select id, kind, fingerprint, code, details from ${refusals(room)} where id = ${id}`.execute(tx)
  return rows[0]
}

async function keepRefusal(work: Work, room: Keeper, row: KeptRefusal): Promise<void> {
  await sql`
    insert into ${refusals(room)} (id, kind, fingerprint, code, details, recorded_at, by_id)
    values (${row.id}, ${row.kind}, ${row.fingerprint}, ${row.code}, ${JSON.stringify(row.details)}::jsonb, ${work.at},
            ${work.by.id})`.execute(work.tx)
}
