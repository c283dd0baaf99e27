import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNamed } from '../named.ts'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { tenderKey } from './keys.ts'
import { TILL_TENDERS, type TillTender } from './tendering.ts'
import type { PayingState } from './use-paying.ts'

type AmountWords = Readonly<{ paying: PayingState; totalMinor: number; cash: boolean }>

/** What is due and what is left of it. */
export function Amounts({ paying: { due }, totalMinor, cash }: AmountWords) {
  const say = useWords()
  const { money } = useFormats()
  const paid = due.payment !== null
  const rounds = cash && due.cashMinor !== due.restMinor
  return (
    <dl className="checkout-amounts num">
      <div>
        <dt>{say('checkout.pay.due')}</dt>
        <dd>{money(totalMinor)}</dd>
      </div>
      <div className="checkout-rest" aria-live="polite">
        <dt>{say(paid ? 'checkout.pay.paid' : rounds ? 'checkout.pay.inCash' : 'checkout.pay.rest')}</dt>
        <dd>
          {money(
            paid ? totalMinor + (due.payment?.roundingMinor ?? 0) : rounds ? due.cashMinor : due.restMinor,
          )}
        </dd>
      </div>
    </dl>
  )
}

/** What was taken so far; a touch takes it back. */
export function Tenders({ paying }: Readonly<{ paying: PayingState }>) {
  const say = useWords()
  const { money } = useFormats()
  const { program } = usePolicy()
  const named = useNamed()
  const nameOf = (kind: TillTender, code: string | null) => {
    const rule = program.coupons.find((one) => one.code === code)
    return rule ? named(rule) : say(`checkout.pay.tenders.${kind}`)
  }
  return (
    <ul className="checkout-tenders">
      {paying.tenders.map(({ kind, code, amountMinor, givenMinor }, at) => (
        <li key={`${kind} ${code ?? ''}`}>
          <span>{nameOf(kind, code)}</span>
          <span className="num">
            {money(givenMinor ?? amountMinor)}
            {givenMinor === null || givenMinor === amountMinor ? null : (
              <small> {` ${say('checkout.pay.change')} ${money(givenMinor - amountMinor)}`}</small>
            )}
          </span>
          <Button
            type="text"
            size="large"
            icon={<CloseOutlined />}
            disabled={paying.busy}
            aria-label={say('checkout.pay.drop', { tender: nameOf(kind, code) })}
            onClick={() => paying.drop(at)}
          />
        </li>
      ))}
    </ul>
  )
}

type TenderWords = Readonly<{
  kind: TillTender
  /** Whether the buyer may buy on account. */
  account: boolean
  onPick: (kind: TillTender) => void
}>

/** The ways of paying, each with its key. */
export function TenderKeys({ kind, account, onPick }: TenderWords) {
  const say = useWords()
  // Whoever has no credit line is not asked about one, unless somebody chose it all the same.
  const shown = TILL_TENDERS.filter((one) => one !== 'on_account' || account || kind === one)
  return (
    <div className="checkout-ways" role="group" aria-label={say('checkout.pay.title')}>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          className="checkout-way"
          aria-pressed={one === kind}
          onClick={() => onPick(one)}
        >
          <span>{say(`checkout.pay.tenders.${one}`)}</span>
          <kbd>{one === 'on_account' ? 'Alt+A' : tenderKey(one)}</kbd>
        </button>
      ))}
    </div>
  )
}
