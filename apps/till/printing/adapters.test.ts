import { expect, test } from 'vitest'
import { Refusal } from '#base/refusal'
import type { Printer } from './adapters.ts'
import { networkPrinter } from './network-printer.ts'
import type { PrintAnswer } from './network-printer.ts'
import { throughDialog } from './print-dialog.ts'
import { chooseSerialPort, serialPrinter } from './serial-printer.ts'
import type { SerialPortDoor } from './serial-printer.ts'
import { troubleCode } from './trouble.ts'
import { chooseUsbPrinter, usbPrinter } from './usb-printer.ts'
import type { UsbDeviceDoor } from './usb-printer.ts'

/** A receipt whose bytes tell their places, so that a lost, doubled or swapped chunk is seen. */
const receipt = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff)
const pause = async (): Promise<void> => undefined
const hardwareSays = (name: string) => new DOMException('hardware', name)

/** What the till would note down: a receipt counts as printed only when `print` came back. */
async function noted(printer: Printer, bytes: Uint8Array, signal?: AbortSignal) {
  try {
    await printer.print(bytes, signal)
    return { printed: true }
  } catch (error) {
    const sent = error instanceof Refusal ? error.details.sentBytes : undefined
    return {
      printed: false,
      code: troubleCode(error) ?? String(error),
      ...(sent === undefined ? {} : { sent }),
    }
  }
}

/** A serial port of the browser with a printer at its other end, which keeps what it gets. */
function serialPort(of: { refuseOpen?: string[]; onWrite?: (nth: number) => Promise<void> } = {}) {
  const got: Uint8Array[] = []
  const calls: string[] = []
  const refusals = [...(of.refuseOpen ?? [])]
  let writable: WritableStream<Uint8Array<ArrayBuffer>> | null = null
  const port: SerialPortDoor = {
    open: async ({ baudRate, flowControl }) => {
      calls.push(`open ${baudRate} ${flowControl}`)
      const refusal = refusals.shift()
      if (refusal) throw hardwareSays(refusal)
      if (writable) throw hardwareSays('InvalidStateError')
      let nth = 0
      writable = new WritableStream({
        write: async (chunk) => {
          await of.onWrite?.(nth++)
          got.push(chunk)
        },
      })
    },
    close: async () => {
      calls.push('close')
      if (writable?.locked) throw new TypeError('the stream is held')
      writable = null
    },
    get writable() {
      return writable
    },
  }
  return { port, calls, got, bytes: () => Buffer.concat(got) }
}

test('a serial printer gets every byte once, in order, in chunks of at most 512', async () => {
  const { port, calls, got, bytes } = serialPort()
  const printer = serialPrinter({ name: 'A', port, baudRate: 115_200, flowControl: 'hardware' })
  await printer.print(receipt(1_300))
  expect(got.map((chunk) => chunk.length)).toEqual([512, 512, 276])
  expect(bytes()).toEqual(Buffer.from(receipt(1_300)))
  expect(calls).toEqual(['open 115200 hardware', 'close'])
})

test('two receipts at once come out one after the other', async () => {
  const { port, bytes } = serialPort({ onWrite: () => new Promise((done) => setTimeout(done, 1)) })
  const printer = serialPrinter({ name: 'A', port, pause })
  const [first, second] = [receipt(1_200), receipt(700).map((byte) => 0xff - byte)]
  await Promise.all([printer.print(first), printer.print(second)])
  expect(bytes()).toEqual(Buffer.concat([first, second]))
})

test('a printer lost in the middle is told, nothing counts as printed, and the next receipt prints', async () => {
  let lose = true
  const hardware = serialPort({
    onWrite: async (nth) => {
      if (lose && nth === 1) throw hardwareSays('NetworkError')
    },
  })
  const printer = serialPrinter({ name: 'A', port: hardware.port, pause })
  expect(await noted(printer, receipt(1_300))).toEqual({ printed: false, code: 'printer_lost', sent: 512 })
  // Half a receipt is never followed by the same receipt on its own.
  expect(hardware.got).toHaveLength(1)
  expect(hardware.calls).toEqual(['open 9600 none', 'close'])
  lose = false
  expect(await noted(printer, receipt(100))).toEqual({ printed: true })
})

test('a printer without paper takes nothing more: it is not waited for for ever', async () => {
  const hardware = serialPort({
    onWrite: (nth) => (nth === 2 ? new Promise(() => undefined) : Promise.resolve()),
  })
  const printer = serialPrinter({ name: 'A', port: hardware.port, silenceMs: 20, pause })
  expect(await noted(printer, receipt(2_000))).toEqual({
    printed: false,
    code: 'printer_silent',
    sent: 1_024,
  })
})

