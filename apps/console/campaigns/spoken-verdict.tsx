import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Report } from './report-page.tsx'
import { firstSentence, lastDayOf } from './words.ts'

type Judged = Pick<Report, 'verdict' | 'windowComplete' | 'salesKnownTo' | 'startsOn' | 'endsOn'>

/** The verdict in the host's words, large; grey while the window is open. */
export function SpokenVerdict({ of }: Readonly<{ of: Judged }>) {
  const { t, i18n } = useTranslation()
  const { day } = useFormats()
  const { verdict, windowComplete, salesKnownTo, startsOn, endsOn } = of
  const [first, rest] = firstSentence(i18n.language === 'zh-CN' ? verdict.zh : verdict.en)
  const lastDay = lastDayOf(endsOn)
  const open = salesKnownTo
    ? t('campaigns.report.soFarWords', { day: day(salesKnownTo), end: day(lastDay) })
    : t('campaigns.report.soFarNone')
  return (
    <section className={windowComplete ? 'verdict' : 'verdict verdict-open'}>
      <strong className="num">{first}</strong>
      {rest ? <p className="num">{rest}</p> : null}
      <small>
        {windowComplete ? t('campaigns.report.complete', { from: day(startsOn), to: day(lastDay) }) : open}
      </small>
    </section>
  )
}
