import { Button } from 'antd'
import { EditOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listBudgetActuals } from '#domain/planning/contract/budget'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { RowOf } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Section } from '#ui/kit/page.tsx'
import { DayText, MomentText, MoneyText, Unknown } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { ActWindow } from '../members/act-form.tsx'
import { useNameOf } from '../wallet/names.ts'
import { BudgetForm } from './budget-form.tsx'
import type { Entry } from './budget-form.tsx'
import { stageOf } from './budget-sums.ts'
import type { Budget } from './budget-sums.ts'

type Actual = RowOf<typeof listBudgetActuals>

/** What people entered by hand, the latest day first; a wrong one is corrected by another. */
export function BudgetEntries({ told, today }: Readonly<{ told: Budget; today: string }>) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<Readonly<{ corrects: Actual | null }>>()
  const heads = told.rows.filter((row) => row.source === 'manual')
  const mine = may('program.write') && heads.length > 0
  if (heads.length === 0 && told.unplanned.length === 0)
    return told.rows.length === 0 ? null : (
      <Section title={t('budget.entries.title')}>
        <p className="quiet">{t('budget.entries.noneCan')}</p>
      </Section>
    )
  const blank: Entry = { way: 'more', ...(stageOf(told.year, today) === 'now' ? { day: today } : {}) }
  const close = () => setOpen(undefined)
  return (
    <Section
      title={t('budget.entries.title')}
      note={t('budget.entries.note')}
      actions={
        mine ? (
          <Button
            type="primary"
            icon={<EditOutlined aria-hidden />}
            onClick={() => setOpen({ corrects: null })}
          >
            {t('budget.entries.add')}
          </Button>
        ) : null
      }
    >
      <Entries told={told} correct={mine ? (corrects) => setOpen({ corrects }) : undefined} />
      <ActWindow
        title={t(open?.corrects ? 'budget.entries.correctTitle' : 'budget.entries.add')}
        open={open !== undefined}
        close={close}
      >
        <BudgetForm heads={heads} start={blank} corrects={open?.corrects ?? null} done={close} />
      </ActWindow>
    </Section>
  )
}

type EntriesWords = Readonly<{ told: Budget; correct: ((of: Actual) => void) | undefined }>

function Entries({ told, correct }: EntriesWords) {
  const { t } = useTranslation()
  const columns = useColumns(told, correct)
  return (
    <AskList
      name="budget-actuals"
      ask={listBudgetActuals}
      also={{ year: told.year }}
      columns={columns}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('budget.entries.none')}>{t('budget.entries.noneWords')}</EmptyState>}
    />
  )
}

function useColumns(told: Budget, correct: EntriesWords['correct']): readonly Column<Actual>[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const named = (code: string) => {
    const row = told.rows.find((one) => one.code === code)
    return row ? nameOf(row) : code
  }
  const byHand = (code: string) => told.rows.some((row) => row.code === code && row.source === 'manual')
  const acts: readonly Column<Actual>[] = correct
    ? [
        {
          key: 'act',
          title: '',
          render: (row) =>
            row.minor > 0 && byHand(row.code) ? (
              <button type="button" className="as-link" onClick={() => correct(row)}>
                {t('budget.entries.correct')}
              </button>
            ) : null,
        },
      ]
    : []
  return [
    { key: 'item', title: t('budget.entries.item'), card: 'title', render: (row) => named(row.code) },
    { key: 'day', title: t('budget.entries.day'), render: (row) => <DayText of={row.day} /> },
    {
      key: 'minor',
      title: t('budget.entries.amount'),
      number: true,
      card: 'end',
      render: (row) => <MoneyText of={row.minor} />,
    },
    { key: 'note', title: t('budget.entries.remark'), render: (row) => row.note || <Unknown /> },
    {
      key: 'by',
      title: t('budget.entries.by'),
      render: (row) => (
        <>
          {row.byName}{' '}
          <small className="quiet">
            <MomentText of={row.at} />
          </small>
        </>
      ),
    },
    ...acts,
  ]
}
