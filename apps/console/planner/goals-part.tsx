import { useTranslation } from 'react-i18next'
import type { WholePlan } from '#domain/planner/contract'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'

const MONEY: readonly string[] = ['sales', 'member_sales']

/** What was to be reached, what was, and what should have been by today. */
export function GoalsPart({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  return (
    <Figures>
      {of.goals.map((goal, at) => {
        const said = (value: number) => (MONEY.includes(goal.figure) ? money(value) : number(value))
        const reached = percent(goal.actual / goal.target, 0)
        return (
          <Figure
            // Two goals may be of one figure.
            key={`${goal.figure} ${at}`}
            label={t(`planner.figure.${goal.figure}`)}
            value={said(goal.actual)}
            note={t('planner.goalNote', {
              target: said(goal.target),
              reached,
              expected: said(goal.expected),
            })}
          />
        )
      })}
    </Figures>
  )
}
