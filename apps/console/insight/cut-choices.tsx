import { InputNumber, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { currencyDigits, money as minor, parseMoney, plainMoney } from '#base/money'
import type { quadrants } from '#domain/insight/contract'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import type { Cut } from './lens.ts'
import type { LensInUse } from './use-lens.ts'

type Kinds = Told<typeof quadrants>
type ChoiceWords = Readonly<{
  told: Kinds
  cuts: Readonly<{ countCut: Cut; spendCut: Cut }>
  change: LensInUse['change']
}>

const CHOICES = ['mean', 'median', 'fixed'] as const
type Choice = (typeof CHOICES)[number]

const choiceOf = (cut: Cut): Choice => (typeof cut === 'number' ? 'fixed' : cut)

/** What "often" and "much" mean: the mean, the median, or the owner's own numbers; in words beside it. */
export function CutChoices({ told, cuts, change }: ChoiceWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { manner } = useSurroundings()
  const digits = currencyDigits(manner.currency)
  const count = Math.round(told.countCut.value)
  const spendMinor = Math.round(told.spendCut.valueMinor)
  const countWords = told.countCut.kind === 'median' ? 'moreThan' : 'atLeast'
  const spendWords = told.spendCut.kind === 'fixed' ? 'atLeastMoney' : 'moreThanMoney'
  const options = CHOICES.map((value) => ({ value, label: t(`insight.quadrants.kind.${value}`) }))
  const setCount = (choice: Choice) => change({ countCut: choice === 'fixed' ? Math.max(1, count) : choice })
  const setSpend = (choice: Choice) => change({ spendCut: choice === 'fixed' ? spendMinor : choice })
  return (
    <div className="cuts">
      <div className="cut-choice">
        <strong>{t('insight.quadrants.countCut')}</strong>
        <Segmented options={options} value={choiceOf(cuts.countCut)} onChange={setCount} />
        {typeof cuts.countCut === 'number' ? (
          <InputNumber
            aria-label={t('insight.quadrants.fixedCount')}
            min={1}
            max={9_999}
            precision={0}
            value={cuts.countCut}
            onChange={(value) => value !== null && change({ countCut: value })}
          />
        ) : null}
        <span className="num">{t(`insight.quadrants.${countWords}`, { count, n: count })}</span>
      </div>
      <div className="cut-choice">
        <strong>{t('insight.quadrants.spendCut')}</strong>
        <Segmented options={options} value={choiceOf(cuts.spendCut)} onChange={setSpend} />
        {typeof cuts.spendCut === 'number' ? (
          <InputNumber
            aria-label={t('insight.quadrants.fixedSpend')}
            stringMode
            min="0"
            precision={digits}
            value={plainMoney(minor(cuts.spendCut), digits)}
            onChange={(value) => {
              const parsed = parseMoney(String(value ?? ''), digits)
              if (typeof parsed !== 'string') change({ spendCut: parsed.amountMinor })
            }}
          />
        ) : null}
        <span className="num">{t(`insight.quadrants.${spendWords}`, { money: money(spendMinor) })}</span>
      </div>
    </div>
  )
}