test('a cancelled receipt stops at once and does not count as printed', async () => {
  const cancel = new AbortController()
  const hardware = serialPort({
    onWrite: async (nth) => {
      if (nth === 1) cancel.abort()
    },
  })
  const printer = serialPrinter({ name: 'A', port: hardware.port, pause })
  const told = await noted(printer, receipt(2_000), cancel.signal)
  expect(told).toEqual({ printed: false, code: 'print_cancelled', sent: 512 })
  expect(hardware.got.length).toBeLessThanOrEqual(2)
  expect(await noted(printer, receipt(10), cancel.signal)).toMatchObject({ code: 'print_cancelled' })
})

test('opening is tried three times, and no more', async () => {
  const twice = serialPort({ refuseOpen: ['NetworkError', 'InvalidStateError'] })
  expect(await noted(serialPrinter({ name: 'A', port: twice.port, pause }), receipt(9))).toEqual({
    printed: true,
  })
  expect(twice.bytes()).toEqual(Buffer.from(receipt(9)))

  const always = serialPort({ refuseOpen: Array.from({ length: 9 }, () => 'NetworkError') })
  const told = await noted(serialPrinter({ name: 'A', port: always.port, pause }), receipt(9))
  expect(told).toEqual({ printed: false, code: 'printer_away' })
  expect(always.calls.filter((call) => call.startsWith('open'))).toHaveLength(3)

  const held = serialPort({ refuseOpen: Array.from({ length: 9 }, () => 'InvalidStateError') })
  expect(await noted(serialPrinter({ name: 'A', port: held.port, pause }), receipt(9))).toMatchObject({
    code: 'printer_busy',
  })
})

type Interfaces = UsbDeviceDoor['configurations'][number]['interfaces']
const bulk = (direction: 'in' | 'out', endpointNumber: number) => ({
  direction,
  endpointNumber,
  type: 'bulk',
})
/** As a common printer lists itself: storage first, then the printer with both directions. */
const PRINTER_INTERFACES: Interfaces = [
  {
    interfaceNumber: 0,
    alternates: [{ alternateSetting: 0, interfaceClass: 8, endpoints: [bulk('out', 1)] }],
  },
  {
    interfaceNumber: 1,
    alternates: [
      { alternateSetting: 0, interfaceClass: 7, endpoints: [bulk('in', 2)] },
      { alternateSetting: 1, interfaceClass: 7, endpoints: [bulk('in', 2), bulk('out', 3)] },
    ],
  },
]

type UsbFaults = {
  interfaces?: Interfaces
  claim?: string
  most?: number
  onTransfer?: (nth: number) => 'ok' | 'stall'
}

function usbDevice(of: UsbFaults = {}) {
  const got: Uint8Array[] = []
  const calls: string[] = []
  const configuration = { configurationValue: 1, interfaces: of.interfaces ?? PRINTER_INTERFACES }
  const state = { opened: false, selected: false, nth: 0 }
  const device: UsbDeviceDoor = {
    get opened() {
      return state.opened
    },
    get configuration() {
      return state.selected ? configuration : null
    },
    configurations: [configuration],
    open: async () => {
      calls.push('open')
      state.opened = true
    },
    close: async () => {
      calls.push('close')
      state.opened = false
    },
    selectConfiguration: async (value) => {
      calls.push(`configuration ${value}`)
      state.selected = true
    },
    claimInterface: async (number) => {
      calls.push(`claim ${number}`)
      if (of.claim) throw hardwareSays(of.claim)
    },
    selectAlternateInterface: async (number, setting) => {
      calls.push(`alternate ${number} ${setting}`)
    },
    transferOut: async (endpoint, data) => {
      if (!state.opened) throw hardwareSays('InvalidStateError')
      const status = of.onTransfer?.(state.nth++) ?? 'ok'
      if (status !== 'ok') return { bytesWritten: 0, status }
      const taken = data.slice(0, of.most ?? data.length)
      calls.push(`out ${endpoint} ${taken.length}`)
      got.push(taken)
      return { bytesWritten: taken.length, status }
    },
  }
  return { device, calls, got, bytes: () => Buffer.concat(got) }
}

test('a USB printer is reached at the bulk endpoint of its interface of class 7', async () => {
  const { device, calls, bytes } = usbDevice()
  await usbPrinter({ name: 'B', device }).print(receipt(5_000))
  expect(bytes()).toEqual(Buffer.from(receipt(5_000)))
  expect(calls).toEqual([
    'open',
    'configuration 1',
    'claim 1',
    'alternate 1 1',
    'out 3 4096',
    'out 3 904',
    'close',
  ])
})

test('a USB printer that takes a part of a chunk gets the rest', async () => {
  const { device, bytes } = usbDevice({ most: 64 })
  await usbPrinter({ name: 'B', device }).print(receipt(300))
  expect(bytes()).toEqual(Buffer.from(receipt(300)))
})

