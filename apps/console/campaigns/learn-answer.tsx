import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { segmentHabits } from '#domain/insight/contract/trial'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { splitOf } from './words.ts'
import type { Learning } from './learn-sums.ts'

type AnswerWords = Readonly<{
  told: Told<typeof segmentHabits>
  found: Learning | 'few' | 'quiet'
  share: number
}>

/** What this campaign could show, in a sentence; and what to do where it could not show anything alone. */
export function LearnAnswer({ told, found, share }: AnswerWords) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const { treated, control } = splitOf(told.members, share)
  const arms = { treated: number(treated), control: number(control), days: number(told.days) }
  if (typeof found === 'string') return <>{t(`learn.answer.${found}`, arms)}</>
  const words = {
    ...arms,
    base: percent(found.base),
    top: percent(Math.min(1, found.base + found.mde)),
    lift: percent(found.relativeMde, 0),
    count: found.mailings,
    n: number(found.mailings),
  }
  return (
    <>
      {t('learn.answer.least', words)} {t(`learn.answer.${found.verdict}`, words)}
    </>
  )
}
