import { useTranslation } from 'react-i18next'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useRefusedText } from './refused-text.ts'
import type { Told } from './sums.ts'

type Sample = Told['samples'][number]
type Judged = Sample['live']

/** Real receipts, each as the live program and as the draft would write it. */
export function Samples({ told }: Readonly<{ told: Told }>) {
  const { t } = useTranslation()
  if (told.samples.length === 0) return null
  return (
    <Section title={t('planning.samples.title')} note={t('planning.samples.note')}>
      <ul className="samples">
        {told.samples.map((one) => (
          <SampleReceipt key={one.id} of={one} names={namesOf(told)} />
        ))}
      </ul>
    </Section>
  )
}

type Names = ReadonlyMap<string, Readonly<{ nameZh: string; nameEn: string }>>

const namesOf = ({ live, draft }: Told): Names =>
  new Map([...live.tiers, ...draft.tiers].map((tier) => [tier.code, tier]))

function SampleReceipt({ of, names }: Readonly<{ of: Sample; names: Names }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const may = useMay()
  return (
    <li className="sample">
      <header>
        {may('sale.read') ? (
          <Go to={paths.sale(of.id)} className="num">
            {day(of.day)}
          </Go>
        ) : (
          <span className="num">{day(of.day)}</span>
        )}
        {of.memberId === null ? (
          <span className="quiet">{t('sales.noMember')}</span>
        ) : (
          <Go to={paths.member(of.memberId)}>{of.name || of.number}</Go>
        )}
      </header>
      <div className="sample-sides">
        <SampleSide side="live" of={of.live} other={of.live} names={names} />
        <SampleSide side="draft" of={of.draft} other={of.live} names={names} />
      </div>
    </li>
  )
}

type SideWords = Readonly<{ side: 'live' | 'draft'; of: Judged; other: Judged; names: Names }>

function SampleSide({ side, of, other, names }: SideWords) {
  const { t, i18n } = useTranslation()
  const { money, number } = useFormats()
  const refusedText = useRefusedText()
  const tier = of.tier === null ? undefined : names.get(of.tier)
  const mark = (differs: boolean) => (differs ? 'num sample-differs' : 'num')
  return (
    <dl>
      <dt>{t(`planning.${side}`)}</dt>
      <dd className={mark(of.totalMinor !== other.totalMinor)}>{money(of.totalMinor)}</dd>
      <dd className={mark(of.points !== other.points)}>
        {t('planning.samples.points', { n: number(of.points), count: of.points })}
      </dd>
      {tier ? (
        <dd className={of.tier === other.tier ? 'quiet' : 'sample-differs'}>
          {i18n.language === 'zh-CN' ? tier.nameZh : tier.nameEn}
        </dd>
      ) : null}
      {of.refusal === null ? null : <dd className="num-below">{refusedText(of.refusal)}</dd>}
    </dl>
  )
}
