import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { builtAudience } from '#domain/insight/contract/audience'
import type { Rule } from '#domain/insight/contract/rule'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useStandingColumns } from '../insight/standing-columns.tsx'
import { paths } from '../paths.ts'
import type { Question } from './question.ts'
import type { Say } from './say.ts'
import { Why, type Somebody } from './why.tsx'

type Row = Told<typeof builtAudience>['rows'][number]

type ListWords = Readonly<{
  rule: Rule
  question: Question
  say: Say
}>

/** Who is found, best customers first, each with the way to why. */
export function FoundList({ rule, question, say }: ListWords) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Somebody | null>(null)
  const columns = useWhyColumns(setAsked)
  const also = useMemo(() => ({ ...question, conditions: rule }), [question, rule])
  return (
    <>
      <AskList
        name="built-audience"
        ask={builtAudience}
        also={also}
        columns={columns}
        rowKey={(row: Row) => row.memberId}
        empty={<EmptyState title={t('audience.nobody.title')}>{t('audience.nobody.words')}</EmptyState>}
      />
      <Why of={asked} rule={rule} question={question} say={say} close={() => setAsked(null)} />
    </>
  )
}

/** A button in a row means that the row itself is no link: its number is. */
const toMember = (m: Row) => (
  <Go to={paths.member(m.memberId)} className="num">
    {m.number}
  </Go>
)

/** Where members stand, with the way to why each of them is found. */
function useWhyColumns(ask: (of: Somebody) => void): readonly Column<Row>[] {
  const { t } = useTranslation()
  const columns = useStandingColumns(false).map((column) =>
    column.key === 'number' ? { ...column, render: toMember } : column,
  )
  const why: Column<Row> = {
    key: 'why',
    title: t('audience.why.ask'),
    render: (m) => (
      <Button size="small" onClick={() => ask({ memberId: m.memberId, name: m.name || m.number })}>
        {t('audience.why.ask')}
      </Button>
    ),
  }
  return [...columns, why]
}
