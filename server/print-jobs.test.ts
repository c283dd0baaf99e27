import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { printTo } from './outside/printer.ts'
import { world } from '#test/world/world'
import { MOST_PRINT_BYTES, sendPrintJob } from '#domain/device/contract/print'
import { printRoutes, type PrintTo } from '#domain/device/index'

/** A printer on this machine: a real TCP server that keeps what it gets. */
async function printer() {
  const receipts: Buffer[] = []
  const server = createServer((socket) => {
    const got: Buffer[] = []
    socket.on('data', (bytes) => got.push(bytes))
    socket.on('end', () => receipts.push(Buffer.concat(got)))
    socket.on('error', () => undefined)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { receipts, server, port: (server.address() as AddressInfo).port }
}

/** The endpoint as the program has it, but for printers on the machine itself, which only tests print to. */
const here: PrintTo = (to, bytes) => printTo(to, bytes, { loopback: true, lingerMs: 20, connectMs: 500 })

/** Our own route in place of the shipped one, which prints to no loopback. */
async function till(print: PrintTo = here) {
  const w = await world()
  const [route] = printRoutes(print)
  const command = route?.command as unknown as (work: never, wish: object) => Promise<object>
  return { w, send: (wish: object) => w.work((work) => command(work as never, wish)) }
}

test('a till’s receipt reaches the printer whole, and once although the request comes twice', async () => {
  const { receipts, port } = await printer()
  const { w, send } = await till()
  const wish = { id: w.newId(), host: '127.0.0.1', port, bytes: Uint8Array.of(0x1b, 0x40, 0xd6, 0xaa, 0x0a) }
  const answers = await Promise.all([send(wish), send(wish)])
  expect(answers).toEqual([
    { id: wish.id, outcome: 'printed', trouble: '' },
    { id: wish.id, outcome: 'printed', trouble: '' },
  ])
  await expect.poll(() => receipts).toEqual([Buffer.from(wish.bytes)])
  await send({ ...wish, id: w.newId() })
  await expect.poll(() => receipts.length).toBe(2)
})

test('a printer that is off has printed nothing, and the till is told why', async () => {
  const { server, port } = await printer()
  await new Promise((done) => server.close(done))
  const { w, send } = await till()
  const wish = { id: w.newId(), host: '127.0.0.1', port, bytes: Uint8Array.of(1) }
  expect(await send(wish)).toEqual({ id: wish.id, outcome: 'not_started', trouble: 'ECONNREFUSED' })
})

test.each([
  { what: 'nothing', bytes: new Uint8Array(0), host: '8.8.8.8', code: 'print_job_empty' },
  {
    what: 'a book',
    bytes: new Uint8Array(MOST_PRINT_BYTES + 1),
    host: '8.8.8.8',
    code: 'print_job_too_large',
  },
  { what: 'a public address', bytes: Uint8Array.of(1), host: '8.8.8.8', code: 'printer_refused' },
  { what: 'the machine itself', bytes: Uint8Array.of(1), host: '127.0.0.1', code: 'printer_refused' },
  {
    what: 'the machine that keeps a cloud’s secrets',
    bytes: Uint8Array.of(1),
    host: '169.254.169.254',
    code: 'printer_refused',
  },
  { what: 'a name', bytes: Uint8Array.of(1), host: 'printer.local', code: 'printer_refused' },
])('the program as it is shipped does not print to $what: $code', async ({ bytes, host, code }) => {
  const w = await world()
  const key = await w.key('device.sync')
  const reply = await key.ask(sendPrintJob, { id: w.newId(), host, port: 9100, bytes })
  expect([reply.status >= 400, reply.body['code']]).toEqual([true, code])
})

test('three slow printers keep no fourth request waiting: it is told to come again', async () => {
  let letGo = (): void => undefined
  const gate = new Promise<void>((open) => (letGo = open))
  let printing = 0
  const { w, send } = await till(async () => {
    printing++
    await gate
    return { outcome: 'printed' }
  })
  const wish = () => ({ id: w.newId(), host: '10.0.0.9', port: 9100, bytes: Uint8Array.of(1) })
  const slow = [send(wish()), send(wish()), send(wish())]
  await expect.poll(() => printing, { timeout: 10_000 }).toBe(3)
  await expect(send(wish())).rejects.toMatchObject({ code: 'try_later' })
  letGo()
  await Promise.all(slow)
  expect(await send(wish())).toMatchObject({ outcome: 'printed' })
})
