import { present } from '#base/must'
import { linkPrinter } from './adapters.ts'
import type { Link, LinkPrinter, Printer } from './adapters.ts'
import { errorName, printTrouble } from './trouble.ts'

type Endpoint = Readonly<{ endpointNumber: number; direction: 'in' | 'out'; type: string }>
type Alternate = Readonly<{
  alternateSetting: number
  interfaceClass: number
  endpoints: readonly Endpoint[]
}>
type Configuration = Readonly<{
  configurationValue: number
  interfaces: readonly Readonly<{ interfaceNumber: number; alternates: readonly Alternate[] }>[]
}>

/** The part of WebUSB that a printer needs (wicg.github.io/webusb); TypeScript's DOM does not describe it. */
export type UsbDeviceDoor = Readonly<{
  readonly opened: boolean
  readonly configuration: Configuration | null | undefined
  readonly configurations: readonly Configuration[]
  open(): Promise<void>
  close(): Promise<void>
  selectConfiguration(value: number): Promise<void>
  claimInterface(number: number): Promise<void>
  selectAlternateInterface(number: number, setting: number): Promise<void>
  transferOut(
    endpoint: number,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<Readonly<{ bytesWritten: number; status?: string }>>
}>
export type UsbDoor = Readonly<{
  /** Shows the browser's own list; only in answer to a click. */
  requestDevice(
    options: Readonly<{ filters: readonly Readonly<{ classCode: number }>[] }>,
  ): Promise<UsbDeviceDoor>
  /** The devices granted before, also after a reload. */
  getDevices(): Promise<readonly UsbDeviceDoor[]>
}>

/** The class of printers in the USB standard. */
const PRINTERS = 7
/** A whole short receipt; a device that takes less says so and gets the rest. */
const CHUNK_BYTES = 4_096

/** Asks the cashier for a USB printer. */
export async function chooseUsbPrinter(usb: UsbDoor | undefined): Promise<UsbDeviceDoor> {
  if (!usb) throw printTrouble('printer_unsupported')
  return usb.requestDevice({ filters: [{ classCode: PRINTERS }] }).catch((error: unknown) => {
    throw printTrouble(errorName(error) === 'NotFoundError' ? 'printer_not_chosen' : 'printer_away', {
      cause: String(error),
    })
  })
}

type UsbPrinter = Pick<LinkPrinter, 'name' | 'silenceMs' | 'pause'> & Readonly<{ device: UsbDeviceDoor }>

/** A printer at USB: the bulk OUT endpoint of its interface of class 7. */
export function usbPrinter({ device, ...of }: UsbPrinter): Printer {
  return linkPrinter({ ...of, chunkBytes: CHUNK_BYTES, open: () => openUsb(device, of.name) })
}

async function openUsb(device: UsbDeviceDoor, name: string): Promise<Link> {
  const way = wayIn(device)
  if (!way) throw printTrouble('printer_unfit', { printer: name })
  try {
    if (!device.opened) await device.open()
    if (device.configuration?.configurationValue !== way.configuration) {
      await device.selectConfiguration(way.configuration)
    }
    await device.claimInterface(way.interface)
    if (way.setting !== 0) await device.selectAlternateInterface(way.interface, way.setting)
  } catch (error) {
    // What could not be opened may not close either; why it did not open is what counts.
    await device.close().catch(() => undefined)
    // The system's own driver or another page has it.
    const busy = ['SecurityError', 'InvalidStateError'].includes(errorName(error))
    throw printTrouble(busy ? 'printer_busy' : 'printer_away', { printer: name, cause: String(error) })
  }
  return {
    send: (chunk) => transfer(device, way.endpoint, chunk),
    finish: () => device.close(),
    drop: () => device.close(),
  }
}

async function transfer(
  device: UsbDeviceDoor,
  endpoint: number,
  chunk: Uint8Array<ArrayBuffer>,
): Promise<void> {
  for (let at = 0; at < chunk.length;) {
    const { bytesWritten, status } = await device.transferOut(endpoint, chunk.slice(at))
    if (status !== 'ok' || bytesWritten <= 0) throw printTrouble('printer_lost', { status })
    at += bytesWritten
  }
}

type Way = Readonly<{ configuration: number; interface: number; setting: number; endpoint: number }>

function wayIn(device: UsbDeviceDoor): Way | undefined {
  const ways = device.configurations.flatMap((configuration) =>
    configuration.interfaces.flatMap((one) =>
      one.alternates
        .filter((alternate) => alternate.interfaceClass === PRINTERS && bulkOut(alternate) !== undefined)
        .map((alternate) => ({
          configuration: configuration.configurationValue,
          interface: one.interfaceNumber,
          setting: alternate.alternateSetting,
          endpoint: present(bulkOut(alternate), 'R3: the way in has an endpoint'),
        })),
    ),
  )
  return ways[0]
}

const bulkOut = (alternate: Alternate): number | undefined =>
  alternate.endpoints.find((one) => one.direction === 'out' && one.type === 'bulk')?.endpointNumber
