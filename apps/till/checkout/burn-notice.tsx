import { Button } from 'antd'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useWords } from '../words.ts'
import { BurnPhone } from './phone-code.tsx'
import type { PayingState } from './use-paying.ts'

type Words = Readonly<{ paying: PayingState; onFullPrice: () => void }>

/** Refusals that the member's own phone gets round: it asks head office where the till cannot. */
const BY_PHONE: readonly string[] = [
  'burn_needs_line',
  'balance_unknown',
  'balance_too_old',
  'over_last_balance',
  'over_sale_limit',
  'over_card_limit',
  'over_store_limit',
  'reservation_over',
  'reservation_used',
  'reservation_too_small',
  'reservation_elsewhere',
]

/** Why value cannot be taken now, and what to do instead: the sale itself is never in question. */
export function BurnNotice({ paying, onFullPrice }: Words) {
  const say = useWords()
  const { no, burn, tenders } = paying
  const charged = tenders.some((one) => one.kind === 'on_account')
  if (no === null) return null
  // What a voucher on the phone does not cover, the sale goes without.
  const coupons = burn.coupons.length + burn.passes.length > 0
  const byPhone = 'code' in no && BY_PHONE.includes(no.code) && !coupons && !charged
  return (
    <section className="checkout-burn" role="alert">
      <h3>{say('checkout.burn.title')}</h3>
      {'code' in no ? <p>{say(`members.burn.${no.code}`)}</p> : <ErrorNotice of={no.problem} />}
      {byPhone ? <BurnPhone units={burn.units} /> : <p>{say('checkout.burn.other')}</p>}
      <div className="till-door-acts">
        {tenders.flatMap(({ kind }, at) =>
          kind === 'stored_value' || kind === 'points' || kind === 'voucher' || kind === 'on_account'
            ? [
                <Button key={kind} size="large" onClick={() => paying.drop(at)}>
                  {say('checkout.pay.drop', { tender: say(`checkout.pay.tenders.${kind}`) })}
                </Button>,
              ]
            : [],
        )}
        {coupons ? (
          <Button size="large" onClick={onFullPrice}>
            {say('checkout.burn.without')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
