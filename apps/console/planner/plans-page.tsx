import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { listPlans, type Plan } from '#domain/planner/contract'
import { STARTS } from '#domain/planner/model/starts'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { StartButton } from '../journeys/start-button.tsx'

/** What is intended for months, the latest first. */
export function PlansPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(listPlans, {})
  const rows = ask.data?.rows ?? []
  const running = rows.filter((one) => one.state === 'running').length
  return (
    <Page
      title={t('planner.title')}
      answer={rows.length === 0 ? null : t('planner.answer', { count: running, n: number(running) })}
      back={{ to: paths.campaigns, label: t('campaigns.title') }}
      actions={<AddButton />}
    >
      <Answered ask={ask}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t('planner.empty.title')} actions={<AddButton />}>
              {t('planner.empty.words')}
            </EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.planId} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation()
  return (
    <StartButton
      label={t('planner.add')}
      starts={STARTS}
      nameOf={(start) => t(`planner.starts.${start}`)}
      pathOf={(start) => paths.newPlan({ start })}
    />
  )
}

const COLOURS = { running: 'green', waiting: 'gold', draft: 'default', ended: 'default' } as const

export function PlanTag({ of }: Readonly<{ of: Plan['state'] }>) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[of]}>{t(`planner.state.${of}`)}</Tag>
}

function Row({ of }: Readonly<{ of: Plan }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { name, startsOn, endsOn, phases, activities } = of.document
  const parts = { phases: phases.length, activities: activities.length }
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Go to={paths.plan(of.planId)}>{name}</Go>
        </strong>
        <small className="quiet num">
          {day(startsOn)} – {day(endsOn)} · {t('planner.parts', parts)}
        </small>
      </span>
      <PlanTag of={of.state} />
    </li>
  )
}
