import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { isPrinterAddress, printTo } from './printer.ts'

/** A printer on this machine: a real TCP server that keeps what it gets, or does as `meet` says. */
async function printer(meet?: (socket: Socket) => void) {
  const got: Buffer[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => socket.on('data', (bytes) => got.push(bytes))
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (meet) meet(socket)
    else keep(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    to: { host: '127.0.0.1', port },
    bytes: () => Buffer.concat(got),
    calls: () => sockets.size,
    server,
  }
}

const receipt = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff)
const loopback = true

test('a printer gets every byte once, in order', async () => {
  const { to, bytes, calls } = await printer()
  expect(await printTo(to, receipt(3_000), { loopback })).toEqual({ outcome: 'printed' })
  await expect.poll(() => bytes().length).toBe(3_000)
  expect(bytes()).toEqual(Buffer.from(receipt(3_000)))
  expect(calls()).toBe(1)
})

test('a printer that answers with its status and never hangs up has printed all the same', async () => {
  const { to } = await printer((socket) => {
    // Its own side stays open whatever we do.
    socket.allowHalfOpen = true
    socket.write(Buffer.alloc(1_000, 0x14))
    socket.resume()
  })
  expect(await printTo(to, receipt(500), { loopback, lingerMs: 50 })).toEqual({ outcome: 'printed' })
})

test('a printer that is off has printed nothing, so the job may be sent again', async () => {
  const { to, server } = await printer()
  await new Promise((done) => server.close(done))
  expect(await printTo(to, receipt(10), { loopback })).toEqual({
    outcome: 'not_started',
    trouble: 'ECONNREFUSED',
  })
})

test('a printer that hangs up in the middle may have printed a part', async () => {
  // Larger than the buffers between the two, so that it cannot all be under way.
  const { to } = await printer((socket) => socket.once('data', () => socket.resetAndDestroy()))
  expect(await printTo(to, Buffer.alloc(20_000_000), { loopback })).toMatchObject({ outcome: 'broken' })
})

test('a printer that stops taking bytes is not waited for for ever', async () => {
  // Nobody reads: the buffers fill, and that is all.
  const { to } = await printer(() => undefined)
  const outcome = await printTo(to, Buffer.alloc(20_000_000), { loopback, silenceMs: 100 })
  expect(outcome).toEqual({ outcome: 'broken', trouble: 'ETIMEDOUT silent' })
})

test('a printer that takes a few bytes now and then is left in the end', async () => {
  const { to } = await printer((socket) => {
    const timer = setInterval(() => socket.read(), 20)
    socket.on('close', () => clearInterval(timer))
  })
  const outcome = await printTo(to, Buffer.alloc(20_000_000), { loopback, mostMs: 200 })
  expect(outcome).toEqual({ outcome: 'broken', trouble: 'ETIMEDOUT slow' })
})

test.each([
  '10.0.0.9',
  '10.255.255.254',
  '172.16.0.1',
  '172.31.255.1',
  '192.168.1.50',
  'fd00::50',
  'fdff:1:2::9',
])('%s may be a printer', (host) => {
  expect(isPrinterAddress({ host, port: 9_100 })).toBe(true)
})

const NEVER = [
  ['this machine', '127.0.0.1'],
  ['this machine', '127.1.2.3'],
  ['this machine', '::1'],
  ['this machine', '0.0.0.0'],
  ['this machine', '::'],
  ['link-local, where clouds keep their secrets', '169.254.169.254'],
  ['link-local', 'fe80::1'],
  ['secrets of a cloud', 'fd00:ec2::254'],
  ['secrets of a cloud', 'fd20:ce::254'],
  ['just outside', '172.15.255.255'],
  ['just outside', '172.32.0.1'],
  ['just outside', '192.169.0.1'],
  ['just outside', '11.0.0.1'],
  ['not local', 'fc00::1'],
  ['public', '8.8.8.8'],
  ['public', '2001:db8::1'],
  ['everybody', '255.255.255.255'],
  ['a mapped spelling', '::ffff:10.0.0.1'],
  ['a mapped spelling', '0:0:0:0:0:ffff:a00:1'],
  ['a mapped loopback', '::ffff:127.0.0.1'],
  ['an old spelling', '010.0.0.1'],
  ['an old spelling', '10.1'],
  ['an old spelling', '0x0a000001'],
  ['a zone', 'fd00::1%lo'],
  ['a name', 'localhost'],
  ['a name', 'printer.example'],
  ['nothing', ''],
] as const

test.each(NEVER)('never %s: %s', async (_, host) => {
  expect(isPrinterAddress({ host, port: 9_100 })).toBe(false)
  expect(await printTo({ host, port: 9_100 }, receipt(1))).toEqual({ outcome: 'refused' })
})

test('the printing ports and no other service of the shop', () => {
  const allowed = [
    22,
    80,
    443,
    5_432,
    6_379,
    9_099,
    9_100,
    9_109,
    9_110,
    0,
    -1,
    70_000,
    9_100.5,
    Number.NaN,
  ].filter((port) => isPrinterAddress({ host: '192.168.1.50', port }))
  expect(allowed).toEqual([9_100, 9_109])
})

test('the flag of the tests opens this machine and nothing else', async () => {
  const { to, calls } = await printer()
  expect(await printTo(to, receipt(1))).toEqual({ outcome: 'refused' })
  expect(calls()).toBe(0)
  const opened = ['127.0.0.1', '::1', '127.0.0.2', '169.254.169.254', '8.8.8.8'].filter((host) =>
    isPrinterAddress({ host, port: 4_000 }, true),
  )
  expect(opened).toEqual(['127.0.0.1', '::1'])
})
