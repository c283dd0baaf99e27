import { App, Button } from 'antd'
import { useMemo } from 'react'
import { encodeEscPos, drawerKick } from '../printing/escpos.ts'
import { layOut } from '../printing/layout.ts'
import type { Row } from '../printing/rows.ts'
import { paperTexts } from '../printing/texts.ts'
import { troubleCode, type PrintTrouble } from '../printing/trouble.ts'
import { layOutShift, type ShiftReport } from '../printing/z-report.ts'
import { spoken } from '#ui/kit/language.ts'
import { goTo } from '../shell/places.ts'
import { usePolicy, useTill, type AnyReceipt, type Till } from '../till-context.ts'
import { useWords } from '../words.ts'
import { keptPrinting, type PrintChoice } from './print-choice.ts'
import { forgetPrinter, printByDialog, printerOf } from './printers.ts'
import { movesCash, paperOf } from './any-paper.ts'

/** Why nothing came out; `no_printer` where none is set up and paper was asked for. */
export type PrintNo = PrintTrouble | 'no_printer'

export type Printing = Readonly<{
  /**
   * After paying (`copy: false`): prints when the till is set to, and opens the drawer for cash. A copy always prints
   * and opens nothing. Never throws and needs not be waited for: what goes wrong is told on the screen by itself.
   */
  receipt: (row: AnyReceipt, how: Readonly<{ copy: boolean }>) => Promise<PrintNo | null>
  shift: (report: ShiftReport) => Promise<PrintNo | null>
  /** Opens the drawer without paper, for cash in and out. */
  drawer: () => Promise<PrintNo | null>
}>

/** Paper and drawer of this till. */
export function usePrinting(): Printing {
  const till = useTill()
  const policy = usePolicy()
  const tell = useTelling()
  return useMemo<Printing>(() => {
    const receipt = async (
      row: AnyReceipt,
      { copy }: Readonly<{ copy: boolean }>,
    ): Promise<PrintNo | null> => {
      const choice = await keptPrinting(till.kept)
      const drawer = !copy && choice.drawer && movesCash(row)
      if (!copy && !choice.own) return drawer ? quietly(() => kick(choice)) : null
      if (choice.way === 'none' && !copy) return null
      const returnsNo = await numberOf(till, row.returns)
      const { joinCode, eReceipt } = choice
      const paper = paperOf({ row, policy, joinCode, eReceipt, copy, drawer, returnsNo })
      const no = await quietly(() => print(layOut(paper, choice.roll), choice, drawer))
      if (no !== null) tell({ no, receiptNo: row.receiptNo, again: () => void receipt(row, { copy }) })
      return no
    }
    return {
      receipt,
      shift: async (report) => {
        const choice = await keptPrinting(till.kept)
        const no = await quietly(() => print(layOutShift(report, choice.roll), choice, false))
        if (no !== null) tell({ no, receiptNo: null, again: null })
        return no
      },
      drawer: async () => {
        const choice = await keptPrinting(till.kept)
        return choice.drawer ? quietly(() => kick(choice)) : null
      },
    }
  }, [till, policy, tell])
}

/** Rows by the way that was chosen. */
export async function print(
  rows: readonly Row[],
  choice: PrintChoice,
  drawer: boolean,
): Promise<PrintNo | null> {
  if (choice.way === 'none') return 'no_printer'
  if (choice.way === 'dialog') {
    await printByDialog(rows, choice.roll)
    return null
  }
  return send(choice, encodeEscPos({ rows, roll: choice.roll, drawer }))
}

/** Opens the drawer; a way that has none opens none. */
export async function kick(choice: PrintChoice): Promise<null> {
  if (choice.way === 'none' || choice.way === 'dialog') return null
  return send(choice, drawerKick())
}

async function send(choice: PrintChoice, bytes: Uint8Array): Promise<null> {
  const printer = await printerOf(choice)
  try {
    await printer.print(bytes)
  } catch (error) {
    // A device that was unplugged comes back as another one.
    forgetPrinter()
    throw error
  }
  return null
}

/** A trouble with the printer becomes an answer; anything else is our bug and goes on. */
export async function quietly(work: () => Promise<PrintNo | null>): Promise<PrintNo | null> {
  try {
    return await work()
  } catch (error) {
    const code = troubleCode(error)
    if (code === undefined) throw error
    return code
  }
}

/** What went wrong, in the words of the cashier. */
export function usePrintWords(): (no: PrintNo) => string {
  const say = useWords()
  return (no) => (no === 'no_printer' ? say('receipts.print.noPrinter') : paperTexts(spoken()).trouble[no])
}

type Told = Readonly<{ no: PrintNo; receiptNo: string | null; again: (() => void) | null }>

/** A notice at the side, with the way to try again; the next sale goes on under it. */
function useTelling() {
  const { notification } = App.useApp()
  const say = useWords()
  return useMemo(
    () =>
      ({ no, receiptNo, again }: Told) => {
        const key = `print ${receiptNo ?? 'shift'}`
        const unset = no === 'no_printer'
        const act = () => {
          notification.destroy(key)
          if (unset) goTo('settings')
          else again?.()
        }
        notification.warning({
          key,
          title:
            receiptNo === null
              ? say('receipts.print.title')
              : say('receipts.print.failed', { no: receiptNo }),
          description: unset ? say('receipts.print.noPrinter') : paperTexts(spoken()).trouble[no],
          duration: 12,
          // Away from where the next sale is paid.
          placement: 'bottomLeft',
          actions:
            again === null && !unset ? undefined : (
              <Button size="large" onClick={act}>
                {say(unset ? 'receipts.print.setUp' : 'receipts.print.again')}
              </Button>
            ),
        })
      },
    [notification, say],
  )
}

async function numberOf(till: Till, id: string | null): Promise<string | null> {
  if (id === null) return null
  return (await till.receipts.byId(id))?.receiptNo ?? null
}
