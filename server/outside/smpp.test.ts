import { expect, onTestFinished, test } from 'vitest'
import { smsc, type Smsc } from '#test/world/smsc'
import { smsCount } from '#domain/campaign/model/sms-length'
import { smppLine, type Heard, type Line } from './smpp.ts'
import { smsParts } from './smpp-text.ts'

type More = Partial<Parameters<typeof smppLine>[0]>

function lineTo(server: Smsc, more: More = {}): { line: Line; heard: Heard[] } {
  const heard: Heard[] = []
  const line = smppLine({
    provider: 'smpp',
    host: '127.0.0.1',
    port: server.port,
    tls: false,
    systemId: 'zhiji',
    systemType: '',
    source: '10690001',
    signName: '',
    country: '86',
    secret: 'secret',
    allowed: new Set(['127.0.0.1']),
    hear: async (one) => void heard.push(one),
    pauseMs: 5,
    answerMs: 2_000,
    ...more,
  })
  onTestFinished(() => line.close())
  return { line, heard }
}

const mail = { id: '019caa00-1234-7abc-8def-0123456789ab', to: '13800138000', subject: '', text: '新茶到店' }

test('a text goes out in UCS-2 on a line bound to send and receive, and the carrier names it', async () => {
  const server = await smsc({ password: 'secret' })
  const { line } = lineTo(server)
  expect(await line.send(mail)).toEqual({ outcome: 'taken', ref: 'm1' })
  expect(server.binds).toEqual([{ systemId: 'zhiji', password: 'secret', command: 'bind_transceiver' }])
  const wanted = {
    to: '8613800138000',
    from: '10690001',
    text: '新茶到店',
    dataCoding: 8,
    udh: null,
    receipt: true,
  }
  expect(server.submitted).toMatchObject([wanted])
  await line.send({ ...mail, text: 'New tea, 8% off' })
  expect(server.submitted[1]).toMatchObject({ dataCoding: 0, text: 'New tea, 8% off' })
  expect(server.binds).toHaveLength(1)
})

test('a long text is one message of several parts, with one receipt; no character is torn', async () => {
  const server = await smsc({ password: 'secret' })
  const { line } = lineTo(server)
  const text = `${'茶'.repeat(66)}𠮷${'香'.repeat(80)}`
  expect(await line.send({ ...mail, text })).toEqual({ outcome: 'taken', ref: 'm3' })
  const parts = server.submitted
  expect(parts.map((part) => part.text).join('')).toBe(text)
  expect(parts.map((part) => part.text.length)).toEqual([66, 67, 15])
  expect(parts.map((part) => part.udh)).toEqual(['0003010301', '0003010302', '0003010303'])
  expect(parts.map((part) => part.receipt)).toEqual([false, false, true])
  expect(smsCount(text)).toBe(3)
  expect(['茶'.repeat(70), '茶'.repeat(71), 'a'.repeat(160), 'a'.repeat(161)].map(smsCount)).toEqual([
    1, 2, 1, 2,
  ])
  expect(smsParts('a'.repeat(161), 7).map((part) => part.bytes.length)).toEqual([153, 8])
})

test('receipts and replies come in, and are answered only when they are written down', async () => {
  const server = await smsc({ password: 'secret' })
  let broken = true
  const heard: Heard[] = []
  const hear = async (one: Heard) => {
    if (broken) throw new Error('the database is away')
    heard.push(one)
  }
  const { line } = lineTo(server, { hear })
  expect(await line.keep()).toBe(true)
  const text =
    'id:m1 sub:001 dlvrd:001 submit date:2603020200 done date:2603020201 stat:DELIVRD err:000 text:'
  const receipt = { source_addr: '8613800138000', esm_class: 0x04, short_message: text }
  expect(await server.deliver(receipt)).toBe(0x08)
  broken = false
  expect(await server.deliver(receipt)).toBe(0)
  expect(await server.deliver({ ...receipt, short_message: text.replace('DELIVRD', 'ENROUTE') })).toBe(0)
  const undelivered = { ...receipt, short_message: '', receipted_message_id: 'm2', message_state: 5 }
  expect(await server.deliver(undelivered)).toBe(0)
  const reply = { source_addr: '8613800138000', data_coding: 8, short_message: '退订' }
  expect(await server.deliver(reply)).toBe(0)
  expect(heard).toEqual([
    { receipts: [{ id: null, ref: 'm1', delivered: true, code: 'DELIVRD 000' }], replies: [] },
    { receipts: [], replies: [] },
    { receipts: [{ id: null, ref: 'm2', delivered: false, code: 'UNDELIV' }], replies: [] },
    { receipts: [], replies: [{ from: '8613800138000', text: '退订', ref: null }] },
  ])
})

test('a line that was cut is bound again by itself, and a silent one is given up', async () => {
  let silent = false
  const server = await smsc({ password: 'secret', silent: () => silent })
  const { line } = lineTo(server, { lifeMs: 20, answerMs: 200 })
  await line.keep()
  await expect.poll(() => server.links()).toBeGreaterThan(1)
  server.cut()
  await expect.poll(() => server.binds.length).toBe(2)
  silent = true
  await expect.poll(() => server.binds.length, { timeout: 10_000 }).toBeGreaterThan(2)
  silent = false
  expect(await line.send(mail)).toMatchObject({ outcome: 'taken' })
})

test('a carrier that refuses to bind is tried a bounded number of times, and the message waits', async () => {
  const server = await smsc({ password: 'other' })
  const { line } = lineTo(server)
  expect(await line.send(mail)).toEqual({ outcome: 'later', trouble: 'ECONNREFUSED not bound' })
  expect(server.binds).toHaveLength(6)
})

test('an inside address that the operator does not allow is never called', async () => {
  const server = await smsc({ password: 'secret' })
  const { line } = lineTo(server, { allowed: new Set() })
  expect(await line.send(mail)).toMatchObject({ outcome: 'later' })
  expect(server.binds).toEqual([])
})

test.each([
  ['a number that is none', 0x0b, 'refused'],
  ['too fast', 0x58, 'later'],
  ['a full queue', 0x14, 'later'],
] as const)('%s is not taken', async (_, status, outcome) => {
  const server = await smsc({ password: 'secret', status: () => status })
  const { line } = lineTo(server)
  expect(await line.send(mail)).toMatchObject({
    outcome,
    trouble: `SMPP 0x${status.toString(16).padStart(2, '0')}`,
  })
})
