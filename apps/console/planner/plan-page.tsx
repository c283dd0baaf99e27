import { Button, Popconfirm } from 'antd'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clonePlan, endPlan, showPlan, startPlan, type WholePlan } from '#domain/planner/contract'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from '../standing/act.tsx'
import { ApprovalPart } from './approval-part.tsx'
import { BudgetPart } from './budget-part.tsx'
import { GoalsPart } from './goals-part.tsx'
import { PhasesPart } from './phases-part.tsx'
import { PlanTag } from './plans-page.tsx'
import { WavesPart } from './waves-part.tsx'
import './planner.css'

/** One plan beside what became of it. */
export function PlanPage() {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showPlan, { planId: id })
  const plan = ask.data
  return (
    <Page
      title={plan?.document.name ?? t('planner.title')}
      answer={
        plan ? (
          <>
            <PlanTag of={plan.state} /> {day(plan.document.startsOn)} – {day(plan.document.endsOn)}
          </>
        ) : null
      }
      back={{ to: paths.plans, label: t('planner.title') }}
      actions={plan ? <Acts of={plan} /> : null}
    >
      <Answered ask={ask}>{(of) => <Parts of={of} />}</Answered>
    </Page>
  )
}

function Parts({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  return (
    <>
      <ApprovalPart of={of} />
      <Section title={t('planner.goals')}>
        <GoalsPart of={of} />
      </Section>
      <Section title={t('planner.budget')}>
        <BudgetPart of={of} />
      </Section>
      <Section title={t('planner.phases')}>
        <PhasesPart of={of} />
      </Section>
      <Section title={t('planner.waves')}>
        <WavesPart of={of} />
      </Section>
    </>
  )
}

/** Change, start, copy to next year, end. */
function Acts({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  const { planId, state } = of
  const done = useDone(() => undefined)
  const [start, end] = [
    useCommand(startPlan, (told) =>
      done(t(told.state === 'waiting' ? 'planner.done.asked' : 'planner.done.started')),
    ),
    useCommand(endPlan, () => done(t('planner.done.ended'))),
  ]
  const [ids] = useState(() => ({ start: newId(), end: newId() }))
  return (
    <>
      {may('campaign.write') ? <Clone of={of} /> : null}
      {may('campaign.write') && (state === 'draft' || state === 'running') ? (
        <Button onClick={() => go(paths.newPlan({ of: planId }))}>{t('planner.act.change')}</Button>
      ) : null}
      {may('campaign.send') && state === 'draft' ? (
        <Popconfirm
          title={t('planner.act.startSure')}
          onConfirm={() => start.mutate({ id: ids.start, planId })}
        >
          <Button type="primary" loading={start.isPending}>
            {t(of.way === 'second_person' ? 'planner.act.ask' : 'planner.act.start')}
          </Button>
        </Popconfirm>
      ) : null}
      {may('campaign.send') && state === 'running' ? (
        <Popconfirm title={t('planner.act.endSure')} onConfirm={() => end.mutate({ id: ids.end, planId })}>
          <Button danger>{t('planner.act.end')}</Button>
        </Popconfirm>
      ) : null}
      <ErrorNotice of={start.error ?? end.error} />
    </>
  )
}

function Clone({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  const go = useGo()
  const [wish] = useState(() => ({ id: newId(), planId: newId() }))
  const year = Number(of.document.startsOn.slice(0, 4)) + 1
  const name = `${of.document.name.replace(/ \d{4}$/, '').slice(0, 55)} ${year}`
  const clone = useCommand(clonePlan, () => go(paths.plan(wish.planId)))
  return (
    <>
      <Popconfirm
        title={t('planner.act.cloneSure')}
        onConfirm={() => clone.mutate({ of: of.planId, id: wish.id, planId: wish.planId, name })}
      >
        <Button loading={clone.isPending}>{t('planner.act.clone')}</Button>
      </Popconfirm>
      {of.clonedOf ? <Go to={paths.plan(of.clonedOf)}>{t('planner.act.before')}</Go> : null}
      <ErrorNotice of={clone.error} />
    </>
  )
}
