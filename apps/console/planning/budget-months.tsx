import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Unknown } from '#ui/kit/texts.tsx'
import { useNameOf } from '../wallet/names.ts'
import { monthsInAll, monthsOf } from './budget-sums.ts'
import type { Budget, Kind, Month } from './budget-sums.ts'
import { DeviationText } from './deviation.tsx'

type Chosen = Readonly<{
  key: string
  label: string
  kind: Kind
  planMinor: number
  months: readonly number[]
}>

/** One head of the budget, or all of a kind, month by month. */
export function BudgetMonths({ told, today }: Readonly<{ told: Budget; today: string }>) {
  const { t } = useTranslation()
  const options = useChoices(told)
  const [key, setKey] = useState<string>()
  const chosen = options.find((one) => one.key === key) ?? options[0]
  if (!chosen) return null
  const months = monthsOf({ ...chosen, year: told.year, today })
  return (
    <Section
      title={t('budget.months.title')}
      note={t('budget.months.note')}
      actions={
        <Select
          className="budget-choice"
          aria-label={t('budget.months.choose')}
          value={chosen.key}
          options={options.map((one) => ({ value: one.key, label: one.label }))}
          onChange={setKey}
        />
      }
    >
      <MonthTable chosen={chosen} months={months} />
    </Section>
  )
}

/** All of a kind first, where there is one; then each head. */
function useChoices({ rows, cost, recovery }: Budget): readonly Chosen[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const sums = [
    { kind: 'cost' as const, ...cost },
    { kind: 'recovery' as const, ...recovery },
  ]
  const inAll = sums
    .filter(({ kind }) => rows.some((row) => row.kind === kind))
    .map(({ kind, planMinor }) => ({
      key: `all ${kind}`,
      label: t(`budget.table.${kind}`),
      kind,
      planMinor,
      months: monthsInAll(rows, kind),
    }))
  const each = rows.map((row) => ({ ...row, key: `row ${row.code}`, label: nameOf(row) }))
  return [...inAll, ...each]
}

function MonthTable({ chosen, months }: Readonly<{ chosen: Chosen; months: readonly Month[] }>) {
  const { t, i18n } = useTranslation()
  const { money } = useFormats()
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC' })
  const most = Math.max(1, ...months.flatMap((one) => [one.planMinor, one.actualMinor]))
  const widthOf = (minor: number) => `${(Math.max(0, minor) / most) * 100}%`
  const rows = months.map(({ month, planMinor, actualMinor, state }) => ({
    key: month,
    cells: [
      name.format(new Date(`${month}-01T00:00:00Z`)),
      <span key="bars" className="budget-bars" aria-hidden>
        <span className="budget-bar-plan" style={{ width: widthOf(planMinor) }} />
        <span style={{ width: widthOf(actualMinor) }} />
      </span>,
      money(planMinor),
      state === 'ahead' && actualMinor === 0 ? <Unknown key="actual" /> : money(actualMinor),
      state === 'done' ? (
        <DeviationText key="deviation" sort={chosen.kind} minor={actualMinor - planMinor} />
      ) : state === 'running' ? (
        <span key="deviation" className="quiet">
          {t('budget.months.running')}
        </span>
      ) : (
        <Unknown key="deviation" />
      ),
    ],
  }))
  const actual = months.reduce((sum, one) => sum + one.actualMinor, 0)
  const total = {
    key: 'total',
    cells: [
      <strong key="total">{t('budget.months.total')}</strong>,
      null,
      <strong key="plan">{money(chosen.planMinor)}</strong>,
      <strong key="actual">{money(actual)}</strong>,
      null,
    ],
  }
  const head = [t('budget.months.month'), '', ...COLUMNS.map((key) => t(`budget.table.${key}`))]
  return (
    <div className="budget-months">
      <NumbersTable caption={t('budget.months.title')} head={head} words={[1]} rows={[...rows, total]} />
    </div>
  )
}

const COLUMNS = ['monthPlan', 'actual', 'deviation'] as const
