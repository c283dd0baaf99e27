import type { FastifyRequest } from 'fastify'
import type { World } from '#db/work'
import { nobody, type Actor } from '#db/work'
import { Refusal } from '#base/refusal'
import { actorOfKey, actorOfSession } from '#domain/org/index'

/** `__Host-` binds the cookie to this host and to https; browsers refuse the prefix without https. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-zhiji_session' : 'zhiji_session')

export const tokenOf = (request: FastifyRequest, secure: boolean): string | null =>
  request.cookies[cookieName(secure)] ?? null

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null

/**
 * Who asks, by key or by session. A wrong key is refused rather than taken for nobody, or its integrator would never
 * notice.
 */
export async function whoAsks(world: World, request: FastifyRequest, secure: boolean): Promise<Actor> {
  const common = { at: world.clock(), requestId: request.id }
  if (request.headers.authorization !== undefined) {
    const secret = bearerOf(request)
    const actor = secret === null ? null : await actorOfKey(world.database, { ...common, secret })
    if (!actor) throw new Refusal('sign_in_needed')
    return actor
  }
  const token = tokenOf(request, secure)
  const actor = token === null ? null : await actorOfSession(world.database, { ...common, token })
  return actor ?? { ...nobody, requestId: request.id }
}
