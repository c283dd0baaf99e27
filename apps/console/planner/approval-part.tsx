import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { decidePlan, type WholePlan } from '#domain/planner/contract'
import { useCommand } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { useDone } from '../standing/act.tsx'
import { DecideForm, Decision } from '../wallet/decide-form.tsx'

/** Whether the plan needs a second person, waits for one, or what one has said. */
export function ApprovalPart({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { start, state, way, limitMinor, budget } = of
  if (start?.state === 'waiting') return <Waits of={start} />
  const decision = start?.decision ?? null
  return (
    <>
      {decision ? <Decision decision={decision} /> : null}
      {state === 'draft' && way !== 'own_limit' ? (
        <Alert
          className="notice"
          type="info"
          showIcon
          title={t(way === 'alone' ? 'planner.aboveAlone' : 'planner.above', {
            money: money(budget.budgetMinor),
            limit: money(limitMinor ?? 0),
          })}
        />
      ) : null}
    </>
  )
}

function Waits({ of }: Readonly<{ of: NonNullable<WholePlan['start']> }>) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  const me = useMe()
  const may = useMay()
  const done = useDone(() => undefined)
  const decide = useCommand(decidePlan, ({ state }) =>
    done(t(state === 'running' ? 'planner.done.started' : 'planner.done.rejected')),
  )
  const words = { name: of.byName, moment: moment(of.at), money: money(of.costMinor) }
  return (
    <>
      <Alert className="notice" type="warning" showIcon title={t('planner.waits', words)} />
      {of.byId === me.id || !may('campaign.send') ? null : (
        <DecideForm
          pending={decide.isPending}
          trouble={decide.error}
          send={(said, told) => decide.mutate({ ...said, id: said.id, startId: of.id }, told)}
        />
      )}
    </>
  )
}
