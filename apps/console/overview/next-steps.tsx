import { useTranslation } from 'react-i18next'
import { listSegments } from '#domain/insight/contract'
import { sourceReport } from '#domain/member/contract'
import { listStaff } from '#domain/org/contract'
import { showProgram } from '#domain/program/contract'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useRuleText } from '../program/rule-text.ts'

type Step = Readonly<{ key: string; words: string; to: string }>

/** What is still missing, read from the data and not from a list somebody ticks. */
export function NextSteps({ hasSales }: Readonly<{ hasSales: boolean }>) {
  const { t } = useTranslation()
  const steps = useSteps(hasSales)
  const may = useMay()
  // Whoever cannot take any of the steps is not told that all is done.
  if (steps === undefined || (steps.length === 0 && !may('org.manage'))) return null
  return (
    <Section title={t('overview.todo.title')}>
      {steps.length === 0 ? <p className="quiet">{t('overview.todo.done')}</p> : null}
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.key}>
            <Go to={step.to}>{step.words}</Go>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Undefined until all that decides has been answered, so that nothing flickers. */
function useSteps(hasSales: boolean): readonly Step[] | undefined {
  const { t } = useTranslation()
  const may = useMay()
  const ruleText = useRuleText()
  const members = useCall(sourceReport, {}, { enabled: may('member.write') })
  const staff = useCall(listStaff, {}, { enabled: may('staff.manage') })
  const program = useCall(showProgram, {}, { enabled: may('program.write') })
  const segments = useCall(listSegments, { rows: 1 }, { enabled: may('segment.write') })
  if ([members, staff, program, segments].some((ask) => ask.isLoading)) return undefined
  const steps: (Step | false)[] = [
    members.data?.total === 0 && { key: 'members', words: t('overview.todo.members'), to: paths.members() },
    !hasSales && { key: 'sales', words: t('overview.todo.sales'), to: paths.sales() },
    staff.data?.rows.length === 1 && { key: 'staff', words: t('overview.todo.staff'), to: paths.staff },
    program.data?.live.version === 1 && {
      key: 'program',
      words: t('overview.todo.program', { rule: ruleText(program.data.live.document) }),
      to: paths.program,
    },
    hasSales &&
      segments.data?.total === 0 && { key: 'segment', words: t('overview.todo.segment'), to: paths.insight },
  ]
  return steps.filter((step) => step !== false)
}
