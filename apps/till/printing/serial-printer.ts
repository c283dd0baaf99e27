import { linkPrinter } from './adapters.ts'
import type { Link, LinkPrinter, Printer } from './adapters.ts'
import { errorName, printTrouble } from './trouble.ts'

/** The part of Web Serial that a printer needs (wicg.github.io/serial); TypeScript's DOM does not describe it. */
export type SerialPortDoor = Readonly<{
  open(options: Readonly<{ baudRate: number; flowControl?: 'none' | 'hardware' }>): Promise<void>
  close(): Promise<void>
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>> | null
}>
export type SerialDoor = Readonly<{
  /** Shows the browser's own list; only in answer to a click. */
  requestPort(): Promise<SerialPortDoor>
  /** The ports granted before, also after a reload. */
  getPorts(): Promise<readonly SerialPortDoor[]>
}>

/** Chips of cheap printers hold little more; a larger chunk is lost where nothing controls the flow. */
const CHUNK_BYTES = 512
/** What most receipt printers are set to when they leave the factory. */
const BAUD = 9_600

/** Asks the cashier for a serial port. */
export async function chooseSerialPort(serial: SerialDoor | undefined): Promise<SerialPortDoor> {
  if (!serial) throw printTrouble('printer_unsupported')
  return serial.requestPort().catch((error: unknown) => {
    throw printTrouble(errorName(error) === 'NotFoundError' ? 'printer_not_chosen' : 'printer_away', {
      cause: String(error),
    })
  })
}

type SerialPrinter = Pick<LinkPrinter, 'name' | 'silenceMs' | 'pause'> &
  Readonly<{ port: SerialPortDoor; baudRate?: number; flowControl?: 'none' | 'hardware' }>

/** A printer at a serial port, in chunks of at most 512 bytes. */
export function serialPrinter({ port, baudRate, flowControl, ...of }: SerialPrinter): Printer {
  const options = { baudRate: baudRate ?? BAUD, flowControl: flowControl ?? 'none' } as const
  return linkPrinter({ ...of, chunkBytes: CHUNK_BYTES, open: () => openSerial(port, options, of.name) })
}

type Options = Parameters<SerialPortDoor['open']>[0]

async function openSerial(port: SerialPortDoor, options: Options, name: string): Promise<Link> {
  await port.open(options).catch((error: unknown) => {
    // The port is open already: another page or the last receipt still has it.
    const busy = errorName(error) === 'InvalidStateError'
    throw printTrouble(busy ? 'printer_busy' : 'printer_away', { printer: name, cause: String(error) })
  })
  const writer = port.writable?.getWriter()
  if (!writer) {
    await port.close()
    throw printTrouble('printer_away', { printer: name })
  }
  return {
    send: (chunk) => writer.write(chunk),
    finish: async () => {
      // Closing the writer waits until the last chunk has left; only then may the port close.
      await writer.close()
      await letGo(port, writer)
    },
    drop: async () => {
      // A lost port refuses this too, and must still be closed before it can be opened again.
      await writer.abort().catch(() => undefined)
      await letGo(port, writer)
    },
  }
}

/** A port does not close while somebody holds its stream. */
async function letGo(port: SerialPortDoor, writer: WritableStreamDefaultWriter): Promise<void> {
  writer.releaseLock()
  await port.close()
}
