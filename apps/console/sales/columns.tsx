import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { listSales } from '#domain/sale/contract'
import type { Column } from '#ui/kit/data-table.tsx'
import { DayText, MomentText, MoneyText, SignedText, Unknown } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'

export type Sale = Told<typeof listSales>['rows'][number]

const KEYS = ['day', 'receipt', 'member', 'branch', 'kind', 'total', 'points', 'time', 'recorded'] as const
type Key = (typeof KEYS)[number]

const LAYOUT: Partial<Record<Key, Partial<Column<Sale>>>> = {
  day: { card: 'title' },
  branch: { card: 'none' },
  total: { card: 'end', number: true },
  points: { number: true },
  time: { spare: true },
  recorded: { spare: true },
}

/** The columns of a list of receipts. */
export function useSaleColumns(): readonly Column<Sale>[] {
  const { t } = useTranslation()
  const { branches } = useMe()
  const names = new Map(branches.map((branch) => [branch.id, branch.name]))
  const cells: Record<Key, Column<Sale>['render']> = {
    day: (s) => <DayText of={s.day} />,
    receipt: (s) => (s.receiptNo ? <span className="num">{s.receiptNo}</span> : <Unknown />),
    member: (s) => <Buyer sale={s} />,
    branch: (s) => names.get(s.branchId) ?? <Unknown />,
    kind: (s) => <Kind sale={s} />,
    total: (s) => <MoneyText of={s.totalMinor} />,
    points: (s) => <SignedText of={s.points} />,
    time: (s) => <MomentText of={s.happenedAt} />,
    recorded: (s) => <MomentText of={s.recordedAt} />,
  }
  return KEYS.map((key) => ({ key, title: t(`sales.column.${key}`), render: cells[key], ...LAYOUT[key] }))
}

function Buyer({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  if (!sale.memberId) return <span className="quiet">{t('sales.noMember')}</span>
  return <span className="num">{sale.memberName || sale.memberNumber}</span>
}

function Kind({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  return (
    <>
      {t(`parts.kind.${sale.kind}`)} {sale.voided ? <Tag>{t('sales.voided')}</Tag> : null}
    </>
  )
}
