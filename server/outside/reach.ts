import { lookup as resolveName } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** A request to somebody outside; header names as they are sent. */
export type Asking = Readonly<{
  url: string
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body: string | Uint8Array
}>
/** What came back, or why nothing did; a redirect comes back as it is and is never followed. */
export type Reached = Readonly<{ status: number; body: string } | { trouble: string }>
export type Reach = (asking: Asking) => Promise<Reached>

type Address = Readonly<{ address: string; family: number }>
export type ReachWish = Readonly<{
  /** Hosts, or `host:port`, that the operator allows though they are private; plain http is allowed there too. */
  allowed?: ReadonlySet<string>
  /** How names become addresses; the system's own resolver unless told otherwise. */
  resolve?: (host: string) => Promise<readonly Address[]>
  mostMs?: number
}>

/** From connecting to the last byte; a provider that is slower is asked again later. */
const MOST_MS = 10_000
/** Providers answer in a few hundred bytes. */
const MOST_BYTES = 64 * 1024

const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Parts of the public range 2000::/3 that carry an IPv4 address inside, or are for documents only. */
const DISGUISED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
const closed = new BlockList()
for (const [net, bits] of PRIVATE_V4) closed.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of DISGUISED_V6) closed.addSubnet(net, bits, 'ipv6')
const open = new BlockList()
open.addSubnet('2000::', 3, 'ipv6')

/**
 * Whether an address belongs to the public internet: neither private, loopback, link-local, shared, reserved nor
 * multicast (RFC 6890), and no IPv6 that only wraps an IPv4 (mapped, NAT64, 6to4, Teredo).
 */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  if (family === 6) return open.check(address, 'ipv6') && !closed.check(address, 'ipv6')
  return false
}

/**
 * Reaches public addresses only (abuse case 19). Names are resolved once, every answer is looked at, and the connection
 * goes to the very address that was looked at, so that a name which changes its mind in between gains nothing.
 */
export function reacher({
  allowed = new Set(),
  resolve = systemAddresses,
  mostMs = MOST_MS,
}: ReachWish): Reach {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  return async (asking) => {
    const url = URL.canParse(asking.url) ? new URL(asking.url) : null
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return { trouble: 'address_refused' }
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const free = allowed.has(url.host) || allowed.has(url.hostname) || allowed.has(host)
    if (!free && url.protocol === 'http:') return { trouble: 'https_needed' }
    if (!free && isIP(host) !== 0 && !isPublic(host)) return { trouble: 'address_refused' }
    const lookup = lookingUp(free, resolve)
    const options = { agent: agents[url.protocol], lookup, signal: AbortSignal.timeout(mostMs) }
    return exchange(url, asking, options)
  }
}

async function systemAddresses(host: string): Promise<readonly Address[]> {
  return resolveName(host, { all: true })
}

const lookingUp =
  (free: boolean, resolve: NonNullable<ReachWish['resolve']>): LookupFunction =>
  (host, options, done) => {
    resolve(host).then(
      (found) => {
        const [first] = found
        if (!first) return done(new Error('ENOTFOUND no address'), '')
        // One private answer among public ones is an attempt, not a mistake: all are refused.
        if (!free && !found.every(({ address }) => isPublic(address)))
          return done(new Error('address_refused'), '')
        return options.all === true ? done(null, [...found]) : done(null, first.address, first.family)
      },
      (trouble: unknown) => done(trouble instanceof Error ? trouble : new Error('ENOTFOUND'), ''),
    )
  }

type Options = Readonly<{ agent: http.Agent; lookup: LookupFunction; signal: AbortSignal }>

function exchange(url: URL, { method, headers, body }: Asking, options: Options): Promise<Reached> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const length = method === 'POST' ? { 'content-length': String(bytes.length) } : {}
  const made = url.protocol === 'https:' ? https.request : http.request
  return new Promise<Reached>((done) => {
    const fail = (trouble: NodeJS.ErrnoException) => done({ trouble: saidOf(trouble) })
    const request = made(url, { method, headers: { ...headers, ...length }, ...options }, (response) => {
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size > MOST_BYTES) response.destroy(new Error('answer_too_long'))
        else parts.push(part)
      })
      response.on('error', fail)
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
      )
    })
    request.on('error', fail)
    request.end(method === 'POST' ? bytes : undefined)
  })
}

/** What is kept of a failure names no address and no person. */
function saidOf({ name, code, message }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError' || name === 'AbortError') return 'ETIMEDOUT no answer'
  return message === 'address_refused' || message === 'answer_too_long' ? message : (code ?? 'unreachable')
}
