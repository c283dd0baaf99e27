import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { activity, LEAST_MEMBERS } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { changeOf } from '../overview/span.ts'
import { AsOfChoice, useAsOf } from './as-of.tsx'
import { useHomeRule } from './home-rule.ts'
import { How } from './how.tsx'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { QuietBands } from './quiet-bands.tsx'
import { usePlace } from './use-place.ts'

type Activity = Told<typeof activity>

/** How many members are active, and how long the others have been quiet (C69). */
export function ActivityPage() {
  const [asOf, change] = useAsOf()
  const use = usePlace()
  const { branchId, region } = use.place
  const where = { ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const ask = useCall(activity, { ...where, ...(asOf ? { asOf } : {}) }, { keep: true })
  return (
    <QuestionPage
      question="activity"
      ask={ask}
      to={use.to}
      bar={
        <>
          <WhereChoice use={use} />
          <AsOfChoice chosen={asOf} shown={ask.data?.asOf} change={change} />
        </>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Activity }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const words = {
    day: day(told.asOf),
    count: told.members,
    n: number(told.members),
    active: number(told.active),
    share: percent(told.activeBps / 10_000, 0),
    before: number(told.activeBefore),
  }
  if (told.verdict === 'too_little')
    return <>{t('shop.activity.little', { ...words, least: LEAST_MEMBERS })}</>
  const way = told.active === told.activeBefore ? 'same' : told.active > told.activeBefore ? 'more' : 'fewer'
  return <>{t(`shop.activity.${way}`, words)}</>
}

function Parts({ told }: Readonly<{ told: Activity }>) {
  const { t } = useTranslation()
  const home = useHomeRule(usePlace().place)
  const { day, number } = useFormats()
  return (
    <>
      <Figures>
        <Figure
          label={t('shop.activity.active')}
          value={<NumberText of={told.active} />}
          change={changeOf(told.active, told.activeBefore)}
          changeLabel={t('shop.quiet.against', { day: day(told.before) })}
        />
        <Figure label={t('shop.activity.all')} value={number(told.members)} />
      </Figures>
      <Section title={t('shop.activity.picture')} note={t('shop.quiet.note')}>
        <QuietBands
          asOf={told.asOf}
          bands={told.bands}
          home={home}
          caption={t('shop.activity.picture')}
          label={t('shop.quiet.label')}
        />
      </Section>
      <How>
        <p>{t('shop.activity.how.method')}</p>
        <p>{t('shop.activity.how.limits')}</p>
      </How>
    </>
  )
}
