import { useCallback, useRef, useState } from 'react'
import type { ChargeRefusal } from '#domain/device/model/offline'
import { burnHere, chargeHere, type Allowed } from '../burn.ts'
import { usePrinting } from '../display/use-printing.tsx'
import {
  cashierOf,
  useCashier,
  useOnline,
  usePolicy,
  useTill,
  type Person,
  type ReceiptRow,
  type Till,
} from '../till-context.ts'
import type { Policy } from '#domain/device/model/policy'
import { withoutPasses, type Draft } from './basket-state.ts'
import type { Quote } from './quote.ts'
import { newReceiptSecret } from '../keys.ts'
import { allowedBy } from './allowance.ts'
import { allowedFor, type BurnNo, type No, type NothingTaken } from './allowed.ts'
import { burnOf, burnsNothing, chargeOf, saleBodyOf, type Burn } from './sale-body.ts'
import { saleWords } from './sale-words.ts'
import { dueOf, withTender, type DraftTender, type Due, type Paying, type TenderFault } from './tendering.ts'
import { useRead } from './use-read.ts'
import { noteUsed } from './used-coupons.ts'
import type { Sale } from './use-sale.ts'

/** A sale that can be paid: its quote stands. */
export type Payable = Sale & Readonly<{ quote: Quote }>
export type Done = Readonly<{ row: ReceiptRow; changeMinor: number; sale: Payable }>

export type PayingState = Readonly<{
  tenders: readonly DraftTender[]
  due: Due
  burn: Burn
  fault: TenderFault | null
  no: BurnNo | null
  /** Set when head office wants the member's PIN. */
  pinAsked: 'first' | 'again' | null
  busy: boolean
  /** Nothing was written down; the money is not to be handed out. */
  failed: boolean
  add: (paying: Paying) => readonly DraftTender[] | null
  drop: (at: number) => void
  finish: (of?: Readonly<{ tenders?: readonly DraftTender[]; pin?: string }>) => Promise<void>
  /** Looks again whether value may be burned, after something was set aside. */
  look: () => void
}>

/** Takes the money of one sale: tenders, what may be burned and by what, and the event at the end. */
export function usePaying(sale: Payable, onDone: (done: Done) => void): PayingState {
  const till = useTill()
  const policy = usePolicy()
  const { program } = policy
  const [tenders, setTenders] = useState<readonly DraftTender[]>([])
  const [fault, setFault] = useState<TenderFault | null>(null)
  const { totalMinor } = sale.quote
  const due = dueOf(program, totalMinor, tenders)
  const burn = burnOf(sale.quote, tenders, due.payment)
  const offline = useOfflineAdvice(sale, { burn, chargeMinor: chargeOf(tenders) })
  const ring = useRinging(sale, onDone)
  return {
    tenders,
    due,
    burn,
    fault,
    ...ring.state,
    no: ring.state.no ?? offline.no,
    add: (paying) => {
      const next = withTender({ program, totalMinor, tenders }, paying)
      ring.forget()
      setFault(typeof next === 'string' ? next : null)
      if (typeof next === 'string') return null
      setTenders(next)
      return next
    },
    drop: (at) => {
      ring.forget()
      setFault(null)
      setTenders(tenders.toSpliced(at, 1))
    },
    finish: (of = {}) => ring.finish(till, policy, { tenders: of.tenders ?? tenders, pin: of.pin }),
    look: () => {
      ring.forget()
      offline.look()
    },
  }
}

/** Without a network it is said at once, and not only after the money was counted, that value cannot be taken. */
function useOfflineAdvice(
  sale: Payable,
  { burn, chargeMinor }: Readonly<{ burn: Burn; chargeMinor: number }>,
): Readonly<{ no: BurnNo | null; look: () => void }> {
  const till = useTill()
  const policy = usePolicy()
  const online = useOnline()
  const [turn, setTurn] = useState(0)
  const memberId = sale.member?.id ?? null
  // As text, so that the same burn is the same question.
  const wanted = JSON.stringify({ ...burn, chargeMinor })
  const ask = useCallback(async (): Promise<ChargeRefusal | null> => {
    const asked = JSON.parse(wanted) as Burn & Readonly<{ chargeMinor: number }>
    if (online || memberId === null) return null
    const answer = burnsNothing(asked) ? null : await burnHere(till, policy, { memberId, ...asked })
    if (typeof answer === 'string') return answer
    if (asked.chargeMinor === 0) return null
    const burnedMinor = answer?.way === 'limit' ? asked.units.minor : 0
    return chargeHere(till, policy, { memberId, minor: asked.chargeMinor, burnedMinor })
  }, [till, policy, online, memberId, wanted])
  const no = useRead(ask, String(turn))
  return { no: no === null ? null : { code: no }, look: () => setTurn((before) => before + 1) }
}

