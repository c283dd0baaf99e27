import { BlockList, connect, isIP } from 'node:net'
import type { Socket } from 'node:net'

export type PrinterAddress = Readonly<{ host: string; port: number }>

/**
 * What became of a print job: `not_started` when no byte can have reached the printer, so it may be sent again;
 * `broken` when some may have, so a person looks first; `refused` when the address is none we print to.
 */
export type PrintOutcome =
  | Readonly<{ outcome: 'printed' }>
  | Readonly<{ outcome: 'refused' }>
  | Readonly<{ outcome: 'not_started' | 'broken'; trouble: string }>

export type PrintLimits = Readonly<{
  /** Printers of a test live on the machine itself, at a port the system picks. */
  loopback?: boolean
  connectMs?: number
  /** Longest silence while bytes are under way. */
  silenceMs?: number
  /** However slowly a printer takes them. */
  mostMs?: number
  /** How long a printer may take to hang up after the last byte. */
  lingerMs?: number
}>

const CONNECT_MS = 3_000
const SILENCE_MS = 10_000
const MOST_MS = 30_000
/** Many printers never hang up; by then a receipt that fits into their buffer has long arrived. */
const LINGER_MS = 1_000

/** Raw printing ("JetDirect"): 9100 for the first printer of a print server, and the next ones. */
const FIRST_PORT = 9_100
const LAST_PORT = 9_109

const shopNetworks = new BlockList()
shopNetworks.addSubnet('10.0.0.0', 8, 'ipv4')
shopNetworks.addSubnet('172.16.0.0', 12, 'ipv4')
shopNetworks.addSubnet('192.168.0.0', 16, 'ipv4')
shopNetworks.addSubnet('fd00::', 8, 'ipv6')

/** Inside fd00::/8, but where Amazon and Google keep a machine's credentials. */
const cloudSecrets = new BlockList()
cloudSecrets.addSubnet('fd00:ec2::', 32, 'ipv6')
cloudSecrets.addSubnet('fd20:ce::', 32, 'ipv6')

/**
 * Whether an address may be a printer: a plain private address at a printing port. No names, because a name can point
 * elsewhere by the time it is called; no loopback, no link-local, nothing public – whoever may print must not be able
 * to reach other services through us.
 */
export function isPrinterAddress({ host, port }: PrinterAddress, loopback = false): boolean {
  const family = isIP(host)
  // A zone (`fd00::1%eth0`) and a mapped address (`::ffff:10.0.0.1`) are second spellings; we know one.
  if (family === 0 || host.includes('%') || /^(?:0*:)*:?ffff:/i.test(host)) return false
  if (loopback && (host === '127.0.0.1' || host === '::1')) return true
  if (!Number.isInteger(port) || port < FIRST_PORT || port > LAST_PORT) return false
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  return shopNetworks.check(host, kind) && !cloudSecrets.check(host, kind)
}

/**
 * Sends bytes to a receipt printer over TCP, once. That the printer took them is all that can be known; whether it has
 * paper it does not say here.
 */
export function printTo(
  to: PrinterAddress,
  bytes: Uint8Array,
  limits: PrintLimits = {},
): Promise<PrintOutcome> {
  if (!isPrinterAddress(to, limits.loopback)) return Promise.resolve({ outcome: 'refused' })
  return new Promise((done) => {
    const socket = connect({ host: to.host, port: to.port, noDelay: true })
    watch(socket, bytes, { limits, done })
  })
}

type Watch = Readonly<{ limits: PrintLimits; done: (outcome: PrintOutcome) => void }>

function watch(socket: Socket, bytes: Uint8Array, { limits, done }: Watch): void {
  let connected = false
  let flushed = false
  const timers: NodeJS.Timeout[] = []
  const end = (outcome: PrintOutcome): void => {
    timers.forEach(clearTimeout)
    socket.destroy()
    done(outcome)
  }
  const fail = (trouble: string): void => end({ outcome: connected ? 'broken' : 'not_started', trouble })
  const after = (waitMs: number, what: () => void): void => void timers.push(setTimeout(what, waitMs))

  after(limits.connectMs ?? CONNECT_MS, () => connected || fail('ETIMEDOUT connect'))
  socket.on('connect', () => {
    connected = true
    after(limits.mostMs ?? MOST_MS, () => fail('ETIMEDOUT slow'))
    socket.setTimeout(limits.silenceMs ?? SILENCE_MS, () => fail('ETIMEDOUT silent'))
    socket.end(bytes)
  })
  // Only now the other side has room for every byte; it may still hang up in anger, which is an error.
  socket.on('finish', () => {
    flushed = true
    socket.setTimeout(0)
    after(limits.lingerMs ?? LINGER_MS, () => end({ outcome: 'printed' }))
  })
  // Printers answer with their status; unread, it would keep the socket from closing.
  socket.resume()
  socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
  socket.on('close', () => (flushed ? end({ outcome: 'printed' }) : fail('ECONNRESET closed')))
}
