import { useFormats } from '#ui/kit/surroundings.tsx'
import { useTyped } from '../display/money-field.tsx'
import { useNamed } from '../named.ts'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { NumberEntry } from './number-entry.tsx'
import { lacksLine, lacksMember, offeredMinor, reachOf, roomHeld, vouchersOf } from './pay-offers.ts'
import { likelyNotes, type HeldVoucher, type TillTender } from './tendering.ts'
import type { Payable, PayingState } from './use-paying.ts'

type AskedWords = Readonly<{
  sale: Payable
  paying: PayingState
  kind: TillTender
  text: string
  setText: (text: string) => void
  onAdd: (minor: number | null, voucher?: HeldVoucher) => void
  onEnter: () => void
}>

/** How much, in the chosen way. */
export function Asked({ sale, paying, kind, text, setText, onAdd, onEnter }: AskedWords) {
  const say = useWords()
  const { money } = useFormats()
  const { currency } = usePolicy()
  if (lacksMember(kind, sale)) return <p className="member-unknown">{say('checkout.pay.needMember')}</p>
  if (lacksLine(kind, sale)) return <p className="member-unknown">{say('members.burn.no_credit_line')}</p>
  if (kind === 'voucher') return <Vouchers sale={sale} paying={paying} onAdd={onAdd} />
  const { due } = paying
  const offered = offeredMinor(kind, sale, paying)
  const notes = kind === 'cash' ? likelyNotes(due.cashMinor, currency) : []
  return (
    <>
      <NumberEntry
        label={say(kind === 'cash' ? 'checkout.pay.given' : 'checkout.pay.amount')}
        value={text}
        placeholder={money(offered)}
        onChange={setText}
        onEnter={onEnter}
      />
      <Change text={text} dueMinor={kind === 'cash' ? offered : null} />
      <Fault paying={paying} />
      <Has sale={sale} paying={paying} kind={kind} />
      <div className="checkout-notes">
        {notes.map((note) => (
          <button key={note} type="button" className="till-key num" onClick={() => onAdd(note)}>
            {money(note)}
          </button>
        ))}
      </div>
    </>
  )
}

/** What goes back, while it is typed what was handed over. */
function Change({ text, dueMinor }: Readonly<{ text: string; dueMinor: number | null }>) {
  const say = useWords()
  const { money } = useFormats()
  const given = useTyped(text)
  if (given === null || dueMinor === null || given <= dueMinor) return null
  return (
    <p className="checkout-back num" aria-live="polite">
      {say('checkout.pay.change')} <strong>{money(given - dueMinor)}</strong>
    </p>
  )
}

function Has({ sale, paying, kind }: Pick<AskedWords, 'sale' | 'paying' | 'kind'>) {
  const say = useWords()
  const { money, number } = useFormats()
  const { member } = sale
  if (kind === 'stored_value' && member !== null) {
    const { most, aside } = reachOf('minor', sale, paying)
    const words = { money: money(most) }
    return <p className="quiet num">{say(aside ? 'checkout.pay.hasAside' : 'checkout.pay.has', words)}</p>
  }
  if (kind === 'on_account')
    return <p className="quiet num">{say('checkout.pay.room', { money: money(roomHeld(sale)) })}</p>
  if (kind === 'points' && member !== null) {
    const { most, aside } = reachOf('points', sale, paying)
    const words = { points: number(most), money: money(offeredMinor('points', sale, paying)) }
    return (
      <p className="quiet num">
        {say(aside ? 'checkout.pay.hasPointsAside' : 'checkout.pay.hasPoints', words)}
      </p>
    )
  }
  return kind === 'cash' || kind === 'stored_value' || kind === 'points' ? null : (
    <p className="quiet">{say('checkout.pay.elsewhere')}</p>
  )
}

function Fault({ paying: { fault } }: Readonly<{ paying: PayingState }>) {
  const say = useWords()
  const { money } = useFormats()
  const { program } = usePolicy()
  if (fault === null) return null
  const step =
    fault === 'cash_not_in_steps' ? program.cashRounding.stepMinor : (program.pointsAsMoney?.minor ?? 0)
  return (
    <p className="member-unknown" role="alert">
      {say(`checkout.pay.fault.${fault}`, { step: money(step) })}
    </p>
  )
}

function Vouchers({ sale, paying, onAdd }: Pick<AskedWords, 'sale' | 'paying' | 'onAdd'>) {
  const say = useWords()
  const { money } = useFormats()
  const named = useNamed()
  const vouchers = vouchersOf(sale, paying.tenders)
  if (vouchers.length === 0) return <p className="quiet">{say('checkout.pay.noVoucher')}</p>
  return (
    <div className="checkout-notes" role="group" aria-label={say('checkout.pay.vouchers')}>
      {vouchers.map(({ rule, voucher }) => (
        <button
          key={voucher.id}
          type="button"
          className="till-key till-key-word"
          onClick={() => onAdd(null, voucher)}
        >
          {named(rule)} {money(rule.minor)}
        </button>
      ))}
    </div>
  )
}
