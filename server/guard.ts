import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '#base/endpoint'
import { must } from '#base/must'
import { Refusal } from '#base/refusal'
import { may, type Actor } from '#db/work'

const ACCEPTED = { json: /^application\/json\b/i, bytes: /^application\/octet-stream\b/i }

/**
 * S5: a change asked for by a cookie comes from our own pages. Keys are not sent by browsers on their own,
 * so they need no such proof.
 */
export function refuseForeign(
  endpoint: Endpoint,
  request: FastifyRequest,
  publicOrigin: string | null,
): void {
  if (endpoint.method === 'GET' || request.headers.authorization !== undefined) return
  const type = request.headers['content-type']
  const right = endpoint.body === 'bytes' ? ACCEPTED.bytes : ACCEPTED.json
  if (type !== undefined && !right.test(type)) throw new Refusal('wrong_media_type')
  if (!sameOrigin(request, publicOrigin)) throw new Refusal('cross_site')
}

/** Every browser says where a change comes from; a caller that says nothing may not bring a cookie. */
function sameOrigin(request: FastifyRequest, publicOrigin: string | null): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  const origin = request.headers.origin
  if (origin === undefined) return site === 'same-origin' || request.headers.cookie === undefined
  if (publicOrigin !== null && origin === publicOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === request.host
}

/** Default is deny: an endpoint that does not say who may call it cannot be mounted. */
export function mustSayWho(endpoint: Endpoint): void {
  must(
    typeof endpoint.can === 'string' && endpoint.can !== '',
    `S1: ${endpoint.method} ${endpoint.path} says who may call`,
  )
}

/** S1: anybody, anybody signed in, or holders of the permission. */
export function requirePermission(endpoint: Endpoint, actor: Actor): void {
  if (endpoint.can === 'anyone') return
  if (actor.kind === 'nobody') throw new Refusal('sign_in_needed')
  if (endpoint.can === 'signed-in') return
  if (!may(actor, endpoint.can)) throw new Refusal('not_allowed')
}
