import type { Failed } from '#domain/campaign/model'
import { later, objectOf, textOf } from './answers.ts'
import type { Clock } from './aliyun.ts'
import type { Reach } from './reach.ts'

/** A token is renewed this long before it ends, so that none dies on its way. */
const EARLY_MS = 5 * 60_000

export type Token = Readonly<{ text: string; endsAt: number }>
type Of = Readonly<{ appId: string; endpoint: string; secret: string; reach: Reach; now: Clock }>

/** What the platform says of a token that it has given up. */
export const STALE: ReadonlySet<string> = new Set(['40001', '40014', '42001'])

/**
 * The access token of an official account, kept until shortly before it ends; `anew` when the platform says that it is
 * no good. Several keepers get the same one from the platform, so that none ends that of another.
 */
export function tokenKeeper(of: Of): (anew: boolean) => Promise<Token | Failed> {
  let kept: Promise<Token | Failed> | null = null
  return async (anew) => {
    const before = kept === null || anew ? null : await kept
    if (before && 'text' in before && before.endsAt > of.now()) return before
    kept = fetchToken(of, anew)
    return kept
  }
}

async function fetchToken(of: Of, anew: boolean): Promise<Token | Failed> {
  const body = JSON.stringify({
    grant_type: 'client_credential',
    appid: of.appId,
    secret: of.secret,
    force_refresh: anew,
  })
  const url = new URL('/cgi-bin/stable_token', of.endpoint).href
  const headers = { 'content-type': 'application/json' }
  const answer = objectOf(await of.reach({ url, method: 'POST', headers, body }))
  if ('outcome' in answer) return answer
  const text = textOf(answer.of['access_token'])
  const seconds = Number(answer.of['expires_in'])
  if (text === '' || !Number.isFinite(seconds))
    return later(`token ${textOf(answer.of['errcode'])} ${textOf(answer.of['errmsg'])}`)
  return { text, endsAt: of.now() + seconds * 1000 - EARLY_MS }
}
