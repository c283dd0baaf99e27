import type { FastifyRequest } from 'fastify'
import type { World } from '#db/work'
import { nobody, type Actor } from '#db/work'
import { msOf } from '#base/instant'
import { Refusal } from '#base/refusal'
import { actorOfDevice } from '#domain/device/index'
import { actorOfKey, actorOfSession } from '#domain/org/index'

/** `__Host-` binds the cookie to this host and to https; browsers refuse the prefix without https. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-zhiji_session' : 'zhiji_session')

export const tokenOf = (request: FastifyRequest, secure: boolean): string | null =>
  request.cookies[cookieName(secure)] ?? null

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null

/** How long an answer stands: somebody signed out elsewhere, or whose role was changed, is out within a second (S5). */
const STANDS_MS = 1_000
/** More callers than these at once start the memory anew rather than letting it grow. */
const MOST_KNOWN = 10_000

export type Doorman = Readonly<{
  /**
   * Who asks, by key or by session. A wrong key is refused rather than taken for nobody, or its integrator would never
   * notice.
   */
  ask(request: FastifyRequest): Promise<Actor>
  /** Whatever was just changed here counts at once: who may what is asked anew. */
  forget(): void
}>

/** A till that sells is asked once a second who it is, not at every sale. */
export function doorman(world: World, secure: boolean): Doorman {
  const known = new Map<string, Readonly<{ at: number; actor: Promise<Actor | null> }>>()
  const look = (name: string, find: () => Promise<Actor | null>): Promise<Actor | null> => {
    const now = msOf(world.clock())
    const found = known.get(name)
    if (found && found.at <= now && now < found.at + STANDS_MS) return found.actor
    if (known.size > MOST_KNOWN) known.clear()
    const actor = find()
    known.set(name, { at: now, actor })
    // Neither a trouble nor a stranger is remembered: the next one to ask with this name is looked at again.
    void actor.then(
      (who) => who === null && known.delete(name),
      () => known.delete(name),
    )
    return actor
  }
  const keyOrTill = async (wish: Parameters<typeof actorOfKey>[1]) =>
    (await actorOfKey(world.database, wish)) ?? actorOfDevice(world.database, wish)
  const ask = async (request: FastifyRequest): Promise<Actor> => {
    const requestId = request.id
    const common = { at: world.clock(), requestId }
    if (request.headers.authorization !== undefined) {
      const secret = bearerOf(request)
      const actor =
        secret === null ? null : await look(`key ${secret}`, () => keyOrTill({ ...common, secret }))
      if (!actor) throw new Refusal('sign_in_needed')
      return { ...actor, requestId }
    }
    const token = tokenOf(request, secure)
    const actor =
      token === null
        ? null
        : await look(`session ${token}`, () => actorOfSession(world.database, { ...common, token }))
    return { ...(actor ?? nobody), requestId }
  }
  return { ask, forget: () => known.clear() }
}