type Finishing = Readonly<{ tenders: readonly DraftTender[]; pin: string | undefined }>
type Rung = No & Readonly<{ busy: boolean; failed: boolean }>
const QUIET: Rung = { no: null, pinAsked: null, busy: false, failed: false }

/** The last step: value is set aside, the event is written, the receipt printed. Once, however often it is pressed. */
function useRinging(sale: Payable, onDone: (done: Done) => void) {
  const online = useOnline()
  const cashier = useCashier()
  const print = usePrinting()
  const [state, setState] = useState<Rung>(QUIET)
  const running = useRef(false)
  const finish = async (till: Till, policy: Policy, { tenders, pin }: Finishing): Promise<void> => {
    const { payment } = dueOf(policy.program, sale.quote.totalMinor, tenders)
    if (payment === null || running.current) return
    running.current = true
    setState({ ...QUIET, busy: true })
    try {
      const burn = burnOf(sale.quote, tenders, payment)
      const allowed = await allowedFor(
        { till, policy, online },
        { member: sale.member, burn, chargeMinor: chargeOf(tenders), pin },
      )
      if ('refused' in allowed) return setState({ ...QUIET, ...allowed.refused })
      const row = await ringUp({ till, policy }, { sale, tenders, payment, burn, allowed, cashier })
      setState(QUIET)
      void print.receipt(row, { copy: false })
      onDone({ row, changeMinor: payment.changeMinor, sale })
    } catch (error) {
      setState({ ...QUIET, failed: true })
      // Told to the cashier; what it was belongs into the browser's own record.
      reportError(error)
    } finally {
      running.current = false
    }
  }
  return { state, finish, forget: () => setState(QUIET) }
}

type Ringing = Readonly<{
  sale: Payable
  tenders: readonly DraftTender[]
  payment: NonNullable<Due['payment']>
  burn: Burn
  allowed: Allowed | NothingTaken
  cashier: Person
}>

/** Writes the sale down; resolves when the disk has it. Answers its receipt. */
async function ringUp(
  { till, policy }: Readonly<{ till: Till; policy: Policy }>,
  { sale, tenders, payment, burn, allowed, cashier }: Ringing,
): Promise<ReceiptRow> {
  const { draft, quote, member } = sale
  const own = draft.id ?? till.newId()
  // Taken out of what was put aside a second time, as after a crash, it is a sale of its own.
  const id = (await till.receipts.byId(own)) === null ? own : till.newId()
  const happenedAt = till.now()
  const body = saleBodyOf({
    id,
    draft,
    quote,
    tenders,
    payment,
    member,
    cashier: cashierOf(cashier),
    eReceipt: newReceiptSecret(),
    allowedBy: allowedBy(draft, policy, cashier),
    program: policy.program,
    programVersion: policy.programVersion,
    branchCode: policy.storeCode,
    till: policy.deviceCode,
    receiptNo: await till.receipts.nextNo(),
    happenedAt,
    way: allowed.way,
  })
  const { changeMinor } = payment
  const receipt = saleWords({ draft, quote, member, burn, changeMinor, policy })
  await till.record('sale', body, { id, reservation: allowed.reservation, receipt })
  noteUsed(burn.coupons, happenedAt)
  const row = await till.receipts.byId(id)
  if (row === null) throw new Error('till: a sale that is written down has its receipt')
  return row
}

/** The same basket without anything the member holds. */
export const atFullPrice = (draft: Draft): Draft => ({ ...withoutPasses(draft), coupons: [] })
