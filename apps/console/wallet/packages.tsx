import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { useMinor } from './money-item.tsx'
import { useCodeName, useNameOf } from './names.ts'

/** A package by its code, or the amount typed. */
export type Choice = Readonly<{ packageCode: string | undefined; text: string }>
type Package = ProgramDocument['topUps'][number]
type ChoiceWords = Readonly<{ choice: Choice; choose: (choice: Choice) => void }>

/** The packages side by side with all that comes in, and any amount where the program allows it. */
export function Packages({ program, choice, choose }: ChoiceWords & Readonly<{ program: ProgramDocument }>) {
  const { t } = useTranslation()
  return (
    <div className="packages" role="radiogroup" aria-label={t('wallet.topUp.choose')}>
      {program.topUps.map((one) => (
        <PackageCard
          key={one.code}
          of={one}
          chosen={choice.packageCode === one.code}
          choose={() => choose({ ...choice, packageCode: one.code })}
        />
      ))}
      {program.storedValue.anyAmount ? <AnyAmount choice={choice} choose={choose} /> : null}
    </div>
  )
}

type CardWords = Readonly<{ of: Package; chosen: boolean; choose: () => void }>

function PackageCard({ of, chosen, choose }: CardWords) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const nameOf = useNameOf()
  const codeName = useCodeName()
  const gifts = [
    ...(of.bonusMinor > 0 ? [t('wallet.topUp.bonus', { money: money(of.bonusMinor) })] : []),
    ...(of.points > 0 ? [t('wallet.topUp.points', { n: number(of.points), count: of.points })] : []),
    ...of.passes.map((one) => t('wallet.times', { name: codeName('pass', one.code), n: number(one.count) })),
    ...of.coupons.map((one) =>
      t('wallet.times', { name: codeName('coupon', one.code), n: number(one.count) }),
    ),
  ]
  return (
    <button type="button" role="radio" aria-checked={chosen} className="package" onClick={choose}>
      <span className="package-name">{nameOf(of)}</span>
      <strong className="num">{money(of.payMinor)}</strong>
      {gifts.length === 0 ? <small>{t('wallet.topUp.noGift')}</small> : null}
      {gifts.map((gift) => (
        <small key={gift} className="num">
          + {gift}
        </small>
      ))}
    </button>
  )
}

function AnyAmount({ choice, choose }: ChoiceWords) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const { digits } = useMinor()
  const chosen = choice.packageCode === undefined
  return (
    // The field itself is the choice: whoever types an amount has chosen it.
    <label className={chosen ? 'package package-on' : 'package'}>
      <span className="package-name">{t('wallet.topUp.any')}</span>
      <InputNumber
        className="num package-amount"
        stringMode
        min="0"
        precision={digits}
        suffix={chain.currency}
        value={choice.text}
        onFocus={() => choose({ ...choice, packageCode: undefined })}
        onChange={(text) => choose({ packageCode: undefined, text: text ?? '' })}
      />
      <small>{t('wallet.topUp.anyHint')}</small>
    </label>
  )
}
