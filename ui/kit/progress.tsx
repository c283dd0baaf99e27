import { Progress as Bar } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from './surroundings.tsx'

type ProgressWords = Readonly<{
  done: number
  /** Undefined while it is not known how much there is. */
  whole: number | undefined
  perSecond?: number | undefined
  secondsLeft?: number | undefined
  /** What is counted: "rows". */
  unit: string
}>

/** Work under way: how much of how much, how fast, how long still. */
export function Progress({ done, whole, perSecond, secondsLeft, unit }: ProgressWords) {
  const { t } = useTranslation()
  const { number, span } = useFormats()
  const share = whole ? Math.min(1, done / whole) : 0
  const words = [
    whole === undefined
      ? t('kit.progress.done', { done: number(done), unit })
      : t('kit.progress.of', { done: number(done), whole: number(whole), unit }),
    perSecond ? t('kit.progress.rate', { n: number(Math.round(perSecond)), unit }) : '',
    secondsLeft === undefined || share >= 1 ? '' : t('kit.progress.left', { span: span(secondsLeft) }),
  ]
  return (
    <div className="progress" role="status">
      <Bar
        percent={Math.floor(share * 100)}
        status={share < 1 ? 'active' : 'success'}
        strokeColor="var(--pine)"
      />
      <span className="num">{words.filter(Boolean).join(' · ')}</span>
    </div>
  )
}
