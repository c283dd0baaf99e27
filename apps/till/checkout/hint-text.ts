import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import type { Hint } from './hint.ts'
import { ruleName } from './names.ts'

/** A hint in the words a cashier says, with its reason in them. */
export function useHintText(): (hint: Hint | null) => string | null {
  const say = useWords()
  const { money, number, day } = useFormats()
  const { program } = usePolicy()
  const { i18n } = useTranslation()
  const language = i18n.language.startsWith('zh') ? 'zh-CN' : 'en'
  return (hint) => {
    switch (hint?.kind) {
      case undefined:
        return null
      case 'coupon_short':
        return say('checkout.hint.coupon_short', {
          short: money(hint.shortMinor),
          least: money(hint.leastMinor),
          name: ruleName(program.coupons, hint.code, language),
        })
      case 'add_on_short':
        return say('checkout.hint.add_on_short', {
          short: money(hint.shortMinor),
          price: money(hint.priceMinor),
          name: ruleName(program.addOns, hint.code, language),
        })
      case 'gift_reached':
        return say('checkout.hint.gift_reached', {
          has: number(hint.has),
          points: number(hint.points),
          name: ruleName(program.gifts, hint.code, language),
        })
      case 'gift_short':
        return say('checkout.hint.gift_short', {
          short: number(hint.short),
          points: number(hint.points),
          name: ruleName(program.gifts, hint.code, language),
        })
      case 'coupon_ends':
        return say('checkout.hint.coupon_ends', {
          on: day(hint.on),
          name: ruleName(program.coupons, hint.code, language),
        })
      case 'join':
        return say('checkout.hint.join', { points: number(hint.points) })
    }
  }
}
