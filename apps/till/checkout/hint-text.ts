import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePolicy } from '../till-context.ts'
import { useWords } from '../words.ts'
import type { Hint } from './hint.ts'
import { ruleName } from './names.ts'

/** A hint in the words a cashier says, with its reason in them. */
export function useHintText(): (hint: Hint | null) => string | null {
  const say = useWords()
  const { money, day } = useFormats()
  const name = useRuleName()
  const byCount = useCountText()
  return (hint) => {
    if (hint === null) return null
    switch (hint.kind) {
      case 'coupon_short':
        return say('checkout.hint.coupon_short', {
          short: money(hint.shortMinor),
          least: money(hint.leastMinor),
          name: name('coupons', hint.code),
        })
      case 'add_on_short':
        return say('checkout.hint.add_on_short', {
          short: money(hint.shortMinor),
          price: money(hint.priceMinor),
          name: name('addOns', hint.code),
        })
      case 'coupon_ends':
        return say('checkout.hint.coupon_ends', { on: day(hint.on), name: name('coupons', hint.code) })
      default:
        return byCount(hint)
    }
  }
}

type ByCount = Exclude<Hint, Readonly<{ kind: 'coupon_short' | 'add_on_short' | 'coupon_ends' }>>

/** Hints about points and tiers: what was gathered so far, and what it is near to. */
function useCountText(): (hint: ByCount) => string {
  const say = useWords()
  const { money, number } = useFormats()
  const name = useRuleName()
  return (hint) => {
    switch (hint.kind) {
      case 'tier_reached':
        return say('checkout.hint.tier_reached', { name: name('tiers', hint.code) })
      case 'tier_short': {
        const shown = hint.by === 'spend' ? money : number
        return say(`checkout.hint.tier_short.${hint.by}`, {
          short: shown(hint.short),
          least: shown(hint.least),
          name: name('tiers', hint.code),
        })
      }
      case 'gift_reached':
        return say('checkout.hint.gift_reached', {
          has: number(hint.has),
          points: number(hint.points),
          name: name('gifts', hint.code),
        })
      case 'gift_short':
        return say('checkout.hint.gift_short', {
          short: number(hint.short),
          points: number(hint.points),
          name: name('gifts', hint.code),
        })
      case 'join':
        return say('checkout.hint.join', { points: number(hint.points) })
    }
  }
}

/** What a rule of the program is called in the language of the screen. */
function useRuleName() {
  const { program } = usePolicy()
  const { i18n } = useTranslation()
  const language = i18n.language.startsWith('zh') ? 'zh-CN' : 'en'
  return (of: 'coupons' | 'addOns' | 'gifts' | 'tiers', code: string): string =>
    ruleName(of === 'tiers' ? program.tiers.list : program[of], code, language)
}
