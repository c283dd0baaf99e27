import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listTopUps } from '#domain/wallet/contract/top-up'
import { AskList } from '#ui/kit/ask-list.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Page } from '#ui/kit/page.tsx'
import { DayText, MomentText, MoneyText, Unknown } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { OfMember, useMemberLens } from './member-lens.tsx'

type TopUp = Told<typeof listTopUps>['rows'][number]

/** Top-ups, newest first, each with its refund. */
export function TopUpsPage() {
  const { t } = useTranslation()
  const columns = useColumns()
  const [lens, clear] = useMemberLens('/top-ups')
  return (
    <Page title={t('wallet.topUps.title')}>
      <AskList
        name="top-ups"
        ask={listTopUps}
        also={lens}
        columns={columns}
        rowKey={(row: TopUp) => row.id}
        rowTo={(row) => paths.topUp(row.id)}
        tools={<OfMember lens={lens} clear={clear} />}
        empty={<EmptyState title={t('wallet.topUps.empty')}>{t('wallet.topUps.emptyWords')}</EmptyState>}
      />
    </Page>
  )
}

function useColumns(): readonly Column<TopUp>[] {
  const { t } = useTranslation()
  const { branches } = useMe()
  const names = new Map(branches.map((branch) => [branch.id, branch.name]))
  return [
    { key: 'day', title: t('wallet.receipt.day'), card: 'title', render: (o) => <DayText of={o.day} /> },
    { key: 'member', title: t('wallet.receipt.member'), render: (o) => o.memberName || o.memberNumber },
    { key: 'tender', title: t('wallet.tender'), render: (o) => t(`parts.tender.${o.tender}`) },
    {
      key: 'branch',
      title: t('wallet.branch'),
      card: 'none',
      render: (o) => names.get(o.branchId) ?? <Unknown />,
    },
    {
      key: 'paid',
      title: t('wallet.receipt.paid'),
      number: true,
      card: 'end',
      render: (o) => <MoneyText of={o.paidMinor} />,
    },
    {
      key: 'bonus',
      title: t('parts.unit.bonus'),
      number: true,
      render: (o) => <MoneyText of={o.bonusMinor} />,
    },
    {
      key: 'refund',
      title: t('wallet.topUps.paidBack'),
      number: true,
      render: (o) => (o.refund ? <MoneyText of={o.refund.refundMinor} /> : <Unknown />),
    },
    { key: 'by', title: t('wallet.receipt.by'), spare: true, render: (o) => o.byName },
    { key: 'at', title: t('wallet.receipt.at'), spare: true, render: (o) => <MomentText of={o.at} /> },
  ]
}
