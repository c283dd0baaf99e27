import { useTranslation } from 'react-i18next'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Unknown } from '#ui/kit/texts.tsx'
import { useNameOf } from '../wallet/names.ts'
import { sharedSources, stageOf } from './budget-sums.ts'
import type { Budget, BudgetRow, Kind, Sort, Stage } from './budget-sums.ts'
import { DeviationText } from './deviation.tsx'

type Amounts = Budget['cost']
const KINDS = ['cost', 'recovery'] as const satisfies readonly Kind[]

/** Head by head: plan, actual and deviation, with sums; the plan to date only while the year runs. */
export function BudgetTable({ told, today }: Readonly<{ told: Budget; today: string }>) {
  const { t } = useTranslation()
  const stage = stageOf(told.year, today)
  const kinds = KINDS.filter((kind) => told.rows.some((row) => row.kind === kind))
  const heads = (
    ['plan', ...(stage === 'now' ? (['toDate'] as const) : []), 'actual', 'deviation'] as const
  ).map((key) => t(`budget.table.${key}`))
  return (
    <Section title={t('budget.table.title')}>
      <table className="besides budget-heads">
        <caption>{t('budget.table.title')}</caption>
        <thead>
          <tr>
            <td />
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {kinds.map((kind) => (
          <KindRows key={kind} kind={kind} told={told} stage={stage} />
        ))}
        {kinds.length === 2 ? (
          <tbody>
            <Line sort="net" name={t('budget.table.net')} amounts={told.net} stage={stage} sum />
          </tbody>
        ) : null}
      </table>
      <Shared rows={told.rows} />
    </Section>
  )
}

type KindWords = Readonly<{ kind: Kind; told: Budget; stage: Stage }>

function KindRows({ kind, told, stage }: KindWords) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const rows = told.rows.filter((row) => row.kind === kind)
  return (
    <tbody>
      {rows.map((row) => (
        <Line
          key={row.code}
          sort={kind}
          name={nameOf(row)}
          note={t('budget.table.from', { source: t(`program.option.actualFrom.${row.source}`) })}
          amounts={row}
          stage={stage}
        />
      ))}
      <Line sort={kind} name={t(`budget.table.${kind}`)} amounts={told[kind]} stage={stage} sum />
    </tbody>
  )
}

type LineWords = Readonly<{
  sort: Sort
  name: string
  note?: string
  amounts: Amounts
  stage: Stage
  sum?: boolean
}>

function Line({ sort, name, note, amounts, stage, sum = false }: LineWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const cell = (key: 'plan' | 'toDate' | 'actual', minor: number) => (
    <td className="num" data-label={t(`budget.table.${key}`)}>
      {money(minor)}
    </td>
  )
  return (
    <tr className={sum ? 'besides-strong' : ''}>
      <th scope="row">
        {name}
        {note === undefined ? null : <small>{note}</small>}
        {sort === 'net' ? null : <Used amounts={amounts} notch={stage === 'now'} />}
      </th>
      {cell('plan', amounts.planMinor)}
      {stage === 'now' ? cell('toDate', amounts.planToDateMinor) : null}
      {cell('actual', amounts.actualMinor)}
      <td data-label={t('budget.table.deviation')}>
        {stage === 'future' && amounts.actualMinor === 0 ? (
          <Unknown />
        ) : (
          <DeviationText sort={sort} minor={amounts.varianceToDateMinor} />
        )}
      </td>
    </tr>
  )
}

/** How far the year's plan is used up; the notch is where it would be today if every day were alike. */
function Used({ amounts, notch }: Readonly<{ amounts: Amounts; notch: boolean }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const { planMinor, planToDateMinor, actualMinor } = amounts
  if (planMinor <= 0) return null
  const share = actualMinor / planMinor
  const at = (part: number) => `${Math.min(1, Math.max(0, part)) * 100}%`
  return (
    <span className="budget-used">
      <span aria-hidden>
        <span style={{ width: at(share) }} />
        {notch ? <i style={{ insetInlineStart: at(planToDateMinor / planMinor) }} /> : null}
      </span>
      <small className="num">{t('budget.table.used', { share: percent(share, 0) })}</small>
    </span>
  )
}

function Shared({ rows }: Readonly<{ rows: readonly BudgetRow[] }>) {
  const { t, i18n } = useTranslation()
  const nameOf = useNameOf()
  const list = new Intl.ListFormat(i18n.language)
  return sharedSources(rows).map((one) => (
    <p key={`${one.source} ${one.rows[0]?.kind}`} className="quiet budget-shared">
      {t('budget.table.shared', {
        names: list.format(one.rows.map(nameOf)),
        source: t(`program.option.actualFrom.${one.source}`),
      })}
    </p>
  ))
}
