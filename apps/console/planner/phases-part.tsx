import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makeActivity, type WholePlan } from '#domain/planner/contract'
import type { Activity, Phase } from '#domain/planner/contract/document'
import { wavesOf } from '#domain/planner/model/judge'
import { isProblem, newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from '../standing/act.tsx'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** The phases with their activities, and what was made of each in every wave. */
export function PhasesPart({ of }: Readonly<{ of: WholePlan }>) {
  return (
    <ol className="plan-phases">
      {of.document.phases.map((phase) => (
        <PhaseCard key={phase.id} of={of} phase={phase} />
      ))}
    </ol>
  )
}

function PhaseCard({ of, phase }: Readonly<{ of: WholePlan; phase: Phase }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const told = of.phases.find((one) => one.phase === phase.id)
  const activities = of.document.activities.filter((one) => one.phaseId === phase.id)
  return (
    <li className="plan-phase">
      <header>
        <h3>{phase.name}</h3>
        <span>
          {told?.late ? <Tag color="red">{t('planner.late')}</Tag> : null}
          {told ? <Tag>{t(`planner.phase.${told.state}`)}</Tag> : null}
        </span>
      </header>
      <p className="quiet num">
        {day(phase.startsOn)} – {day(phase.endsOn)}
        {told && told.activities > 0
          ? ` · ${t('planner.phase.counts', { made: told.made, launched: told.launched, of: told.activities })}`
          : ''}
      </p>
      {phase.note ? <p>{phase.note}</p> : null}
      {activities.length === 0 ? <p className="quiet">{t('planner.noActivity')}</p> : null}
      <ul className="lines">
        {activities.map((one) => (
          <ActivityLine key={one.id} of={of} activity={one} />
        ))}
      </ul>
    </li>
  )
}

type LineWords = Readonly<{ of: WholePlan; activity: Activity }>

function ActivityLine({ of, activity }: LineWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { makes } = activity
  const kind = makes.kind === 'campaign' ? t(`campaigns.channel.${makes.channel}`) : t('planner.journey')
  const days = WEEKDAYS.filter((one) => activity.weekdays.includes(one)).map((one) =>
    t(`planner.weekday.${one}`),
  )
  const cost = activity.messagesMinor + activity.giftsMinor + activity.otherMinor
  const facts = [
    kind,
    ...(days.length > 0 ? [days.join(t('planner.between'))] : []),
    ...(cost > 0 ? [t('planner.planned', { money: money(cost) })] : []),
  ]
  return (
    <li className="plan-activity">
      <span className="lines-what">
        <strong>{activity.name}</strong>
        <small className="quiet">{facts.join(' · ')}</small>
        {activity.note ? <small>{activity.note}</small> : null}
      </span>
      <span className="plan-makes">
        {wavesOf(of.document, activity).map((wave) => (
          <WaveMake key={wave.id} of={of} activity={activity} wave={wave.id} name={wave.name} />
        ))}
      </span>
    </li>
  )
}

/** What was made for one wave, or the button that makes it. */
function WaveMake({ of, activity, wave, name }: LineWords & Readonly<{ wave: string; name: string }>) {
  const { t } = useTranslation()
  const may = useMay()
  const done = useDone(() => undefined)
  const [id, setId] = useState(newId)
  const make = useCommand(makeActivity, () => done(t('planner.done.made')))
  const made = of.made.find((one) => one.activity === activity.id && one.wave === wave)
  if (made)
    return (
      <span>
        <Go to={made.kind === 'campaign' ? paths.campaign(made.targetId) : paths.journey(made.targetId)}>
          {name}
        </Go>{' '}
        <Tag>{t(`planner.made.${made.state}`)}</Tag>
      </span>
    )
  const isOpen = of.waves.find((one) => one.wave === wave)?.open === true
  const wish = { id: id, planId: of.planId, activity: activity.id, wave }
  // A no is not kept, but what is put right is asked for anew.
  const onError = (trouble: unknown) => {
    if (isProblem(trouble)) setId(newId())
  }
  return (
    <span>
      <Button
        size="small"
        disabled={!isOpen || of.state !== 'running' || !may('campaign.write')}
        loading={make.isPending}
        onClick={() => make.mutate(wish, { onError })}
      >
        {t('planner.act.make', { name })}
      </Button>
      <ErrorNotice of={make.error} />
    </span>
  )
}
