import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createElement } from 'react'
import { sendPrintJob } from '#domain/device/contract/print'
import { call, isProblem, newId } from '#ui/call.ts'
import type { Printer } from '../printing/adapters.ts'
import { networkPrinter, type SendPrintJob } from '../printing/network-printer.ts'
import { PaperSheet } from '../printing/paper.tsx'
import { throughDialog } from '../printing/print-dialog.ts'
import type { Roll, Row } from '../printing/rows.ts'
import { serialPrinter, type SerialDoor } from '../printing/serial-printer.ts'
import { printTrouble } from '../printing/trouble.ts'
import { usbPrinter, type UsbDoor } from '../printing/usb-printer.ts'
import type { PrintChoice } from './print-choice.ts'

/** The browser's ways to hardware; absent where it has none. */
export const hardware = navigator as Readonly<{ serial?: SerialDoor; usb?: UsbDoor }>

/** One printer for as long as the choice is the same: it prints one receipt after the other. */
let made: Readonly<{ key: string; printer: Printer }> | null = null

/** The printer that was chosen, ready for bytes; throws a trouble where there is none to be had. */
export async function printerOf(choice: PrintChoice): Promise<Printer> {
  const { way, host, port } = choice
  const key = `${way} ${host} ${port}`
  if (made?.key === key) return made.printer
  const printer = await make(choice)
  made = { key, printer }
  return printer
}

/** After another device was chosen under the same settings. */
export const forgetPrinter = (): void => {
  made = null
}

async function make({ way, host, port }: PrintChoice): Promise<Printer> {
  if (way === 'network')
    return networkPrinter({ name: `${host}:${port}`, to: { host, port }, send: overServer })
  if (way === 'serial') {
    const [granted] = (await hardware.serial?.getPorts()) ?? []
    if (!granted) throw printTrouble(hardware.serial ? 'printer_not_chosen' : 'printer_unsupported')
    return serialPrinter({ name: 'serial', port: granted })
  }
  if (way === 'usb') {
    const [granted] = (await hardware.usb?.getDevices()) ?? []
    if (!granted) throw printTrouble(hardware.usb ? 'printer_not_chosen' : 'printer_unsupported')
    return usbPrinter({ name: 'usb', device: granted })
  }
  throw printTrouble('printer_not_chosen')
}

/** Our server reaches the printer; without a line to it nothing was printed, and that is sure. */
const overServer: SendPrintJob = async (bytes, { host, port }, signal) => {
  try {
    const told = await call(sendPrintJob, { id: newId(), host, port, bytes: Uint8Array.from(bytes) }, signal)
    return told.outcome === 'printed'
      ? { outcome: 'printed' }
      : { outcome: told.outcome, trouble: told.trouble }
  } catch (error) {
    if (!isProblem(error)) throw error
    const { code } = error.problem
    if (code === 'printer_refused') return { outcome: 'refused' }
    // Turned away at the door, or there was no line at all when it was asked.
    if (code === 'try_later' || !navigator.onLine) return { outcome: 'not_started', trouble: code }
    throw error
  }
}

/** Prints by the browser's own dialog: the paper stands in the page for as long as the dialog does. */
export async function printByDialog(rows: readonly Row[], roll: Roll): Promise<void> {
  const root = createRoot(document.createElement('div'))
  flushSync(() => root.render(createElement(PaperSheet, { rows, roll })))
  try {
    await throughDialog(window)
  } finally {
    root.unmount()
  }
}
