import { Alert, Button } from 'antd'
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { programBudget } from '#domain/planning/contract/budget'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from '../insight/how.tsx'
import { useMay, useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { useNameOf } from '../wallet/names.ts'
import { BudgetEntries } from './budget-entries.tsx'
import { BudgetMonths } from './budget-months.tsx'
import { BudgetTable } from './budget-table.tsx'
import { deviationOf, stageOf, yearIn } from './budget-sums.ts'
import type { Budget } from './budget-sums.ts'
import '../insight/insight.css'
import './planning.css'
import './budget.css'

/** What the program was to cost and to bring in, beside what it did (C79). */
export function BudgetPage() {
  const { t } = useTranslation()
  const { chain } = useMe()
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const [, , search] = useListState()
  const year = yearIn(search, today)
  const ask = useCall(programBudget, { year })
  return (
    <Page
      title={t('budget.title')}
      answer={ask.data ? <Answer told={ask.data} today={today} /> : null}
      back={{ to: paths.program, label: t('program.title') }}
      actions={<YearSwitch year={year} />}
    >
      <Answered ask={ask}>{(told) => <Found told={told} today={today} />}</Answered>
    </Page>
  )
}

function YearSwitch({ year }: Readonly<{ year: number }>) {
  const { t } = useTranslation()
  const go = useGo()
  const step = (by: 1 | -1, label: string, icon: ReactNode) => (
    <Button
      icon={icon}
      aria-label={label}
      onClick={() => go(paths.programBudget({ year: year + by }), true)}
    />
  )
  return (
    <div className="budget-year" role="group" aria-label={t('budget.year')}>
      {step(-1, t('budget.before'), <LeftOutlined aria-hidden />)}
      <strong className="num" aria-live="polite">
        {year}
      </strong>
      {step(1, t('budget.after'), <RightOutlined aria-hidden />)}
    </div>
  )
}

export type BudgetTold = Readonly<{ told: Budget; today: string }>

/** The question of the title, answered in a sentence, and what came in in another. */
function Answer({ told, today }: BudgetTold) {
  const { t, i18n } = useTranslation()
  const { money } = useFormats()
  const { cost, recovery, rows, year } = told
  const stage = stageOf(year, today)
  if (rows.length === 0) return <>{t('budget.answer.none')}</>
  if (stage === 'future')
    return (
      <>
        {t('budget.answer.future', {
          year: String(year),
          cost: money(cost.planMinor),
          recovery: money(recovery.planMinor),
        })}
      </>
    )
  const until = t(`budget.until.${stage}`)
  const said = (['cost', 'recovery'] as const)
    .filter((kind) => rows.some((row) => row.kind === kind))
    .map((kind) => {
      const { actualMinor, varianceToDateMinor: by } = told[kind]
      const { way } = deviationOf(kind, by)
      return t(`budget.answer.${kind}.${way}`, {
        until,
        actual: money(actualMinor),
        by: money(Math.abs(by)),
      })
    })
  return <>{said.join(i18n.language === 'zh-CN' ? '' : ' ')}</>
}

function Found({ told, today }: BudgetTold) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <>
      <Gaps told={told} />
      {told.rows.length === 0 ? (
        <NoBudget />
      ) : (
        <>
          <BudgetTable told={told} today={today} />
          <BudgetMonths told={told} today={today} />
        </>
      )}
      <BudgetEntries told={told} today={today} />
      <How>
        <p>{t('budget.how.plan', { version: number(told.programVersion) })}</p>
        <p>{t('budget.how.counted')}</p>
        <p>{t('budget.how.leftOut')}</p>
      </How>
    </>
  )
}

function NoBudget() {
  const { t } = useTranslation()
  const may = useMay()
  const door = may('program.write') ? <Go to={paths.program}>{t('budget.write')}</Go> : null
  return (
    <EmptyState title={t('budget.empty')} actions={door}>
      {t('budget.emptyWords')}
    </EmptyState>
  )
}

/** What is in no sum although somebody entered or collected it. */
function Gaps({ told }: Readonly<{ told: Budget }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const nameOf = useNameOf()
  const { rows, unplanned, unknownCosts } = told
  const entered = unplanned.map(({ code, actualMinor }) => {
    const row = rows.find((one) => one.code === code)
    return `${row ? nameOf(row) : code} ${money(actualMinor)}`
  })
  return (
    <>
      {entered.length > 0 ? <Gap words={t('budget.unplanned')} of={entered} /> : null}
      {unknownCosts.length > 0 ? <Gap words={t('budget.unknownCosts')} of={unknownCosts} /> : null}
    </>
  )
}

const Gap = ({ words, of }: Readonly<{ words: string; of: readonly string[] }>) => (
  <Alert
    className="notice"
    type="warning"
    showIcon
    title={words}
    description={<span className="num">{of.join(' · ')}</span>}
  />
)
