import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { segmentMembers } from '#domain/insight/contract'
import type { Column } from '#ui/kit/data-table.tsx'
import { DayText, MoneyText, NumberText, Unknown } from '#ui/kit/texts.tsx'
import { QuadrantTag } from '#ui/parts/quadrant-tag.tsx'

/** Who was found by conditions may not have bought in the window: no score then. */
type Row = Told<typeof segmentMembers>['rows'][number]
type Key = 'name' | 'number' | 'purchases' | 'spend' | 'lastDay' | 'scores' | 'quadrant' | 'lifecycle'

/** Columns of members with where they stand; a frozen list has one order only. */
export function useStandingColumns(sortable: boolean): readonly Column<Row>[] {
  const { t } = useTranslation()
  const title = (key: Key) => t(`insight.audience.column.${key}`)
  const scores = (m: Row) =>
    m.r === null ? <Unknown /> : <span className="num scores">{`${m.r}${m.f}${m.m}`}</span>
  const money = (m: Row) => <MoneyText of={m.spendMinor} />
  const days = (m: Row) => <NumberText of={m.purchases} />
  return [
    // The number first: everybody has one, a name not.
    {
      key: 'number',
      title: title('number'),
      sortable,
      card: 'title',
      render: (m) => <span className="num">{m.number}</span>,
    },
    { key: 'name', title: title('name'), render: (m) => m.name || <Unknown /> },
    { key: 'spendMinor', title: title('spend'), number: true, sortable, card: 'end', render: money },
    { key: 'purchases', title: title('purchases'), number: true, sortable, render: days },
    {
      key: 'lastDay',
      title: title('lastDay'),
      sortable,
      render: (m) => (m.lastDay === null ? <Unknown /> : <DayText of={m.lastDay} />),
    },
    { key: 'scores', title: title('scores'), card: 'none', render: scores },
    {
      key: 'quadrant',
      title: title('quadrant'),
      render: (m) => (m.quadrant === null ? <Unknown /> : <QuadrantTag of={m.quadrant} />),
    },
    {
      key: 'lifecycle',
      title: title('lifecycle'),
      render: (m) => (m.lifecycle === null ? <Unknown /> : t(`parts.lifecycle.${m.lifecycle}`)),
    },
  ]
}
