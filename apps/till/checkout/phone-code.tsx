import { phoneUrl } from '#domain/device/model/e-receipt'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { publicBase } from '../public-base.ts'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import { Qr } from './qr.tsx'
import type { Burn } from './sale-body.ts'

/** Where a member's phone sets something aside for this till; null where no phone could open it. */
function usePhoneAddress(): Readonly<{ code: string; address: string | null }> {
  const policy = usePolicy()
  const { deviceCode: code } = policy
  return { code, address: phoneUrl(publicBase(policy), `/voucher/${encodeURIComponent(code)}`) }
}

type CodeWords = Readonly<{ text: string; address: string | null }>

function PhoneCode({ text, address }: CodeWords) {
  return (
    <div className="checkout-phone">
      <p>{text}</p>
      {address === null ? null : <Qr text={address} label={address} />}
    </div>
  )
}

/** The member's phone opens this till's page by the code, and shows another one that is scanned here. */
export function BurnPhone({ units }: Pick<Burn, 'units'>) {
  const say = useWords()
  const { money, number } = useFormats()
  const { code, address } = usePhoneAddress()
  const what = [
    ...(units.minor > 0 ? [say('checkout.burn.money', { money: money(units.minor) })] : []),
    ...(units.points > 0 ? [say('checkout.burn.points', { points: number(units.points) })] : []),
  ].join('')
  const words = { code, what }
  const text = say(address === null ? 'checkout.burn.phoneWithout' : 'checkout.burn.phone', words)
  return <PhoneCode text={text} address={address} />
}

/** The same for personal coupons that wait because nobody here can set them aside. */
export function CouponPhone() {
  const say = useWords()
  const { code, address } = usePhoneAddress()
  const text = say(address === null ? 'checkout.coupons.phoneWithout' : 'checkout.coupons.phone', { code })
  return <PhoneCode text={text} address={address} />
}