test.each([
  ['stalls', () => 'stall' as const],
  [
    'is pulled out',
    () => {
      throw hardwareSays('NetworkError')
    },
  ],
])('a USB printer that %s in the middle is told and nothing counts as printed', async (_, fault) => {
  const hardware = usbDevice({ onTransfer: (nth) => (nth === 1 ? fault() : 'ok') })
  const told = await noted(usbPrinter({ name: 'B', device: hardware.device, pause }), receipt(9_000))
  expect(told).toEqual({ printed: false, code: 'printer_lost', sent: 4_096 })
  expect(hardware.got).toHaveLength(1)
  expect(hardware.calls.at(-1)).toBe('close')
})

test('a device without a way in is no printer, and one the system holds is busy', async () => {
  const scanner = usbDevice({ interfaces: PRINTER_INTERFACES.slice(0, 1) })
  expect(await noted(usbPrinter({ name: 'B', device: scanner.device, pause }), receipt(9))).toEqual({
    printed: false,
    code: 'printer_unfit',
  })
  expect(scanner.calls).toEqual([])
  const held = usbDevice({ claim: 'SecurityError' })
  expect(await noted(usbPrinter({ name: 'B', device: held.device, pause }), receipt(9))).toEqual({
    printed: false,
    code: 'printer_busy',
  })
  expect(held.calls.filter((call) => call === 'close')).toHaveLength(3)
})

const codeOf = (work: Promise<unknown>) => work.then(() => 'ok', troubleCode)

test('a browser without the hardware, and a cashier who closes the list, are two troubles', async () => {
  const closed = () => Promise.reject(hardwareSays('NotFoundError'))
  const none = async () => []
  expect(await codeOf(chooseSerialPort(undefined))).toBe('printer_unsupported')
  expect(await codeOf(chooseUsbPrinter(undefined))).toBe('printer_unsupported')
  expect(await codeOf(chooseSerialPort({ requestPort: closed, getPorts: none }))).toBe('printer_not_chosen')
  expect(await codeOf(chooseUsbPrinter({ requestDevice: closed, getDevices: none }))).toBe(
    'printer_not_chosen',
  )

  const { device } = usbDevice()
  const asked: unknown[] = []
  const requestDevice = async (options: unknown) => {
    asked.push(options)
    return device
  }
  expect(await chooseUsbPrinter({ requestDevice, getDevices: none })).toBe(device)
  expect(asked).toEqual([{ filters: [{ classCode: 7 }] }])
})

/** A server that gives these answers, the last one for ever. */
function printServer(...answers: (PrintAnswer | 'no answer')[]) {
  const jobs: { bytes: Uint8Array; to: unknown }[] = []
  const to = { host: '192.168.1.50', port: 9_100 }
  const send = async (bytes: Uint8Array, address: unknown): Promise<PrintAnswer> => {
    jobs.push({ bytes, to: address })
    const answer = answers[Math.min(jobs.length, answers.length) - 1]
    if (!answer || answer === 'no answer') throw new TypeError('Failed to fetch')
    return answer
  }
  return { jobs, printer: networkPrinter({ name: 'C', to, send, pause }) }
}

const away = { outcome: 'not_started', trouble: 'EHOSTUNREACH' } as const

test('a job that surely did not start is sent again, the same bytes to the same printer', async () => {
  const { jobs, printer } = printServer(away, away, { outcome: 'printed' })
  expect(await noted(printer, receipt(50))).toEqual({ printed: true })
  expect(jobs).toEqual(
    Array.from({ length: 3 }, () => ({ bytes: receipt(50), to: { host: '192.168.1.50', port: 9_100 } })),
  )
})

test.each([
  ['away', away, 'printer_away', 3],
  ['broken off', { outcome: 'broken', trouble: 'ECONNRESET' } as const, 'printer_lost', 1],
  ['not in the shop', { outcome: 'refused' } as const, 'printer_refused', 1],
  ['without an answer', 'no answer' as const, 'printer_unsure', 1],
])(
  'a network printer %s is told, and only what printed nothing is tried again',
  async (_, answer, code, jobs) => {
    const server = printServer(answer)
    expect(await noted(server.printer, receipt(50))).toEqual({ printed: false, code })
    expect(server.jobs).toHaveLength(jobs)
  },
)

test('the dialog never says that paper came out, only that it was shown and is gone', async () => {
  const heard: (() => void)[] = []
  const calls: string[] = []
  const door = {
    addEventListener: (_: 'afterprint', listen: () => void) => void heard.push(listen),
    print: () => void calls.push(`print, ${heard.length} listening`),
  }
  const answer = throughDialog(door)
  expect(calls).toEqual(['print, 1 listening'])
  expect(await Promise.race([answer, Promise.resolve('still open')])).toBe('still open')
  heard.forEach((listen) => listen())
  expect(await answer).toBe('shown')
})
