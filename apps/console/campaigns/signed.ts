import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'

type Signed = Readonly<{
  /** +$1.20: minor units, rounded to whole ones, the sign always written. */
  signedMoney: (minor: number) => string
  /** A difference of two shares, 0.021, as +2.1 points. */
  signedPoints: (share: number) => string
}>

/** Writers for differences: what goes up and what goes down is told by a sign, not by colour. */
export function useSigned(): Signed {
  const { t } = useTranslation()
  const { money, signed } = useFormats()
  const signedMoney = (minor: number) => {
    const whole = Math.round(minor)
    return whole > 0 ? `+${money(whole)}` : money(whole === 0 ? 0 : whole)
  }
  const signedPoints = (share: number) =>
    t('campaigns.report.points', { n: signed(Math.round(share * 1000) / 10) })
  return { signedMoney, signedPoints }
}
