import { useTranslation } from 'react-i18next'
import { memberForecast } from '#domain/insight/contract/forecast'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import './insight.css'

/** What to expect of one member, in sentences; nothing where nothing is known. */
export function MemberOutlook({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const { day, money, number, percent } = useFormats()
  const may = useMay()
  const { data } = useCall(memberForecast, { memberId }, { enabled: may('insight.read') })
  if (!data?.forecast || data.asOf === null) return null
  const { alive, buys, nextDay, valueMinor } = data.forecast
  const chances = { alive: percent(alive, 0), buys: percent(buys, 0), days: number(data.days) }
  const words = [
    t('comeBack.member.still', chances),
    nextDay === null ? t('comeBack.member.never') : t('comeBack.member.next', { day: day(nextDay) }),
    valueMinor === null ? '' : t('comeBack.member.value', { money: money(valueMinor) }),
  ]
  return (
    <Section
      title={t('comeBack.member.title')}
      actions={<Go to={paths.comeBack}>{t('comeBack.member.asOf', { day: day(data.asOf) })}</Go>}
    >
      <p className="come-back-words">
        {words.filter(Boolean).map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </p>
    </Section>
  )
}
