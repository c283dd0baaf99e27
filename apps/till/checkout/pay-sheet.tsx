import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { currencyDigits, parseMoney } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useKeys, usePolicy, useScan } from '../till-context.ts'
import { useWords } from '../words.ts'
import { BurnNotice } from './burn-notice.tsx'
import { commandOf } from './command-codes.ts'
import { ENTER, tenderKey } from './keys.ts'
import { NumberEntry } from './number-entry.tsx'
import { Asked } from './pay-asked.tsx'
import { Amounts, TenderKeys, Tenders } from './pay-parts.tsx'
import { Sheet } from './sheet.tsx'
import { lacksLine, lacksMember, mayOwe, offeredMinor, vouchersOf } from './pay-offers.ts'
import { TILL_TENDERS, type HeldVoucher, type TillTender } from './tendering.ts'
import { usePaying, type Done, type Payable, type PayingState } from './use-paying.ts'
import { usePhoneVoucher } from './use-phone-voucher.ts'

type Words = Readonly<{
  sale: Payable
  /** How it is paid unless somebody chooses another way. */
  first: TillTender
  onDone: (done: Done) => void
  onFullPrice: () => void
  onClose: () => void
}>

/** Takes the money: any number of ways, the amount due offered each time; Enter alone pays in cash to the fen. */
export function PaySheet({ sale, first, onDone, onFullPrice, onClose }: Words) {
  const say = useWords()
  const { quote } = sale
  const paying = usePaying(sale, onDone)
  const [kind, choose] = useState<TillTender>(first)
  const [text, setText] = useState('')
  const [pin, setPin] = useState('')
  const act = useActs({ sale, paying }, { kind, text, setText, pin })
  const pick = (next: TillTender) => {
    choose(next)
    setText('')
  }
  usePayKeys({ pick, enter: act.enter, onClose, look: paying.look, sale })
  const paid = paying.due.payment !== null
  return (
    <Sheet title={say('checkout.pay.title')} onClose={onClose} width={860}>
      <div className="checkout-pay">
        <div>
          <Amounts paying={paying} totalMinor={quote.totalMinor} cash={kind === 'cash'} />
          <Tenders paying={paying} />
          <BurnNotice paying={paying} onFullPrice={onFullPrice} />
        </div>
        <div>
          <TenderKeys kind={kind} account={mayOwe(sale)} onPick={pick} />
          {paying.pinAsked !== null ? (
            <NumberEntry
              secret
              label={say(paying.pinAsked === 'first' ? 'checkout.pay.pin' : 'checkout.pay.pinWrong')}
              value={pin}
              onChange={setPin}
              onEnter={act.enter}
            />
          ) : paid ? null : (
            <Asked {...{ sale, paying, kind, text, setText }} onAdd={act.add} onEnter={act.enter} />
          )}
          <LastKey
            paying={paying}
            completes={act.completes}
            totalMinor={quote.totalMinor}
            onPress={act.enter}
          />
        </div>
      </div>
    </Sheet>
  )
}

type LastWords = Readonly<{
  paying: PayingState
  /** Whether what is typed pays the rest. */
  completes: boolean
  totalMinor: number
  onPress: () => void
}>

function LastKey({ paying, completes, totalMinor, onPress }: LastWords) {
  const say = useWords()
  const { money } = useFormats()
  const paid = paying.due.payment !== null
  const own = useRef<HTMLButtonElement>(null)
  // When everything is paid, Enter is the button's: the field that had the focus is gone.
  useEffect(() => {
    if (paid) own.current?.focus()
  }, [paid])
  return (
    <>
      {paying.failed ? (
        <p className="member-unknown" role="alert">
          {say('checkout.pay.failed')}
        </p>
      ) : null}
      <Button
        className="checkout-finish"
        type="primary"
        size="large"
        block
        ref={own}
        loading={paying.busy}
        onClick={onPress}
      >
        {paid || completes ? `${say('checkout.pay.finish')} ${money(totalMinor)}` : say('checkout.pay.add')}{' '}
        <kbd>{ENTER}</kbd>
      </Button>
    </>
  )
}

type Typing = Readonly<{ kind: TillTender; text: string; setText: (text: string) => void; pin: string }>

/** What Enter does: adds what is typed, and when that pays the sale, finishes it. */
function useActs(
  { sale, paying }: Readonly<{ sale: Payable; paying: PayingState }>,
  { kind, text, setText, pin }: Typing,
) {
  const { currency } = usePolicy()
  const { due } = paying
  const typed = text.trim() === '' ? null : parseMoney(text, currencyDigits(currency))
  const minor = typed === null ? null : typeof typed === 'string' ? Number.NaN : typed.amountMinor
  const finish = (tenders?: PayingState['tenders']) =>
    void paying.finish({ ...(tenders && { tenders }), ...(pin !== '' && { pin }) })
  const add = (amount: number | null, voucher?: HeldVoucher) => {
    const next = paying.add({ kind, minor: amount, ...(voucher && { voucher }) })
    if (next === null) return
    setText('')
    // `finish` does nothing while something is still due.
    finish(next)
  }
  const enter = () => {
    if (due.payment !== null) return finish()
    if (
      lacksMember(kind, sale) ||
      lacksLine(kind, sale) ||
      Number.isNaN(minor) ||
      (minor !== null && minor < 0)
    )
      return
    const first = kind === 'voucher' ? vouchersOf(sale, paying.tenders)[0]?.voucher : undefined
    if (kind !== 'voucher') add(minor ?? offeredMinor(kind, sale, paying))
    else if (first) add(null, first)
  }
  const wanted = kind === 'cash' ? due.cashMinor : due.restMinor
  const completes = kind !== 'voucher' && (minor ?? offeredMinor(kind, sale, paying)) >= wanted
  return { add, enter, completes }
}

type KeyWords = Readonly<{
  pick: (kind: TillTender) => void
  enter: () => void
  onClose: () => void
  look: () => void
  sale: Payable
}>

/** The function keys choose the way; the scanner commands, and reads the voucher on a member's phone. */
function usePayKeys({ pick, enter, onClose, look, sale }: KeyWords): void {
  useKeys({
    ...Object.fromEntries(TILL_TENDERS.map((one) => [tenderKey(one), () => pick(one)])),
    F8: enter,
    Escape: onClose,
  })
  const takePhone = usePhoneVoucher(sale.member, look)
  useScan((code) => {
    const command = commandOf(code)
    const tender = TILL_TENDERS.find((one) => one === command)
    if (tender) pick(tender)
    else if (command === 'ok' || command === 'pay') enter()
    else if (command === 'cancel') onClose()
    else void takePhone(code)
    return true
  })
}
